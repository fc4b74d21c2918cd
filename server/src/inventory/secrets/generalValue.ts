// Judges values by the name they are given to, where no format is known: assignments of environment files.
import { isPassword } from './databaseUrl';
import { isPlaceholder, UUID } from './placeholders';
import { classesOf, entropyOf } from './randomness';
import { jwtPayload } from './shapes';

/** Names that say "secret". Matched on whole words of the name. */
const SECRET_NAME =
  /(?:^|_)(?:API_?KEY|APIKEY|ACCESS_?KEY|SECRET_?KEY|SECRETKEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PWD|PASS|DSN|CREDENTIALS?)(?:_\d+|_[A-Z]|_BASE64|_HEX)?$/;

/** Names that say what a value is about a secret, or that it is made to be seen. */
const HARMLESS_NAME =
  /PUBLIC|PUBLISHABLE|(?:^|_)ANON(?:_|$)|(?:^|_)(?:SITE|FOREIGN|PRIMARY|PARTITION|SORT|CACHE|IDEMPOTENCY|MAX|MIN|NUM|TOTAL|MAPS?|POSTHOG|FIREBASE)_/;

export const PASSWORD_NAME = /(?:PASSWORD|PASSWD|PASSPHRASE|PWD|PASS)(?:_\d+)?$/;

/** True if the name of a variable says that its value is a key, token, secret, password or DSN. */
export function isSecretName(name: string): boolean {
  const upper = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase();
  return SECRET_NAME.test(upper) && !HARMLESS_NAME.test(upper);
}

const LEAST_KEY_LENGTH = 16;
const LEAST_PASSWORD_LENGTH = 8;

/** True if the value passes the placeholder and entropy checks for a variable so named. */
export function isSecretValue(name: string, value: string): boolean {
  if (/^(?:\.{0,2}\/|~|[A-Za-z]:\\|file:)/.test(value) || /\s/.test(value.trim())) return false;
  // An address is a secret only by the password in it, which is a format.
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return false;
  if (isPublicToken(value)) return false;
  if (PASSWORD_NAME.test(name.toUpperCase())) {
    return value.length >= LEAST_PASSWORD_LENGTH && isPassword(value) && entropyOf(value) >= 2.5;
  }
  if (value.length < LEAST_KEY_LENGTH || UUID.test(value) || isPlaceholder(value)) return false;
  return classesOf(value) >= 2 && entropyOf(value) >= 3;
}

/** True for web tokens that are made to be seen: Supabase's anonymous role, the keys of a local Supabase stack. */
export function isPublicToken(value: string): boolean {
  if (!value.startsWith('eyJ')) return false;
  const payload = jwtPayload(value);
  return payload?.role === 'anon' || payload?.iss === 'supabase-demo';
}

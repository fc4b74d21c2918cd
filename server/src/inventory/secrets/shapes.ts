// Checks of single formats that a pattern cannot express. Each answers whether the value is a credential.

import { isDatabaseSecret } from './databaseUrl';
import type { Shape } from './formats';
import { entropyOf } from './randomness';

/** A matched value with the text around it. */
export interface Candidate {
  readonly path: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

export const SHAPE_CHECKS: Readonly<Record<Shape, (candidate: Candidate) => boolean>> = {
  'google-key': isUnrestrictedGoogleKey,
  'private-key': ({ value }) => isPrivateKey(value),
  'database-url': ({ value }) => isDatabaseSecret(value),
  'supabase-service-role': ({ value }) =>
    jwtPayload(value)?.role === 'service_role' && jwtPayload(value)?.iss !== 'supabase-demo',
};

/** Around a key, in UTF-16 units: enough for the object of a Firebase configuration. */
const NEIGHBOURHOOD = 400;

/** Maps, Firebase and reCAPTCHA keys have the same form and are made for browsers; what stands around tells them apart. */
function isUnrestrictedGoogleKey({ path, text, start, end }: Candidate): boolean {
  if (/firebase|google-services|GoogleService-Info/i.test(path)) return false;
  const around = text.slice(Math.max(0, start - NEIGHBOURHOOD), start) + text.slice(end, end + NEIGHBOURHOOD);
  if (/authDomain|messagingSenderId|storageBucket|measurementId|firebaseio/.test(around)) return false;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return !/maps|places|firebase|geocod|recaptcha|gtm|analytics|NEXT_PUBLIC_FIREBASE/i.test(line.slice(-200));
}

/** At least a small key's worth of base64 between the two lines, however it is quoted and wrapped. */
function isPrivateKey(value: string): boolean {
  const inner = value.replace(/^-----BEGIN[^-]*-----/, '').replace(/-----END[^-]*-----[\s\S]*$/, '');
  const body = inner.replace(/\\[nrt]|[\s"'`+,;|>#\\]/g, '');
  return body.length >= 60 && /^[A-Za-z0-9/]+={0,2}$/.test(body) && entropyOf(body) >= 4;
}

/** The payload of a JSON web token as far as it can be read; undefined if it is none. Never verified: only looked at. */
export function jwtPayload(token: string): { readonly role?: unknown; readonly iss?: unknown } | undefined {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  try {
    const data: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof data === 'object' && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}

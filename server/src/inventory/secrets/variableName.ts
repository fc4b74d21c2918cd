// The environment variable a secret should move to: the SDK's own, or one named after what it was given to in the text.
import type { SecretFormat } from './formats';

/** How far back a name may stand, in UTF-16 units. */
const LOOK_BACK = 160;

/** What stands between a name and a value: quotes of a key, a type, an assignment, an opening quote. */
const BEFORE =
  /([A-Za-z_][\w.-]*)["'`]?\]?(?:\s*:\s*[A-Za-z][\w.<>|[\] ]*(?==))?\s*(?::=|=>|=|:|,|\s)\s*(?:[rbfuRBFU]{1,2})?\\?["'`]?$/;

/** The name a value is given to on its own line (`apiKey: "…"`, `KEY = '…'`, `ENV KEY …`); undefined if there is none. */
export function nameBefore(text: string, start: number): string | undefined {
  const from = Math.max(0, start - LOOK_BACK);
  const before = text.slice(from, start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return BEFORE.exec(line)?.[1];
}

/** Names that say that something is secret but not what it is for. */
const GENERIC =
  /^(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|VALUE|DEFAULT|URL|URI|DSN|AUTHORIZATION|BEARER|AUTH|X_API_KEY|ENV|ARG|CREDENTIALS?|CONNECTION_STRING|PRIVATE_KEY|SELF|RETURN|CONST)$/;

const SECRET_NAME = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|DSN|URL|URI|CREDENTIALS?|WEBHOOK)$/;

/** `apiKey` to `API_KEY`, `openai.apiKey` to `API_KEY`, `my-token` to `MY_TOKEN`. */
export function toVariable(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
}

/**
 * The variable for a value of a format. A speaking name in the text wins where the format is used by several
 * providers or has no variable of its own; else the SDK's own variable.
 */
export function variableFor(format: SecretFormat, name: string | undefined): string {
  const derived = name === undefined ? '' : toVariable(name);
  const speaks = SECRET_NAME.test(derived) && !GENERIC.test(derived) && !/^\d/.test(derived);
  if (speaks && (format.shared || format.variable === undefined || format.shape === 'database-url'))
    return derived;
  if (format.variable !== undefined) return format.variable;
  return `${toVariable(format.provider)}_SECRET`;
}

/** The variable for a literal in a client's key slot: the SDK's own, else after the constant or slot. */
export function variableForSlot(own: string | undefined, name: string | undefined, sdk: string): string {
  if (own !== undefined) return own;
  const derived = name === undefined ? '' : toVariable(name);
  return derived !== '' && !GENERIC.test(derived) ? derived : `${toVariable(sdk)}_API_KEY`;
}

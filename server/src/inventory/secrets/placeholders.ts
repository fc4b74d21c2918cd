// Values that stand where a secret will come: templates, names of variables, words of documentation, publishable keys, encrypted values.
import { isTyped, isWordy } from './randomness';

/** Long enough never to come up by chance in a random value. */
const WORDS =
  /example|sample|placeholder|change-?me|changeit|replace|insert|redact|dummy|your[-_]|your[a-z]{2}|fake|xxxx|secret|token|api[-_]?key|notreal|not[-_]a[-_]|todo|fixme|mock|demo|invalid|masked|hidden|foobar|foo[-_]bar|lorem|deadbeef|cafebabe|c0ffee|hello|goes[-_]?here|keyhere|key[-_]here|unused|optional|default|testing|testkey|test[-_]|[-_]test|^test|test$|localhost|password|supabase-demo|dotenvx/i;

/** `<…>`, `${…}`, `{{ … }}`, `%…%`, `$NAME`, `process.env.X`, stars and dots. */
const TEMPLATE =
  /^[<[({%]|[>\])}%]$|\$\{|\$\(|\{\{|^\$[A-Za-z_]|\*{3}|\.{3}|…|•{3}|_{4}|^(?:process\.env|os\.environ|env|secrets|vars|import\.meta)[.[(]/;

/** Keys that are made to be seen: Stripe, PostHog, Langfuse, Supabase, Mapbox, reCAPTCHA site keys. */
const PUBLISHABLE = /^(?:pk_(?:live|test)_|phc_|pk-lf-|sb_publishable_|pk\.eyJ|6L[a-zA-Z0-9_-]{38}$|pub[-_])/;

/** dotenvx, SOPS, Ansible Vault, sealed and age values. */
const ENCRYPTED =
  /^(?:encrypted:|ENC\[|\$ANSIBLE_VAULT|AgA[A-Za-z0-9+/]{100}|age1|vault:|projects\/[^/]+\/secrets\/|op:\/\/|arn:aws:)/;

/** `OPENAI_API_KEY`, `openai_api_key`, `openai-api-key`. */
const OWN_NAME = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z]+(?:[_-][a-z]+)+)$/;

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * True if a value is no secret whatever slot it stands in. `prefix` is the public start of its format: words are looked
 * for behind it.
 */
export function isPlaceholder(value: string, prefix = ''): boolean {
  const body = value.startsWith(prefix) ? value.slice(prefix.length) : value;
  if (TEMPLATE.test(value) || ENCRYPTED.test(value) || PUBLISHABLE.test(value) || OWN_NAME.test(value))
    return true;
  return WORDS.test(body) || isTyped(body) || isWordy(body);
}

/** Texts right before a value that say it is not meant to work: `FAKE_KEY = `, `exampleToken: `. */
export function isDeclaredFake(name: string): boolean {
  return /(?:^|[^a-z])(?:fake|dummy|example|sample|mock|placeholder|bogus|redacted|invalid)(?:[^a-z]|$)/i.test(
    name.replace(/([a-z])([A-Z])/g, '$1_$2'),
  );
}

// Attributes of facts in words for people: which are told of a kind, what they are called, what their values mean.
import type { Attribute, EffectiveValue, FactKind } from '../inventory/facts/fact';

/** What is told of a kind unless everything is asked for. */
export const SHOWN: Partial<Readonly<Record<FactKind, readonly string[]>>> = {
  'model-client': ['provider', 'apiKey', 'retries', 'timeout', 'local'],
  'model-call': ['call', 'model', 'maxTokens', 'timeout', 'retries', 'streaming', 'traced', 'attributed'],
  agent: ['tools', 'stepLimit', 'guardrails', 'risk'],
  tool: ['effects', 'approval', 'timeout', 'hosts', 'tested'],
  endpoint: ['framework', 'method', 'route', 'chat', 'rateLimited', 'authenticated', 'streaming'],
  'mcp-server': ['audience', 'filter'],
  deployable: ['form', 'scales'],
};

const LABELS: Readonly<Record<string, string>> = {
  apiKey: 'API key',
  attributed: 'Attributed to',
  call: 'Kind',
  local: 'Runs locally',
  maxTokens: 'Output cap',
  rateLimited: 'Rate limited',
  risk: 'Risk tier',
  stepLimit: 'Step limit',
  streaming: 'Streamed',
  timeout: 'Time limit',
};

/** Words of attributes that mean little by themselves. */
const WORDS: Readonly<Record<string, string>> = {
  custom: 'set',
  default: 'the default',
  disabled: 'off',
  env: 'from the environment',
  hardcoded: 'written in the code',
  inherited: 'set',
  param: 'handed over by a caller',
  unknown: 'not known',
  unset: 'none',
};

/** What a plain number counts. */
const COUNTED: Readonly<Record<string, string>> = { maxTokens: 'tokens', stepLimit: 'steps' };

const MAX_VALUE = 120;

/** `maxTokens` → `Output cap`, `rawErrors` → `Raw errors`. */
export function attributeLabel(name: string): string {
  if (Object.hasOwn(LABELS, name)) return LABELS[name]!;
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The effective value where there is one, else the word for where it was decided. */
export function attributeValue(
  name: string,
  { value, effective }: Pick<Attribute, 'value' | 'effective'>,
): string {
  const text =
    effective === undefined || effective === null || value === 'unknown'
      ? wordText(value)
      : effectiveText(effective, COUNTED[name]) || wordText(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

function wordText(value: Attribute['value']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return value.join(', ') || 'none';
  return typeof value === 'string' && Object.hasOwn(WORDS, value) ? WORDS[value]! : String(value);
}

function effectiveText(value: EffectiveValue, counted?: string): string {
  if (value === null) return 'none';
  if (isList(value)) return [...new Set(value.map((each) => effectiveText(each)))].join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  // How those pauses grow that are never made says nothing.
  if (value.count === 0) return 'none';
  const { ms, n, name, grade, ...rest } = value;
  const parts = Object.entries(rest).map(([key, each]) => partText(key, each));
  if (name !== undefined) {
    const what = effectiveText(name).replaceAll('-', ' ');
    parts.unshift(grade === undefined ? what : `${what} (${effectiveText(grade).replaceAll('-', ' ')})`);
  }
  if (ms !== undefined) parts.unshift(typeof ms === 'number' ? durationText(ms) : effectiveText(ms));
  if (n !== undefined) parts.unshift(typeof n === 'number' && counted ? `${n} ${counted}` : effectiveText(n));
  return parts.filter((part) => part !== '').join(', ');
}

/** A place inside a value is no text, and neither is what does not hold. */
function partText(key: string, value: EffectiveValue): string {
  if (/^(place|path|start|end)$/.test(key) || (key === 'sandboxed' && value === false)) return '';
  if (key === 'count') return effectiveText(value);
  if (value === true) return key;
  if (value === false) return `no ${key}`;
  return key === 'backoff' ? `${effectiveText(value)} pauses` : `${key} ${effectiveText(value)}`;
}

/** `30000` → `30 s`, `600000` → `10 min`. */
function durationText(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}

function isList(value: EffectiveValue): value is readonly EffectiveValue[] {
  return Array.isArray(value);
}

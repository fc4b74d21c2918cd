// What a value found at a setting's slot amounts to: numbers with units, "off" words, helper calls. One value at a time.
import type { Setting, SettingName } from '../../../catalog/meaning';
import type { EffectiveValue } from '../../facts/fact';
import { type Abstract, alternatives, type Site } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { itemsOf } from '../resolve/listItems';
import { mayFindNothing } from '../resolve/lookedUp';
import { presenceOf } from '../resolve/presence';
import { valuesAt } from '../resolve/slotValues';
import { isSometimesZero, SOMETIMES_ZERO, weakest } from './weakest';

export interface Interpreted {
  readonly kind: 'set' | 'absent' | 'unknown';
  readonly effective?: EffectiveValue;
  readonly why?: string;
  readonly at: Abstract['at'];
}

const UNIT_MS = { ms: 1, s: 1000, min: 60_000 } as const;

/** Interprets one value for a setting. `configured` stands for a number known only at run time that is surely given. */
export function interpret(
  evaluator: Evaluator,
  name: SettingName,
  setting: Setting,
  value: Abstract,
  site: Site,
): Interpreted {
  const { at } = value;
  if (value.kind === 'oneOf') return interpretAll(evaluator, name, setting, value.options, site, at);
  if (value.kind === 'constant') {
    const off = setting.none?.some((word) => word === value.value);
    if (value.value === null && !off) return { kind: 'absent', at };
    return { kind: 'set', effective: effectiveOf(name, setting, off ? 'none' : value.value), at };
  }
  if (value.kind === 'env') {
    const fallback = value.fallback ? interpret(evaluator, name, setting, value.fallback, site) : undefined;
    return fallback?.kind === 'set'
      ? { ...fallback, at }
      : { kind: 'set', effective: effectiveOf(name, setting, 'configured'), at };
  }
  if (value.kind === 'instance') return interpretInstance(evaluator, name, setting, value);
  if (value.kind === 'list') return interpretList(evaluator, name, setting, value, site);
  if (value.kind === 'object') return interpretObject(evaluator, name, setting, value, site);
  if (value.kind === 'parameter') {
    const declared = value.module.functions[value.function]?.parameters[value.index]?.default;
    if (declared && value.path.length === 0)
      return interpret(evaluator, name, setting, evaluator.evaluate(declared, value.frame), site);
    return { kind: 'unknown', why: 'its value is handed over from outside this workspace’s calls', at };
  }
  if (value.kind === 'unknown') return { kind: 'unknown', why: value.why, at };
  if (value.kind === 'function' && alwaysNone(evaluator, setting, value))
    return { kind: 'set', effective: effectiveOf(name, setting, 'none'), at };
  if (value.kind === 'result' && mayFindNothing(value.site))
    return { kind: 'unknown', why: 'it is looked up and may not be there', at };
  // A function, a text, the result of a call: something is given, how much is known only at run time.
  return { kind: 'set', effective: effectiveOf(name, setting, 'configured'), at };
}

/** True for a function whose every answer is a word for off: `async () => false`. */
function alwaysNone(
  evaluator: Evaluator,
  setting: Setting,
  value: Extract<Abstract, { kind: 'function' }>,
): boolean {
  if (!setting.none) return false;
  const answers = alternatives(evaluator.callFunction(value, undefined));
  return (
    answers.length > 0 &&
    answers.every((one) => one.kind === 'constant' && setting.none?.some((word) => word === one.value))
  );
}

/** Each item of a list counts: one that bounds is enough. */
function interpretList(
  evaluator: Evaluator,
  name: SettingName,
  setting: Setting,
  list: Extract<Abstract, { kind: 'list' }>,
  site: Site,
): Interpreted {
  const { at } = list;
  const items = itemsOf(evaluator, list);
  const bounds = items
    .map(({ value, always }) => ({ always, ...interpret(evaluator, name, setting, value, site) }))
    .filter((one) => one.kind === 'set' && !isNone(one.effective));
  const bound = bounds.find(({ always }) => always);
  if (bound) return bound;
  if (bounds.length > 0) return { kind: 'unknown', why: 'it is added on some paths only', at: bounds[0]!.at };
  return {
    kind: 'set',
    effective: effectiveOf(name, setting, items.length === 0 ? 'none' : 'configured'),
    at,
  };
}

function interpretAll(
  evaluator: Evaluator,
  name: SettingName,
  setting: Setting,
  values: readonly Abstract[],
  site: Site,
  at: Abstract['at'],
): Interpreted {
  const all = values.map((value) => interpret(evaluator, name, setting, value, site));
  const absent = all.find((one) => one.kind === 'absent');
  const set = all.filter((one) => one.kind === 'set');
  if (absent && set.length > 0)
    return { kind: 'unknown', why: 'it is set on some paths only', at: absent.at };
  if (isSometimesZero(set.map((one) => one.effective)))
    return {
      kind: 'unknown',
      why: SOMETIMES_ZERO,
      at: (set.find((one) => isNone(one.effective)) ?? set[0]!).at,
    };
  const telling = all.find((one) => one.kind === 'unknown') ?? all.find((one) => isNone(one.effective));
  if (telling) return telling;
  const weak = weakest(set.flatMap((one) => one.effective ?? []));
  return set.find((one) => one.effective === weak) ?? all[0] ?? { kind: 'absent', at };
}

function interpretInstance(
  evaluator: Evaluator,
  name: SettingName,
  setting: Setting,
  value: Extract<Abstract, { kind: 'instance' }>,
): Interpreted {
  const { at } = value;
  const meaning = value.origin?.known.meaning;
  const yields = meaning?.yields;
  if (yields === undefined || !value.origin)
    return value.origin
      ? interpretCall(evaluator, name, setting, value)
      : { kind: 'set', effective: effectiveOf(name, setting, 'configured'), at };
  if (yields === 'none') return { kind: 'set', effective: effectiveOf(name, setting, 'none'), at };
  const { origin } = value;
  const inner = yields.flatMap((slot) => valuesAt(evaluator, slot, origin).values);
  const found = inner
    .map((one) => interpret(evaluator, name, setting, one, origin.site))
    .find((one) => one.kind !== 'absent');
  return found ?? { kind: 'set', effective: effectiveOf(name, setting, 'configured'), at };
}

/** `Timeout(connect=5, read=30)` and the like: the keys of the setting are looked up in the call. */
function interpretCall(
  evaluator: Evaluator,
  name: SettingName,
  setting: Setting,
  value: Extract<Abstract, { kind: 'instance' }>,
): Interpreted {
  for (const key of setting.keys ?? []) {
    const inner = presenceOf(evaluator, value, key);
    const [first] = inner.values;
    if (first && value.origin) return interpret(evaluator, name, setting, first, value.origin.site);
  }
  return { kind: 'set', effective: effectiveOf(name, setting, 'configured'), at: value.at };
}

function interpretObject(
  evaluator: Evaluator,
  name: SettingName,
  setting: Setting,
  value: Extract<Abstract, { kind: 'object' }>,
  site: Site,
): Interpreted {
  const { at } = value;
  if (!setting.keys) return { kind: 'set', effective: effectiveOf(name, setting, 'configured'), at };
  let blockedWhy: string | undefined;
  for (const key of setting.keys) {
    const inner = presenceOf(evaluator, value, key);
    const found = inner.values
      .flatMap(alternatives)
      .map((one) => interpret(evaluator, name, setting, one, site));
    const set = found.find((one) => one.kind === 'set');
    if (set) return set;
    blockedWhy ??= inner.blocked?.why ?? found.find((one) => one.kind === 'unknown')?.why;
  }
  return blockedWhy ? { kind: 'unknown', why: blockedWhy, at } : { kind: 'absent', at };
}

/** The effective value in the shape of the setting: `{ms}`, `{n}`, `{count, …}` or the word itself. */
function effectiveOf(
  name: SettingName,
  setting: Setting,
  word: string | number | boolean | null,
): EffectiveValue {
  const shape = SHAPES[name];
  if (!shape) return word;
  const adds = (setting.adds ?? {}) as Record<string, EffectiveValue>;
  if (typeof word !== 'number') {
    if (shape === 'count') return { count: word === 'none' || word === false ? 0 : 'configured', ...adds };
    return { [shape]: word === false ? 'none' : word, ...adds };
  }
  if (shape === 'ms') return { ms: Math.round(word * UNIT_MS[setting.unit ?? 'ms']), ...adds };
  if (shape === 'count') {
    const count = setting.counts === 'attempts' ? Math.max(0, word - 1) : word;
    return { count, ...adds };
  }
  return { n: word, ...adds };
}

const SHAPES: Partial<Record<SettingName, 'ms' | 'n' | 'count'>> = {
  timeout: 'ms',
  toolTimeout: 'ms',
  retries: 'count',
  maxTokens: 'n',
  stepLimit: 'n',
};

function isNone(effective: EffectiveValue | undefined): boolean {
  if (typeof effective !== 'object' || effective === null || Array.isArray(effective))
    return effective === 'none';
  const record = effective as Record<string, EffectiveValue>;
  return record.n === 'none' || record.ms === 'none' || record.count === 0;
}

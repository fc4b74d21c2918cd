// What is known about a key of an object: its values, whether it may be absent, what blocks the view. Later keys and spreads win.
import { type Abstract, type Added, alternatives, type Frame, placeOf, unknown } from './abstract';
import { coveredFrom } from './coveredPaths';
import type { Evaluator } from './evaluator';
import { withFilled } from './fillers';
import { memberOf } from './members';

/**
 * What is known about a key of an object: the values it may have, whether it may be absent, and what blocks the view.
 * Later keys and spreads win in source order.
 */
export interface Presence {
  readonly values: readonly Abstract[];
  /** It is, or may be, not set. */
  readonly absent: boolean;
  readonly blocked?: { readonly why: string; readonly at: Abstract['at'] };
  /** Where it is certainly absent on some branch only. */
  readonly absentAt?: Abstract['at'];
}

export const ABSENT: Presence = { values: [], absent: true };

export function blocked(why: string, at: Abstract['at']): Presence {
  return { values: [], absent: false, blocked: { why, at } };
}

/** How deep spreads and one-of values are followed. */
const MAX_PRESENCE_DEPTH = 12;

/** The presence of a key in an object, list or one-of of them. Anything else blocks. */
export function presenceOf(evaluator: Evaluator, object: Abstract, key: string): Presence {
  // Objects spread from themselves (`config = { ...config, … }`) would never end.
  if (evaluator.presenceDepth > MAX_PRESENCE_DEPTH) return blocked('it is nested too deeply', object.at);
  evaluator.presenceDepth++;
  try {
    return lookInto(evaluator, object, key);
  } finally {
    evaluator.presenceDepth--;
  }
}

function lookInto(evaluator: Evaluator, object: Abstract, key: string): Presence {
  switch (object.kind) {
    case 'oneOf':
      return joinPresence(
        object.options.map((option) => ({ at: option.at, presence: presenceOf(evaluator, option, key) })),
      );
    case 'object':
      return withFilled(evaluator, object, key, objectPresence(evaluator, object, key));
    case 'list': {
      const index = Number(key);
      // A list in the place of options sets none of them (`spawn("wc", ["-c"])`).
      if (!Number.isInteger(index))
        return key === 'length' ? blocked('its length is not counted', object.at) : ABSENT;
      if (object.value.items.slice(0, index + 1).some((item) => item.spread))
        return blocked('it is an element of a list known only at run time', object.at);
      const item = object.value.items[index];
      return item ? { values: [evaluator.evaluate(item.value, object.frame)], absent: false } : ABSENT;
    }
    case 'constant':
      // Spreading or reading from null, undefined or false gives nothing.
      return object.value === null || object.value === false ? { ...ABSENT, absentAt: object.at } : ABSENT;
    case 'env':
    case 'text':
      // A text where options may stand (`connect(process.env.URL)`) sets none of them.
      return ABSENT;
    case 'instance':
      return originPresence(evaluator, object, key);
    case 'object-of':
    case 'namespace': {
      const value = memberOf(evaluator, object, key, object.at);
      return value.kind === 'unknown' ? blocked(value.why, value.at) : { values: [value], absent: false };
    }
    case 'result':
      return resultPresence(evaluator, object, key);
    case 'function':
      // A callback where options may stand.
      return ABSENT;
    case 'parameter':
      return blocked('the options come from outside this workspace’s calls', object.at);
    case 'unknown':
      return blocked(object.why, object.at);
    default:
      return blocked('the options cannot be followed', object.at);
  }
}

/** Looking into a call's own arguments: `ModelSettings(max_tokens=5)` has the key `max_tokens`. */
function originPresence(
  evaluator: Evaluator,
  instance: Extract<Abstract, { kind: 'instance' }>,
  key: string,
): Presence {
  return instance.origin
    ? argumentPresence(evaluator, instance.origin.site.call.arguments, instance.origin.site.frame, key)
    : blocked('how it was made cannot be followed', instance.at);
}

function resultPresence(
  evaluator: Evaluator,
  result: Extract<Abstract, { kind: 'result' }>,
  key: string,
): Presence {
  const { call, frame } = result.site;
  const made =
    call.form === 'new' || (frame.module.language === 'python' && /^[A-Z]/.test(lastName(call.callee)));
  if (made && result.path.length === 0) return argumentPresence(evaluator, call.arguments, frame, key);
  return blocked('it comes from a call outside this workspace', result.at);
}

function lastName(callee: { kind: string; name?: string; property?: string }): string {
  return callee.name ?? callee.property ?? '';
}

function argumentPresence(
  evaluator: Evaluator,
  args: Extract<Abstract, { kind: 'result' }>['site']['call']['arguments'],
  frame: Frame,
  key: string,
): Presence {
  const named = args.find((argument) => argument.name === key);
  if (named) return { values: [evaluator.evaluate(named.value, frame)], absent: false };
  const parts: Presence[] = [];
  for (const argument of args) {
    if (argument.spread === 'keyword')
      parts.push(presenceOf(evaluator, evaluator.evaluate(argument.value, frame), key));
    else if (!argument.name && frame.module.language === 'typescript' && argument === args[0])
      parts.push(presenceOf(evaluator, evaluator.evaluate(argument.value, frame), key));
  }
  const telling = parts.find((part) => part.values.length > 0 || part.blocked);
  return telling ?? ABSENT;
}

function keyAtRunTime(at: Abstract['at']): NonNullable<Presence['blocked']> {
  return { why: 'a key is computed at run time', at };
}

/** Whether an assignment sets a key; `maybe` where its own is one of a few. */
function fitsKey(
  evaluator: Evaluator,
  { property, frame }: Extract<Added, { kind: 'property' }>,
  key: string,
): boolean | 'maybe' | 'unknown' {
  if (typeof property === 'string') return property === key;
  const names = alternatives(evaluator.evaluate(property, frame));
  if (!names.every((name) => name.kind === 'constant')) return 'unknown';
  if (!names.some((name) => String(name.value) === key)) return false;
  return names.length === 1 ? true : 'maybe';
}

/** What one addition says of a key; absent where it says nothing. */
function addedPresence(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object' }>,
  addition: Added,
  key: string,
): Presence {
  const { value, frame, always } = addition;
  if (addition.kind === 'item') return ABSENT;
  if (addition.kind === 'merge') {
    const merged = presenceOf(evaluator, evaluator.evaluate(value, frame), key);
    return always ? merged : { ...merged, absent: true, absentAt: undefined };
  }
  const fits = fitsKey(evaluator, addition, key);
  if (fits === false) return ABSENT;
  if (fits === 'unknown') return { values: [], absent: true, blocked: keyAtRunTime(object.at) };
  // With the key, the value changes from turn to turn.
  if (fits === 'maybe')
    return { values: [unknown('a key is computed at run time', object.at)], absent: true };
  if (addition.open || addition.given === 'changed') {
    const why = addition.open ? 'it is set at a place that may come later' : 'it is changed at run time';
    return { values: [unknown(why, placeOf(frame.module, value))], absent: !always };
  }
  const given = evaluator.evaluate(value, frame);
  // What is handed over under a condition need not be its default there (`if limit: options["limit"] = limit`).
  if (!always && given.kind === 'parameter')
    return { values: [unknown('it is handed over on some paths only', given.at)], absent: true };
  return { values: [given], absent: !always };
}

/** Whether an addition sets a key wherever it is made. */
function surelySets(evaluator: Evaluator, addition: Added, key: string): boolean {
  if (addition.open || addition.kind === 'item') return false;
  if (addition.kind === 'property')
    return addition.given === undefined && fitsKey(evaluator, addition, key) === true;
  const merged = presenceOf(evaluator, evaluator.evaluate(addition.value, addition.frame), key);
  return merged.values.length > 0 && !merged.absent && !merged.blocked;
}

function objectPresence(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object' }>,
  key: string,
): Presence {
  let later: Presence = ABSENT;
  const covered = coveredFrom(object.added, (one) => surelySets(evaluator, one, key));
  for (let at = object.added.length - 1; at >= 0; at--) {
    const addition = object.added[at]!;
    const given = addedPresence(evaluator, object, addition, key);
    if (given === ABSENT) continue;
    if (addition.kind === 'property' && addition.given === 'kept') {
      const before = objectPresence(evaluator, { ...object, added: object.added.slice(0, at) }, key);
      return overlay(filledUp(before, given), later);
    }
    later = overlay(given, later);
    if (at === covered) return { ...later, absent: false, absentAt: undefined };
    if (!later.absent) return later;
  }
  for (const entry of [...object.value.entries].reverse()) {
    if (later.values.length > 0 && !later.absent) return later;
    if (later.blocked && !later.absent && later.values.length === 0) return later;
    if (entry.kind === 'property') {
      if (entry.key !== key) continue;
      return overlay({ values: [evaluator.evaluate(entry.value, object.frame)], absent: false }, later);
    }
    if (entry.kind === 'computed') {
      const name = evaluator.evaluate(entry.key, object.frame);
      if (name.kind === 'constant' && String(name.value) === key)
        return overlay({ values: [evaluator.evaluate(entry.value, object.frame)], absent: false }, later);
      if (name.kind !== 'constant')
        later = overlay({ values: [], absent: true, blocked: keyAtRunTime(name.at) }, later);
      continue;
    }
    const spread = presenceOf(evaluator, evaluator.evaluate(entry.value, object.frame), key);
    later = overlay(spread, later);
  }
  return later;
}

/** What `filler` sets where `earlier` leaves a gap. */
function filledUp(earlier: Presence, filler: Presence): Presence {
  if (!earlier.absent) return earlier;
  return {
    values: [...earlier.values, ...filler.values],
    absent: filler.absent,
    blocked: earlier.blocked ?? filler.blocked,
    absentAt: filler.absent ? (earlier.absentAt ?? filler.absentAt) : undefined,
  };
}

/** `later` is spread over `earlier`: what it surely sets hides the earlier value. */
function overlay(earlier: Presence, later: Presence): Presence {
  if (!later.absent) return later.blocked && later.values.length === 0 ? later : later;
  return {
    values: [...earlier.values, ...later.values],
    absent: earlier.absent,
    blocked: later.blocked ?? earlier.blocked,
    absentAt: earlier.absentAt ?? (earlier.absent ? later.absentAt : undefined),
  };
}

function joinPresence(
  parts: readonly { readonly at: Abstract['at']; readonly presence: Presence }[],
): Presence {
  const values = parts.flatMap(({ presence }) => presence.values);
  const open = parts.find(({ presence }) => presence.absent);
  return {
    values,
    absent: open !== undefined,
    blocked: parts.find(({ presence }) => presence.blocked)?.presence.blocked,
    absentAt: open && values.length > 0 ? (open.presence.absentAt ?? open.at) : undefined,
  };
}

// Functions that are handed an object before it is used, and what they set on it: `addCap(options)`. Values only, no meaning.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { ObjectValue } from '../../../languages/summary/value';
import type { Span } from '../../../text/span';
import { type Abstract, alternatives, type Frame, type Handing } from './abstract';
import { extendedBy } from './additions';
import type { Evaluator } from './evaluator';
import { ABSENT, blocked, type Presence, presenceOf } from './presence';
import type { HandedOn } from './scope';

/** How far one such function handing it to the next is followed. */
const MAX_HANDINGS = 3;

/** How functions of packages are called that change what they are given first. */
const CHANGES_IT =
  /^_?(add|apply|assign|augment|configure|decorate|defaults|enrich|ensure|extend|fill|inject|limit|merge|mixin|patch|prepare|set|update|with)/i;

/** An object with the functions it was handed to under a name, up to its use in the same function. */
export function withHandings(
  evaluator: Evaluator,
  value: Abstract,
  handed: readonly HandedOn[] | undefined,
  frame: Frame,
  use?: { readonly at: Span; readonly frame: Frame },
): Abstract {
  if (!handed) return value;
  if (value.kind === 'oneOf')
    return {
      ...value,
      options: value.options.map((one) => withHandings(evaluator, one, handed, frame, use)),
    };
  if (value.kind !== 'object') return value;
  const before = handed.filter(
    (one) => !use || one.function !== use.frame.function || one.call.end <= use.at.start,
  );
  const handings = before.map((one) => toHanding(evaluator, one, value.value, frame, 0));
  return handings.length > 0 ? { ...value, handings: [...(value.handings ?? []), ...handings] } : value;
}

function toHanding(
  evaluator: Evaluator,
  { call, always, function: fn }: HandedOn,
  target: ObjectValue,
  frame: Frame,
  depth: number,
): Handing {
  const { module } = frame;
  const inside = fn === frame.function ? frame : evaluator.frame(module, fn);
  return { site: { module, call, frame: inside }, always, target, depth };
}

/** What an object has under a key once the functions it was handed to have run. */
export function withFilled(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object' }>,
  key: string,
  own: Presence,
): Presence {
  let found = own;
  for (const handing of object.handings ?? []) {
    // What is surely there may change, but is not taken away.
    if (!found.absent) return found;
    const filled = filledPresence(evaluator, handing, key);
    found = {
      values: [...found.values, ...filled.values],
      absent: filled.absent,
      blocked: found.blocked ?? filled.blocked,
      absentAt: filled.absent ? found.absentAt : undefined,
    };
  }
  return found;
}

function filledPresence(evaluator: Evaluator, handing: Handing, key: string): Presence {
  const callees = alternatives(evaluator.callee(handing.site));
  const parts = callees.map((callee) => filledBy(evaluator, callee, handing, key));
  return {
    values: parts.flatMap(({ values }) => values),
    absent: !handing.always || parts.some(({ absent }) => absent),
    blocked: parts.find((part) => part.blocked)?.blocked,
  };
}

function filledBy(evaluator: Evaluator, callee: Abstract, handing: Handing, key: string): Presence {
  switch (callee.kind) {
    case 'function':
      return handing.depth < MAX_HANDINGS
        ? insideOf(evaluator, callee, handing, key)
        : maySet('the functions it is handed to are nested too deeply', callee.at);
    case 'symbol':
      return isChangedOutside(evaluator, callee, handing)
        ? maySet('it is handed to a function outside this workspace that may set it', callee.at)
        : ABSENT;
    case 'unknown':
    case 'parameter':
      return maySet('it is handed to a function that cannot be followed and may set it', callee.at);
    default:
      return ABSENT;
  }
}

/** A function of a package that is called like one that changes its first argument. */
function isChangedOutside(
  evaluator: Evaluator,
  callee: Extract<Abstract, { kind: 'symbol' }>,
  { site, target }: Handing,
): boolean {
  const [first] = site.call.arguments;
  if (!first || callee.module === 'global' || !CHANGES_IT.test(callee.path.at(-1) ?? '')) return false;
  return isObject(evaluator.evaluate(first.value, site.frame), target);
}

function isObject(value: Abstract, target: ObjectValue): boolean {
  return alternatives(value).some((one) => one.kind === 'object' && one.value === target);
}

function maySet(why: string, at: Abstract['at']): Presence {
  return { ...blocked(why, at), absent: true };
}

/** What a function of the workspace sets on those of its parameters that are the object. */
function insideOf(
  evaluator: Evaluator,
  callee: Extract<Abstract, { kind: 'function' }>,
  { target, site, depth }: Handing,
  key: string,
): Presence {
  const { module, function: fn } = callee;
  const frame = evaluator.boundFrame(callee, site);
  const scope = evaluator.program.scope(module);
  for (const [index, given] of frame.args ?? []) {
    const name = isObject(given, target) ? module.functions[fn]?.parameters[index]?.name : undefined;
    if (!name) continue;
    if (isChanged(evaluator, module, fn, name))
      return maySet('it is changed at run time by what it is handed to', callee.at);
    const empty: Abstract = {
      kind: 'object',
      value: { kind: 'object', entries: [], start: callee.at.start, end: callee.at.end },
      frame,
      added: [],
      at: callee.at,
    };
    const additions = (scope.added[fn]?.get(name) ?? []).map((addition) => ({
      ...addition,
      // A function inside may never be called.
      always: addition.always && addition.function === fn,
    }));
    const filled = extendedBy(evaluator, empty, additions, frame);
    const handings = (scope.handed[fn]?.get(name) ?? []).map((one) =>
      toHanding(evaluator, one, target, frame, depth + 1),
    );
    return presenceOf(evaluator, filled.kind === 'object' ? { ...filled, handings } : filled, key);
  }
  return ABSENT;
}

/** An operator changes it in place: `options |= more`. */
function isChanged(evaluator: Evaluator, module: ModuleSummary, fn: number, name: string): boolean {
  const definitions = evaluator.program.scope(module).names[fn]?.get(name) ?? [];
  return definitions.some((one) => one.kind === 'value' && one.operator === '|=');
}

// Whether the project itself retries a model call: in a loop of its own, in what calls its function, or in what its function is handed to.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { isInside } from '../../../languages/summary/walk';
import { numberOfKey, pathOfKey } from '../keys';
import type { FunctionKey, HandOver, Taker } from '../moduleFacts';
import { type Attempts, attemptsAt, mayRepeat, repeatsItself } from './attempts';
import type { FactGraph } from './factGraph';

/** Callers of callers further away are not looked at. */
const MAX_DEPTH = 3;
const SAYS_RETRY = /retr(?:y|ies|ier|ying)|back_?off|attempts/i;

/** What makes the call at an offset of a function again when it fails. */
export type RetriesAround = (within: FunctionKey, offset: number) => Attempts | undefined;

interface Around {
  readonly graph: FactGraph;
  readonly moduleAt: (path: string) => ModuleSummary | undefined;
  /** False for files whose calls say nothing of the product: tests. */
  readonly counts: (path: string) => boolean;
}

export function createRetriesAround(around: Around): RetriesAround {
  return (within, offset) => at(around, within, offset, MAX_DEPTH, undefined, new Set());
}

/** `inside`: only what stands in this function counts (a helper, whoever else calls it). */
function at(
  around: Around,
  within: FunctionKey,
  offset: number,
  depth: number,
  inside: FunctionKey | undefined,
  seen: ReadonlySet<string>,
): Attempts | undefined {
  const key = `${within}@${offset}`;
  const module = around.moduleAt(pathOfKey(within));
  if (!module || seen.has(key)) return undefined;
  const now = new Set(seen).add(key);
  const id = numberOfKey(within);
  const own = attemptsAt(module, id, offset) ?? repeatsItself(module, id, offset, selfCalls(around, within));
  if (own?.sure || depth === 0) return own;
  const passed = handedWith(around, within, module, offset)
    .map((taker) => byTaker(around, taker, depth - 1, now))
    .find((one) => one !== undefined);
  if (passed) return passed;
  const mine = (fn: FunctionKey): boolean => inside === undefined || isIn(around, fn, inside);
  const found: (Attempts | undefined)[] = [];
  for (const one of around.graph.handOversOf(within)) {
    if (!mine(one.from) || !around.counts(pathOfKey(one.from))) continue;
    const helped = byHelper(around, one, depth - 1, now);
    if (one.decorates) {
      if (helped) return helped;
      continue;
    }
    found.push(helped ?? at(around, one.from, one.at, depth - 1, inside, now));
  }
  for (const edge of around.graph.callsOf(within)) {
    if (edge.callback || edge.from === within || !mine(edge.from) || !around.counts(pathOfKey(edge.from)))
      continue;
    found.push(at(around, edge.from, edge.at, depth - 1, inside, now));
  }
  return allOf(found) ?? own;
}

/** What takes the method at an offset, where that is handed over uncalled (`again(client.responses.create, …)`). */
function handedWith(
  { graph }: Around,
  within: FunctionKey,
  module: ModuleSummary,
  offset: number,
): { function: FunctionKey; parameter: number }[] {
  return module.calls.flatMap((call) => {
    const parameter = call.arguments.findIndex(
      ({ value }) => value.kind === 'member' && value.propertySpan.start === offset,
    );
    const edges = parameter < 0 ? [] : graph.callsFrom(within);
    return edges
      .filter((edge) => edge.at === call.start && !edge.callback)
      .map((edge) => ({ function: edge.to, parameter }));
  });
}

/** Retried for sure if it is on every way to it. */
function allOf(found: readonly (Attempts | undefined)[]): Attempts | undefined {
  const first = found.find((one) => one !== undefined);
  if (!first || found.every((one) => one?.sure)) return first;
  return { sure: false, place: first.place, why: 'some of what calls it may make the request again' };
}

/** Whether what takes a function makes it run again. */
function byHelper(
  around: Around,
  handed: HandOver,
  depth: number,
  seen: ReadonlySet<string>,
): Attempts | undefined {
  const named = SAYS_RETRY.test(handed.name);
  const unseen = named
    ? { sure: false, place: handed.place, why: 'what this does with the call cannot be followed' }
    : undefined;
  if (handed.to.length === 0) return unseen;
  const found = handed.to.map((taker) => byTaker(around, taker, depth, seen));
  const best = found.find((one) => one?.sure) ?? found.find((one) => one !== undefined);
  if (best || !unseen) return best;
  return handed.to.some(({ function: fn }) => canRepeat(around, fn)) ? unseen : undefined;
}

function canRepeat(around: Around, key: FunctionKey): boolean {
  const module = around.moduleAt(pathOfKey(key));
  const fn = module?.functions[numberOfKey(key)];
  return !module || !fn || mayRepeat(module, fn) || around.graph.openIn(key).length > 0;
}

function byTaker(
  around: Around,
  taker: Taker,
  depth: number,
  seen: ReadonlySet<string>,
): Attempts | undefined {
  const path = pathOfKey(taker.function);
  const module = around.moduleAt(path);
  const helper = numberOfKey(taker.function);
  const key = `${taker.function}:${taker.parameter}`;
  if (!module?.functions[helper] || depth < 0 || seen.has(key)) return undefined;
  const now = new Set(seen).add(key);
  const found: Attempts[] = [];
  for (const call of module.calls) {
    const runs = isParameter(module, called(call.callee), call.function, helper, taker.parameter);
    const within = `${path}#${call.function}`;
    if (runs) found.push(...some(at(around, within, call.start, depth, taker.function, now)));
    // Handed on to the next helper.
    call.arguments.forEach(({ value }, index) => {
      if (!isParameter(module, value, call.function, helper, taker.parameter)) return;
      for (const edge of around.graph.callsFrom(within))
        if (edge.at === call.start && !edge.callback)
          found.push(...some(byTaker(around, { function: edge.to, parameter: index }, depth - 1, now)));
      found.push(...some(at(around, within, call.start, depth - 1, taker.function, now)));
    });
  }
  return found.find((one) => one.sure) ?? found[0];
}

function some<T>(one: T | undefined): readonly T[] {
  return one === undefined ? [] : [one];
}

/** `fn(…)`, `fn.call(this, …)`. */
function called(callee: Value): Value {
  return callee.kind === 'member' && /^(call|apply)$/.test(callee.property) ? callee.object : callee;
}

/** True if a name means the parameter under which a helper, or (made) a function inside it, takes what it runs. */
function isParameter(
  module: ModuleSummary,
  value: Value,
  from: number,
  helper: number,
  parameter: Taker['parameter'],
): boolean {
  if (value.kind !== 'reference' || !isInside(module, from, helper)) return false;
  for (let id = from; id >= 0; id = module.functions[id]?.parent ?? -1) {
    const index = module.functions[id]?.parameters.findIndex(({ name }) => name === value.name) ?? -1;
    if (index >= 0)
      return parameter === 'made'
        ? index === 0 && module.functions[id]?.parent === helper
        : id === helper && index === parameter;
    if (id === helper) return false;
  }
  return false;
}

function isIn(around: Around, fn: FunctionKey, outer: FunctionKey): boolean {
  const module = pathOfKey(fn) === pathOfKey(outer) ? around.moduleAt(pathOfKey(fn)) : undefined;
  return module !== undefined && isInside(module, numberOfKey(fn), numberOfKey(outer));
}

/** Where a function, or one written inside it, calls it again. */
function selfCalls(around: Around, within: FunctionKey): number[] {
  return around.graph
    .callsOf(within)
    .filter(({ from, callback }) => !callback && isIn(around, from, within))
    .map((edge) => edge.at);
}

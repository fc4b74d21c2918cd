// Time limits written as a race: `Promise.race([work, timer])` ends for whoever waits when the timer does.
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { EffectiveValue } from '../../facts/fact';
import type { LinkContext } from '../context';
import { isTimer } from '../match/signals';
import type { GuardSite } from '../moduleFacts';
import { type Abstract, alternatives, type Frame } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';

export function collectRaces(context: LinkContext): GuardSite[] {
  return context.module.calls.flatMap((call) => {
    const frame = context.evaluator.frame(context.module, call.function);
    const runs = (racersOf(call) ?? []).map((value) => ({
      value,
      is: alternatives(context.evaluator.evaluate(value, frame)),
    }));
    const timers = runs.map(({ is }) => limitOfRacer(context.evaluator, is));
    const limit = timers.find((one) => one !== undefined);
    if (limit === undefined) return [];
    const covers = runs.flatMap(({ value, is }, at) =>
      timers[at] === undefined ? spansOf(context, value, is) : [],
    );
    return [toGuard(context, call, covers, limit)];
  });
}

function toGuard(
  context: LinkContext,
  call: CallSite,
  covers: string[],
  effective: EffectiveValue,
): GuardSite {
  return {
    within: context.functionKey(call.function),
    capability: 'timeout',
    how: 'wrap',
    place: context.place(call.calleeSpan),
    because: 'Promise.race',
    covers,
    effective,
  };
}

/** What runs against one another in `Promise.race([…])`; undefined for any other call. */
export function racersOf(call: CallSite): readonly Value[] | undefined {
  const racers = call.arguments[0]?.value;
  return isRace(call.callee) && racers?.kind === 'list' ? racers.items.map(({ value }) => value) : undefined;
}

function isRace(callee: Value): boolean {
  return (
    callee.kind === 'member' &&
    callee.property === 'race' &&
    callee.object.kind === 'reference' &&
    callee.object.name === 'Promise'
  );
}

/** The text of a racer, and of the call it was started with. */
function spansOf(context: LinkContext, value: Value, is: readonly Abstract[]): string[] {
  const sites = is.flatMap((one) => {
    if (one.kind === 'result') return [one.site];
    return one.kind === 'instance' && one.origin && one.path.length === 0 ? [one.origin.site] : [];
  });
  const started = sites.map((site) => ({ path: site.module.path, span: site.call }));
  const own = { path: context.module.path, span: value };
  return [own, ...started].map(({ path, span }) => `${path}@${span.start}-${span.end}`);
}

/** After how long a racer ends, if it is a promise over a timer. */
export function limitOfRacer(evaluator: Evaluator, is: readonly Abstract[]): EffectiveValue | undefined {
  for (const one of is) {
    if (one.kind !== 'result') continue;
    const { module, call, frame } = one.site;
    const callee = one.callee.kind === 'symbol' ? one.callee : undefined;
    if (callee && /^(node:)?timers\/promises$/.test(callee.module) && callee.path.at(-1) === 'setTimeout') {
      return toLimit(call.arguments[0] && evaluator.evaluate(call.arguments[0].value, frame));
    }
    const [executor] = call.arguments;
    if (call.form !== 'new' || executor?.value.kind !== 'function') continue;
    const body = module.functions[executor.value.function]!;
    const timer = module.calls.find(
      (inner) => isTimer(inner.callee) && body.start <= inner.start && inner.end <= body.end,
    );
    if (!timer) continue;
    const [, after] = timer.arguments;
    return toLimit(after && evaluator.evaluate(after.value, frameIn(evaluator, frame, timer.function)));
  }
  return undefined;
}

/** The frame of a function inside the one whose frame is given. */
export function frameIn(evaluator: Evaluator, outer: Frame, fn: number): Frame {
  if (fn === outer.function) return outer;
  const parent = outer.module.functions[fn]?.parent ?? -1;
  if (parent < 0) return evaluator.frame(outer.module, fn);
  return { module: outer.module, function: fn, parent: frameIn(evaluator, outer, parent) };
}

export function toLimit(after: Abstract | undefined): EffectiveValue {
  return { ms: after?.kind === 'constant' && typeof after.value === 'number' ? after.value : 'configured' };
}

// Time limits written as a race: `Promise.race([work, timer])` ends for whoever waits when the timer does.
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { EffectiveValue } from '../../facts/fact';
import type { LinkContext } from '../context';
import { isTimer } from '../match/signals';
import type { GuardSite } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';

export function collectRaces(context: LinkContext): GuardSite[] {
  return context.module.calls.flatMap((call) => {
    const [racers] = call.arguments;
    if (!isRace(call.callee) || racers?.value.kind !== 'list') return [];
    const frame = context.evaluator.frame(context.module, call.function);
    const runs = racers.value.items.map(({ value }) => ({
      value,
      is: alternatives(context.evaluator.evaluate(value, frame)),
    }));
    const timers = runs.map(({ is }) => limitOf(context, is));
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
function limitOf(context: LinkContext, is: readonly Abstract[]): EffectiveValue | undefined {
  for (const one of is) {
    if (one.kind !== 'result') continue;
    const { module, call, frame } = one.site;
    const callee = one.callee.kind === 'symbol' ? one.callee : undefined;
    if (callee && /^(node:)?timers\/promises$/.test(callee.module) && callee.path.at(-1) === 'setTimeout') {
      return toLimit(call.arguments[0] && context.evaluator.evaluate(call.arguments[0].value, frame));
    }
    const [executor] = call.arguments;
    if (call.form !== 'new' || executor?.value.kind !== 'function') continue;
    const body = module.functions[executor.value.function]!;
    const timer = module.calls.find(
      (inner) => isTimer(inner.callee) && body.start <= inner.start && inner.end <= body.end,
    );
    if (!timer) continue;
    const [, after] = timer.arguments;
    return toLimit(
      after && context.evaluator.evaluate(after.value, context.evaluator.frame(module, timer.function)),
    );
  }
  return undefined;
}

function toLimit(after: Abstract | undefined): EffectiveValue {
  return { ms: after?.kind === 'constant' && typeof after.value === 'number' ? after.value : 'configured' };
}

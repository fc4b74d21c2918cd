// Time limits that functions of the workspace put on what they are handed: `withTimeout(fetch(url), 5000)`, `@limited(5)`.
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkValue } from '../../../languages/summary/walk';
import { contains, type Span } from '../../../text/span';
import { calleeText, type LinkContext } from '../context';
import type { GuardSite } from '../moduleFacts';
import { type Abstract, alternatives, rootOf } from '../resolve/abstract';
import { argumentFor } from '../resolve/argumentFor';
import { type LimitedParameter, limitedParameters } from './limitedParameters';

type Target = Extract<Abstract, { kind: 'function' }>;

/** What something is called that can only be meant to limit time. */
const SAYS_LIMIT = /time[-_]?out|timed(?![a-z])|deadline|time[-_]?limit|(^|with|[-_])limit(ed)?($|[-_A-Z])/i;
const SAYS_OTHER = /rate|concurren|retr|set_?timeout|clear_?timeout/i;

export function collectTimeLimits(context: LinkContext): GuardSite[] {
  return [...context.module.calls.flatMap((call) => ofCall(context, call)), ...ofDecorators(context)];
}

function ofCall(context: LinkContext, call: CallSite): GuardSite[] {
  if (!call.arguments.some(({ value }) => mayRun(value))) return [];
  const site = context.evaluator.site(context.module, call);
  const callees = alternatives(context.evaluator.callee(site));
  const targets = callees.filter((callee) => callee.kind === 'function');
  if (targets.length === 0) return unseenLimit(context, call, callees);
  const [first, ...others] = targets.map((target) =>
    limitedParameters(context.evaluator, target.module, target.function).flatMap((limited) => {
      const covers = coversOf(context, call, target, limited);
      const frame = context.evaluator.boundFrame(target, site);
      return covers.length > 0 ? [toGuard(context, call, limited, covers, limited.effective(frame))] : [];
    }),
  );
  // What one of several functions limits is limited on some ways only.
  if (!first || targets.length < callees.length || others.some((one) => one.length === 0)) return [];
  return first;
}

/** Something out of sight whose name says that it limits: it may. */
function unseenLimit(context: LinkContext, call: CallSite, callees: readonly Abstract[]): GuardSite[] {
  const name = [calleeText(call.callee), ...callees.flatMap(exported)].find(
    (one) => SAYS_LIMIT.test(lastOf(one)) && !SAYS_OTHER.test(one),
  );
  if (name === undefined) return [];
  const seen = callees.every((one) => {
    const root = rootOf(one);
    return (
      root.kind === 'instance' ||
      root.kind === 'class' ||
      root.kind === 'object-of' ||
      (root.kind === 'symbol' &&
        (root.module === 'global' || context.catalog.knowsModule(context.module.language, root.module)))
    );
  });
  if (seen) return [];
  const covers = call.arguments.flatMap(({ value }) => (mayRun(value) ? covered(context, call, value) : []));
  return [
    {
      within: context.functionKey(call.function),
      capability: 'timeout',
      how: 'wrap',
      place: context.place(call.calleeSpan),
      because: `${name} may limit it, and cannot be followed`,
      covers,
      effective: { ms: 'unknown' },
    },
  ];
}

/** The name under which a package exports it. */
function exported(callee: Abstract): string[] {
  return callee.kind === 'symbol' ? [callee.path.join('.')] : [];
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `@limited(5)` on a function: the decorator is handed it. */
function ofDecorators(context: LinkContext): GuardSite[] {
  const { module, evaluator } = context;
  return module.functions.flatMap((fn) =>
    fn.decorators.flatMap((decorator) => {
      const frame = evaluator.frame(module, Math.max(0, fn.parent));
      const target = evaluator.evaluate(decorator, frame);
      if (target.kind !== 'function') return [];
      const limited = limitedParameters(evaluator, target.module, target.function).find(
        (one) => one.index === 0 && one.path.length === 0 && one.signal === undefined,
      );
      if (!limited) return [];
      const inside = { module: target.module, function: target.function, parent: target.closure };
      return [
        {
          within: context.functionKey(Math.max(0, fn.parent)),
          capability: 'timeout',
          how: 'decorator',
          place: limited.place,
          because: limited.because,
          covers: [context.functionKey(fn.id)],
          effective: limited.effective(inside),
        },
      ];
    }),
  );
}

function toGuard(
  context: LinkContext,
  call: CallSite,
  { place, because }: LimitedParameter,
  covers: readonly string[],
  effective: GuardSite['effective'],
): GuardSite {
  return {
    within: context.functionKey(call.function),
    capability: 'timeout',
    how: 'wrap',
    place,
    because,
    covers,
    effective,
  };
}

function coversOf(context: LinkContext, call: CallSite, target: Target, limited: LimitedParameter): string[] {
  let value = argumentFor(call, target, limited.index);
  for (const key of limited.path) {
    const entry: Value | undefined =
      value?.kind === 'object'
        ? value.entries.find((one) => one.kind === 'property' && one.key === key)?.value
        : undefined;
    value = entry;
  }
  if (!value) return [];
  return limited.signal === undefined
    ? covered(context, call, value)
    : heeding(context, call, value, limited.signal);
}

/** The text of what is handed over, and of the call it was started with; nothing where it was waited for before. */
function covered(context: LinkContext, call: CallSite, value: Value): string[] {
  const { module, evaluator } = context;
  const waited = module.calls.some(
    (inner) => inner.awaited && inner.function === call.function && contains(value, inner),
  );
  if (waited) return [];
  const covers = [spanKey(module.path, value)];
  if (value.kind !== 'reference' && value.kind !== 'member') return covers;
  for (const one of alternatives(evaluator.evaluate(value, evaluator.frame(module, call.function)))) {
    // A function by its name is limited here only, not wherever else it is called.
    if (one.kind === 'function')
      covers.push(spanKey(module.path, { start: call.start, end: call.start + 1 }));
    const site = one.kind === 'result' ? one.site : one.kind === 'instance' ? one.origin?.site : undefined;
    if (site && !site.call.awaited) covers.push(spanKey(site.module.path, site.call));
  }
  return covers;
}

/** Calls of a function handed over that are given its parameter, the signal. */
function heeding(context: LinkContext, call: CallSite, value: Value, position: number): string[] {
  const { module, evaluator } = context;
  const given = evaluator.evaluate(value, evaluator.frame(module, call.function));
  if (given.kind !== 'function' || given.module !== module) return [];
  const fn = module.functions[given.function]!;
  const name = fn.parameters[position]?.name;
  if (!name) return [];
  return module.calls
    .filter(
      (inner) => contains(fn, inner) && inner.arguments.some((argument) => mentions(argument.value, name)),
    )
    .map((inner) => spanKey(module.path, inner));
}

function mentions(value: Value, name: string): boolean {
  let found = false;
  walkValue(value, (inner) => {
    found ||= inner.kind === 'reference' && inner.name === name;
  });
  return found;
}

/** What can be a promise, a coroutine, a function, or hold one. */
function mayRun(value: Value): boolean {
  return ['call', 'function', 'reference', 'member', 'object'].includes(value.kind);
}

function spanKey(path: string, { start, end }: Span): string {
  return `${path}@${start}-${end}`;
}

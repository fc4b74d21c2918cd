// Finds what a module does with the packages the catalog knows: calls, constructors, decorators, subclasses. No settings, no facts.
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { type Abstract, alternatives, type Frame, placeOf, type Site } from '../resolve/abstract';
import { formOf, meaningsOf } from '../resolve/calls';
import { extendedClass } from '../resolve/classMembers';
import type { Evaluator } from '../resolve/evaluator';
import type { Form, KnownMeaning } from '../resolve/meaningSource';
import { handedOver, isMadeByCaller } from './handedOver';
import { unfollowed } from './unfollowed';

/** One use of something a pack knows. A call whose callee is a one-of gives one match per alternative. */
export interface Match {
  readonly site: Site;
  readonly known: KnownMeaning;
  readonly form: Form;
  readonly callee: Abstract;
  /** What a member was called on. */
  readonly receiver?: Abstract;
  /** What a decorator stands on. */
  readonly decorated?: Abstract;
  /** Why not all of its arguments are seen. */
  readonly open?: { readonly why: string; readonly at: Abstract['at'] };
  /** What it is called on is not seen to be a client: nothing is known but what stands at the call. */
  readonly unfollowed?: { readonly why: string; readonly at: Abstract['at'] };
  /** The class that extends a pack's class. */
  readonly subclass?: { readonly module: ModuleSummary; readonly class: number };
}

/** All matches of a module, in source order of their sites. */
export function matchModule(evaluator: Evaluator, module: ModuleSummary): Match[] {
  const matches: Match[] = [];
  const decorators = new Set<number>();
  for (const fn of module.functions) {
    if (fn.decorators.length === 0) continue;
    const decorated: Abstract = { kind: 'function', module, function: fn.id, at: placeOf(module, fn) };
    const frame = evaluator.frame(module, Math.max(0, fn.parent));
    for (const decorator of fn.decorators)
      matches.push(...matchDecorator(evaluator, decorator, frame, decorated, decorators));
  }
  for (const one of module.classes) {
    const frame = evaluator.frame(module, one.function);
    const decorated: Abstract = { kind: 'class', module, class: one.id, at: placeOf(module, one) };
    for (const decorator of one.decorators)
      matches.push(...matchDecorator(evaluator, decorator, frame, decorated, decorators));
    for (const base of one.bases) matches.push(...matchBase(evaluator, base, frame, one.id));
  }
  for (const call of module.calls) {
    const site = evaluator.site(module, call);
    const own = decorators.has(call.id) || isMadeByCaller(module, call) ? [] : matchCall(evaluator, site);
    const seen = own.length > 0 || call.form !== 'call' ? own : unfollowed(evaluator, site);
    matches.push(...seen, ...handedOver(evaluator, site, own));
  }
  return matches.sort((a, b) => a.site.call.start - b.site.call.start || a.site.call.end - b.site.call.end);
}

/** The matches of one call. */
export function matchCall(
  evaluator: Evaluator,
  site: Site,
  form: Form = formOf(site),
  decorated?: Abstract,
): Match[] {
  const matches: Match[] = [];
  for (const callee of alternatives(evaluator.callee(site))) {
    const receiver = receiverOf(callee);
    for (const known of meaningsOf(evaluator, callee, site, form))
      matches.push({ site, known, form, callee, receiver, decorated });
  }
  return matches;
}

export function receiverOf(callee: Abstract): Abstract | undefined {
  return callee.kind === 'instance' ? { ...callee, path: [] } : undefined;
}

function matchDecorator(
  evaluator: Evaluator,
  decorator: Value,
  frame: Frame,
  decorated: Abstract,
  seen: Set<number>,
): Match[] {
  if (decorator.kind === 'call') {
    seen.add(decorator.call);
    return matchCall(
      evaluator,
      { module: frame.module, call: frame.module.calls[decorator.call]!, frame },
      'decorator',
      decorated,
    );
  }
  return matchCall(
    evaluator,
    { module: frame.module, call: bareCall(decorator, frame.function), frame },
    'decorator',
    decorated,
  );
}

function matchBase(evaluator: Evaluator, base: Value, frame: Frame, classId: number): Match[] {
  const { module } = frame;
  const summary = module.classes[classId]!;
  const call: CallSite = {
    ...bareCall(extendedClass(base), frame.function),
    start: summary.start,
    end: summary.end,
    calleeSpan: summary.nameSpan ?? summary,
  };
  return matchCall(evaluator, { module, call, frame }, 'subclass').map((match) => ({
    ...match,
    subclass: { module, class: classId },
  }));
}

/** A decorator or base class without parentheses, seen as a call without arguments. */
function bareCall(callee: Value, fn: number): CallSite {
  const span = callee.kind === 'member' ? callee.propertySpan : callee;
  return {
    id: -1,
    form: 'call',
    callee,
    start: callee.start,
    end: callee.end,
    calleeSpan: { start: span.start, end: span.end },
    argumentsSpan: { start: callee.end, end: callee.end },
    arguments: [],
    awaited: false,
    function: fn,
  };
}

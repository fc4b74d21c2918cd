// Guards at work inside functions: checks, wrappers, blocks, decorators, pauses for a person, retry and timeout helpers; and tracers.
import type { Slot } from '../../../catalog/slots';
import type { CallSite, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf } from '../../../languages/summary/walk';
import type { EffectiveValue } from '../../facts/fact';
import { calleeText, functionsOf, keyOf, type LinkContext, siteKey } from '../context';
import { numberOfKey, pathOfKey, signOfKey } from '../keys';
import { type Match, matchCall } from '../match/match';
import { settingOf } from '../match/settings';
import type { GuardSite, TracerSite } from '../moduleFacts';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { branchesAround } from './branches';
import { environmentCondition } from './environmentConditions';
import { collectRaces } from './races';
import { collectTimeLimits } from './timeLimits';

export function collectGuards(context: LinkContext): GuardSite[] {
  const sites: GuardSite[] = [];
  for (const match of context.matches) {
    const { meaning } = match.known;
    if (meaning.guard && meaning.guard.how !== 'exempt' && isActive(context, match))
      sites.push(
        toGuard(
          context,
          match,
          meaning.guard.capability,
          meaning.guard.how,
          meaning.guard.covers,
          meaning.guard.facets,
        ),
      );
    if (meaning.pauses) sites.push(toGuard(context, match, 'approval', 'gate', undefined, undefined));
    if (meaning.retries && !isUnasked(context, match))
      sites.push(toGuard(context, match, 'retry', 'wrap', meaning.retries.covers, undefined));
  }
  return [...sites, ...keptDecorators(context), ...collectRaces(context), ...collectTimeLimits(context)];
}

/** True for what retries only if it is asked to, and is not. */
function isUnasked(context: LinkContext, match: Match): boolean {
  return (
    match.known.meaning.settings?.retries !== undefined &&
    settingOf(context.evaluator, match, 'retries').origin === 'absent'
  );
}

/** `policy = retry(…)`, later `@policy`. */
function keptDecorators(context: LinkContext): GuardSite[] {
  const { evaluator, module } = context;
  return module.functions.flatMap((fn) => {
    const frame = evaluator.frame(module, Math.max(0, fn.parent));
    const decorated: Abstract = { kind: 'function', module, function: fn.id, at: placeOf(module, fn) };
    return fn.decorators.flatMap((decorator) => {
      if (decorator.kind === 'call') return [];
      const made = evaluator.evaluate(decorator, frame);
      const site = made.kind === 'instance' && made.path.length === 0 ? made.origin?.site : undefined;
      if (!site) return [];
      return matchCall(evaluator, site, 'decorator', decorated).flatMap((match) =>
        match.known.meaning.retries && !isUnasked(context, match)
          ? [
              {
                ...toGuard(context, match, 'retry', 'wrap', match.known.meaning.retries.covers, undefined),
                within: context.functionKey(Math.max(0, fn.parent)),
                place: placeOf(site.module, site.call.calleeSpan),
              },
            ]
          : [],
      );
    });
  });
}

/** A guard that is switched off, or lacks what makes it active, is none. */
function isActive(context: LinkContext, match: Match): boolean {
  const guard = match.known.meaning.guard!;
  const at = (slots: readonly Slot[]) =>
    slots.flatMap((slot) => valuesAt(context.evaluator, slot, match).values.flatMap(alternatives));
  if (
    guard.off &&
    at(guard.off.slots).some((value) => value.kind === 'constant' && guard.off!.values.includes(value.value))
  )
    return false;
  if (guard.needs && at(guard.needs).length === 0) return false;
  return true;
}

function toGuard(
  context: LinkContext,
  match: Match,
  capability: string,
  how: string,
  covers: readonly Slot[] | undefined,
  facets: readonly string[] | undefined,
): GuardSite {
  const { call } = match.site;
  return {
    within: context.functionKey(call.function),
    capability,
    how,
    place: context.place(call.calleeSpan),
    because: calleeText(call.callee),
    product: match.known.pack,
    facets,
    covers: coveredBy(context, match, how, covers),
    effective: effectiveOf(context, match, capability),
  };
}

function coveredBy(
  context: LinkContext,
  match: Match,
  how: string,
  covers: readonly Slot[] | undefined,
): string[] {
  if (match.decorated?.kind === 'function')
    return [`${match.decorated.module.path}#${match.decorated.function}`];
  if (how === 'block') {
    const { start, end } = blockOf(context, match.site.call) ?? match.site.call;
    return [`${context.module.path}@${start}-${end}`];
  }
  if (how !== 'wrap' && !covers) return [];
  const slots: readonly Slot[] = covers ?? [{ from: 'argument', index: 0, path: [] }];
  const values = slots.flatMap((slot) => valuesAt(context.evaluator, slot, match).values);
  const keys = values.flatMap(alternatives).flatMap((value) => keyOf(value) ?? []);
  // A call or promise handed over (`wait_for(client.get(…), 5)`) is covered by its span.
  return [
    ...functionsOf(values),
    ...keys,
    ...match.site.call.arguments.map(
      (argument) => `${context.module.path}@${argument.start}-${argument.end}`,
    ),
  ];
}

/** The `with` statement a call opens, or the loop over the attempts it gives; undefined where its result is kept and opened elsewhere. */
function blockOf(context: LinkContext, call: CallSite): Statement | undefined {
  const lists = [context.module.functions[call.function]?.body ?? []];
  for (let list = lists.pop(); list; list = lists.pop()) {
    for (const statement of list) {
      if (
        statement.kind === 'with' &&
        statement.items.some(({ value }) => value.kind === 'call' && value.call === call.id)
      )
        return statement;
      if (statement.kind === 'loop' && statement.iterates && gives(context, statement.iterates, call))
        return statement;
      lists.push(...blocksOf(statement));
    }
  }
  return undefined;
}

/** True if a value is what a call gave back, there or under a name. */
function gives(context: LinkContext, value: Value, call: CallSite): boolean {
  if (value.kind === 'call') return value.call === call.id;
  if (value.kind !== 'reference') return false;
  const frame = context.evaluator.frame(context.module, call.function);
  const made = context.evaluator.evaluate(value, frame);
  const site = made.kind === 'instance' ? made.origin?.site : made.kind === 'result' ? made.site : undefined;
  return site?.call === call;
}

function effectiveOf(context: LinkContext, match: Match, capability: string): EffectiveValue | undefined {
  const name = capability === 'retry' ? 'retries' : capability === 'timeout' ? 'timeout' : undefined;
  if (!name) return undefined;
  const result = settingOf(context.evaluator, match, name);
  return result.origin === 'absent' || result.origin === 'unknown' ? undefined : result.effective;
}

/** `if (tracing) client = wrap(client)`: what was made outside of the branch is wrapped on some paths only. */
function isPartly(context: LinkContext, match: Match, covered: readonly string[] | undefined): boolean {
  if (!covered || match.decorated || match.site.call.id < 0) return false;
  return branchesAround(context.module, match.site.call).some(({ start, end }) =>
    covered.some((key) => {
      const at = numberOfKey(key);
      return signOfKey(key) === '@' && (pathOfKey(key) !== context.module.path || at < start || at >= end);
    }),
  );
}

function isConditional(context: LinkContext, match: Match): boolean {
  const { call } = match.site;
  return call.id >= 0 && branchesAround(context.module, call).length > 0;
}

export function collectTracers(context: LinkContext): TracerSite[] {
  return context.matches.flatMap((match) => {
    const { tracer } = match.known.meaning;
    if (!tracer) return [];
    const given = (slots: readonly Slot[] | undefined) =>
      (slots ?? []).flatMap((slot) => valuesAt(context.evaluator, slot, match).values.flatMap(alternatives));
    if (tracer.needs && given(tracer.needs).length === 0) return [];
    const off =
      tracer.off !== undefined &&
      given(tracer.off.slots).some(
        (value) => value.kind === 'constant' && tracer.off!.values.includes(value.value),
      );
    const covered = tracer.covers
      ? given(tracer.covers).flatMap((value) => keyOf(value) ?? [])
      : tracer.result && match.known.meaning.like
        ? [siteKey(match.site)]
        : undefined;
    const only = environmentCondition(context, match.site.call);
    if (match.decorated) covered?.push(...(keyOf(match.decorated) ? [keyOf(match.decorated)!] : []));
    return [
      {
        product: match.known.pack,
        title: context.catalog.pack(match.known.pack)?.title ?? match.known.pack,
        place: context.place(match.site.call.calleeSpan),
        within: context.functionKey(match.site.call.function),
        sees: [...tracer.sees, ...tracer.also],
        covers: covered,
        ...(tracer.result && !covered ? { handed: true } : {}),
        ...(isPartly(context, match, covered) || (off && isConditional(context, match))
          ? { partly: true }
          : {}),
        exports: tracer.exports,
        off,
        ...(only ? { only: { ...only, place: context.place(only.at) } } : {}),
        variables: tracer.variables ?? [],
      },
    ];
  });
}

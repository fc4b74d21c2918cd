// Dependencies of handlers: calls in parameter defaults and annotations that run something before the function (`Depends(current_user)`).
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkValue } from '../../../languages/summary/walk';
import type { LinkContext } from '../context';
import { matchCall } from '../match/match';
import type { GuardUse } from '../moduleFacts';
import { placeOf } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { typeAlias } from '../resolve/typeAlias';
import { toGuardUses } from './guardUses';

/** Dependencies of dependencies deeper than this stay unseen. */
const MAX_DEPTH = 6;

/** Everything that runs before a function because of its parameters, innermost dependency first. */
export function dependencyUses(
  context: LinkContext,
  module: ModuleSummary,
  fn: number,
  seen: readonly string[] = [],
): GuardUse[] {
  const summary = module.functions[fn];
  if (!summary || module.language !== 'python') return [];
  const key = `${module.path}#${fn}`;
  if (seen.includes(key) || seen.length > MAX_DEPTH) return [];
  return summary.parameters.flatMap((parameter) =>
    [parameter.default, parameter.annotation].flatMap((value) =>
      value ? usesIn(context, module, value, Math.max(0, summary.parent), [...seen, key]) : [],
    ),
  );
}

function usesIn(
  context: LinkContext,
  module: ModuleSummary,
  value: Value,
  fn: number,
  seen: readonly string[],
): GuardUse[] {
  const uses: GuardUse[] = [];
  walkValue(value, (inner) => {
    if (inner.kind === 'call') uses.push(...callUses(context, module, inner.call, fn, seen));
  });
  if (uses.length > 0 || value.kind !== 'reference') return uses;
  // `CurrentUser = Annotated[User, Depends(current_user)]`, defined here or imported.
  const alias = typeAlias(context.evaluator.program, module, value.name);
  return alias ? usesIn(context, alias.module, alias.value, 0, seen) : [];
}

function callUses(
  context: LinkContext,
  module: ModuleSummary,
  call: number,
  fn: number,
  seen: readonly string[],
): GuardUse[] {
  const summary = module.calls[call]!;
  const site = { module, call: summary, frame: context.evaluator.frame(module, fn) };
  return matchCall(context.evaluator, site).flatMap((match) =>
    (match.known.meaning.before ?? []).flatMap((slot) =>
      valuesAt(context.evaluator, slot, match).values.flatMap((value) =>
        toGuardUses(
          context,
          value,
          placeOf(module, summary.calleeSpan),
          { site, receiver: match.receiver },
          seen,
        ),
      ),
    ),
  );
}

// Whether a product's guard is at work where it is used: switched off, without what it needs, or active. No placing.
import type { Meaning } from '../../../catalog/meaning';
import type { Slot } from '../../../catalog/slots';
import type { LinkContext } from '../context';
import { type Abstract, alternatives, type Site } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';

export type GuardMeaning = NonNullable<Meaning['guard']>;

/** The call whose slots say whether a guard is active. */
export interface Given {
  readonly site: Site;
  readonly receiver?: Abstract;
  readonly decorated?: Abstract;
}

/** `unknown` where what it depends on cannot be seen from this module. */
export function guardState(
  context: LinkContext,
  guard: GuardMeaning,
  given: Given,
): 'active' | 'off' | 'unknown' {
  const at = (slots: readonly Slot[]): Abstract[] =>
    slots.flatMap((slot) => valuesAt(context.evaluator, slot, given).values.flatMap(alternatives));
  const { off, needs } = guard;
  if (off && at(off.slots).some((value) => value.kind === 'constant' && off.values.includes(value.value)))
    return 'off';
  if (needs && at(needs).every((value) => value.kind === 'constant' && value.value === null)) return 'off';
  return guard.with ? companionState(context, guard.with) : 'active';
}

/** The object a guard works with, where it is made in this module. */
function companionState(
  context: LinkContext,
  companion: NonNullable<GuardMeaning['with']>,
): 'active' | 'off' | 'unknown' {
  const made = context.matches.filter(
    (match) => match.known.returns === companion.type || match.known.returns?.endsWith(`/${companion.type}`),
  );
  if (made.length === 0) return 'unknown';
  const given = made.some((match) =>
    companion.slots.some((slot) => valuesAt(context.evaluator, slot, match).values.length > 0),
  );
  return given ? 'active' : 'off';
}

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
  const { off, needs, unless } = guard;
  const switched = off ? switchState(at(off.slots), off.values) : 'active';
  if (switched === 'off') return 'off';
  if (needs && at(needs).every((value) => value.kind === 'constant' && value.value === null)) return 'off';
  const conditional = at(unless ?? []).some((value) => value.kind !== 'constant' || Boolean(value.value));
  if (switched === 'unknown' || conditional) return 'unknown';
  return guard.with ? companionState(context, guard.with) : 'active';
}

/** What a switch says: off if each value that may stand there switches off, unknown if one of them may. */
function switchState(
  values: readonly Abstract[],
  off: readonly (string | number | boolean | null)[],
): 'active' | 'off' | 'unknown' {
  const states = values.map((value) => stateAt(value, off));
  if (states.every((state) => state === 'active')) return 'active';
  return states.every((state) => state === 'off') ? 'off' : 'unknown';
}

function stateAt(
  value: Abstract,
  off: readonly (string | number | boolean | null)[],
): 'active' | 'off' | 'unknown' {
  switch (value.kind) {
    case 'constant':
      return off.includes(value.value) ? 'off' : 'active';
    case 'env':
      if (value.fallback?.kind === 'constant') return stateAt(value.fallback, off);
      break;
    case 'unknown':
    case 'parameter':
    case 'result':
      break;
    default:
      return 'active';
  }
  // A number that is read at run time is an amount: nobody sets it to nothing to switch off.
  return off.some((one) => typeof one === 'boolean') ? 'unknown' : 'active';
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
  const states = made.map((match) => {
    const at = (slots: readonly Slot[]): Abstract[] =>
      slots.flatMap((slot) => valuesAt(context.evaluator, slot, match).values.flatMap(alternatives));
    if (at(companion.slots).length === 0) return 'off';
    return companion.off ? switchState(at(companion.off.slots), companion.off.values) : 'active';
  });
  return (['active', 'unknown'] as const).find((state) => states.includes(state)) ?? 'off';
}

// Why a facet has its state, in words.
import { counted, type Noun } from '../../text/noun';
import type { FacetInput } from './facetInput';
import type { FacetResult, FacetState, Tally } from './status';
import type { SubjectState } from './subjectState';

const PLACE: Noun = { one: 'place', many: 'places' };

/** One phrase. `states` are the subjects that count, or all where none does. */
export function facetNote(facet: FacetInput, state: FacetState, states: readonly SubjectState[]): string {
  const number = (...wanted: SubjectState['state'][]): number =>
    states.filter((each) => wanted.includes(each.state)).length;
  if (state === 'not-applicable') return leftOutNote(facet, number('waived'), number('exempt'));
  if (state === 'unknown') return unknownNote(states);
  if (state === 'attested') {
    const by = states.find((each) => each.attestation)?.attestation?.by;
    return by ? `attested by ${by}` : 'attested';
  }
  const counts = { met: number('met'), unset: number('unset', 'violated'), unknown: number('unknown') };
  return tallyNote(state, counts, tallyOf(facet, state, number('violated'))) ?? '';
}

export function tallyOf(facet: FacetInput, state: FacetState, violated: number): Tally {
  const shown = state === 'met' ? 1 : 0;
  return { quantifier: facet.quantifier, noun: facet.noun, violated, apps: 1, shown };
}

/** The note where it counts; undefined where it gives a reason instead. */
export function tallyNote(
  state: FacetState,
  { met, unset, unknown }: Pick<FacetResult, 'met' | 'unset' | 'unknown'>,
  { quantifier, noun, violated, apps, shown }: Tally,
): string | undefined {
  if (state !== 'met' && state !== 'open' && state !== 'violated') return undefined;
  if (quantifier === 'some') {
    if (state === 'met') return `shown by ${counted(met, noun)}`;
    if (state === 'violated') return `found in ${counted(violated, noun)}`;
    return shown > 0 ? `shown in ${shown} of ${apps} apps` : 'nothing in the workspace shows it';
  }
  if (quantifier === 'none' && state === 'met') return `${counted(met, PLACE)} looked at, none found`;
  if (state === 'met') return `${met} of ${counted(met, noun)}`;
  return `${met} of ${met + unset + unknown} met, ${unset} not${unknown > 0 ? `, ${unknown} unknown` : ''}`;
}

function leftOutNote(facet: FacetInput, waived: number, exempt: number): string {
  if (waived > 0 && exempt === 0) return `${counted(waived, facet.noun)} waived`;
  if (exempt > 0)
    return waived > 0 ? `${exempt} exempt, ${waived} waived` : `${counted(exempt, facet.noun)} exempt`;
  return `no ${facet.noun.one} found`;
}

/** Names the first place that blocked; unknown always does. */
function unknownNote(states: readonly SubjectState[]): string {
  const open = states.filter(({ state }) => state === 'unknown');
  const blocker = open.flatMap(({ blockers }) => blockers)[0];
  const first = open[0]?.subject;
  if (blocker)
    return blocker.why.includes(blocker.place.path) ? blocker.why : `${blocker.why} (${blocker.place.path})`;
  return first ? `${first.name} cannot be told (${first.place.path})` : 'whether it applies cannot be told';
}

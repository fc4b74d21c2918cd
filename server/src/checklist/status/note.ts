// Why a facet has its state, in words.
import type { FacetInput } from './facetInput';
import type { FacetState } from './status';
import type { SubjectState } from './subjectState';

/** One phrase. `states` are the subjects that count, or all where none does. */
export function facetNote(facet: FacetInput, state: FacetState, states: readonly SubjectState[]): string {
  const number = (...wanted: SubjectState['state'][]): number =>
    states.filter((each) => wanted.includes(each.state)).length;
  const total = states.length;
  if (state === 'not-applicable') return leftOutNote(facet, number('waived'), number('exempt'));
  if (state === 'unknown') return unknownNote(states);
  if (state === 'attested') {
    const by = states.find((each) => each.attestation)?.attestation?.by;
    return by ? `attested by ${by}` : 'attested';
  }
  if (facet.quantifier === 'some') {
    if (state === 'met') return `shown by ${plural(number('met'), facet.subjectTitle)}`;
    return state === 'open'
      ? 'nothing in the workspace shows it'
      : `found in ${plural(number('violated'), facet.subjectTitle)}`;
  }
  if (facet.quantifier === 'none' && state === 'met')
    return `${plural(total, 'place')} looked at, none found`;
  if (state === 'met') return `${number('met')} of ${total} ${facet.subjectTitle}`;
  const rest = number('unknown') > 0 ? `, ${number('unknown')} unknown` : '';
  return `${number('met')} of ${total} met, ${number('unset', 'violated')} not${rest}`;
}

function leftOutNote(facet: FacetInput, waived: number, exempt: number): string {
  if (waived > 0 && exempt === 0) return `${plural(waived, facet.subjectTitle)} waived`;
  if (exempt > 0)
    return waived > 0 ? `${exempt} exempt, ${waived} waived` : `${plural(exempt, facet.subjectTitle)} exempt`;
  return `no ${facet.subjectTitle} found`;
}

/** Names the first place that blocked; unknown always does. */
function unknownNote(states: readonly SubjectState[]): string {
  const open = states.filter(({ state }) => state === 'unknown');
  const blocker = open.flatMap(({ blockers }) => blockers)[0];
  const first = open[0]?.subject;
  if (blocker) return `${blocker.why} (${blocker.place.path})`;
  return first ? `${first.name} cannot be told (${first.place.path})` : 'whether it applies cannot be told';
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun.endsWith('s') ? noun : `${noun}s`}`;
}

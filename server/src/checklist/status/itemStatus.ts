// One item: the worst of its facets. Also how results of several apps fold into one. Pure.
import { type FoldedFacet, MAX_PROOFS } from './facetState';
import { tallyNote } from './note';
import { distinctProofs } from './proofs';
import type { FacetResult, FacetState, ItemResult, ItemStatus, Tally } from './status';

const FACET_ORDER: readonly FacetState[] = [
  'violated',
  'open',
  'unknown',
  'not-checked',
  'attested',
  'met',
  'not-applicable',
];
/** Worst first. */
export const ITEM_ORDER: readonly ItemStatus[] = [
  'failing',
  'missing',
  'unknown',
  'not-checked',
  'waived',
  'attested',
  'passing',
  'not-applicable',
];

/** What an item's result carries besides its facets. */
export interface ItemIdentity {
  readonly id: string;
  readonly title: string;
  readonly category: string;
}

/** Folds the facets of an item in one scope. `findings` are fingerprints. */
export function foldItem(
  item: ItemIdentity,
  facets: readonly FoldedFacet[],
  findings: readonly string[],
): ItemResult {
  const results = facets.map(({ result }) => result);
  const waiver = facets.find((facet) => facet.waiver)?.waiver;
  const attestation = facets.find((facet) => facet.attestation)?.attestation;
  const status = statusOf(
    results,
    facets.some(({ waivedOut }) => waivedOut),
  );
  return {
    id: item.id,
    title: item.title,
    category: item.category,
    status,
    facets: results,
    subjects: new Set(facets.flatMap(({ subjects }) => subjects)).size,
    findings,
    note: noteOf(results),
    waiver: waiver && {
      reason: waiver.reason,
      owner: waiver.owner,
      until: waiver.until,
      place: waiver.place,
    },
    attestation: attestation && {
      by: attestation.by,
      on: attestation.on,
      expires: attestation.expires,
      evidence: attestation.evidence,
      place: attestation.place,
    },
  };
}

function statusOf(facets: readonly FacetResult[], waived: boolean): ItemStatus {
  const has = (state: FacetState): boolean => facets.some((facet) => facet.state === state);
  if (has('violated')) return 'failing';
  if (has('open')) return 'missing';
  if (has('unknown')) return 'unknown';
  if (has('not-checked')) return 'not-checked';
  if (has('attested')) return 'attested';
  if (has('met')) return 'passing';
  return waived ? 'waived' : 'not-applicable';
}

function noteOf(facets: readonly FacetResult[]): string {
  const worst = [...facets].sort((a, b) => FACET_ORDER.indexOf(a.state) - FACET_ORDER.indexOf(b.state))[0];
  return worst ? (facets.length > 1 ? `${worst.id}: ${worst.note}` : worst.note) : '';
}

/** The worst of several results of one item; counts add up. At least one result. */
export function worstOf(results: readonly ItemResult[]): ItemResult {
  const sorted = [...results].sort((a, b) => ITEM_ORDER.indexOf(a.status) - ITEM_ORDER.indexOf(b.status));
  const worst = sorted[0]!;
  if (results.length === 1) return worst;
  const facets = worst.facets.map(({ id }) =>
    worstFacet(results.flatMap((result) => result.facets.filter((each) => each.id === id))),
  );
  return {
    ...worst,
    facets,
    note: noteOf(facets),
    subjects: sum(results.map(({ subjects }) => subjects)),
    findings: [...new Set(results.flatMap(({ findings }) => findings))],
    waiver: sorted.find(({ waiver }) => waiver)?.waiver,
    attestation: sorted.find(({ attestation }) => attestation)?.attestation,
  };
}

function worstFacet(results: readonly FacetResult[]): FacetResult {
  const worst = [...results].sort((a, b) => FACET_ORDER.indexOf(a.state) - FACET_ORDER.indexOf(b.state))[0]!;
  const counts = {
    met: sum(results.map(({ met }) => met)),
    unset: sum(results.map(({ unset }) => unset)),
    unknown: sum(results.map(({ unknown }) => unknown)),
  };
  const tally = addedUp(results.flatMap((result) => result.tally ?? []));
  // A line of a shared package proves it in each app that imports it.
  const shown = results.flatMap(({ evidence }) => evidence);
  const proofs = distinctProofs(shown);
  return {
    ...worst,
    ...counts,
    tally,
    // A note that counts speaks of all apps, as the counts beside it do; a reason is that of the worst.
    note: (tally && tallyNote(worst.state, counts, tally)) ?? worst.note,
    evidence: proofs.slice(0, MAX_PROOFS),
    evidenceTotal: sum(results.map(({ evidenceTotal }) => evidenceTotal)) - (shown.length - proofs.length),
    blockers: results.flatMap(({ blockers }) => blockers).slice(0, MAX_PROOFS),
  };
}

function addedUp(tallies: readonly Tally[]): Tally | undefined {
  const [first] = tallies;
  return (
    first && {
      ...first,
      violated: sum(tallies.map(({ violated }) => violated)),
      apps: sum(tallies.map(({ apps }) => apps)),
      shown: sum(tallies.map(({ shown }) => shown)),
    }
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

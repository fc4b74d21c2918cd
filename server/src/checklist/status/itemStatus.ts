// One item: the worst of its facets. Also how results of several apps fold into one. Pure.
import { type FoldedFacet, MAX_PROOFS } from './facetState';
import type { FacetResult, FacetState, ItemResult, ItemStatus } from './status';

const FACET_ORDER: readonly FacetState[] = [
  'violated',
  'open',
  'unknown',
  'not-checked',
  'attested',
  'met',
  'not-applicable',
];
const ITEM_ORDER: readonly ItemStatus[] = [
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
  return {
    ...worst,
    facets: worst.facets.map(({ id }) =>
      worstFacet(results.flatMap(({ facets }) => facets.filter((each) => each.id === id))),
    ),
    subjects: sum(results.map(({ subjects }) => subjects)),
    findings: [...new Set(results.flatMap(({ findings }) => findings))],
    waiver: sorted.find(({ waiver }) => waiver)?.waiver,
    attestation: sorted.find(({ attestation }) => attestation)?.attestation,
  };
}

function worstFacet(results: readonly FacetResult[]): FacetResult {
  const sorted = [...results].sort((a, b) => FACET_ORDER.indexOf(a.state) - FACET_ORDER.indexOf(b.state));
  return {
    ...sorted[0]!,
    met: sum(results.map(({ met }) => met)),
    unset: sum(results.map(({ unset }) => unset)),
    unknown: sum(results.map(({ unknown }) => unknown)),
    evidence: results.flatMap(({ evidence }) => evidence).slice(0, MAX_PROOFS),
    evidenceTotal: sum(results.map(({ evidenceTotal }) => evidenceTotal)),
    blockers: results.flatMap(({ blockers }) => blockers).slice(0, MAX_PROOFS),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

// One facet: the states of its subjects folded by its quantifier, with counts, proofs and the reason in words. Pure.
import { comparePlaces, type Place, samePlace } from '../../text/span';
import type { Answering, WaiverCover } from './coverage';
import type { Covers, FacetInput } from './facetInput';
import { facetNote, tallyOf } from './note';
import { distinctProofs } from './proofs';
import type { FacetResult, FacetState, Proof } from './status';
import { type SubjectState, subjectStates } from './subjectState';

export const MAX_PROOFS = 20;

/** A facet's result with what the item needs of it. */
export interface FoldedFacet {
  readonly result: FacetResult;
  /** Ids of all subjects, waived and exempt ones included. */
  readonly subjects: readonly string[];
  /** True if nothing is left of it because subjects were waived. */
  readonly waivedOut: boolean;
  /** A waiver that took subjects, or the facet, out. */
  readonly waiver?: WaiverCover;
  readonly attestation?: Answering;
  /** Waivers and attestations that covered something that is not met anyway. */
  readonly used: readonly (Answering | WaiverCover)[];
}

/** Folds a facet. */
export function foldFacet(facet: FacetInput, covers: Covers): FoldedFacet {
  // Where nothing looks yet, nothing can tell whether the facet applies either.
  if (facet.applies === false && (facet.checked || facet.attestOnly))
    return empty(facet, 'not-applicable', 'does not apply here');
  const attestation = covers.facetAttestation();
  if (!facet.checked) return foldUnchecked(facet, covers, attestation);
  const states = subjectStates(facet, covers);
  const counted = states.filter(({ state }) => state !== 'exempt' && state !== 'waived');
  const waiver = states.find((each) => each.waiver)?.waiver;
  const used = states.flatMap((each) => (each.waiver && each.needsWaiver ? [each.waiver] : []));
  if (counted.length === 0) return { ...leftOut(facet, states), waiver, used };
  const state = facet.quantifier === 'some' ? someState(counted, attestation) : everyState(counted);
  const settled =
    facet.applies === 'unknown' && (state === 'open' || state === 'violated') ? 'unknown' : state;
  const answering = counted.flatMap((each) =>
    each.state !== 'met' && each.attestation ? [each.attestation] : [],
  );
  if (state === 'attested' && attestation) answering.push(attestation);
  return {
    result: resultOf(facet, settled, counted),
    subjects: states.map(({ subject }) => subject.id),
    waivedOut: false,
    waiver,
    attestation: answering[0],
    used: [...used, ...answering],
  };
}

/** `each` and `none`: every subject must be met. */
function everyState(counted: readonly SubjectState[]): FacetState {
  if (counted.some(({ state }) => state === 'violated')) return 'violated';
  const open = counted.filter(({ state }) => state !== 'met');
  if (open.length === 0) return 'met';
  const uncovered = open.filter(({ attestation }) => !attestation);
  if (uncovered.length === 0) return 'attested';
  return uncovered.some(({ state }) => state === 'unset') ? 'open' : 'unknown';
}

/** `some`: one proof is enough. */
function someState(counted: readonly SubjectState[], attestation: Answering | undefined): FacetState {
  if (counted.some(({ state }) => state === 'violated')) return 'violated';
  if (counted.some(({ state }) => state === 'met')) return 'met';
  if (attestation || counted.every((each) => each.attestation)) return 'attested';
  // Only what blocks counts: a subject nobody could say anything about is no proof and no reason either.
  return counted.some(({ blockers }) => blockers.length > 0) ? 'unknown' : 'open';
}

function foldUnchecked(facet: FacetInput, covers: Covers, attestation: Answering | undefined): FoldedFacet {
  const waiver = covers.facetWaiver();
  if (waiver)
    return {
      ...empty(facet, 'not-applicable', `waived: ${waiver.reason}`),
      waivedOut: true,
      waiver,
      used: [waiver],
    };
  if (attestation)
    return { ...empty(facet, 'attested', `attested by ${attestation.by}`), attestation, used: [attestation] };
  if (!facet.attestOnly) return empty(facet, 'not-checked', 'is not checked yet');
  if (facet.subjects.length === 0) return empty(facet, 'not-applicable', `no ${facet.noun.one} found`);
  return empty(facet, 'open', 'only an attestation can show it, and there is none that counts');
}

function leftOut(facet: FacetInput, states: readonly SubjectState[]): FoldedFacet {
  const out = { ...empty(facet, 'not-applicable', ''), subjects: states.map(({ subject }) => subject.id) };
  return {
    ...out,
    waivedOut: states.some(({ state }) => state === 'waived'),
    result: { ...out.result, note: facetNote(facet, 'not-applicable', states) },
  };
}

function empty(facet: FacetInput, state: FacetState, note: string): FoldedFacet {
  const counts = { met: 0, unset: 0, unknown: 0, evidence: [], evidenceTotal: 0, blockers: [] };
  return { result: { id: facet.id, state, ...counts, note }, subjects: [], waivedOut: false, used: [] };
}

function resultOf(facet: FacetInput, state: FacetState, counted: readonly SubjectState[]): FacetResult {
  const count = (...states: SubjectState['state'][]): number =>
    counted.filter((each) => states.includes(each.state)).length;
  const proofs = distinctProofs(counted.flatMap((each) => (each.state === 'met' ? proofsOf(each) : [])));
  const blockers = counted
    .filter((each) => each.state === 'unknown')
    .flatMap((each) => each.blockers.map(({ why, place }) => ({ ...place, label: why })));
  return {
    id: facet.id,
    state,
    met: count('met'),
    unset: count('unset', 'violated'),
    unknown: count('unknown'),
    evidence: proofs.slice(0, MAX_PROOFS),
    evidenceTotal: proofs.length,
    note: facetNote(facet, state, counted),
    tally: tallyOf(facet, state, count('violated')),
    blockers: distinct(blockers).slice(0, MAX_PROOFS),
  };
}

function proofsOf({ subject: { name, place }, proofs }: SubjectState): Proof[] {
  return proofs.map((proof) => ({ ...proof, subjects: [{ name, place }] }));
}

function distinct(places: readonly Place[]): readonly Place[] {
  return [...places]
    .sort(comparePlaces)
    .filter((place, at, all) => at === 0 || !samePlace(place, all[at - 1]!));
}

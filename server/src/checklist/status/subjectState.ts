// One subject of a facet: what its rules answered, combined. Pure.
import type { Place } from '../../text/span';
import type { Decision } from '../findings/decision';
import type { Answering, WaiverCover } from './coverage';
import type { Covers, FacetInput, SubjectInput } from './facetInput';

export interface SubjectState {
  readonly subject: SubjectInput;
  readonly state: 'violated' | 'exempt' | 'met' | 'unset' | 'unknown' | 'waived';
  /** True for a waived subject that would count against the facet: the waiver is needed. */
  readonly needsWaiver: boolean;
  readonly attestation?: Answering;
  readonly waiver?: WaiverCover;
  readonly proofs: readonly Place[];
  readonly blockers: readonly { readonly why: string; readonly place: Place }[];
}

/** The states of all subjects of a facet: those it is about, and those some rule spoke of besides. */
export function subjectStates(facet: FacetInput, covers: Covers): readonly SubjectState[] {
  const byId = new Map(facet.subjects.map((subject) => [subject.id, subject]));
  const fileAt = new Map(
    facet.subjects.filter(({ file }) => file).map((subject) => [subject.place.path, subject]),
  );
  const decisions = new Map<string, Decision[]>();
  for (const decision of facet.decisions) {
    const subject =
      byId.get(decision.subject) ?? fileAt.get(decision.subjectPlace.path) ?? toSubject(decision);
    byId.set(subject.id, subject);
    const list = decisions.get(subject.id);
    if (list) list.push(decision);
    else decisions.set(subject.id, [decision]);
  }
  return [...byId.values()].map((subject) =>
    stateOf(subject, decisions.get(subject.id) ?? [], facet, covers),
  );
}

function toSubject(decision: Decision): SubjectInput {
  const { subject: id, subjectName: name, subjectPlace: place } = decision;
  return { id, name, place, file: false, sure: true };
}

function stateOf(
  subject: SubjectInput,
  decisions: readonly Decision[],
  facet: FacetInput,
  covers: Covers,
): SubjectState {
  const waiver = covers.waiver(subject);
  const state = combine(subject, decisions, facet, covers);
  const blockers = decisions.flatMap((decision) => decision.blockers);
  return {
    subject,
    state: waiver ? 'waived' : state,
    needsWaiver: waiver !== undefined && state !== 'met' && state !== 'exempt',
    waiver,
    attestation: covers.attestation(subject),
    proofs: decisions.flatMap(({ evidence }) => (evidence ? [evidence] : [])),
    blockers: blockers.length === 0 && subject.why ? [subject.why] : blockers,
  };
}

/** Violated, exempt, met, unset, unknown: the first that holds. Suppressed answers take the subject out. */
function combine(
  subject: SubjectInput,
  decisions: readonly Decision[],
  facet: FacetInput,
  covers: Covers,
): SubjectState['state'] {
  const unset = decisions.filter(({ answer }) => answer === 'unset');
  const suppressed = unset.filter((decision) => covers.isSuppressed(decision));
  const violates = unset.some(
    (decision) =>
      (decision.severity === 'error' || decision.severity === 'warning') &&
      !covers.isSuppressed(decision) &&
      !covers.isAnswered(decision),
  );
  const has = (answer: Decision['answer']): boolean =>
    decisions.some((decision) => decision.answer === answer);
  if (violates) return 'violated';
  if (suppressed.length > 0) return 'waived';
  if (has('exempt')) return 'exempt';
  if (has('met')) return 'met';
  if (unset.length > 0) return 'unset';
  // Nothing found in a place that was looked at is what a `none` facet asks for.
  return decisions.length === 0 && facet.quantifier === 'none' && subject.sure ? 'met' : 'unknown';
}

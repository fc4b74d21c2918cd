// What the status algebra is told about one facet in one scope. Data only; knows no rule.

import type { Noun } from '../../text/noun';
import type { Place } from '../../text/span';
import type { Decision } from '../findings/decision';
import type { Answering, WaiverCover } from './coverage';

export interface SubjectInput {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  /** True for a file as a subject: what is found in it counts as found in that subject. */
  readonly file: boolean;
  /** False if it cannot be told whether it is a subject. */
  readonly sure: boolean;
  readonly why?: { readonly why: string; readonly place: Place };
}

export interface FacetInput {
  readonly item: string;
  readonly id: string;
  readonly quantifier: 'each' | 'none' | 'some';
  /** The subjects in words: "no tool found". */
  readonly noun: Noun;
  readonly attestOnly: boolean;
  /** True if some rule decides it. */
  readonly checked: boolean;
  readonly applies: true | false | 'unknown';
  readonly subjects: readonly SubjectInput[];
  /** Of this facet and scope, advice left out. */
  readonly decisions: readonly Decision[];
}

/** What covers subjects, decisions and facets in the scope. */
export interface Covers {
  attestation(subject: SubjectInput): Answering | undefined;
  facetAttestation(): Answering | undefined;
  waiver(subject: SubjectInput): WaiverCover | undefined;
  facetWaiver(): WaiverCover | undefined;
  /** A decision whose findings are all suppressed, or whose rule is switched off. */
  isSuppressed(decision: Decision): boolean;
  isAnswered(decision: Decision): boolean;
}

// One rule's answer for one subject. Findings, evidence and counts all come from decisions. Data only.
import type { Blocker } from '../../inventory/facts/fact';
import type { Place } from '../../text/span';

export type Answer = 'met' | 'unset' | 'unknown' | 'exempt';
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Decision {
  readonly rule: string;
  readonly item: string;
  readonly facet: string;
  /** Fact id, secret id or `config:path#at`. */
  readonly subject: string;
  readonly subjectName: string;
  readonly subjectPlace: Place;
  /** The app (or library) the subject is judged in. */
  readonly project: string;
  readonly answer: Answer;
  /** Severity of the finding an `unset` answer makes; undefined for silent rules. */
  readonly severity?: Severity;
  /** Advice draws a finding but never decides. */
  readonly advice: boolean;
  /** The proof of a met answer. */
  readonly evidence?: Place;
  readonly because?: string;
  readonly blockers: readonly Blocker[];
  /** What an `unset` answer with a severity draws. */
  readonly mark?: Mark;
}

/** The finding of one answer, before subjects that share a place are merged. */
export interface Mark {
  /** At least one; each makes a finding. */
  readonly places: readonly Place[];
  /** `{subject}` still stands for the subject. */
  readonly message: string;
  readonly fixes: readonly string[];
  /** False: an attestation cannot answer it. */
  readonly attestable: boolean;
  /** Marks of one rule that share something decided elsewhere are one finding, at the first of their places. */
  readonly shared?: string;
}

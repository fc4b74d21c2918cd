// Shapes of the checklist's outcome: facet states, item statuses, scopes, readiness. Data only.

import type { Noun } from '../../text/noun';
import type { Place } from '../../text/span';

export type FacetState =
  | 'violated'
  | 'met'
  | 'attested'
  | 'open'
  | 'unknown'
  | 'not-applicable'
  | 'not-checked';
export type ItemStatus =
  | 'failing'
  | 'missing'
  | 'unknown'
  | 'waived'
  | 'attested'
  | 'passing'
  | 'not-applicable'
  | 'not-checked';

/** What the words of a facet's note need besides its counts, in one app or in several. */
export interface Tally {
  readonly quantifier: 'each' | 'none' | 'some';
  readonly noun: Noun;
  readonly violated: number;
  readonly apps: number;
  /** Apps in which the facet is met. */
  readonly shown: number;
}

/** A line that proves a facet; its label says what it shows. */
export interface Proof extends Place {
  /** Whom it proves it for, each once. */
  readonly subjects: readonly { readonly name: string; readonly place: Place }[];
}

export interface FacetResult {
  readonly id: string;
  readonly state: FacetState;
  readonly met: number;
  readonly unset: number;
  readonly unknown: number;
  /** Lines that prove it, each once, at most 20, with `evidenceTotal` the full count. */
  readonly evidence: readonly Proof[];
  readonly evidenceTotal: number;
  /** Reason in words ("14 places looked at, none found"; names the place that blocked). */
  readonly note: string;
  /** Of facets with subjects: for the note over several apps. */
  readonly tally?: Tally;
  /** What blocked, for unknown facets. */
  readonly blockers: readonly Place[];
}

export interface ItemResult {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly status: ItemStatus;
  readonly facets: readonly FacetResult[];
  readonly subjects: number;
  /** Fingerprints. */
  readonly findings: readonly string[];
  readonly note: string;
  readonly waiver?: {
    readonly reason: string;
    readonly owner: string;
    readonly until?: string;
    readonly place: Place;
  };
  readonly attestation?: {
    readonly by: string;
    readonly on: string;
    readonly expires: string;
    readonly evidence?: string;
    readonly place: Place;
  };
}

export interface Readiness {
  /** Null while any item is not-checked, or when nothing is left. */
  readonly ready: boolean | null;
  /** 0 to 1, null when nothing is left. */
  readonly score: number | null;
  readonly applicable: number;
  readonly passing: number;
  readonly attested: number;
  readonly failing: number;
  readonly missing: number;
  readonly unknown: number;
  readonly waived: number;
  readonly notApplicable: number;
  readonly notChecked: number;
}

export interface Scope {
  readonly id: string;
  readonly kind: 'folder' | 'project' | 'agent';
  readonly path: string;
  readonly name: string;
  readonly readiness: Readiness;
  readonly items: readonly ItemResult[];
}

// What a client is told after each analysis: statuses and counts, enough for a title, a badge and a status bar. Types only.

export type ItemStatus =
  | 'failing'
  | 'missing'
  | 'unknown'
  | 'waived'
  | 'attested'
  | 'passing'
  | 'not-applicable'
  | 'not-checked';

/** The parts of readiness; they add up to the number of items. */
export interface ReadinessCounts {
  /** Null while any item is not checked, or when nothing is left. */
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

export interface ItemSummary {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly status: ItemStatus;
  /** Findings that count: neither suppressed nor answered. */
  readonly findings: number;
}

export interface ScopeSummary {
  readonly id: string;
  readonly kind: 'folder' | 'project';
  /** Relative to the root. */
  readonly path: string;
  readonly name: string;
  readonly readiness: ReadinessCounts;
}

/** Findings that count, by severity. */
export interface FindingCounts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

export interface ChecklistParams {
  /** URI of the root. */
  readonly root: string;
  readonly name: string;
  /** Grows with every analysis of this root. */
  readonly revision: number;
  /** False: no agent, model call or tool was found anywhere. */
  readonly hasAgent: boolean;
  readonly readiness: ReadinessCounts;
  /** In the order of the checklist. */
  readonly items: readonly ItemSummary[];
  readonly scopes: readonly ScopeSummary[];
  readonly findings: FindingCounts;
}

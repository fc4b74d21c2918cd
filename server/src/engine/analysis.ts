// The outcome of one analysis: everything that editor, reports and commands show. Data only.
import type { Finding } from '../checklist/findings/finding';
import type { ItemResult, Readiness, Scope } from '../checklist/status/status';
import type { Inventory } from '../inventory/facts/fact';
import type { Fault } from '../inventory/linking/containment';
import type { LineTable } from '../text/lineTable';
import type { Place } from '../text/span';

/** A remark on a manifest or an inline ignore. */
export interface ManifestRemark {
  readonly place: Place;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly code: string;
}

export interface Analysis {
  /** Grows with every analysis of one engine. */
  readonly revision: number;
  /** Absolute path all other paths are relative to. */
  readonly root: string;
  readonly inventory: Inventory;
  /** All 45 items over all scopes, in the order of the checklist. */
  readonly items: readonly ItemResult[];
  readonly scopes: readonly Scope[];
  readonly readiness: Readiness;
  /** In stable order; suppressed and answered ones included. */
  readonly findings: readonly Finding[];
  readonly remarks: readonly ManifestRemark[];
  /** Rules that threw: reported once, skipped alone. */
  readonly ruleErrors: readonly { readonly rule: string; readonly message: string }[];
  /** Facts of which something could not be found out, because of an exception. */
  readonly faults: readonly Fault[];
  /** True if there is code around a model anywhere: an app or library the checklist speaks of. */
  readonly hasAgent: boolean;
  /** Offsets to lines of a file of the analysis; undefined for one it did not read. */
  lineTable(path: string): LineTable | undefined;
}

export interface Progress {
  /** A phrase ("reading files"), and how far it is, 0 to 1. */
  report(stage: string, done: number): void;
}

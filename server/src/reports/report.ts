// What a report is, and what it is made from: one module per output format exports a `report`. No format lives here.
import type { Finding } from '../checklist/findings/finding';
import type { ItemResult, Readiness, Scope } from '../checklist/status/status';
import type { Inventory } from '../inventory/facts/fact';
import type { Fault } from '../inventory/linking/containment';
import type { LineTable } from '../text/lineTable';
import type { Place } from '../text/span';
import type { Style } from './style';

/** A remark on a manifest or an inline ignore. */
export interface Remark {
  readonly place: Place;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly code: string;
}

/** The part of an analysis that reports show; every analysis is one. */
export interface ReportInput {
  readonly inventory: Inventory;
  readonly items: readonly ItemResult[];
  readonly scopes: readonly Scope[];
  readonly readiness: Readiness;
  readonly findings: readonly Finding[];
  readonly remarks: readonly Remark[];
  readonly ruleErrors: readonly { readonly rule: string; readonly message: string }[];
  readonly faults: readonly Fault[];
  readonly hasAgent: boolean;
  lineTable(path: string): LineTable | undefined;
}

/** A repair as reports name it. */
export interface FixTitle {
  readonly id: string;
  readonly title: string;
  readonly safety: 'safe' | 'confirm' | 'scaffold';
}

export interface ReportOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly style: Style;
  /** `quiet`: findings and the outcome only; `verbose`: hints, suppressed findings and skipped files too. */
  readonly detail: 'quiet' | 'normal' | 'verbose';
  /** Repairs that apply to a finding; none without it. */
  readonly fixesOf?: (finding: Finding) => readonly FixTitle[];
  /** Sentences that tell whether a threshold was reached, for people. */
  readonly outcome?: readonly string[];
}

export interface Report {
  /** The word of `--format`. */
  readonly format: string;
  readonly of: 'check' | 'inventory';
  /** Ending of a file that holds it, without the dot. */
  readonly extension: string;
  /** The whole report, ending in a line break. Never throws over what it shows. */
  render(input: ReportInput, options: ReportOptions): string;
}

// One parsed airworthy.yaml: its sound entries, each with its place. Data only.
import type { Place } from '../text/span';
import type { ManifestDiagnostic } from './diagnostic';
import type { AgentEntry, AttestationEntry, GatewayEntry, SeverityOverride, WaiverEntry } from './schema';

/** An entry with the place of its text. */
export type Placed<T> = T & { readonly place: Place };

export interface ManifestFile {
  readonly path: string;
  /** Its directory, '' for the root. */
  readonly folder: string;
  readonly exclude: readonly string[];
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly agents: Readonly<Record<string, Placed<AgentEntry>>>;
  /** Numbers by dotted name: `budgets.toolsPerAgent`, `budgets.latency.steps.model`, `defaults.steps`. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly retention: Readonly<Record<string, string>>;
  readonly gateway?: Placed<GatewayEntry>;
  readonly attestations: readonly Placed<AttestationEntry>[];
  readonly waivers: readonly Placed<WaiverEntry>[];
  readonly severity: Readonly<Record<string, { readonly level: SeverityOverride; readonly place: Place }>>;
  readonly rules: readonly string[];
  readonly sdks: readonly string[];
  /** Faults of form. Faults that need today's date or the checklist come from `validateManifest`. */
  readonly diagnostics: readonly ManifestDiagnostic[];
}

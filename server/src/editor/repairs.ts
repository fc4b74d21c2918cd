// Repairs as the editor features need them. Only a door: what a repair changes is decided in the fixes room.
import type { Finding } from '../checklist/findings/finding';
import type { Analysis } from '../engine/analysis';
import type { Engine } from '../engine/engine';
import type { TextEdit } from '../languages/edits/textEdit';
import type { FixOffer, FixSafety } from '../protocol/children';

/** Edits of one file, made for exactly the text `before`; without it the file is made. Edits do not overlap. */
export interface FileChange {
  /** Relative to the root. */
  readonly path: string;
  readonly before?: string;
  readonly edits: readonly TextEdit[];
}

export type RepairOutcome =
  | {
      readonly kind: 'changes';
      readonly title: string;
      readonly safety: FixSafety;
      /** Why, where several files change. */
      readonly annotation?: string;
      /** What is left for a person to do, whole sentences. */
      readonly notes?: readonly string[];
      readonly files: readonly FileChange[];
    }
  /** What was looked at is no longer what stands there. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly why: string };

export interface Repairs {
  /** The repairs of a finding that can be tried, best first. Fast: asked for each finding in sight. */
  offers(engine: Engine, finding: Finding): readonly FixOffer[];
  /** Makes one repair over the current texts. Changes nothing itself; never rejects for what is in the files. */
  make(engine: Engine, analysis: Analysis, finding: Finding, fix: string): Promise<RepairOutcome>;
}

// Repairs as the editor features need them. Only a door: what a repair changes is decided in the fixes room.
import type { Finding } from '../checklist/findings/finding';
import type { Analysis } from '../engine/analysis';
import type { Engine } from '../engine/engine';
import type { FixOffer } from '../protocol/children';
import type { Span } from '../text/span';

export interface TextChange extends Span {
  readonly text: string;
}

/** Changes of one file, made for exactly the text `before`; without it the file is created. Changes do not overlap. */
export interface FileChange {
  /** Relative to the root. */
  readonly path: string;
  readonly before?: string;
  readonly changes: readonly TextChange[];
}

export type RepairOutcome =
  | { readonly kind: 'changes'; readonly title: string; readonly files: readonly FileChange[] }
  /** What was looked at is no longer what stands there. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly why: string };

export interface Repairs {
  /** The repairs of a finding that can be tried, best first. Fast: asked for every visible finding. */
  offers(analysis: Analysis, finding: Finding): readonly FixOffer[];
  /** Makes one repair over the current texts. Changes nothing itself. */
  make(engine: Engine, analysis: Analysis, finding: Finding, fix: string): Promise<RepairOutcome>;
}

// Nodes of the checklist tree, asked for level by level. Types only.
import type { ItemStatus } from './checklist';

export type Grouping = 'category' | 'status';

/** Where a node lies in the tree. Each part narrows the one before it. */
export interface NodeAddress {
  /** URI of the root. */
  readonly root: string;
  /** A category or a status, as the grouping has it. */
  readonly group?: string;
  /** Item id. */
  readonly item?: string;
  /** Facet id. */
  readonly facet?: string;
}

export interface ChildrenParams {
  /** The node whose children are wanted; none for the top. */
  readonly parent?: NodeAddress;
  readonly grouping: Grouping;
}

export interface ChildrenResult {
  readonly nodes: readonly ChecklistNode[];
}

/** 0-based lines and UTF-16 characters, as in the protocol. */
export interface NodeRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface NodeLocation {
  readonly uri: string;
  readonly range: NodeRange;
}

/**
 * `safe`: changes what is certainly wrong · `confirm`: writes something a person should look at ·
 * `scaffold`: adds files.
 */
export type FixSafety = 'safe' | 'confirm' | 'scaffold';

export interface FixOffer {
  readonly id: string;
  readonly title: string;
  readonly safety: FixSafety;
}

export type FindingSeverity = 'error' | 'warning' | 'information' | 'hint';

/** What kind of thing a node stands for; `note` says something in words and leads nowhere. */
export type NodeKind = 'root' | 'group' | 'item' | 'facet' | 'finding' | 'proof' | 'blocker' | 'note';

export interface ChecklistNode {
  /** Stable over analyses, and unique within the tree of one grouping. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly description?: string;
  /** Plain text. */
  readonly tooltip?: string;
  /** Of roots, groups, items and facets. */
  readonly status?: ItemStatus;
  /** Of findings. */
  readonly severity?: FindingSeverity;
  /** A finding that is waived, ignored or answered: shown, not counted. */
  readonly muted?: boolean;
  readonly location?: NodeLocation;
  /** Set where the node has children. */
  readonly address?: NodeAddress;
  /** Of items, facets and findings: what to explain. */
  readonly item?: string;
  readonly rule?: string;
  /** Of findings. */
  readonly fingerprint?: string;
  readonly root: string;
  readonly fixes?: readonly FixOffer[];
}

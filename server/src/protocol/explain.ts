// The text about an item or a rule. Types only.

export interface ExplainParams {
  /** Item or rule id. */
  readonly id: string;
  /** URI of a root: adds how the item stands there. */
  readonly root?: string;
}

export interface ExplainResult {
  readonly title: string;
  /** Markdown without commands or HTML; text of the workspace stands in it as escaped code. */
  readonly markdown: string;
}

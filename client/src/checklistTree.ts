// The tree of the sidebar: asks the server for one level at a time.
import { type Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type {
  ChecklistNode,
  ChildrenParams,
  ChildrenResult,
  Grouping,
} from '../../server/src/protocol/children';
import { CHILDREN } from '../../server/src/protocol/methods';
import { toTreeItem } from './treeItem';

export class ChecklistTree implements TreeDataProvider<ChecklistNode>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #grouping: Grouping;
  /** The nodes of the top as of the last change; undefined before the first. */
  #top: ChecklistNode[] | undefined;
  /** Answers that are under way. */
  readonly #asked = new Set<Promise<unknown>>();
  #isStale = false;
  #isRefreshing = false;

  constructor(
    private readonly client: () => LanguageClient | undefined,
    grouping: Grouping,
  ) {
    this.#grouping = grouping;
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  groupBy(grouping: Grouping): void {
    this.#grouping = grouping;
    this.refresh();
  }

  /** Everything may be different; several calls in a row make one change. */
  refresh(): void {
    this.#isStale = true;
    if (!this.#isRefreshing) void this.#refreshAll();
  }

  getTreeItem(node: ChecklistNode): TreeItem {
    return toTreeItem(node);
  }

  async getChildren(node?: ChecklistNode): Promise<ChecklistNode[]> {
    if (!node && this.#top) return this.#top;
    if (node && !node.address) return [];
    const asked = this.#ask(node);
    this.#asked.add(asked);
    return asked.finally(() => this.#asked.delete(asked));
  }

  /**
   * VS Code forgets every node when it hears of a change and asks for the top again. A node that someone opens before
   * the answer is there, or just before, stays empty: so the answer is at hand first, and what is being asked is waited for.
   */
  async #refreshAll(): Promise<void> {
    this.#isRefreshing = true;
    while (this.#isStale) {
      this.#isStale = false;
      await Promise.all(this.#asked);
      this.#top = await this.#ask();
      this.#changed.fire();
    }
    this.#isRefreshing = false;
  }

  /** Never rejects. */
  async #ask(node?: ChecklistNode): Promise<ChecklistNode[]> {
    const client = this.client();
    if (!client?.isRunning()) return [];
    const params: ChildrenParams = { parent: node?.address, grouping: this.#grouping };
    try {
      const { nodes } = await client.sendRequest<ChildrenResult>(CHILDREN, params);
      return [...nodes];
    } catch {
      // The server ended while it was asked; the tree is asked for again when another one speaks.
      return [];
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

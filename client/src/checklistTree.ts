// The tree of the sidebar: asks the server for one level at a time, and tells VS Code of a change only if one is to be seen.
import { type Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type {
  ChecklistNode,
  ChildrenParams,
  ChildrenResult,
  Grouping,
  NodeAddress,
} from '../../server/src/protocol/children';
import { CHILDREN } from '../../server/src/protocol/methods';
import { toTreeItem } from './treeItem';

/** The nodes below one address; without an address those of the top. */
interface Level {
  readonly address?: NodeAddress;
  readonly nodes: ChecklistNode[];
}

/**
 * At a change VS Code forgets every node and asks for all that is open again. A node that someone opens meanwhile stays
 * empty for good, so changes are rare and their answers at hand: the levels that were asked for are kept here, and
 * renewed before VS Code is told.
 */
export class ChecklistTree implements TreeDataProvider<ChecklistNode>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #grouping: Grouping;
  #levels = new Map<string, Level>();
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
    if (grouping === this.#grouping) return;
    this.#grouping = grouping;
    this.#levels = new Map();
    this.#changed.fire();
  }

  /** Anything may be different; several calls in a row make one change. */
  refresh(): void {
    this.#isStale = true;
    if (!this.#isRefreshing) void this.#renew();
  }

  getTreeItem(node: ChecklistNode): TreeItem {
    return toTreeItem(node);
  }

  async getChildren(node?: ChecklistNode): Promise<ChecklistNode[]> {
    if (node && !node.address) return [];
    const key = this.#keyOf(node?.address);
    const known = this.#levels.get(key);
    if (known) return known.nodes;
    const asked = this.#ask(node?.address);
    this.#asked.add(asked);
    const level = await asked;
    this.#asked.delete(asked);
    // By another name if another grouping was chosen meanwhile; nobody will ask for it.
    this.#levels.set(key, level);
    return level.nodes;
  }

  async #renew(): Promise<void> {
    this.#isRefreshing = true;
    while (this.#isStale) {
      // What was asked for before may be answered from an older analysis.
      await Promise.all(this.#asked);
      this.#isStale = false;
      const before = this.#levels;
      const levels = await Promise.all([...before.values()].map(({ address }) => this.#ask(address)));
      // Another grouping was chosen meanwhile; its levels are newer than this.
      if (before !== this.#levels) continue;
      // Levels that were opened meanwhile stay.
      const fresh = new Map([
        ...before,
        ...levels.map((level) => [this.#keyOf(level.address), level] as const),
      ]);
      if ([...fresh].every(([key, { nodes }]) => areSame(nodes, before.get(key)?.nodes))) continue;
      this.#levels = fresh;
      this.#changed.fire();
    }
    this.#isRefreshing = false;
  }

  /** Never rejects. */
  async #ask(address: NodeAddress | undefined): Promise<Level> {
    const client = this.client();
    if (!client?.isRunning()) return { address, nodes: [] };
    const params: ChildrenParams = { parent: address, grouping: this.#grouping };
    try {
      const { nodes } = await client.sendRequest<ChildrenResult>(CHILDREN, params);
      return { address, nodes: [...nodes] };
    } catch {
      // The server ended while it was asked; the tree is asked for again when another one speaks.
      return { address, nodes: [] };
    }
  }

  #keyOf(address: NodeAddress | undefined): string {
    return JSON.stringify([this.#grouping, address ?? null]);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function areSame(a: readonly ChecklistNode[], b: readonly ChecklistNode[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

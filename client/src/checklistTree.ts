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

  refresh(): void {
    this.#changed.fire();
  }

  getTreeItem(node: ChecklistNode): TreeItem {
    return toTreeItem(node);
  }

  async getChildren(node?: ChecklistNode): Promise<ChecklistNode[]> {
    const client = this.client();
    if (!client?.isRunning() || (node && !node.address)) return [];
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

// What the server told last about each root. Whoever shows it asks here and hears when it changes.
import { type Disposable, EventEmitter } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChecklistParams } from '../../server/src/protocol/checklist';
import { CHECKLIST, STATE_CHANGED } from '../../server/src/protocol/methods';
import type { StateParams } from '../../server/src/protocol/state';

export class ChecklistModel implements Disposable {
  readonly #checklists = new Map<string, ChecklistParams>();
  #state: StateParams | undefined;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  get checklists(): readonly ChecklistParams[] {
    return [...this.#checklists.values()];
  }

  get state(): StateParams | undefined {
    return this.#state;
  }

  /** Hears what a client's server tells; to be called before it starts. */
  follow(client: LanguageClient): void {
    client.onNotification(CHECKLIST, (checklist: ChecklistParams) => {
      this.#checklists.set(checklist.root, checklist);
      this.#changed.fire();
    });
    client.onNotification(STATE_CHANGED, (state: StateParams) => {
      this.#state = state;
      const roots = new Set(state.roots.map(({ root }) => root));
      for (const root of this.#checklists.keys()) if (!roots.has(root)) this.#checklists.delete(root);
      this.#changed.fire();
    });
  }

  /** Forgets everything: another server begins from zero. */
  clear(): void {
    this.#checklists.clear();
    this.#state = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

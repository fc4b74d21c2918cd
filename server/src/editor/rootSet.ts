// The roots of the folders that are open: found, shared by folders below one root, restarted and ended with them.
import { resolve } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { describeException } from '../text/describeException';
import { fromUri } from '../text/uri';
import type { GitDirReader } from '../workspace/gitDir';
import type { Log } from '../workspace/ports';
import { findRoot } from '../workspace/root';
import { type FolderPath, isInside } from './pathMap';
import type { WorkspaceRoot } from './workspaceRoot';

export interface RootSetOptions {
  readonly gitDirs: GitDirReader;
  readonly log: Log;
  readonly create: (root: string) => WorkspaceRoot;
  readonly documents: () => readonly TextDocument[];
  /** A root and what was said about its files are gone. */
  readonly onRemoved: (root: WorkspaceRoot) => void;
  readonly onChanged: () => void;
}

export class RootSet {
  readonly #roots = new Map<string, WorkspaceRoot>();
  #folders: readonly string[] = [];
  /** Updates come one after another: finding a root takes reads from the disk. */
  #done: Promise<void> = Promise.resolve();

  constructor(private readonly options: RootSetOptions) {}

  all(): readonly WorkspaceRoot[] {
    return [...this.#roots.values()];
  }

  byUri(uri: string): WorkspaceRoot | undefined {
    return this.all().find((root) => root.uri === uri);
  }

  /** The innermost root that a file lies in, and its path there. */
  locate(uri: string): { readonly root: WorkspaceRoot; readonly path: string } | undefined {
    let best: { readonly root: WorkspaceRoot; readonly path: string } | undefined;
    for (const root of this.#roots.values()) {
      const path = root.paths.toPath(uri);
      if (path !== undefined && (!best || path.length < best.path.length)) best = { root, path };
    }
    return best;
  }

  /** True unless the path belongs to another root further in, which speaks about it alone. */
  owns(root: WorkspaceRoot, path: string): boolean {
    const absolute = resolve(root.root, path);
    return !this.all().some(
      (other) => other !== root && isInside(root.root, other.root) && isInside(other.root, absolute),
    );
  }

  /** The folders now open, as URIs. Roots that are kept are not scanned again. */
  setFolders(folders: readonly string[]): Promise<void> {
    this.#folders = folders;
    return this.refresh();
  }

  changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    const kept = this.#folders.filter((uri) => !removed.includes(uri) && !added.includes(uri));
    return this.setFolders([...kept, ...added]);
  }

  /** Looks again where the roots of the open folders are: a manifest or repository may have come or gone. */
  refresh(): Promise<void> {
    this.#done = this.#done.then(() => this.#update());
    return this.#done;
  }

  /** Ends every engine and starts others. */
  restart(): Promise<void> {
    this.#done = this.#done.then(() => {
      for (const root of this.all()) this.#remove(root);
      return this.#update();
    });
    return this.#done;
  }

  dispose(): void {
    for (const root of this.all()) root.dispose();
    this.#roots.clear();
  }

  async #update(): Promise<void> {
    const wanted = await this.#find();
    for (const root of this.all()) if (!wanted.has(root.root)) this.#remove(root);
    const documents = this.options.documents();
    for (const [path, folders] of wanted) {
      const known = this.#roots.get(path);
      const root = known ?? this.options.create(path);
      root.setFolders(folders, documents);
      if (known) continue;
      this.#roots.set(path, root);
      // Not awaited: a slow engine must not keep other roots from starting.
      void root.start();
    }
    this.options.onChanged();
  }

  async #find(): Promise<Map<string, FolderPath[]>> {
    const wanted = new Map<string, FolderPath[]>();
    for (const uri of this.#folders) {
      const given = fromUri(uri);
      if (given === undefined) {
        this.options.log.warn(`${uri} is not on the disk and is not looked at.`);
        continue;
      }
      try {
        const { root, argument } = await findRoot(given, this.options.gitDirs);
        wanted.set(root, [...(wanted.get(root) ?? []), { given, real: argument }]);
      } catch (error) {
        this.options.log.warn(`${given} is not looked at: ${describeException(error)}`);
      }
    }
    return wanted;
  }

  #remove(root: WorkspaceRoot): void {
    root.dispose();
    this.#roots.delete(root.root);
    this.options.onRemoved(root);
  }
}

// Looks for changed files by itself, for editors that cannot watch them. Reads names, sizes and times, no contents.
import type { EngineChange } from '../engine/engine';
import { discover } from '../workspace/discovery';
import type { FilePort } from '../workspace/ports';

export interface FilePollerOptions {
  readonly files: FilePort;
  readonly exclude: readonly string[];
  readonly everyMs: number;
  readonly onChanges: (changes: readonly EngineChange[]) => void;
}

/** Looking may take at most this part of the time. */
const SHARE = 0.1;
/** Not found by discovery, but they decide which files count. */
const ALSO = ['.git/HEAD', '.git/index'];

export class FilePoller {
  #known: ReadonlyMap<string, string> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #cancellation = { isCancelled: false };

  constructor(private readonly options: FilePollerOptions) {}

  start(): void {
    void this.#look();
  }

  dispose(): void {
    this.#cancellation.isCancelled = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const began = performance.now();
    try {
      const now = await this.#stamps();
      if (this.#cancellation.isCancelled) return;
      const changes = this.#known ? changesBetween(this.#known, now) : [];
      this.#known = now;
      if (changes.length > 0) this.options.onChanges(changes);
    } catch {
      // A folder that vanished while it was walked; the next look sees what is left.
    }
    if (this.#cancellation.isCancelled) return;
    const pause = Math.max(this.options.everyMs, (performance.now() - began) / SHARE);
    this.#timer = setTimeout(() => void this.#look(), pause);
    this.#timer.unref();
  }

  async #stamps(): Promise<ReadonlyMap<string, string>> {
    const { files, exclude } = this.options;
    const found = await discover(files, {
      exclude,
      tracked: { state: 'none', paths: new Set() },
      cancellation: this.#cancellation,
    });
    const stamps = new Map(found.files.map(({ path, size, modified }) => [path, `${size} ${modified}`]));
    for (const path of ALSO) {
      const stat = await files.stat(path);
      if (stat) stamps.set(path, `${stat.size} ${stat.modified}`);
    }
    return stamps;
  }
}

function changesBetween(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): EngineChange[] {
  const changes: EngineChange[] = [];
  for (const [path, stamp] of now) {
    const old = before.get(path);
    if (old === undefined) changes.push({ path, kind: 'created' });
    else if (old !== stamp) changes.push({ path, kind: 'changed' });
  }
  for (const path of before.keys()) if (!now.has(path)) changes.push({ path, kind: 'deleted' });
  return changes;
}

// Where summaries of code files come from: an earlier run, threads when there are many or a file is large, else this thread.
import type { Language } from '../languages/language';
import { type Summarised, summarise } from './fileRecord';
import { Pacer } from './pause';
import type { KnownSummary, StampedModule, SummaryCache } from './summaryCache';
import type { WorkerPool } from './workerPool';

/** UTF-16 units; a larger text would block the event loop for too long. */
const LARGE = 200_000;
/** Below this many files a thread takes longer to start than they take to parse. */
const MANY = 24;

export interface SummarySources {
  readonly pool?: WorkerPool;
  readonly cache?: SummaryCache;
}

export class Summaries {
  private many = false;
  private loaded = false;
  private readonly pacer = new Pacer();
  /** The end of what this thread has to do: one file after the other, with turns of the event loop between them. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly sources: SummarySources) {}

  /** Tells how many files are about to be asked for. */
  async expect(files: number): Promise<void> {
    // What one thread parses must be handed over, too: alone it is slower than this one.
    this.many = files >= MANY && (this.sources.pool?.size ?? 0) > 1;
    if (!this.loaded) await this.sources.cache?.load();
    this.loaded = true;
  }

  /** The summary an earlier run made of a text with this stamp. */
  known(path: string, stamp: string | undefined): KnownSummary | undefined {
    return stamp === undefined ? undefined : this.sources.cache?.get(path, stamp);
  }

  of(language: Language, path: string, content: string): Promise<Summarised> {
    const { pool } = this.sources;
    if (pool && (this.many || content.length > LARGE)) return pool.summarise(language, path, content);
    const made = this.queue.then(async () => {
      await this.pacer.breathe();
      return summarise(language, path, content);
    });
    this.queue = made;
    return made;
  }

  async save(summaries: ReadonlyMap<string, StampedModule>): Promise<void> {
    this.many = false;
    await this.sources.cache?.save(summaries);
  }

  close(): void {
    this.sources.pool?.close();
  }
}

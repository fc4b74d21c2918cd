// Summaries of code files between runs, by content. Never of a file that holds a credential. What does not fit is not there.
import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { ModuleSummary } from '../languages/summary/module';
import type { CacheFile, Log } from '../workspace/ports';
import { Pacer } from './pause';
import { type ShelvedModule, unpack } from './shelf';

/** A module with the stamp of the text it was made of. */
export interface StampedModule {
  readonly stamp: string;
  readonly module: Pick<ShelvedModule, 'bytes'>;
}

export interface KnownSummary {
  readonly summary: ModuleSummary;
  /** The same as `pack` writes it. */
  readonly packed: Uint8Array;
}

interface Entry {
  readonly path: string;
  readonly stamp: string;
  readonly start: number;
  readonly length: number;
  /** Of the bytes, so that a damaged file cannot give a wrong summary. */
  readonly check: string;
}

interface Head {
  readonly version: string;
  readonly entries: readonly Entry[];
}

/** The number of bytes of the head stands before it. */
const LENGTH_BYTES = 4;
/** A cache that grew beyond this is not written: reading it would take longer than it saves. */
const MAX_BYTES = 400_000_000;

export class SummaryCache {
  private readonly entries = new Map<string, Entry>();
  private content: Buffer = Buffer.alloc(0);
  /** Paths whose summary had to be made although the cache was asked. */
  private misses = 0;
  private damaged = false;

  constructor(
    private readonly file: CacheFile,
    /** Of the program that made the summaries: another one may see something else in the same text. */
    private readonly version: string,
    private readonly log: Log,
  ) {}

  /** Reads what an earlier run left. Damaged content counts as none. */
  async load(): Promise<void> {
    const content = await this.file.read();
    if (!content) return;
    try {
      this.content = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
      const from = LENGTH_BYTES + this.content.readUInt32LE(0);
      const head = deserialize(this.content.subarray(LENGTH_BYTES, from)) as Head;
      if (head.version !== this.version) return this.release();
      for (const entry of head.entries) this.entries.set(entry.path, { ...entry, start: from + entry.start });
    } catch {
      this.tellDamaged();
      this.release();
    }
  }

  /** The summary of a text with this stamp, if it was kept. */
  get(path: string, stamp: string): KnownSummary | undefined {
    const entry = this.entries.get(path);
    const known = entry?.stamp === stamp ? this.read(entry) : undefined;
    if (!known) this.misses++;
    return known;
  }

  /** Keeps these and nothing else, unless nothing is new. Lets go of what was loaded. Never throws. */
  async save(summaries: ReadonlyMap<string, StampedModule>): Promise<void> {
    const changed = this.misses > 0 || [...this.entries.keys()].some((path) => !summaries.has(path));
    if (changed) {
      try {
        const content = await this.write(summaries);
        if (content.length <= MAX_BYTES) await this.file.write(content);
      } catch (error) {
        const why = error instanceof Error ? error.name : 'unknown reason';
        this.log.debug(`The cache could not be written (${why}).`);
      }
    }
    this.release();
  }

  private read({ path, start, length, check }: Entry): KnownSummary | undefined {
    try {
      // A copy: a part of the content would keep all of it.
      const packed = Uint8Array.from(this.content.subarray(start, start + length));
      const summary = checkOf(packed) === check ? unpack(packed) : undefined;
      if (summary?.kind === 'module' && summary.path === path) return { summary, packed };
    } catch {
      // As damaged as bytes that are not those that were written.
    }
    this.tellDamaged();
    return undefined;
  }

  private tellDamaged(): void {
    if (!this.damaged)
      this.log.info('What an earlier run kept is damaged: it is not used and is made anew. Nothing is lost.');
    this.damaged = true;
  }

  private async write(summaries: ReadonlyMap<string, StampedModule>): Promise<Buffer> {
    const pacer = new Pacer();
    const parts: Uint8Array[] = [];
    const entries: Entry[] = [];
    let start = 0;
    for (const [path, { stamp, module }] of summaries) {
      const known = this.entries.get(path);
      const bytes =
        known?.stamp === stamp
          ? this.content.subarray(known.start, known.start + known.length)
          : module.bytes();
      parts.push(bytes);
      entries.push({ path, stamp, start, length: bytes.length, check: checkOf(bytes) });
      start += bytes.length;
      await pacer.breathe();
    }
    const head = serialize({ version: this.version, entries } satisfies Head);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(head.length);
    return Buffer.concat([length, head, ...parts]);
  }

  private release(): void {
    this.entries.clear();
    this.content = Buffer.alloc(0);
    this.misses = 0;
  }
}

function checkOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64').slice(0, 12);
}

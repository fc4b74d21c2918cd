// Summaries of code files between uses: those used lately as objects, the others packed into a tenth of the memory.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ModuleSummary } from '../languages/summary/module';

/** UTF-16 units of source text whose summaries stay unpacked: about 30 bytes of memory each. */
const UNPACKED_UNITS = 1_200_000;
/** Packing speed matters more than the last percent of size. */
const LEVEL = 1;

/** As JSON, which reads back in a third of the time that V8's own serialisation takes; a summary holds nothing JSON cannot say. */
export function pack(summary: ModuleSummary): Uint8Array {
  // A copy: what zlib gives is part of a larger buffer.
  return Uint8Array.from(deflateRawSync(JSON.stringify(summary), { level: LEVEL }));
}

/** Throws on bytes that `pack` did not make. */
export function unpack(bytes: Uint8Array): ModuleSummary {
  return JSON.parse(inflateRawSync(bytes).toString()) as ModuleSummary;
}

/**
 * Keeps what was used lately unpacked, as far as its text is no longer than `most` UTF-16 units in sum. Gives up what
 * was not asked for since it was looked at last, so that an access costs no bookkeeping.
 */
export class Shelf {
  private readonly unpacked = new Set<ShelvedModule>();
  private units = 0;

  constructor(private readonly most = UNPACKED_UNITS) {}

  /** `packed`: the summary as `pack` writes it, if that is known already. */
  put(summary: ModuleSummary, packed?: Uint8Array): ShelvedModule {
    return new ShelvedModule(this, summary, packed);
  }

  /** Called by a module that was unpacked. */
  admit(module: ShelvedModule, units: number): void {
    this.unpacked.add(module);
    this.units += units;
    // Each is looked at twice at most: the first look takes away that it was used.
    for (let looks = this.unpacked.size * 2; looks > 0 && this.units > this.most; looks--) {
      const [oldest] = this.unpacked;
      if (oldest === undefined) return;
      this.unpacked.delete(oldest);
      if (oldest === module || oldest.wasUsed()) this.unpacked.add(oldest);
      else this.units -= oldest.pack();
    }
  }

  /** Lets go of a module nobody will ask for again. */
  drop(module: ShelvedModule, units: number): void {
    if (this.unpacked.delete(module)) this.units -= units;
  }
}

/** One summary. As long as anybody holds the object it gave, it gives the same one. */
export class ShelvedModule {
  readonly path: string;
  /** UTF-16 units of the source text. */
  private readonly units: number;
  private summaryNow: ModuleSummary | undefined;
  private given: WeakRef<ModuleSummary> | undefined;
  private used = true;

  constructor(
    private readonly shelf: Shelf,
    summary: ModuleSummary,
    private packed: Uint8Array | undefined,
  ) {
    this.path = summary.path;
    this.units = summary.length;
    this.summaryNow = summary;
    shelf.admit(this, this.units);
  }

  get summary(): ModuleSummary {
    this.used = true;
    if (this.summaryNow) return this.summaryNow;
    const summary = this.given?.deref() ?? unpack(this.packed!);
    this.summaryNow = summary;
    this.shelf.admit(this, this.units);
    return summary;
  }

  /** The summary as `pack` writes it. */
  bytes(): Uint8Array {
    this.packed ??= pack(this.summary);
    return this.packed;
  }

  /** Whether the summary was asked for since the last time this was. */
  wasUsed(): boolean {
    const { used } = this;
    this.used = false;
    return used;
  }

  /** Keeps the packed form only. Returns the units this frees. */
  pack(): number {
    if (!this.summaryNow) return 0;
    this.packed ??= pack(this.summaryNow);
    this.given = new WeakRef(this.summaryNow);
    this.summaryNow = undefined;
    return this.units;
  }

  drop(): void {
    this.shelf.drop(this, this.units);
  }
}

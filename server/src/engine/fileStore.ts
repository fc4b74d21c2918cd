// All files of a root as the engine knows them: records, credentials, manifests, import scans. Updated file by file; holds no text.
import type { Catalog } from '../catalog/catalog';
import { type DotenvHit, dotenvSecrets, isDotenv } from '../inventory/secrets/dotenvSecrets';
import type { SecretHit, SecretScanner } from '../inventory/secrets/scan';
import { scanStream } from '../inventory/secrets/scanStream';
import type { Tagger } from '../inventory/secrets/tag';
import { type FileTraits, fileTraits } from '../inventory/selection/seeds';
import type { FileRole } from '../inventory/facts/fact';
import type { ManifestFile } from '../manifest/manifestFile';
import { MANIFEST_NAME, parseManifest } from '../manifest/parse';
import type { LineTable } from '../text/lineTable';
import { LineTable as Lines } from '../text/lineTable';
import type { FilePort, TrackedFiles } from '../workspace/ports';
import { type FileRecord, MAX_PARSED_BYTES, readRecord, summarise } from './fileRecord';

export interface StoredFile {
  readonly record: FileRecord;
  readonly secrets: readonly (SecretHit & { readonly where?: DotenvHit['where'] })[];
  /** For code files: whether it is a seed, and what it imports. */
  readonly traits?: FileTraits;
  readonly manifest?: ManifestFile;
  /** Set once its text was summarised. */
  readonly parsed: boolean;
}

export interface FileStoreOptions {
  readonly files: FilePort;
  readonly catalog: Catalog;
  readonly scanner: SecretScanner;
  readonly tagger: Tagger;
  roleOf(path: string): FileRole;
  /** Whether version control tracks a path, and whether an ignore rule covers it. */
  readonly tracked: TrackedFiles;
  isIgnored(path: string): boolean;
}

export interface KnownFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

export class FileStore {
  private readonly stored = new Map<string, StoredFile>();

  constructor(private readonly options: FileStoreOptions) {}

  get(path: string): StoredFile | undefined {
    return this.stored.get(path);
  }

  paths(): IterableIterator<string> {
    return this.stored.keys();
  }

  values(): IterableIterator<StoredFile> {
    return this.stored.values();
  }

  remove(path: string): void {
    this.stored.delete(path);
  }

  lines(path: string): LineTable | undefined {
    return this.stored.get(path)?.record.lines;
  }

  /** Reads a file anew: credentials and traits always, a summary for config files; code waits until it is selected. */
  async read(file: KnownFile): Promise<StoredFile> {
    const { record, content } = await readRecord(this.options.files, file);
    const stored = content === undefined ? await this.withoutContent(record) : await this.withContent(record, content);
    this.stored.set(file.path, stored);
    return stored;
  }

  /** Summarises a code file that was selected. */
  async parse(path: string): Promise<StoredFile | undefined> {
    const stored = this.stored.get(path);
    if (!stored || stored.parsed || !stored.record.language || stored.record.skipped) return stored;
    const { record, content } = await readRecord(this.options.files, stored.record);
    const next = content === undefined ? { ...stored, record, parsed: true } : { ...stored, record: { ...record, ...(await summarise(record.language!, path, content)) }, parsed: true };
    this.stored.set(path, next);
    return next;
  }

  private async withContent(record: FileRecord, content: string): Promise<StoredFile> {
    const { path, language } = record;
    const secrets = this.secretsOf(path, content);
    if (language?.family !== 'config') {
      return { record, secrets, traits: language ? fileTraits(this.options.catalog, path, content) : undefined, parsed: false };
    }
    const summarised = { ...record, ...(await summarise(language, path, content)) };
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { record: summarised, secrets, manifest: name === MANIFEST_NAME ? parseManifest(path, content) : undefined, parsed: true };
  }

  private async withoutContent(record: FileRecord): Promise<StoredFile> {
    const { path } = record;
    if (!record.text || record.size <= MAX_PARSED_BYTES) return { record, secrets: [], parsed: true };
    try {
      const { hits, binary } = await scanStream(this.options.scanner, path, this.options.files.stream(path));
      if (binary) return { record: { ...record, text: false, skipped: record.language ? 'binary content' : undefined }, secrets: [], parsed: true };
      return { record, secrets: this.options.roleOf(path) === 'vendored' ? [] : hits, parsed: true };
    } catch {
      return { record: { ...record, skipped: 'it cannot be read to its end' }, secrets: [], parsed: true };
    }
  }

  private secretsOf(path: string, text: string): StoredFile['secrets'] {
    const { scanner, tagger, tracked, isIgnored, roleOf } = this.options;
    const role = roleOf(path);
    if (role === 'vendored') return [];
    if (!isDotenv(path)) return scanner.scan(path, text, { role });
    const isTracked = tracked.state === 'known' ? tracked.paths.has(path) : tracked.state === 'none' ? false : 'unknown';
    return dotenvSecrets({ path, text, role, tracked: isTracked, ignored: isIgnored(path) }, scanner, tagger);
  }
}

/** A line table for a file whose text is at hand. */
export function linesOf(text: string): LineTable {
  return Lines.of(text);
}

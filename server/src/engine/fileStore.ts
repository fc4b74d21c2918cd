// All files of a root as the engine knows them: records, credentials, manifests, import scans. Updated file by file; holds no text.
import type { FileRole } from '../inventory/facts/fact';
import { type DotenvHit, dotenvSecrets, isDotenv } from '../inventory/secrets/dotenvSecrets';
import type { SecretHit, SecretScanner } from '../inventory/secrets/scan';
import { scanStream } from '../inventory/secrets/scanStream';
import type { Tagger } from '../inventory/secrets/tag';
import type { FileScan, SeedGate } from '../inventory/selection/seeds';
import type { ConfigSummary } from '../languages/summary/config';
import type { CodeLanguage, ModuleSummary } from '../languages/summary/module';
import type { ManifestFile } from '../manifest/manifestFile';
import { MANIFEST_NAME, parseManifest } from '../manifest/parse';
import type { FilePort, TrackedFiles } from '../workspace/ports';
import { type FileRecord, MAX_PARSED_BYTES, readRecord, summarise } from './fileRecord';

export interface StoredFile {
  readonly record: FileRecord;
  readonly secrets: readonly (SecretHit & { readonly where?: DotenvHit['where'] })[];
  /** For code files: whether it is a seed, and what it imports. */
  readonly scan?: FileScan;
  readonly manifest?: ManifestFile;
  /** The head of the text, for roles. */
  readonly head?: string;
}

export interface FileStoreOptions {
  readonly files: FilePort;
  readonly gate: SeedGate;
  readonly scanner: SecretScanner;
  readonly tagger: Tagger;
  /** The role by path alone: what a file is before projects are known. */
  roleOf(path: string): FileRole;
  tracked(): TrackedFiles;
  isIgnored(path: string): boolean;
}

export interface KnownFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

/** What the role of a file may be read off, in UTF-16 units. */
const HEAD = 2048;

export class FileStore {
  private readonly stored = new Map<string, StoredFile>();

  constructor(private readonly options: FileStoreOptions) {}

  get(path: string): StoredFile | undefined {
    return this.stored.get(path);
  }

  values(): IterableIterator<StoredFile> {
    return this.stored.values();
  }

  has(path: string): boolean {
    return this.stored.has(path);
  }

  remove(path: string): void {
    this.stored.delete(path);
  }

  configs(): ConfigSummary[] {
    const configs: ConfigSummary[] = [];
    for (const { record } of this.stored.values()) if (record.summary?.kind === 'config') configs.push(record.summary);
    return configs.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  scans(): FileScan[] {
    const scans: FileScan[] = [];
    for (const { scan } of this.stored.values()) if (scan) scans.push(scan);
    return scans;
  }

  /** Reads a file anew: credentials and the gate always, a summary for config files; code waits until it is selected. */
  async read(file: KnownFile): Promise<StoredFile> {
    const { record, content } = await readRecord(this.options.files, file);
    const stored = content === undefined ? await this.withoutContent(record) : await this.withContent(record, content);
    this.stored.set(file.path, stored);
    return stored;
  }

  /** The summary of a code file that was selected; undefined if it cannot be had. */
  async parse(path: string): Promise<ModuleSummary | undefined> {
    const stored = this.stored.get(path);
    if (!stored?.record.language || stored.record.skipped) return undefined;
    if (stored.record.summary?.kind === 'module') return stored.record.summary;
    const { record, content } = await readRecord(this.options.files, stored.record);
    const next = content === undefined ? record : { ...record, ...(await summarise(stored.record.language, path, content)) };
    this.stored.set(path, { ...stored, record: next });
    return next.summary?.kind === 'module' ? next.summary : undefined;
  }

  private async withContent(record: FileRecord, content: string): Promise<StoredFile> {
    const { path, language } = record;
    const base = { secrets: this.secretsOf(path, content), head: content.slice(0, HEAD) };
    if (!language) return { record, ...base };
    if (language.family === 'code') return { record, ...base, scan: this.options.gate.scan(path, content, language.id as CodeLanguage) };
    const summarised = { ...record, ...(await summarise(language, path, content)) };
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { record: summarised, ...base, manifest: name === MANIFEST_NAME ? parseManifest(path, content) : undefined };
  }

  /** Too large to hold: scanned as a stream. */
  private async withoutContent(record: FileRecord): Promise<StoredFile> {
    const { path } = record;
    if (!record.text || record.size <= MAX_PARSED_BYTES) return { record, secrets: [] };
    try {
      const { hits, binary } = await scanStream(this.options.scanner, path, this.options.files.stream(path));
      if (binary) return { record: { ...record, text: false, skipped: record.language ? 'binary content' : undefined }, secrets: [] };
      return { record, secrets: this.options.roleOf(path) === 'vendored' ? [] : hits };
    } catch {
      return { record: { ...record, skipped: 'it cannot be read to its end' }, secrets: [] };
    }
  }

  private secretsOf(path: string, text: string): StoredFile['secrets'] {
    const { scanner, tagger, isIgnored, roleOf } = this.options;
    const role = roleOf(path);
    if (role === 'vendored') return [];
    if (!isDotenv(path)) return scanner.scan(path, text, { role });
    const tracked = this.options.tracked();
    const isTracked = tracked.state === 'known' ? tracked.paths.has(path) : tracked.state === 'none' ? false : 'unknown';
    return dotenvSecrets({ path, text, role, tracked: isTracked, ignored: isIgnored(path) }, scanner, tagger);
  }
}

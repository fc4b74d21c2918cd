// All files of a root as the engine knows them: records, credentials, manifests, import scans. Updated file by file; holds no text.
import { createHash } from 'node:crypto';
import { type DotenvHit, dotenvSecrets, isDotenv } from '../inventory/secrets/dotenvSecrets';
import type { SecretHit, SecretScanner } from '../inventory/secrets/scan';
import { scanStream } from '../inventory/secrets/scanStream';
import type { Tagger } from '../inventory/secrets/tag';
import { ROLE_TEXT, roleOf } from '../inventory/selection/roles';
import type { FileScan, SeedGate } from '../inventory/selection/seeds';
import type { ConfigSummary } from '../languages/summary/config';
import type { CodeLanguage, ModuleSummary } from '../languages/summary/module';
import type { FileRole } from '../manifest/fileRoles';
import type { ManifestFile } from '../manifest/manifestFile';
import { MANIFEST_NAME, parseManifest } from '../manifest/parse';
import type { FilePort, TrackedFiles } from '../workspace/ports';
import { type FileRecord, MAX_PARSED_BYTES, readRecord, summarise } from './fileRecord';
import { linesOfHits } from './streamedLines';
import type { Summaries } from './summaries';
import type { StampedSummary } from './summaryCache';

export interface StoredFile {
  readonly record: FileRecord;
  readonly secrets: readonly (SecretHit & { readonly where?: DotenvHit['where'] })[];
  /** For code files: whether it is a seed, and what it imports. */
  readonly scan?: FileScan;
  readonly manifest?: ManifestFile;
  /** The head of the text, for roles. */
  readonly head?: string;
  /** Of the text and what else this was derived from: equal stamps, equal outcome. Absent for what could not be read. */
  readonly stamp?: string;
}

export interface FileStoreOptions {
  readonly files: FilePort;
  readonly gate: SeedGate;
  readonly scanner: SecretScanner;
  readonly tagger: Tagger;
  readonly summaries: Summaries;
  tracked(): TrackedFiles;
  isIgnored(path: string): boolean;
}

export interface KnownFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

/** What changed in a file for those who choose and link files. */
export type FileChange = 'none' | 'text' | 'selection' | 'structure';

export class FileStore {
  private readonly stored = new Map<string, StoredFile>();
  /** In order of paths, whatever order the files came in. */
  private sorted: StoredFile[] | undefined;
  private configured: readonly ConfigSummary[] | undefined;

  constructor(private readonly options: FileStoreOptions) {}

  get(path: string): StoredFile | undefined {
    return this.stored.get(path);
  }

  /** In order of paths. */
  values(): readonly StoredFile[] {
    this.sorted ??= [...this.stored.values()].sort((a, b) => (a.record.path < b.record.path ? -1 : 1));
    return this.sorted;
  }

  has(path: string): boolean {
    return this.stored.has(path);
  }

  remove(path: string): void {
    this.stored.delete(path);
    this.sorted = undefined;
    this.configured = undefined;
  }

  /** Summaries of all config files, in order of paths. */
  configs(): readonly ConfigSummary[] {
    this.configured ??= this.values().flatMap(({ record }) =>
      record.summary?.kind === 'config' ? [record.summary] : [],
    );
    return this.configured;
  }

  /** Import scans of all code files, in order of paths. */
  scans(): FileScan[] {
    return this.values().flatMap(({ scan }) => scan ?? []);
  }

  /** Reads a file anew: credentials and the gate always, a summary for config files; code waits until it is selected. */
  async read(file: KnownFile): Promise<FileChange> {
    const before = this.stored.get(file.path);
    const { record, content } = await readRecord(this.options.files, file);
    const stamp = content === undefined ? undefined : this.stampOf(file.path, content);
    if (before && stamp !== undefined && before.stamp === stamp) return 'none';
    const stored =
      content === undefined
        ? await this.withoutContent(record)
        : { ...(await this.withContent(record, content)), stamp };
    this.put(stored);
    return changeBetween(before, stored);
  }

  /** The summary of a code file that was selected; undefined if it cannot be had. */
  async parse(path: string): Promise<ModuleSummary | undefined> {
    const stored = this.stored.get(path);
    if (!stored?.record.language || stored.record.skipped) return undefined;
    if (stored.record.summary?.kind === 'module') return stored.record.summary;
    const { summaries, files } = this.options;
    const known = summaries.known(path, stored.stamp);
    if (known) {
      this.put({ ...stored, record: { ...stored.record, summary: known } });
      return known;
    }
    const { record, content } = await readRecord(files, stored.record);
    const next =
      content === undefined
        ? record
        : { ...record, ...(await summaries.of(stored.record.language, path, content)) };
    // What was read before is of another text if the file changed since; then it is to be read again.
    const same = content !== undefined && this.stampOf(path, content) === stored.stamp;
    this.put({ ...stored, record: next, stamp: same ? stored.stamp : undefined });
    return next.summary?.kind === 'module' ? next.summary : undefined;
  }

  /** The summary of a code file in a form that may leave the process; undefined where a credential could be in it. */
  shareable(path: string): StampedSummary | undefined {
    const { record, secrets, stamp } = this.stored.get(path) ?? {};
    const summary = record?.summary;
    // Vendored files are not looked through for credentials.
    if (!stamp || summary?.kind !== 'module' || record?.skipped || roleByPath(path) === 'vendored')
      return undefined;
    return secrets?.length === 0 ? { stamp, summary } : undefined;
  }

  private put(stored: StoredFile): void {
    const known = this.stored.has(stored.record.path);
    this.stored.set(stored.record.path, stored);
    if (known && this.sorted) replaceIn(this.sorted, stored);
    else this.sorted = undefined;
    if (stored.record.language?.family !== 'code') this.configured = undefined;
  }

  private stampOf(path: string, content: string): string {
    const stamp = createHash('sha256').update(content).digest('base64');
    return isDotenv(path) ? `${stamp} ${this.trackedState(path)} ${this.options.isIgnored(path)}` : stamp;
  }

  private trackedState(path: string): boolean | 'unknown' {
    const { state, paths } = this.options.tracked();
    return state === 'known' ? paths.has(path) : state === 'none' ? false : 'unknown';
  }

  private async withContent(record: FileRecord, content: string): Promise<StoredFile> {
    const { path, language } = record;
    const base = { secrets: this.secretsOf(path, content), head: content.slice(0, ROLE_TEXT) };
    if (!language) return { record, ...base };
    if (language.family === 'code')
      return { record, ...base, scan: this.options.gate.scan(path, content, language.id as CodeLanguage) };
    const summarised = { ...record, ...(await summarise(language, path, content)) };
    const name = path.slice(path.lastIndexOf('/') + 1);
    return {
      record: summarised,
      ...base,
      manifest: name === MANIFEST_NAME ? parseManifest(path, content) : undefined,
    };
  }

  /** Too large to hold: scanned as a stream. */
  private async withoutContent(record: FileRecord): Promise<StoredFile> {
    const { path } = record;
    if (!record.text || record.size <= MAX_PARSED_BYTES) return { record, secrets: [] };
    try {
      const { hits, binary, length } = await scanStream(
        this.options.scanner,
        path,
        this.options.files.stream(path),
      );
      if (binary)
        return {
          record: { ...record, text: false, skipped: record.language ? 'binary content' : undefined },
          secrets: [],
        };
      return {
        record: { ...record, lines: linesOfHits(hits, length) },
        secrets: roleByPath(path) === 'vendored' ? [] : hits,
      };
    } catch {
      return { record: { ...record, skipped: 'it cannot be read to its end', unread: true }, secrets: [] };
    }
  }

  private secretsOf(path: string, text: string): StoredFile['secrets'] {
    const { scanner, tagger, isIgnored } = this.options;
    const role = roleByPath(path);
    if (role === 'vendored') return [];
    if (!isDotenv(path)) return scanner.scan(path, text, { role });
    return dotenvSecrets(
      { path, text, role, tracked: this.trackedState(path), ignored: isIgnored(path) },
      scanner,
      tagger,
    );
  }
}

/** Puts a file in the place of its former version, in a list in order of paths that holds one. */
function replaceIn(sorted: StoredFile[], stored: StoredFile): void {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.record.path < stored.record.path) low = middle + 1;
    else high = middle;
  }
  sorted[low] = stored;
}

/** The role as far as a path alone tells it: what credentials are looked for must not depend on which file was read first. */
function roleByPath(path: string): FileRole {
  return roleOf(path, { projects: [] });
}

function changeBetween(before: StoredFile | undefined, after: StoredFile): FileChange {
  const family = after.record.language?.family;
  if (family === undefined) return 'text';
  if (family === 'config' || !before || (before.scan === undefined) !== (after.scan === undefined))
    return 'structure';
  if (JSON.stringify(before.scan) !== JSON.stringify(after.scan)) return 'selection';
  return 'text';
}

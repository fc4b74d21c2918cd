// All files of a root as the engine knows them: records, credentials, manifests, import scans. Updated file by file; holds no text.
import { createHash } from 'node:crypto';
import { type DotenvHit, dotenvSecrets, isDotenv } from '../inventory/secrets/dotenvSecrets';
import type { SecretHit, SecretScanner } from '../inventory/secrets/scan';
import { scanStream } from '../inventory/secrets/scanStream';
import type { Tagger } from '../inventory/secrets/tag';
import { hasGeneratedHeader, roleOf } from '../inventory/selection/roles';
import type { FileScan, SeedGate } from '../inventory/selection/seeds';
import type { ConfigSummary } from '../languages/summary/config';
import type { CodeLanguage, ModuleSummary } from '../languages/summary/module';
import type { FileRole } from '../manifest/fileRoles';
import type { CommentedText } from '../manifest/ignores';
import type { ManifestFile } from '../manifest/manifestFile';
import { MANIFEST_NAME, parseManifest } from '../manifest/parse';
import type { FilePort, TrackedFiles } from '../workspace/ports';
import { type FileRecord, firstError, MAX_PARSED_BYTES, readRecord, summarise } from './fileRecord';
import { Shelf, type ShelvedModule } from './shelf';
import { linesOfHits } from './streamedLines';
import type { Summaries } from './summaries';
import type { StampedModule } from './summaryCache';

export interface StoredFile {
  readonly record: FileRecord;
  readonly secrets: readonly (SecretHit & { readonly where?: DotenvHit['where'] })[];
  /** For code files: whether it is a seed, and what it imports. */
  readonly scan?: FileScan;
  readonly manifest?: ManifestFile;
  /** True if its first lines say that a program wrote it. */
  readonly generated?: boolean;
  /** Comments of its summary, if there are any. */
  readonly comments?: CommentedText;
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
  private remarkable: readonly StoredFile[] | undefined;
  private readonly shelf = new Shelf();

  constructor(private readonly options: FileStoreOptions) {}

  get(path: string): StoredFile | undefined {
    return this.stored.get(path);
  }

  /** In order of paths. */
  values(): readonly StoredFile[] {
    this.sorted ??= [...this.stored.values()].sort((a, b) => (a.record.path < b.record.path ? -1 : 1));
    return this.sorted;
  }

  /** Those of which more is to be told than that they are there, in order of paths: most files are not among them. */
  notable(): readonly StoredFile[] {
    this.remarkable ??= this.values().filter(isNotable);
    return this.remarkable;
  }

  has(path: string): boolean {
    return this.stored.has(path);
  }

  remove(path: string): void {
    this.stored.get(path)?.record.module?.drop();
    this.stored.delete(path);
    this.sorted = undefined;
    this.configured = undefined;
    this.remarkable = undefined;
  }

  /** Summaries of all config files, in order of paths. */
  configs(): readonly ConfigSummary[] {
    this.configured ??= this.values().flatMap(({ record }) => record.config ?? []);
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
  async parse(path: string): Promise<ShelvedModule | undefined> {
    const stored = this.stored.get(path);
    if (!stored?.record.language || stored.record.skipped) return undefined;
    if (stored.record.module) return stored.record.module;
    const { summaries, files } = this.options;
    const known = summaries.known(path, stored.stamp);
    if (known) return this.shelve(stored, known.summary, known.packed);
    const { record, content } = await readRecord(files, stored.record);
    if (content === undefined) {
      this.put({ ...stored, record, stamp: undefined });
      return undefined;
    }
    const { summary, skipped } = await summaries.of(stored.record.language, path, content);
    // What was read before is of another text if the file changed since; then it is to be read again.
    const stamp = this.stampOf(path, content) === stored.stamp ? stored.stamp : undefined;
    const read = { ...stored, record: { ...record, skipped }, stamp };
    if (summary?.kind === 'module') return this.shelve(read, summary);
    this.put(read);
    return undefined;
  }

  private shelve(stored: StoredFile, summary: ModuleSummary, packed?: Uint8Array): ShelvedModule {
    const module = this.shelf.put(summary, packed);
    const record = { ...stored.record, module, error: firstError(summary) };
    this.put({ ...stored, record, comments: commentsOf(summary) });
    return module;
  }

  /** The summary of a code file in a form that may leave the process; undefined where a credential could be in it. */
  shareable(path: string): StampedModule | undefined {
    const { record, secrets, stamp } = this.stored.get(path) ?? {};
    // Vendored files are not looked through for credentials.
    if (!stamp || !record?.module || record.skipped || roleByPath(path) === 'vendored') return undefined;
    return secrets?.length === 0 ? { stamp, module: record.module } : undefined;
  }

  private put(stored: StoredFile): void {
    const before = this.stored.get(stored.record.path);
    if (before?.record.module !== stored.record.module) before?.record.module?.drop();
    this.stored.set(stored.record.path, stored);
    if (before && this.sorted) replaceIn(this.sorted, stored);
    else this.sorted = undefined;
    if (stored.record.language?.family !== 'code') this.configured = undefined;
    if (!before || isNotable(before) || isNotable(stored)) this.remarkable = undefined;
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
    const base = { secrets: this.secretsOf(path, content), generated: hasGeneratedHeader(content) };
    if (!language) return { record, ...base };
    if (language.family === 'code')
      return {
        record,
        ...base,
        scan: detached(this.options.gate.scan(path, content, language.id as CodeLanguage)),
      };
    const { summary, skipped } = await summarise(language, path, content);
    const config = summary?.kind === 'config' ? summary : undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    return {
      record: { ...record, config, error: config && firstError(config), skipped },
      ...base,
      comments: config && commentsOf(config),
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

function isNotable({ record, secrets, comments }: StoredFile): boolean {
  const { skipped, error, replaced } = record;
  return Boolean(skipped ?? error ?? replaced ?? comments) || secrets.length > 0;
}

/** The same of strings of its own: parts of the text would keep all of it in memory. */
function detached(scan: FileScan): FileScan {
  return JSON.parse(JSON.stringify(scan)) as FileScan;
}

/** Only what ignores need, and nothing where there are no comments: summaries themselves may be packed. */
function commentsOf({ path, comments, lineStarts, length }: CommentedText): CommentedText | undefined {
  return comments.length > 0 ? { path, comments, lineStarts, length } : undefined;
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

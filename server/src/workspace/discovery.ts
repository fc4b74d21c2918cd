// Walks the folders below the root and lists the files an analysis looks at. Reads no file but ignore files.
import picomatch from 'picomatch';
import { type IgnoreRules, NO_RULES } from './ignoreRules';
import { type Cancellation, type FileEntry, type FilePort, FileReadError, type TrackedFiles } from './ports';
import { decodeText } from './text';

export interface DiscoveredFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  /** True if an ignore rule covers it and it is listed all the same (tracked files, environment files). */
  readonly ignored?: true;
}

export interface SkippedPath {
  readonly path: string;
  readonly why: string;
}

export interface DiscoveryOptions {
  /** Globs relative to the root; a glob that fits a folder takes everything below it. */
  readonly exclude: readonly string[];
  readonly tracked: TrackedFiles;
  readonly cancellation: Cancellation;
}

/** Both lists are sorted by path. After a cancellation they hold what was found so far. */
export interface Discovery {
  readonly files: readonly DiscoveredFile[];
  readonly skipped: readonly SkippedPath[];
}

/** Never entered, tracked or not. */
const CLOSED = new Set(['node_modules', '.git']);

/** Dependencies and build results; entered only where version control tracks files in them. */
const DERIVED = new Set(
  '.venv venv __pycache__ dist build .next out target vendor coverage .turbo site-packages'.split(' '),
);

const MANIFEST = /^(?:package\.json|pyproject\.toml|requirements.*\.txt)$/;
const MAX_IGNORE_FILE_BYTES = 1_000_000;
const PARALLEL_FOLDERS = 16;

interface Folder {
  readonly path: string;
  readonly rules: IgnoreRules;
}

interface Walk {
  readonly files: FilePort;
  readonly tracked: ReadonlySet<string>;
  /** Folders with tracked files somewhere below them. */
  readonly trackedFolders: ReadonlySet<string>;
  isExcluded(path: string): boolean;
  readonly found: Map<string, DiscoveredFile>;
  readonly skipped: SkippedPath[];
  readonly links: string[];
  /** Targets of links that were taken already. */
  readonly followed: Set<string>;
}

/** Lists what is to be looked at. Never throws: what cannot be read becomes a skipped line and the walk goes on. */
export async function discover(files: FilePort, options: DiscoveryOptions): Promise<Discovery> {
  const walk: Walk = {
    files,
    tracked: options.tracked.paths,
    trackedFolders: foldersOf(options.tracked.paths),
    isExcluded: createExclusion(options.exclude),
    found: new Map(),
    skipped: [],
    links: [],
    followed: new Set(),
  };
  const queue: Folder[] = [{ path: '', rules: await rulesOfRepository(files) }];
  while (queue.length > 0 && !options.cancellation.isCancelled) {
    const inner = await Promise.all(queue.splice(-PARALLEL_FOLDERS).map((folder) => visit(walk, folder)));
    queue.push(...inner.flat());
  }
  for (const link of walk.links.sort()) {
    if (options.cancellation.isCancelled) break;
    await followLink(walk, link);
  }
  return { files: [...walk.found.values()].sort(byPath), skipped: walk.skipped.sort(byPath) };
}

/** Collects the files of one folder; the answer is the folders to visit next. */
async function visit(walk: Walk, folder: Folder): Promise<Folder[]> {
  let entries: FileEntry[];
  try {
    entries = await walk.files.list(folder.path);
  } catch (error) {
    skip(walk, folder.path, error instanceof FileReadError ? error.why : 'cannot be read');
    return [];
  }
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has('pyvenv.cfg') && folder.path !== '' && !walk.trackedFolders.has(folder.path)) return [];
  const rules = names.has('.gitignore') ? await withIgnoreFile(walk, folder) : folder.rules;
  const hasManifest = entries.some((entry) => MANIFEST.test(entry.name));
  const inner: Folder[] = [];
  const wanted: { path: string; ignored: boolean }[] = [];
  for (const { name, kind } of entries) {
    const path = folder.path === '' ? name : `${folder.path}/${name}`;
    if (CLOSED.has(name) || walk.isExcluded(path)) continue;
    if (kind === 'directory') {
      const derived = DERIVED.has(name) || rules.ignores(path, true);
      if (!derived || walk.trackedFolders.has(path)) inner.push({ path, rules });
      continue;
    }
    const isEnvironment = hasManifest && name.startsWith('.env');
    const ignored = rules.ignores(path, false);
    if (!isEnvironment && !walk.tracked.has(path) && ignored) continue;
    if (kind === 'file') wanted.push({ path, ignored });
    else if (kind === 'symlink') walk.links.push(path);
    else skip(walk, path, 'is not a regular file');
  }
  await Promise.all(wanted.map(({ path, ignored }) => take(walk, path, path, ignored)));
  return inner;
}

/** Adds the file at `from` to what was found, under the name `path`. */
async function take(walk: Walk, path: string, from: string, ignored = false): Promise<void> {
  const stat = await walk.files.stat(from);
  if (stat?.kind === 'file')
    walk.found.set(path, {
      path,
      size: stat.size,
      modified: stat.modified,
      ...(ignored ? { ignored: true as const } : {}),
    });
  else skip(walk, path, 'vanished or cannot be read');
}

/**
 * A link to a file is followed once, and only to what is not found under its own name. A folder behind a link is
 * either visited under its own name or left out on purpose, so links cannot lead in circles.
 */
async function followLink(walk: Walk, path: string): Promise<void> {
  const target = await walk.files.resolveLink(path);
  if (target === undefined) {
    skip(walk, path, 'is a symbolic link that is broken, goes in a circle or leaves the root');
    return;
  }
  if (target === '' || `${path}/`.startsWith(`${target}/`)) {
    skip(walk, path, 'is a symbolic link to a folder it lies in, and is not followed');
    return;
  }
  if (walk.found.has(target) || walk.followed.has(target)) return;
  if (target.split('/').some((segment) => CLOSED.has(segment))) return;
  const stat = await walk.files.stat(target);
  if (stat?.kind === 'directory') return;
  walk.followed.add(target);
  await take(walk, path, target);
}

async function withIgnoreFile(walk: Walk, folder: Folder): Promise<IgnoreRules> {
  const path = folder.path === '' ? '.gitignore' : `${folder.path}/.gitignore`;
  try {
    const text = await readIgnoreFile(walk.files, path);
    if (text !== undefined) return folder.rules.with(folder.path, text);
    skip(walk, path, 'is no readable ignore file');
  } catch (error) {
    skip(walk, path, error instanceof FileReadError ? error.why : 'cannot be read');
  }
  return folder.rules;
}

/** What the repository ignores on this machine only. */
async function rulesOfRepository(files: FilePort): Promise<IgnoreRules> {
  const text = await readIgnoreFile(files, '.git/info/exclude').catch(() => undefined);
  return text === undefined ? NO_RULES : NO_RULES.with('', text);
}

async function readIgnoreFile(files: FilePort, path: string): Promise<string | undefined> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_IGNORE_FILE_BYTES) return undefined;
  const decoded = decodeText(await files.read(path));
  return 'text' in decoded ? decoded.text : undefined;
}

function createExclusion(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs
    .map((glob) => glob.replace(/^\.\//, '').replace(/\/$/, ''))
    .filter((glob) => glob !== '')
    .flatMap((glob) => [glob, `${glob}/**`]);
  // Extended globs can be written so that matching takes for ever.
  return patterns.length === 0 ? () => false : picomatch(patterns, { dot: true, noextglob: true });
}

function foldersOf(paths: ReadonlySet<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

function skip(walk: Walk, path: string, why: string): void {
  walk.skipped.push({ path, why });
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

// The tree of one commit of a bare clone, written to a folder. Nothing of it is run: no hook, no filter, no transport.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileNameOf, isWithin } from './labels';

const CHUNK = 200;
const MOST = 2 ** 30;
const QUIET = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.allow=never'];

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly path: string;
}

/** The git directory of a repository below the folder of clones, if there is one. */
export function findClone(folder: string, repository: string): string | undefined {
  const home = join(folder, fileNameOf(repository));
  return ['', 'repo', 'repo/.git', '.git']
    .map((below) => join(home, below))
    .find((each) => existsSync(join(each, 'HEAD')) && existsSync(join(each, 'objects')));
}

export function hasCommit(clone: string, commit: string): boolean {
  try {
    return git(clone, ['cat-file', '-t', commit]).toString().trim() === 'commit';
  } catch {
    return false;
  }
}

/**
 * Writes blob by blob, for `git archive` ends at the first one a clone lacks. Returns the paths that are missing. The
 * folder gets an index too, so that tracked files are known as such.
 */
export function checkOut(clone: string, commit: string, to: string, scope?: readonly string[]): string[] {
  const entries = listTree(clone, commit).filter(
    ({ path }) => (scope?.some((folder) => isWithin(path, folder)) ?? true) && liesWithin(to, path),
  );
  mkdirSync(join(to, '.git'), { recursive: true });
  writeFileSync(join(to, '.git/HEAD'), 'ref: refs/heads/main\n');
  git(clone, ['read-tree', commit], { index: join(to, '.git/index') });
  const missing: string[] = [];
  const files = entries.filter(({ mode }) => mode.startsWith('100'));
  for (let at = 0; at < files.length; at += CHUNK)
    missing.push(...writeFiles(clone, files.slice(at, at + CHUNK), to));
  for (const entry of entries.filter(({ mode }) => mode === '120000')) writeLink(clone, entry, to);
  return missing;
}

function listTree(clone: string, commit: string): Entry[] {
  const lines = git(clone, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString().split('\0');
  return lines.flatMap((line) => {
    const [, mode, object, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return mode !== undefined && object !== undefined && path !== undefined ? [{ mode, object, path }] : [];
  });
}

function writeFiles(clone: string, files: readonly Entry[], to: string): string[] {
  const blobs = readBlobs(
    clone,
    files.map(({ object }) => object),
  );
  return files.flatMap(({ path }, at) => {
    const blob = blobs[at];
    if (blob === undefined) return [path];
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), blob);
    return [];
  });
}

/** In the order asked for; undefined where the clone has none. Each is `<id> blob <bytes>`, its text and a line end. */
function readBlobs(clone: string, objects: readonly string[]): (Buffer | undefined)[] {
  const output = git(clone, ['cat-file', '--batch'], { input: `${objects.join('\n')}\n` });
  let at = 0;
  return objects.map(() => {
    const end = output.indexOf('\n', at);
    const [, size] = / blob (\d+)$/.exec(output.toString('latin1', at, end)) ?? [];
    at = end + 1;
    if (size === undefined) return undefined;
    const blob = output.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return blob;
  });
}

/** A link that leads out of the folder, or that the system refuses, is left out. */
function writeLink(clone: string, entry: Entry, to: string): void {
  const [target] = readBlobs(clone, [entry.object]).map((blob) => blob?.toString());
  if (target === undefined || isAbsolute(target) || !liesWithin(to, join(dirname(entry.path), target)))
    return;
  mkdirSync(dirname(join(to, entry.path)), { recursive: true });
  try {
    symlinkSync(target, join(to, entry.path));
  } catch {
    // Windows asks for a right that few have.
  }
}

function liesWithin(folder: string, path: string): boolean {
  const way = relative(folder, resolve(folder, path));
  return !way.startsWith('..') && !isAbsolute(way) && !/(^|[\\/])\.git([\\/]|$)/i.test(way);
}

function git(
  clone: string,
  words: readonly string[],
  { input, index }: { readonly input?: string; readonly index?: string } = {},
): Buffer {
  return execFileSync('git', ['--git-dir', clone, ...QUIET.flatMap((each) => ['-c', each]), ...words], {
    input,
    maxBuffer: MOST,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...process.env,
      GIT_NO_LAZY_FETCH: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      ...(index && { GIT_INDEX_FILE: index }),
    },
  });
}

// Finds the git directory and the work tree a folder belongs to, by looking at files only: no process is started.
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Reads outside the analysis root, by absolute path: used for `.git` and for nothing else. */
export interface GitDirReader {
  /** Whole content, or undefined if there is no such file or it cannot be read. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** `other`: a device or a pipe. */
  kind(path: string): Promise<'file' | 'directory' | 'other' | undefined>;
  /** The path without symbolic links; the path itself if it cannot be resolved. */
  real(path: string): Promise<string>;
}

export interface GitDir {
  /** Absolute path of the top of the work tree. */
  readonly workTree: string;
  /** Where this work tree's index lies. */
  readonly gitDir: string;
  /** Where the configuration lies: differs from `gitDir` in a linked work tree. */
  readonly commonDir: string;
}

export function createGitDirReader(): GitDirReader {
  return {
    read: (path) => readFile(path).catch(() => undefined),
    kind: async (path) => {
      const found = await stat(path).catch(() => undefined);
      if (!found) return undefined;
      return found.isDirectory() ? 'directory' : found.isFile() ? 'file' : 'other';
    },
    real: (path) => realpath(path).catch(() => path),
  };
}

/**
 * The git directory of the work tree that `folder` (absolute) lies in. Undefined where there is none; a reason where
 * there is a `.git` that leads nowhere.
 */
export async function findGitDir(
  folder: string,
  reader: GitDirReader,
): Promise<GitDir | { readonly why: string } | undefined> {
  let at = await reader.real(folder);
  for (;;) {
    const dotGit = join(at, '.git');
    const kind = await reader.kind(dotGit);
    if (kind === 'directory' && (await reader.kind(join(dotGit, 'HEAD'))) === 'file') {
      return { workTree: at, gitDir: dotGit, commonDir: dotGit };
    }
    if (kind === 'file') return followDotGit(at, dotGit, reader);
    const parent = dirname(at);
    if (parent === at) return undefined;
    at = parent;
  }
}

/** A `.git` file names the git directory of a linked work tree or a submodule. */
async function followDotGit(
  workTree: string,
  dotGit: string,
  reader: GitDirReader,
): Promise<GitDir | { readonly why: string }> {
  const target = /^gitdir: *([^\r\n]+)/.exec(toText(await reader.read(dotGit)))?.[1];
  if (target === undefined) return { why: 'the .git file does not name a git directory' };
  const gitDir = resolve(workTree, target.trimEnd());
  if ((await reader.kind(join(gitDir, 'HEAD'))) !== 'file') {
    return { why: 'the .git file names a git directory that is not there' };
  }
  const common = toText(await reader.read(join(gitDir, 'commondir'))).trim();
  return { workTree, gitDir, commonDir: common === '' ? gitDir : resolve(gitDir, common) };
}

export function toText(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder().decode(bytes) : '';
}

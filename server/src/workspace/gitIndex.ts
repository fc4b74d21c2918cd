// Which files git tracks, read from the index file of the repository. Read-only; no process is started.
import { join, relative, resolve, sep } from 'node:path';
import { findGitDir, type GitDir, type GitDirReader, toText } from './gitDir';
import { GitIndexError, parseGitIndex } from './parseGitIndex';
import type { TrackedFiles } from './ports';

/**
 * The tracked files below `root` (absolute), which may be a folder inside the work tree. `none` without a repository,
 * `unknown` with the reason where the index cannot be read or does not list files one by one.
 */
export async function loadTrackedFiles(reader: GitDirReader, root: string): Promise<TrackedFiles> {
  try {
    const found = await findGitDir(root, reader);
    if (!found) return { state: 'none', paths: new Set() };
    if ('why' in found) return toUnknown(found.why);
    return await readIndex(found, await reader.real(root), reader);
  } catch (error) {
    return toUnknown(error instanceof GitIndexError ? error.message : 'the git index cannot be read');
  }
}

async function readIndex(git: GitDir, root: string, reader: GitDirReader): Promise<TrackedFiles> {
  const config = toText(await reader.read(join(git.commonDir, 'config')));
  const workTree = settingOf(config, 'worktree');
  if (workTree !== undefined && (await reader.real(resolve(git.gitDir, workTree))) !== git.workTree) {
    return toUnknown('the work tree of the repository is configured to lie elsewhere');
  }
  const index = join(git.gitDir, 'index');
  const bytes = await reader.read(index);
  if (!bytes) {
    // A repository in which nothing was ever added has no index.
    if ((await reader.kind(index)) === undefined) return { state: 'known', paths: new Set() };
    return toUnknown('the git index cannot be read');
  }
  const hashBytes = settingOf(config, 'objectformat') === 'sha256' ? 32 : 20;
  return { state: 'known', paths: below(parseGitIndex(bytes, hashBytes), relative(git.workTree, root)) };
}

/** Paths of the work tree that lie under `folder` (relative to its top), relative to that folder. */
function below(paths: readonly string[], folder: string): Set<string> {
  if (folder === '') return new Set(paths);
  const prefix = `${folder.split(sep).join('/')}/`;
  return new Set(paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)));
}

/** The value of a key that only one section of git's configuration has. */
function settingOf(config: string, key: string): string | undefined {
  const match = new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*(.*)$`, 'im').exec(config);
  return match?.[1]?.trim().replace(/^"(.*)"$/, '$1');
}

function toUnknown(why: string): TrackedFiles {
  return { state: 'unknown', paths: new Set(), why };
}

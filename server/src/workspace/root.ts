// Where an analysis begins: the folder that all paths, ids and fingerprints are relative to.
import { dirname, join, resolve } from 'node:path';
import { findGitDir, type GitDirReader } from './gitDir';
import { FileReadError } from './ports';

const MANIFEST = 'airworthy.yaml';

export interface Root {
  /** Absolute path without symbolic links. */
  readonly root: string;
  /** Absolute path of the argument without symbolic links. */
  readonly argument: string;
  readonly decidedBy: 'manifest' | 'work tree' | 'argument';
}

/**
 * The root for a file or folder given by its path: the folder of the outermost manifest at or above it and inside its
 * git work tree; else the top of the work tree; else the folder itself. Throws FileReadError if there is no such path.
 */
export async function findRoot(argument: string, reader: GitDirReader): Promise<Root> {
  const given = await reader.real(resolve(argument));
  const kind = await reader.kind(given);
  if (kind === undefined) throw new FileReadError(argument, 'not found');
  if (kind === 'other') throw new FileReadError(argument, 'is neither a file nor a folder');
  const folder = kind === 'directory' ? given : dirname(given);
  const top = await workTreeOf(folder, reader);
  if (top === undefined) {
    const hasManifest = (await reader.kind(join(folder, MANIFEST))) === 'file';
    return { root: folder, argument: given, decidedBy: hasManifest ? 'manifest' : 'argument' };
  }
  for (const candidate of between(top, folder)) {
    if ((await reader.kind(join(candidate, MANIFEST))) === 'file') {
      return { root: candidate, argument: given, decidedBy: 'manifest' };
    }
  }
  return { root: top, argument: given, decidedBy: 'work tree' };
}

/** A `.git` that leads nowhere still marks the top of a work tree, but not one whose border can be trusted. */
async function workTreeOf(folder: string, reader: GitDirReader): Promise<string | undefined> {
  const git = await findGitDir(folder, reader);
  return git && 'workTree' in git ? git.workTree : undefined;
}

/** The folders from `top` down to `folder`, outermost first. */
function between(top: string, folder: string): string[] {
  const folders = [folder];
  while (folders[0] !== top) {
    const parent = dirname(folders[0]!);
    if (parent === folders[0]) break;
    folders.unshift(parent);
  }
  return folders;
}

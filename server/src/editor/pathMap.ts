// Which URI of the editor is which path of a root, and back. Folders opened through symbolic links keep their spelling.
import { isAbsolute, join, relative, sep } from 'node:path';
import { fromUri, toAbsolute, toRelative, toUri } from '../text/uri';

/** A workspace folder: its path as the editor spells it, and without symbolic links. Both absolute. */
export interface FolderPath {
  readonly given: string;
  readonly real: string;
}

export class PathMap {
  constructor(
    /** Absolute path of the root, without symbolic links. */
    readonly root: string,
    readonly folders: readonly FolderPath[],
  ) {}

  /** The path relative to the root, or undefined for what lies outside it. */
  toPath(uri: string): string | undefined {
    const absolute = fromUri(uri);
    if (absolute === undefined) return undefined;
    const real = this.withoutLinks(absolute);
    return isInside(this.root, real) ? toRelative(this.root, real) : undefined;
  }

  /** The URI by which the editor knows a path, as far as that can be told without an open document. */
  toUri(path: string): string {
    const absolute = toAbsolute(this.root, path);
    const folder = this.folders.find(({ real }) => isInside(real, absolute));
    return toUri(folder ? join(folder.given, relative(folder.real, absolute)) : absolute);
  }

  /** True for what lies in one of the opened folders: the root may be larger than what someone opened. */
  isOpened(path: string): boolean {
    const absolute = toAbsolute(this.root, path);
    return this.folders.some(({ real }) => isInside(real, absolute));
  }

  private withoutLinks(absolute: string): string {
    const folder = this.folders.find(({ given }) => isInside(given, absolute));
    return folder ? join(folder.real, relative(folder.given, absolute)) : absolute;
  }
}

/** True for `folder` itself and everything below it. */
export function isInside(folder: string, absolute: string): boolean {
  const path = relative(folder, absolute);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

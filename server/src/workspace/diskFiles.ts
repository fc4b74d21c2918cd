// Files on the disk below one root. Nothing outside the root is read, whatever links say; nothing is written.
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { toAbsolute, toRelative } from '../text/uri';
import { describeReadError, OUTSIDE } from './describeReadError';
import { type FileEntry, type FilePort, FileReadError, type FileStat } from './ports';

const CHUNK_BYTES = 64 * 1024;

/** A file port over the folder `root` (absolute). Symbolic links are followed only where they stay inside the root. */
export function createDiskFiles(root: string): FilePort {
  return new DiskFiles(root);
}

class DiskFiles implements FilePort {
  private readonly realRoot: Promise<string>;

  constructor(root: string) {
    this.realRoot = realpath(root);
    // The error, if any, is that of the first use; this keeps it from being unhandled until then.
    this.realRoot.catch(() => {});
  }

  read(path: string): Promise<Uint8Array> {
    return explained(path, async () => {
      const handle = await openFile(path, await this.locate(path));
      try {
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    });
  }

  async *stream(path: string): AsyncGenerator<Uint8Array> {
    const handle = await explained(path, async () => openFile(path, await this.locate(path)));
    try {
      for (;;) {
        const chunk = new Uint8Array(CHUNK_BYTES);
        const { bytesRead } = await explained(path, () => handle.read(chunk, 0, CHUNK_BYTES));
        if (bytesRead === 0) return;
        yield chunk.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async stat(path: string): Promise<FileStat | undefined> {
    try {
      return toFileStat(await lstat(await this.locate(path)));
    } catch {
      return undefined;
    }
  }

  list(path: string): Promise<FileEntry[]> {
    return explained(path, async () => {
      const entries = await readdir(await this.locate(path), { withFileTypes: true });
      return entries.map(toEntry);
    });
  }

  async resolveLink(path: string): Promise<string | undefined> {
    try {
      return toRelative(await this.realRoot, await this.locate(path));
    } catch {
      return undefined;
    }
  }

  /** The real path of a file inside the root. Throws FileReadError. */
  private async locate(path: string): Promise<string> {
    const top = await this.realRoot;
    const absolute = toAbsolute(top, path);
    if (!isInside(top, absolute)) throw new FileReadError(path, OUTSIDE);
    const real = await realpath(absolute);
    if (!isInside(top, real)) throw new FileReadError(path, 'is a symbolic link that leaves the root');
    return real;
  }
}

async function explained<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof FileReadError ? error : new FileReadError(path, describeReadError(error));
  }
}

/** Opens a regular file only: reading a pipe would wait for ever. */
async function openFile(path: string, real: string): Promise<FileHandle> {
  const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stat = await handle.stat();
  if (stat.isFile()) return handle;
  await handle.close();
  throw new FileReadError(path, stat.isDirectory() ? 'is a folder' : 'is not a regular file');
}

function isInside(root: string, absolute: string): boolean {
  const path = relative(root, absolute);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function toFileStat(stat: Stats): FileStat {
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other';
  return { kind, size: stat.size, modified: stat.mtimeMs };
}

function toEntry(entry: {
  name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}): FileEntry {
  if (entry.isFile()) return { name: entry.name, kind: 'file' };
  if (entry.isDirectory()) return { name: entry.name, kind: 'directory' };
  return { name: entry.name, kind: entry.isSymbolicLink() ? 'symlink' : 'other' };
}

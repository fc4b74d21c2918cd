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
  const realRoot = realpath(root);
  // The error, if any, is that of the first use; this keeps it from being unhandled until then.
  realRoot.catch(() => {});

  /** The real path of a file inside the root. Throws FileReadError. */
  const locate = async (path: string): Promise<string> => {
    const top = await realRoot;
    const absolute = toAbsolute(top, path);
    if (!isInside(top, absolute)) throw new FileReadError(path, OUTSIDE);
    const real = await realpath(absolute);
    if (!isInside(top, real)) throw new FileReadError(path, 'is a symbolic link that leaves the root');
    return real;
  };

  const explained = async <Result>(path: string, action: () => Promise<Result>): Promise<Result> => {
    try {
      return await action();
    } catch (error) {
      throw error instanceof FileReadError ? error : new FileReadError(path, describeReadError(error));
    }
  };

  return {
    read: (path) =>
      explained(path, async () => {
        const handle = await openFile(path, await locate(path));
        try {
          return await handle.readFile();
        } finally {
          await handle.close();
        }
      }),
    async *stream(path) {
      const handle = await explained(path, async () => openFile(path, await locate(path)));
      try {
        for (;;) {
          const { bytesRead, buffer } = await explained(path, () =>
            handle.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES),
          );
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await handle.close();
      }
    },
    async stat(path): Promise<FileStat | undefined> {
      try {
        return toFileStat(await lstat(await locate(path)));
      } catch {
        return undefined;
      }
    },
    list: (path) =>
      explained(path, async () => (await readdir(await locate(path), { withFileTypes: true })).map(toEntry)),
    async resolveLink(path) {
      try {
        return toRelative(await realRoot, await locate(path));
      } catch {
        return undefined;
      }
    },
  };
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

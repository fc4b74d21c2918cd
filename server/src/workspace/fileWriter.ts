// Writing files for commands: every file of a set or none, never half of one. The only module that writes to the disk.
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeReadError } from './describeReadError';

export interface WrittenFile {
  /** Absolute path. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Bytes the file must still have; null: it must not exist. Without it the file is not looked at. */
  readonly expected?: Uint8Array | null;
  /** True for a file that holds secrets: a new one is for its owner alone. */
  readonly private?: boolean;
}

/** Why nothing was written: shown to people. */
export class FileWriteError extends Error {
  constructor(
    readonly path: string,
    readonly why: string,
  ) {
    super(`${path}: ${why}; nothing was written`);
  }
}

export interface FileWriter {
  /** Writes all files or none. Throws FileWriteError. */
  writeAll(files: readonly WrittenFile[]): Promise<void>;
}

interface Prepared {
  readonly target: string;
  readonly temporary: string;
  /** What stood there, to be put back; undefined if there was no file. */
  readonly before: { readonly bytes: Uint8Array; readonly mode: number } | undefined;
}

export function createFileWriter(): FileWriter {
  return {
    async writeAll(files) {
      const prepared: Prepared[] = [];
      try {
        for (const file of files) await prepare(file, prepared);
        await moveAll(prepared);
      } finally {
        for (const { temporary } of prepared) await rm(temporary, { force: true }).catch(() => {});
      }
    },
  };
}

/** Writes a file's new content beside it, on the same disk, so that the last step is a rename. */
async function prepare(file: WrittenFile, prepared: Prepared[]): Promise<void> {
  try {
    // A link stays a link: what it points to is replaced.
    const target = await realpath(file.path).catch(() => file.path);
    const before = await contentOf(target);
    if (file.expected !== undefined) checkUnchanged(file, before?.bytes);
    await mkdir(dirname(target), { recursive: true });
    const temporary = join(dirname(target), `.airworthy-${randomUUID()}.tmp`);
    prepared.push({ target, temporary, before });
    const mode = before?.mode ?? (file.private ? 0o600 : 0o666);
    await writeFile(temporary, file.content, { flag: 'wx', mode });
    if (before) await chmod(temporary, before.mode);
  } catch (error) {
    throw error instanceof FileWriteError ? error : new FileWriteError(file.path, describeReadError(error));
  }
}

async function contentOf(path: string): Promise<Prepared['before']> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found) return undefined;
  if (!found.isFile()) throw new FileWriteError(path, 'is not a regular file');
  if ((found.mode & 0o222) === 0) throw new FileWriteError(path, 'is read-only');
  return { bytes: await readFile(path), mode: found.mode & 0o7777 };
}

function checkUnchanged({ path, expected }: WrittenFile, found: Uint8Array | undefined): void {
  if (expected === null && found) throw new FileWriteError(path, 'exists already');
  if (expected && !(found && Buffer.from(found).equals(expected)))
    throw new FileWriteError(path, 'has changed in the meantime');
}

/** Renames one after the other; if one fails, those before it get their old content back. */
async function moveAll(prepared: readonly Prepared[]): Promise<void> {
  const moved: Prepared[] = [];
  for (const each of prepared) {
    try {
      await rename(each.temporary, each.target);
      moved.push(each);
    } catch (error) {
      for (const { target, before } of moved.reverse())
        await (before ? writeFile(target, before.bytes) : rm(target, { force: true })).catch(() => {});
      throw new FileWriteError(each.target, describeReadError(error));
    }
  }
}

// Files held in memory: for tests, and for trees read from version control. No symbolic links.
import { contentStamp } from './contentStamp';
import { type FileEntry, type FilePort, FileReadError, type FileStat } from './ports';

/** A file port over paths relative to the root; folders exist where files lie below them. Later changes to the map show. */
export function createMemoryFiles(files: ReadonlyMap<string, string | Uint8Array>): FilePort {
  const bytesOf = (path: string): Uint8Array | undefined => {
    const content = files.get(path);
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  const read = async (path: string): Promise<Uint8Array> => {
    const bytes = bytesOf(path);
    if (bytes) return bytes;
    throw new FileReadError(path, isFolder(files, path) ? 'is a folder' : 'not found');
  };
  return {
    read,
    async *stream(path) {
      yield await read(path);
    },
    async stat(path): Promise<FileStat | undefined> {
      const bytes = bytesOf(path);
      if (bytes) return { kind: 'file', size: bytes.length, modified: contentStamp(bytes) };
      return isFolder(files, path) ? { kind: 'directory', size: 0, modified: 0 } : undefined;
    },
    async list(path) {
      if (!isFolder(files, path))
        throw new FileReadError(path, files.has(path) ? 'is not a folder' : 'not found');
      return entriesOf(files, path);
    },
    resolveLink: async () => undefined,
  };
}

function isFolder(files: ReadonlyMap<string, unknown>, path: string): boolean {
  if (path === '') return true;
  for (const file of files.keys()) if (file.startsWith(`${path}/`)) return true;
  return false;
}

function entriesOf(files: ReadonlyMap<string, unknown>, path: string): FileEntry[] {
  const prefix = path === '' ? '' : `${path}/`;
  const entries = new Map<string, FileEntry>();
  for (const file of files.keys()) {
    if (!file.startsWith(prefix)) continue;
    const rest = file.slice(prefix.length);
    const slash = rest.indexOf('/');
    const name = slash === -1 ? rest : rest.slice(0, slash);
    entries.set(name, { name, kind: slash === -1 ? 'file' : 'directory' });
  }
  return [...entries.values()];
}

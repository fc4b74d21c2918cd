// Open documents over the files of another port: what is being typed counts, not what lies on the disk.
import { contentStamp } from './contentStamp';
import type { FileEntry, FilePort, FileStat } from './ports';

/** The open documents of one root, by path relative to it. */
export interface OpenTexts {
  textOf(path: string): string | undefined;
  paths(): Iterable<string>;
}

export function createOverlayFiles(below: FilePort, open: OpenTexts): FilePort {
  const bytesOf = (path: string): Uint8Array | undefined => {
    const text = open.textOf(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  return {
    read: async (path) => bytesOf(path) ?? below.read(path),
    async *stream(path) {
      const bytes = bytesOf(path);
      if (bytes) yield bytes;
      else yield* below.stream(path);
    },
    async stat(path): Promise<FileStat | undefined> {
      const bytes = bytesOf(path);
      // Negative, so that it is never taken for a time on the disk.
      return bytes
        ? { kind: 'file', size: bytes.length, modified: -1 - contentStamp(bytes) }
        : below.stat(path);
    },
    list: async (path) => withOpen(await below.list(path), path, open),
    resolveLink: (path) => below.resolveLink(path),
  };
}

/** Documents that were never saved are entries of their folder too. */
function withOpen(entries: FileEntry[], folder: string, open: OpenTexts): FileEntry[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const names = new Set(entries.map((entry) => entry.name));
  const added: FileEntry[] = [];
  for (const path of open.paths()) {
    const name = path.slice(prefix.length);
    if (!path.startsWith(prefix) || name === '' || name.includes('/') || names.has(name)) continue;
    names.add(name);
    added.push({ name, kind: 'file' });
  }
  return added.length === 0 ? entries : [...entries, ...added];
}

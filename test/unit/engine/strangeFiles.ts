// A file port with everything that can be wrong with files: unreadable folders, links, files that vanish, files too large to hold.
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import { type FileEntry, type FilePort, FileReadError } from '../../../server/src/workspace/ports';
import type { Workspace } from './engines';

export interface Strange {
  /** Folders that are listed by the one above and cannot be read themselves. */
  readonly unreadable?: readonly string[];
  /** Links by path, with the path they resolve to; undefined where they lead nowhere. */
  readonly links?: Readonly<Record<string, string | undefined>>;
  /** Files that are there when listed and gone when read. */
  readonly vanishing?: readonly string[];
  /** Files that are gone at the nth read of them. */
  readonly vanishingAt?: Readonly<Record<string, number>>;
  /** Files that exist only as a stream of chunks. */
  readonly streamed?: Readonly<Record<string, { readonly size: number; chunks(): Iterable<string> }>>;
}

export function createStrangeFiles(files: Workspace, strange: Strange): FilePort {
  const { unreadable = [], links = {}, vanishing = [], vanishingAt = {}, streamed = {} } = strange;
  const all: Workspace = new Map([
    ...files,
    ...[...vanishing, ...Object.keys(streamed)].map((path) => [path, ''] as const),
  ]);
  for (const folder of unreadable) all.set(`${folder}/inner.ts`, '');
  const memory = createMemoryFiles(all);
  const reads = new Map<string, number>();
  const check = (path: string): void => {
    const read = (reads.get(path) ?? 0) + 1;
    reads.set(path, read);
    if (vanishing.includes(path) || read >= (vanishingAt[path] ?? Number.POSITIVE_INFINITY))
      throw new FileReadError(path, 'not found');
  };
  return {
    ...memory,
    async read(path) {
      check(path);
      if (streamed[path]) throw new Error(`${path} was read whole`);
      return memory.read(path);
    },
    async *stream(path) {
      check(path);
      const encoder = new TextEncoder();
      for (const chunk of streamed[path]?.chunks() ?? []) yield encoder.encode(chunk);
    },
    async stat(path) {
      const stat = await memory.stat(path);
      return streamed[path] && stat ? { ...stat, size: streamed[path].size } : stat;
    },
    async list(path): Promise<FileEntry[]> {
      if (unreadable.includes(path)) throw new FileReadError(path, 'permission denied');
      const prefix = path === '' ? '' : `${path}/`;
      const inside = Object.keys(links).filter(
        (link) => link.startsWith(prefix) && !link.slice(prefix.length).includes('/'),
      );
      return [
        ...(await memory.list(path)),
        ...inside.map((link): FileEntry => ({ name: link.slice(prefix.length), kind: 'symlink' })),
      ];
    },
    resolveLink: async (path) => links[path],
  };
}

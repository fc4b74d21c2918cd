import { expect, it } from 'vitest';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import { createOverlayFiles } from '../../../server/src/workspace/overlayFiles';

const open = new Map([
  ['a.ts', 'typed 😀'],
  ['src/new.ts', ''],
]);
const files = createOverlayFiles(
  createMemoryFiles(
    new Map([
      ['a.ts', 'saved'],
      ['b.ts', 'b'],
      ['src/x.ts', ''],
    ]),
  ),
  {
    textOf: (path) => open.get(path),
    paths: () => open.keys(),
  },
);
const text = async (path: string) => Buffer.from(await files.read(path)).toString();

it('reads open documents before saved ones', async () => {
  expect(await text('a.ts')).toBe('typed 😀');
  expect(await text('b.ts')).toBe('b');
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.stream('a.ts')) chunks.push(chunk);
  for await (const chunk of files.stream('b.ts')) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('typed 😀b');
});

it('lists documents that were never saved, once', async () => {
  expect((await files.list('')).map((entry) => entry.name)).toEqual(['a.ts', 'b.ts', 'src']);
  expect((await files.list('src')).map((entry) => entry.name)).toEqual(['x.ts', 'new.ts']);
  await expect(files.list('none')).rejects.toMatchObject({ why: 'not found' });
});

it('stamps what is typed differently with every change, and unlike the disk', async () => {
  const before = await files.stat('a.ts');
  expect(before).toMatchObject({ kind: 'file', size: 10 });
  expect(before?.modified).toBeLessThan(0);
  open.set('a.ts', 'typed 😁');
  expect((await files.stat('a.ts'))?.modified).not.toBe(before?.modified);
  open.delete('a.ts');
  expect(await text('a.ts')).toBe('saved');
});

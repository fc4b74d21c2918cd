import { describe, expect, it } from 'vitest';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import { FileReadError } from '../../../server/src/workspace/ports';

describe('memory files', () => {
  const map = new Map<string, string | Uint8Array>([
    ['a.txt', 'é'],
    ['src/b/c.ts', Uint8Array.of(1, 2)],
    ['src/d.ts', ''],
  ]);
  const files = createMemoryFiles(map);

  it('reads and streams bytes', async () => {
    expect([...(await files.read('a.txt'))]).toEqual([0xc3, 0xa9]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of files.stream('src/b/c.ts')) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(Buffer.of(1, 2));
  });

  it('lists files and implied folders', async () => {
    expect(await files.list('')).toEqual([
      { name: 'a.txt', kind: 'file' },
      { name: 'src', kind: 'directory' },
    ]);
    expect(await files.list('src')).toEqual([
      { name: 'b', kind: 'directory' },
      { name: 'd.ts', kind: 'file' },
    ]);
  });

  it('says why it cannot read', async () => {
    await expect(files.read('no')).rejects.toEqual(new FileReadError('no', 'not found'));
    await expect(files.read('src')).rejects.toMatchObject({ why: 'is a folder' });
    await expect(files.list('a.txt')).rejects.toMatchObject({ why: 'is not a folder' });
    expect(await files.stat('sr')).toBeUndefined();
  });

  it('changes its stamp with the content', async () => {
    const before = await files.stat('a.txt');
    map.set('a.txt', 'è');
    const after = await files.stat('a.txt');
    expect(after?.size).toBe(before?.size);
    expect(after?.modified).not.toBe(before?.modified);
    expect(await files.stat('src')).toMatchObject({ kind: 'directory' });
  });
});

import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeReadError } from '../../../server/src/workspace/describeReadError';
import { createDiskFiles } from '../../../server/src/workspace/diskFiles';
import { createTemporaryFolder } from './temporaryFolder';

const folder = createTemporaryFolder();
folder.write('root/a.txt', 'hello');
folder.write('root/src/b.ts', 'b');
folder.write('root/big.bin', new Uint8Array(200_000).fill(7));
folder.write('outside/secret.txt', 'no');
const at = (path: string) => join(folder.path, path);
symlinkSync('a.txt', at('root/link.txt'));
symlinkSync('../outside/secret.txt', at('root/leaves.txt'));
symlinkSync('../outside', at('root/leavesFolder'));
symlinkSync('loop', at('root/loop'));
symlinkSync('gone', at('root/broken'));
symlinkSync('root', at('alias'));

const files = createDiskFiles(at('root'));
const text = async (path: string) => Buffer.from(await files.read(path)).toString();

describe('disk files', () => {
  it('reads, stats and lists below the root', async () => {
    expect(await text('src/b.ts')).toBe('b');
    expect(await files.stat('a.txt')).toMatchObject({ kind: 'file', size: 5, modified: expect.any(Number) });
    expect(await files.stat('')).toMatchObject({ kind: 'directory' });
    expect(await files.stat('none')).toBeUndefined();
    expect(await files.list('src')).toEqual([{ name: 'b.ts', kind: 'file' }]);
    const kinds = new Map((await files.list('')).map((entry) => [entry.name, entry.kind]));
    expect(kinds.get('src')).toBe('directory');
    expect(kinds.get('link.txt')).toBe('symlink');
  });

  it('works where the root itself is a link', async () => {
    const aliased = createDiskFiles(at('alias'));
    expect(Buffer.from(await aliased.read('a.txt')).toString()).toBe('hello');
    expect(await aliased.resolveLink('link.txt')).toBe('a.txt');
  });

  it('streams in chunks', async () => {
    const sizes: number[] = [];
    for await (const chunk of files.stream('big.bin')) sizes.push(chunk.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(200_000);
  });

  it('closes a stream that is left early', async () => {
    for await (const chunk of files.stream('big.bin')) {
      expect(chunk[0]).toBe(7);
      break;
    }
    expect(await text('a.txt')).toBe('hello');
  });

  it('follows links inside the root only', async () => {
    expect(await text('link.txt')).toBe('hello');
    expect(await files.resolveLink('link.txt')).toBe('a.txt');
    expect(await files.resolveLink('leaves.txt')).toBeUndefined();
    expect(await files.resolveLink('broken')).toBeUndefined();
    expect(await files.stat('leaves.txt')).toBeUndefined();
    await expect(files.read('leaves.txt')).rejects.toMatchObject({
      why: 'is a symbolic link that leaves the root',
    });
    await expect(files.list('leavesFolder')).rejects.toMatchObject({ why: /leaves the root/ });
    await expect(files.read('leavesFolder/secret.txt')).rejects.toMatchObject({ why: /leaves the root/ });
  });

  it.each([
    ['../outside/secret.txt', 'lies outside the root'],
    ['src/../../outside/secret.txt', 'lies outside the root'],
    ['none.txt', 'not found'],
    ['loop', 'is a loop of symbolic links'],
    ['src', 'is a folder'],
    ['a.txt/x', 'is not a folder'],
    ['a\0b', 'cannot be read (ERR_INVALID_ARG_VALUE)'],
  ])('refuses %s', async (path, why) => {
    await expect(files.read(path)).rejects.toMatchObject({ path, why });
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [at('root/pipe')]);
    await expect(files.read('pipe')).rejects.toMatchObject({ why: 'is not a regular file' });
    expect(await files.stat('pipe')).toMatchObject({ kind: 'other' });
  });

  it('explains a root that is not there', async () => {
    const gone = createDiskFiles(at('gone'));
    await expect(gone.list('')).rejects.toMatchObject({ why: 'not found' });
    expect(await gone.stat('a')).toBeUndefined();
  });
});

it('describes errors in words', () => {
  expect(describeReadError(Object.assign(new Error('x'), { code: 'EACCES' }))).toBe('permission denied');
  expect(describeReadError(Object.assign(new Error('x'), { code: 'EXYZ' }))).toBe('cannot be read (EXYZ)');
  expect(describeReadError('x')).toBe('cannot be read');
});

import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGitDirReader } from '../../../server/src/workspace/gitDir';
import { loadTrackedFiles } from '../../../server/src/workspace/gitIndex';
import { createTemporaryFolder } from './temporaryFolder';

const folder = createTemporaryFolder();
const at = (path: string) => join(folder.path, path);
const load = (path: string) => loadTrackedFiles(createGitDirReader(), at(path));
const listed = (path: string) => folder.git(path, 'ls-files', '-z').split('\0').filter(Boolean);
const sorted = (paths: ReadonlySet<string>) => [...paths].sort();

function createRepository(name: string, ...init: string[]): void {
  folder.write(`${name}/a.ts`, 'a');
  folder.write(`${name}/packages/web/é 😀.ts`, 'b');
  folder.write(`${name}/packages/web/index.ts`, 'c');
  folder.write(`${name}/packages/webhook/index.ts`, 'd');
  folder.write(`${name}/packages/${'long/'.repeat(60)}x.ts`, 'e');
  for (let i = 0; i < 40; i++) folder.write(`${name}/many/${'f'.repeat(i)}${i}.ts`, '');
  folder.git(name, 'init', '-q', ...init);
  folder.git(name, 'add', '.');
  folder.git(name, 'commit', '-qm', 'x');
  folder.write(`${name}/untracked.ts`);
}

describe('loadTrackedFiles', () => {
  createRepository('plain');

  it.each([2, 3, 4])('reads index version %i as git does', async (version) => {
    folder.git('plain', 'update-index', '--index-version', String(version));
    if (version === 3) {
      // Only entries with extended flags make git write version 3.
      folder.write('plain/intended.ts');
      folder.git('plain', 'add', '-N', 'intended.ts');
    }
    const written = readFileSync(at('plain/.git/index')).readUInt32BE(4);
    expect(written).toBe(version);
    const tracked = await load('plain');
    expect(tracked.state).toBe('known');
    expect(sorted(tracked.paths)).toEqual(listed('plain').sort());
    expect(tracked.paths.has('packages/web/é 😀.ts')).toBe(true);
    expect(tracked.paths.has('untracked.ts')).toBe(false);
  });

  it('lists the files below a root inside the work tree, relative to it', async () => {
    expect(sorted((await load('plain/packages/web')).paths)).toEqual(listed('plain/packages/web').sort());
    symlinkSync(at('plain/packages/web'), at('shortcut'));
    expect(sorted((await load('shortcut')).paths)).toEqual(['index.ts', 'é 😀.ts']);
  });

  it('follows the .git file of a linked work tree and of a submodule', async () => {
    folder.git('plain', 'worktree', 'add', '-q', at('linked'));
    folder.git('linked', 'rm', '-q', 'a.ts');
    expect(sorted((await load('linked')).paths)).toEqual(listed('linked').sort());
    expect((await load('linked')).paths.has('a.ts')).toBe(false);
    createRepository('outer');
    folder.git('outer', 'submodule', '--quiet', 'add', at('plain'), 'inner');
    expect(sorted((await load('outer/inner')).paths)).toEqual(listed('outer/inner').sort());
    const outer = await load('outer');
    expect(outer.paths.has('inner')).toBe(false);
    expect(outer.paths.has('.gitmodules')).toBe(true);
  });

  it('reads repositories with SHA-256', async () => {
    createRepository('sha256', '--object-format=sha256');
    expect(sorted((await load('sha256')).paths)).toEqual(listed('sha256').sort());
  });

  it('does not know a split or a sparse index', async () => {
    createRepository('split');
    folder.git('split', 'update-index', '--split-index');
    expect(await load('split')).toMatchObject({ state: 'unknown', why: expect.stringContaining('split') });
    createRepository('sparse');
    folder.git('sparse', 'sparse-checkout', 'init', '--cone', '--sparse-index');
    folder.git('sparse', 'sparse-checkout', 'set', 'many');
    const sparse = await load('sparse');
    expect(sparse).toMatchObject({ state: 'unknown', why: expect.stringContaining('sparse') });
    expect(sparse.paths.size).toBe(0);
  });

  it('tells no repository, an empty one and a broken one apart', async () => {
    folder.write('bare/x.ts');
    expect(await load('bare')).toEqual({ state: 'none', paths: new Set() });
    folder.write('fresh/x.ts');
    folder.git('fresh', 'init', '-q');
    expect(await load('fresh')).toEqual({ state: 'known', paths: new Set() });
    folder.write('pointer/.git', 'gitdir: ../nowhere\n');
    expect(await load('pointer')).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('not there'),
    });
    folder.write('pointer/.git', 'something else');
    expect((await load('pointer')).state).toBe('unknown');
  });

  it('does not trust a damaged index', async () => {
    createRepository('damaged');
    const index = at('damaged/.git/index');
    const good = readFileSync(index);
    const write = (bytes: Uint8Array) => writeFileSync(index, bytes);
    const flipped = Buffer.from(good);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    write(flipped);
    expect(await load('damaged')).toMatchObject({ state: 'unknown', why: 'the git index is damaged' });
    for (const length of [0, 5, 12, 40, good.length - 21]) {
      write(good.subarray(0, length));
      expect((await load('damaged')).state).toBe('unknown');
    }
    // Without a checksum (index.skipHash) the structure itself must still hold.
    const unsummed = Buffer.concat([good.subarray(0, -20), Buffer.alloc(20)]);
    write(unsummed);
    expect((await load('damaged')).paths.size).toBe(listed('damaged').length);
    unsummed.writeUInt32BE(9_999_999, 8);
    write(unsummed);
    expect((await load('damaged')).state).toBe('unknown');
    unsummed.writeUInt32BE(9, 4);
    write(unsummed);
    expect((await load('damaged')).why).toContain('version 9');
  });

  it('does not know a work tree that lies elsewhere', async () => {
    createRepository('moved');
    appendFileSync(at('moved/.git/config'), '[core]\n\tworktree = ../../plain\n');
    expect(await load('moved')).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('elsewhere'),
    });
  });
});

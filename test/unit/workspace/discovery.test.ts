import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DiscoveryOptions, discover } from '../../../server/src/workspace/discovery';
import { createDiskFiles } from '../../../server/src/workspace/diskFiles';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import {
  type FilePort,
  FileReadError,
  NEVER_CANCELLED,
  type TrackedFiles,
} from '../../../server/src/workspace/ports';
import { createTemporaryFolder } from './temporaryFolder';

const NONE: TrackedFiles = { state: 'none', paths: new Set() };
const options = (more: Partial<DiscoveryOptions> = {}): DiscoveryOptions => ({
  exclude: [],
  tracked: NONE,
  cancellation: NEVER_CANCELLED,
  ...more,
});
const tracking = (...paths: string[]): TrackedFiles => ({ state: 'known', paths: new Set(paths) });

async function walk(
  content: Record<string, string>,
  more: Partial<DiscoveryOptions> = {},
): Promise<string[]> {
  const { files, skipped } = await discover(
    createMemoryFiles(new Map(Object.entries(content))),
    options(more),
  );
  expect(skipped).toEqual([]);
  return files.map((file) => file.path);
}

describe('discover', () => {
  it('lists files sorted, with size and stamp', async () => {
    const { files } = await discover(
      createMemoryFiles(
        new Map([
          ['b.ts', 'xy'],
          ['a/z.ts', ''],
          ['a.ts', ''],
        ]),
      ),
      options(),
    );
    expect(files.map((file) => file.path)).toEqual(['a.ts', 'a/z.ts', 'b.ts']);
    expect(files[2]).toEqual({ path: 'b.ts', size: 2, modified: expect.any(Number) });
  });

  it('honours nested ignore files', async () => {
    const content = {
      '.gitignore': '*.log\ngen/\n',
      'a.log': '',
      'gen/x.ts': '',
      'src/.gitignore': '!keep.log\n',
      'src/keep.log': '',
      'src/other.log': '',
    };
    expect(await walk(content)).toEqual(['.gitignore', 'src/.gitignore', 'src/keep.log']);
    expect(await walk({ '.git/info/exclude': 'local.ts\n', 'local.ts': '', 'a.ts': '' })).toEqual(['a.ts']);
  });

  it('counts tracked files even if ignored', async () => {
    const content = {
      '.gitignore': 'gen/\n*.log\n',
      'gen/x.ts': '',
      'gen/y.ts': '',
      'a.log': '',
      'b.log': '',
    };
    expect(await walk(content, { tracked: tracking('gen/x.ts', 'a.log') })).toEqual([
      '.gitignore',
      'a.log',
      'gen/x.ts',
    ]);
  });

  it('always looks at environment files beside a manifest', async () => {
    const content = {
      '.gitignore': '.env*\n',
      '.env': '',
      'web/package.json': '',
      'web/.env.local': '',
      'py/requirements-dev.txt': '',
      'py/.env': '',
      'other/.env': '',
    };
    expect(await walk(content)).toEqual([
      '.gitignore',
      'py/.env',
      'py/requirements-dev.txt',
      'web/.env.local',
      'web/package.json',
    ]);
  });

  it('does not enter dependencies and build results, unless files in them are tracked', async () => {
    const names = [
      'dist',
      'build',
      '.next',
      'out',
      'target',
      'vendor',
      'coverage',
      '.turbo',
      '.venv',
      'venv',
    ];
    const content = Object.fromEntries(names.map((name) => [`p/${name}/x.ts`, '']));
    const closed = {
      ...content,
      'node_modules/a/x.ts': '',
      '.git/config': '',
      'lib/site-packages/x.py': '',
      'my/pyvenv.cfg': '',
      'my/x.py': '',
    };
    expect(await walk({ ...closed, 'a.ts': '' })).toEqual(['a.ts']);
    const tracked = tracking('p/build/x.ts', 'node_modules/a/x.ts', 'my/x.py');
    expect(await walk(closed, { tracked })).toEqual(['my/pyvenv.cfg', 'my/x.py', 'p/build/x.ts']);
    expect(await walk({ dist: '', 'src/out': '' })).toEqual(['dist', 'src/out']);
  });

  it('leaves out what settings exclude, tracked or not', async () => {
    const content = {
      'legacy/a.ts': '',
      'legacy/b/c.ts': '',
      'src/x.gen.ts': '',
      'src/.hidden/y.gen.ts': '',
      'a.ts': '',
    };
    const tracked = tracking('legacy/a.ts');
    for (const glob of ['legacy/**', 'legacy', 'legacy/', './legacy']) {
      expect(await walk(content, { tracked, exclude: [glob, '**/*.gen.ts'] })).toEqual(['a.ts']);
    }
    expect(await walk({ 'a.ts': '' }, { exclude: ['', '/', '../**', '[', '{a,b}(((('] })).toEqual(['a.ts']);
  });

  it('goes on after a folder that cannot be read or a file that vanished', async () => {
    const below = createMemoryFiles(
      new Map([
        ['a/x.ts', ''],
        ['b/y.ts', ''],
        ['gone.ts', ''],
        ['z.ts', ''],
      ]),
    );
    const files: FilePort = {
      ...below,
      list: async (path) => {
        if (path === 'a') throw new FileReadError(path, 'permission denied');
        return below.list(path);
      },
      stat: async (path) => (path === 'gone.ts' ? undefined : below.stat(path)),
    };
    const found = await discover(files, options());
    expect(found.files.map((file) => file.path)).toEqual(['b/y.ts', 'z.ts']);
    expect(found.skipped).toEqual([
      { path: 'a', why: 'permission denied' },
      { path: 'gone.ts', why: 'vanished or cannot be read' },
    ]);
  });

  it('stops when cancelled', async () => {
    const content = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${'d/'.repeat(i)}x.ts`, '']));
    let checks = 0;
    const cancellation = {
      get isCancelled() {
        return ++checks > 3;
      },
    };
    expect((await walk(content, { cancellation })).length).toBeLessThan(10);
  });
});

describe('discover on the disk', () => {
  const folder = createTemporaryFolder();
  const link = (target: string, path: string) => symlinkSync(target, join(folder.path, path));
  folder.write('real.md', 'x');
  folder.write('src/a.ts');
  folder.write('ignored/shared.ts', 'shared');
  folder.write('.gitignore', 'ignored/\n');
  link('real.md', 'alias.md');
  link('ignored/shared.ts', 'first.ts');
  link('ignored/shared.ts', 'second.ts');
  link('.', 'circle');
  link('.', 'src/above');
  link('../ignored', 'src/elsewhere');
  link('../..', 'src/up');
  link('/etc/hostname', 'outside');
  link('loop', 'loop');
  folder.write('.git/config', 'x');
  link('.git/config', 'inner');

  it('follows links to files once and never in circles', async () => {
    const { files, skipped } = await discover(createDiskFiles(folder.path), options());
    expect(files.map((file) => file.path)).toEqual(['.gitignore', 'first.ts', 'real.md', 'src/a.ts']);
    expect(files[1]).toMatchObject({ size: 6 });
    expect(skipped.map((skip) => skip.path)).toEqual(['circle', 'loop', 'outside', 'src/above', 'src/up']);
    for (const { why } of skipped) expect(why).toContain('symbolic link');
    expect(skipped[3]?.why).toContain('a folder it lies in');
  });

  it('finds what git would list', async () => {
    const other = createTemporaryFolder();
    other.write('.gitignore', '*.log\nbuild/\n!keep.log\n/top\n');
    other.write('a/.gitignore', 'sub/*\n!sub/x.txt\n');
    for (const path of ['a/sub/x.txt', 'a/sub/y.txt', 'keep.log', 'no.log', 'top', 'a/top', 'a/b/é 😀.txt'])
      other.write(path);
    other.git('.', 'init', '-q');
    const listed = other
      .git('.', 'ls-files', '-z', '--others', '--exclude-standard')
      .split('\0')
      .filter(Boolean);
    const { files } = await discover(createDiskFiles(other.path), options());
    expect(files.map((file) => file.path).sort()).toEqual(listed.sort());
    expect(listed).toHaveLength(6);
  });
});

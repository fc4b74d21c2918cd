import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOut, findClone, hasCommit } from '../../../../scripts/corpus/checkout';
import { parseGitIndex } from '../../../../server/src/workspace/parseGitIndex';

let home = '';
let clone = '';
let commit = '';
let lost = '';

const git = (words: readonly string[], input = ''): string =>
  execFileSync('git', ['--git-dir', clone, ...words], { input, encoding: 'utf8' }).trim();
const blob = (text: string): string => git(['hash-object', '-w', '--stdin'], text);

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'airworthy-corpus-test-'));
  clone = join(home, 'owner+name', 'repo');
  execFileSync('git', ['init', '--quiet', '--bare', clone]);
  lost = blob('lost');
  const inner = git(
    ['mktree'],
    [`100644 blob ${blob('line\nno end')}\tfile.txt`, `100755 blob ${blob('')}\tempty.sh`].join('\n'),
  );
  const tree = git(
    ['mktree'],
    [
      `100644 blob ${blob('KEY=1\n')}\t.env`,
      `040000 tree ${inner}\tapp`,
      `120000 blob ${blob('app/file.txt')}\tinside`,
      `100644 blob ${lost}\tlost.bin`,
      `120000 blob ${blob('../../secret')}\toutside`,
      `100644 blob ${blob('größer')}\twörter ä.md`,
    ].join('\n'),
  );
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  commit = git([...author, 'commit-tree', tree, '-m', 'one']);
  rmSync(join(clone, 'objects', lost.slice(0, 2), lost.slice(2)));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('findClone', () => {
  it('finds the git directory of owner+name, however deep it lies', () => {
    expect(findClone(home, 'owner/name')).toBe(clone);
    const plain = join(home, 'owner+plain');
    mkdirSync(join(plain, 'objects'), { recursive: true });
    writeFileSync(join(plain, 'HEAD'), '');
    expect(findClone(home, 'owner/plain')).toBe(plain);
  });

  it('finds none where there is none', () => {
    expect(findClone(home, 'owner/other')).toBeUndefined();
    mkdirSync(join(home, 'owner+empty'));
    expect(findClone(home, 'owner/empty')).toBeUndefined();
  });
});

describe('hasCommit', () => {
  it('knows commits from what is none', () => {
    expect(hasCommit(clone, commit)).toBe(true);
    expect(hasCommit(clone, '1'.repeat(40))).toBe(false);
    expect(hasCommit(clone, git(['rev-parse', `${commit}^{tree}`]))).toBe(false);
  });
});

describe('checkOut', () => {
  it('writes every file and names those the clone lacks', () => {
    const to = join(home, 'tree');
    expect(checkOut(clone, commit, to)).toEqual(['lost.bin']);
    expect(readFileSync(join(to, 'app/file.txt'), 'utf8')).toBe('line\nno end');
    expect(readFileSync(join(to, 'app/empty.sh'), 'utf8')).toBe('');
    expect(readFileSync(join(to, 'wörter ä.md'), 'utf8')).toBe('größer');
    expect(existsSync(join(to, 'lost.bin'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('makes links that stay inside, and no others', () => {
    const to = join(home, 'links');
    checkOut(clone, commit, to);
    expect(lstatSync(join(to, 'inside')).isSymbolicLink()).toBe(true);
    expect(() => lstatSync(join(to, 'outside'))).toThrow();
  });

  it('writes the folders of a scope only', () => {
    const to = join(home, 'scope');
    expect(checkOut(clone, commit, to, ['app'])).toEqual([]);
    expect(existsSync(join(to, 'app/file.txt'))).toBe(true);
    expect(existsSync(join(to, '.env'))).toBe(false);
  });

  it('leaves an index, so that tracked files are known, and the clone as it was', () => {
    const to = join(home, 'index');
    checkOut(clone, commit, to);
    expect(parseGitIndex(readFileSync(join(to, '.git/index')), 20)).toContain('.env');
    expect(existsSync(join(clone, 'index'))).toBe(false);
  });
});

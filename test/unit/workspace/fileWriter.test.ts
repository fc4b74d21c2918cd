import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileWriter, FileWriteError } from '../../../server/src/workspace/fileWriter';
import { createTemporaryFolder } from './temporaryFolder';

const writer = createFileWriter();
const temporary = createTemporaryFolder();

/** A folder of its own for each test. */
function temporaryFolder(): string {
  return mkdtempSync(path.join(temporary.path, 'set-'));
}

describe('createFileWriter', () => {
  it('writes new files, folders included, and replaces old ones keeping their mode', async () => {
    const folder = temporaryFolder();
    const old = path.join(folder, 'run.sh');
    writeFileSync(old, 'old');
    chmodSync(old, 0o750);
    await writer.writeAll([
      { path: path.join(folder, 'a/b/new.txt'), content: 'new 🙂' },
      { path: old, content: Uint8Array.of(1, 2) },
    ]);
    expect(readFileSync(path.join(folder, 'a/b/new.txt'), 'utf8')).toBe('new 🙂');
    expect([...readFileSync(old)]).toEqual([1, 2]);
    expect(statSync(old).mode & 0o777).toBe(0o750);
  });

  it('makes a private file for its owner alone', async () => {
    const file = path.join(temporaryFolder(), '.env');
    await writer.writeAll([{ path: file, content: 'A=1\n', private: true }]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['read-only', (file: string) => chmodSync(file, 0o444), 'is read-only'],
    ['changed', (file: string) => writeFileSync(file, 'another'), 'has changed in the meantime'],
  ])('writes none of the files if one is %s', async (_name, spoil, why) => {
    const folder = temporaryFolder();
    const [first, second] = [path.join(folder, 'a.txt'), path.join(folder, 'b.txt')];
    writeFileSync(first, 'first');
    writeFileSync(second, 'second');
    spoil(second);
    const expected = Buffer.from('second');
    const writing = writer.writeAll([
      { path: first, content: 'new' },
      { path: second, content: 'new', expected },
    ]);
    await expect(writing).rejects.toThrow(FileWriteError);
    await expect(writing).rejects.toThrow(why);
    expect(readFileSync(first, 'utf8')).toBe('first');
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('puts back what was written when a later file cannot be moved into place', async () => {
    const folder = temporaryFolder();
    const first = path.join(folder, 'a.txt');
    const fresh = path.join(folder, 'fresh.txt');
    writeFileSync(first, 'first');
    const writing = writer.writeAll([
      { path: first, content: 'new' },
      { path: fresh, content: 'new' },
      { path: path.join(folder, 'd', 'x.txt'), content: 'new' },
      // Becomes a folder only by the file before it, so that the move itself fails.
      { path: path.join(folder, 'd'), content: 'new' },
    ]);
    await expect(writing).rejects.toThrow(FileWriteError);
    expect(readFileSync(first, 'utf8')).toBe('first');
    expect(readdirSync(folder)).not.toContain('fresh.txt');
  });

  it('refuses a folder, and a file that must not exist', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'there'), 'x');
    await expect(writer.writeAll([{ path: path.join(folder, 'sub'), content: '' }])).rejects.toThrow(
      'regular file',
    );
    await expect(
      writer.writeAll([{ path: path.join(folder, 'there'), content: '', expected: null }]),
    ).rejects.toThrow('exists already');
  });

  it('writes through a link and leaves it one', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'real'), 'x');
    symlinkSync('real', path.join(folder, 'link'));
    await writer.writeAll([{ path: path.join(folder, 'link'), content: 'y' }]);
    expect(readFileSync(path.join(folder, 'real'), 'utf8')).toBe('y');
    expect(statSync(path.join(folder, 'link')).isFile()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
  });
});

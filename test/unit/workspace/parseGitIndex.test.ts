import { describe, expect, it } from 'vitest';
import { GitIndexError, parseGitIndex } from '../../../server/src/workspace/parseGitIndex';

interface Written {
  readonly path: string;
  readonly mode?: number;
}

/** An index as git writes it, without a checksum. */
function index(
  version: number,
  entries: readonly Written[],
  extensions: readonly [string, number][] = [],
): Uint8Array {
  const header = Buffer.from('DIRC........');
  header.writeUInt32BE(version, 4);
  header.writeUInt32BE(entries.length, 8);
  const parts: Uint8Array[] = [header];
  let previous: Uint8Array = Buffer.alloc(0);
  for (const { path, mode = 0o100644 } of entries) {
    const name = Buffer.from(path);
    const fixed = Buffer.alloc(62);
    fixed.writeUInt32BE(mode, 24);
    fixed.writeUInt16BE(Math.min(name.length, 0xfff), 60);
    if (version === 4) {
      parts.push(fixed, dropped(previous.length), name, Buffer.alloc(1));
    } else {
      parts.push(fixed, name, Buffer.alloc(8 - ((62 + name.length) % 8)));
    }
    previous = name;
  }
  for (const [name, size] of extensions) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(size);
    parts.push(Buffer.from(name), length, Buffer.alloc(size));
  }
  return Buffer.concat([...parts, Buffer.alloc(20)]);
}

/** Git's variable-width number, most significant part first. */
function dropped(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) {
    rest--;
    bytes.unshift(0x80 | (rest & 0x7f));
  }
  return Buffer.from(bytes);
}

describe('parseGitIndex', () => {
  const long = `${'x'.repeat(5000)}/y`;

  it.each([2, 4])('reads paths of any length (version %i)', (version) => {
    const paths = [
      'a',
      'ab',
      'abc/😀',
      long,
      'z',
      ...Array.from({ length: 9 }, (_, i) => `z${'q'.repeat(i)}`),
    ];
    expect(
      parseGitIndex(
        index(
          version,
          paths.map((path) => ({ path })),
        ),
        20,
      ),
    ).toEqual(paths);
    expect(parseGitIndex(index(version, []), 20)).toEqual([]);
  });

  it('leaves submodules out and refuses folders', () => {
    expect(parseGitIndex(index(2, [{ path: 'a' }, { path: 'sub', mode: 0o160000 }]), 20)).toEqual(['a']);
    expect(() => parseGitIndex(index(2, [{ path: 'dir/', mode: 0o040000 }]), 20)).toThrow(/sparse/);
  });

  it('passes over optional extensions and refuses those that change the meaning', () => {
    const entries = [{ path: 'a' }];
    expect(
      parseGitIndex(
        index(2, entries, [
          ['TREE', 7],
          ['UNTR', 0],
        ]),
        20,
      ),
    ).toEqual(['a']);
    expect(() => parseGitIndex(index(2, entries, [['link', 20]]), 20)).toThrow(/split/);
    expect(() => parseGitIndex(index(2, entries, [['sdir', 0]]), 20)).toThrow(/sparse/);
    expect(() => parseGitIndex(index(2, entries, [['nova', 0]]), 20)).toThrow(/"nova"/);
  });

  it('never reads past the end', () => {
    const whole = index(4, [{ path: 'abc' }, { path: long }], [['TREE', 9]]);
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => parseGitIndex(whole.subarray(0, length), 20)).toThrow(GitIndexError);
    }
    expect(() => parseGitIndex(Buffer.from('not an index at all, but long enough'), 20)).toThrow(
      GitIndexError,
    );
  });

  it('reads bytes that are a view into a larger buffer', () => {
    const whole = Buffer.concat([Buffer.alloc(13), index(2, [{ path: 'a' }])]);
    expect(parseGitIndex(whole.subarray(13), 20)).toEqual(['a']);
  });
});

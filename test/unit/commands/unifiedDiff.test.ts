import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../server/src/commands/unifiedDiff';

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}\n`).join('');

/** Applies a diff to the lines it was made from. */
function patch(before: string, diff: readonly string[]): string[] {
  const lines = before.split('\n').slice(0, -1);
  const result: string[] = [];
  let at = 0;
  for (const line of diff.slice(2)) {
    const hunk = /^@@ -(\d+),(\d+) \+\d+,\d+ @@$/.exec(line);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      while (at < start) result.push(lines[at++]!);
    } else if (line.startsWith('+')) result.push(line.slice(1));
    else {
      expect(lines[at]).toBe(line.slice(1));
      if (line.startsWith(' ')) result.push(lines[at]!);
      at++;
    }
  }
  return [...result, ...lines.slice(at)];
}

describe('unifiedDiff', () => {
  it('shows a change with three lines around it', () => {
    const before = numbered(9);
    expect(unifiedDiff('a.ts', before, before.replace('line 5', 'line five'))).toEqual([
      '--- a/a.ts',
      '+++ b/a.ts',
      '@@ -2,7 +2,7 @@',
      ' line 2',
      ' line 3',
      ' line 4',
      '-line 5',
      '+line five',
      ' line 6',
      ' line 7',
      ' line 8',
    ]);
  });

  it('shows a new file, and an empty one as nothing', () => {
    expect(unifiedDiff('.env', undefined, 'A=1\n')).toEqual([
      '--- /dev/null',
      '+++ b/.env',
      '@@ -0,0 +1,1 @@',
      '+A=1',
    ]);
    expect(unifiedDiff('.env', undefined, '')).toEqual([]);
    expect(unifiedDiff('a', 'same\n', 'same\n')).toEqual([]);
  });

  it('marks a last line without a break, and leaves a carriage return to its line', () => {
    expect(unifiedDiff('a', 'one\r\ntwo', 'one\r\ntwo\r\n')).toEqual([
      '--- a/a',
      '+++ b/a',
      '@@ -1,2 +1,2 @@',
      ' one\r',
      '-two',
      '\\ No newline at end of file',
      '+two\r',
    ]);
  });

  it('splits hunks that lie apart and joins those that meet', () => {
    const before = numbered(30);
    const after = before.replace('line 3\n', '').replace('line 8\n', 'x\n').replace('line 28', 'y');
    expect(unifiedDiff('a', before, after).filter((line) => line.startsWith('@@'))).toEqual([
      '@@ -1,11 +1,10 @@',
      '@@ -25,6 +24,6 @@',
    ]);
  });

  it('gives a diff that leads from one text to the other, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 25 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patch(before, unifiedDiff('x', before, after))).toEqual(after.split('\n').slice(0, -1));
      }),
    );
  });

  it('does not take long over two large texts', () => {
    const started = performance.now();
    const diff = unifiedDiff('a', numbered(20_000), numbered(20_000).replaceAll('line', 'row'));
    expect(diff).toHaveLength(40_003);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

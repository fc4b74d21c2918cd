import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MadeEdits } from '../../../server/src/commands/madeEdits';
import { applyEdits, type TextEdit } from '../../../server/src/languages/edits/textEdit';

const PATH = 'a.ts';

/** Words to split a text by and to put in. */
const piece = fc.constantFrom('a', 'b\n', 'cd', '\n', '🙂');
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

/** Edits that touch nothing twice, from numbers that are cut to the length of the text. */
function editsIn(length: number, wishes: readonly (readonly [number, number, string])[]): TextEdit[] {
  let reached = 0;
  return wishes.map(([skip, gone, put]) => {
    const start = Math.min(length, reached + skip);
    reached = Math.min(length, start + gone);
    return { start, end: reached, text: put };
  });
}

const wish = fc.tuple(fc.nat(8), fc.nat(4), text);
const round = fc.array(wish, { minLength: 1, maxLength: 3 });

/** What the lines of a diff of one file make of a text. */
function patched(before: string, diff: readonly string[]): string {
  const lines = before.split(/(?<=\n)/);
  let result = '';
  let at = 0;
  let last = '';
  for (const line of diff.slice(2)) {
    const hunk = /^@@ -(\d+),(\d+) /.exec(line);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      while (at < start) result += lines[at++]!;
    } else if (line.startsWith('\\')) {
      if (last !== '-') result = result.slice(0, -1);
    } else {
      last = line[0]!;
      if (last !== '+') expect(lines[at++]!.replace(/\n$/, '')).toBe(line.slice(1));
      if (last !== '-') result += `${line.slice(1)}\n`;
    }
  }
  return result + lines.slice(at).join('');
}

describe('MadeEdits', () => {
  it('has one diff that leads from the texts before a run to those after it', () => {
    fc.assert(
      fc.property(text, fc.array(round, { maxLength: 4 }), (before, rounds) => {
        const made = new MadeEdits();
        let now = before;
        for (const wishes of rounds) {
          const edits = editsIn(now.length, wishes);
          const seen = now;
          made.add([{ path: PATH, edits }], () => seen);
          now = applyEdits(now, edits);
        }
        const diff = made.diff([]);
        expect(diff.length === 0 ? before : patched(before, diff)).toBe(now);
      }),
    );
  });

  it('knows where a character stood before any number of edits', () => {
    fc.assert(
      fc.property(fc.array(round, { maxLength: 4 }), (rounds) => {
        // Each character occurs once, so that it tells where it came from; what is put in has none of them.
        const before = Array.from({ length: 40 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('');
        const made = new MadeEdits();
        let now = before;
        for (const wishes of rounds) {
          const edits = editsIn(now.length, wishes);
          const seen = now;
          made.add([{ path: PATH, edits }], () => seen);
          now = applyEdits(now, edits);
        }
        for (let at = 0; at < now.length; at++) {
          const start = before.indexOf(now[at]!);
          if (start >= 0) expect(made.before({ path: PATH, start: at, end: at }).start).toBe(start);
        }
      }),
    );
  });

  it('leaves places of other files alone', () => {
    const made = new MadeEdits();
    made.add([{ path: PATH, create: true, edits: [{ start: 0, end: 0, text: 'x' }] }], () => undefined);
    expect(made.before({ path: 'b.ts', start: 3, end: 5 })).toEqual({ path: 'b.ts', start: 3, end: 5 });
    expect(made.linesBefore('b.ts')).toBeUndefined();
    expect(made.diff([])).toEqual([
      '--- /dev/null',
      '+++ b/a.ts',
      '@@ -0,0 +1,1 @@',
      '+x',
      '\\ No newline at end of file',
    ]);
  });
});

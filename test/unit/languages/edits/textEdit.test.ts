import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedNumber, quoted, usualQuote } from '../../../../server/src/languages/edits/codeStyle';
import {
  indentUnit,
  isFirstOnLine,
  lineBreakAt,
  lineEnd,
  lineStart,
  nextLine,
} from '../../../../server/src/languages/edits/layout';
import { applyEdits, OverlapError } from '../../../../server/src/languages/edits/textEdit';
import { lastSolid } from '../../../../server/src/languages/edits/trivia';

describe('applyEdits', () => {
  it('uses the offsets of the text before any edit, whatever the order given', () => {
    const edits = [
      { start: 4, end: 5, text: 'X' },
      { start: 0, end: 2, text: '' },
    ];
    expect(applyEdits('🦊abcd', edits)).toBe('abXd');
  });

  it('keeps the order of insertions at one place', () => {
    expect(
      applyEdits(
        'ab',
        [1, 2, 3].map((n) => ({ start: 1, end: 1, text: String(n) })),
      ),
    ).toBe('a123b');
  });

  it('refuses edits that touch each other or leave the text', () => {
    expect(() =>
      applyEdits('abc', [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ]),
    ).toThrow(OverlapError);
    expect(() => applyEdits('abc', [{ start: 2, end: 4, text: '' }])).toThrow(OverlapError);
    expect(() => applyEdits('abc', [{ start: 2, end: 1, text: '' }])).toThrow(OverlapError);
  });

  it('changes nothing outside its spans', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.string(), (text, a, b, added) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        expect(applyEdits(text, [{ start, end, text: added }])).toBe(
          text.slice(0, start) + added + text.slice(end),
        );
      }),
    );
  });
});

describe('layout', () => {
  it('knows lines of every kind', () => {
    const text = 'ab\r\n  cd\nef';
    expect([lineStart(text, 7), lineEnd(text, 4), nextLine(text, 0), nextLine(text, 9)]).toEqual([
      4, 8, 4, 11,
    ]);
    expect(isFirstOnLine(text, 6)).toBe(true);
    expect(isFirstOnLine(text, 7)).toBe(false);
    expect([lineBreakAt(text, 0), lineBreakAt(text, 5), lineBreakAt('x', 0)]).toEqual(['\r\n', '\n', '\n']);
  });

  it('finds the step of indentation', () => {
    expect(indentUnit('a\n    b\n  c\n', '\t')).toBe('  ');
    expect(indentUnit('/*\n * x\n */\na\n\tb\n', '  ')).toBe('\t');
    expect(indentUnit('a\n', '    ')).toBe('    ');
  });
});

describe('code style', () => {
  it('quotes as most strings of the file do', () => {
    expect(usualQuote(`a = "x"; b = "y"; c = 'z'`, "'")).toBe('"');
    expect(usualQuote('', "'")).toBe("'");
    expect(quoted(`it's "x"\\\n`, "'")).toBe(`'it\\'s "x"\\\\\\n'`);
  });

  it('groups large numbers', () => {
    expect([4096, 10_000, 600_000, 1_234_567, 0.5].map(groupedNumber)).toEqual([
      '4096',
      '10_000',
      '600_000',
      '1_234_567',
      '0.5',
    ]);
  });
});

describe('lastSolid', () => {
  it('looks over comments and into no string', () => {
    const text = 'a, "x // y" /* , */ // ,\n';
    expect(text.slice(lastSolid(text, 2, text.length, 'slash')!.start)).toMatch(/^" \/\*/);
    expect(lastSolid('  # only', 0, 8, 'hash')).toBeUndefined();
  });
});

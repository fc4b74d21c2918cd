import { describe, expect, it } from 'vitest';
import { fingerprint, maskedText } from '../../../../server/src/checklist/findings/fingerprint';

const parts = { rule: 'r', path: 'a.ts', subject: 's', text: 't', ordinal: 0 };
const place = (start: number, end: number, path = 'a.ts') => ({ path, start, end });

describe('fingerprint', () => {
  it('is 16 hex digits and differs with every part', () => {
    const all = [
      parts,
      { ...parts, rule: 'x' },
      { ...parts, path: 'x' },
      { ...parts, subject: 'x' },
      { ...parts, text: 'x' },
      { ...parts, ordinal: 1 },
    ];
    const prints = all.map(fingerprint);
    expect(new Set(prints).size).toBe(all.length);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{16}$/);
  });

  it('keeps parts from running into each other', () => {
    expect(fingerprint({ ...parts, rule: 'ab', path: 'c' })).not.toBe(
      fingerprint({ ...parts, rule: 'a', path: 'bc' }),
    );
  });
});

describe('maskedText', () => {
  const text = 'key: "😀 sk-secret" // é';
  const textOf = ({ start, end }: { start: number; end: number }) => text.slice(start, end);

  it('replaces secrets by UTF-16 offsets, also beside an emoji', () => {
    expect(maskedText(place(0, text.length), textOf, [place(9, 18)])).toBe('key: "😀 ***" // é');
  });

  it('masks a secret that only overlaps the range, and leaves those of other files', () => {
    expect(maskedText(place(12, 18), textOf, [place(9, 18)])).toBe('***');
    expect(maskedText(place(0, 4), textOf, [place(0, 4, 'b.ts')])).toBe('key:');
  });

  it('makes white space and line ends equal, and survives text that is gone', () => {
    const ends = (raw: string) => maskedText(place(0, raw.length), () => raw, []);
    expect(ends('a(\r\n\t b)')).toBe(ends('a(\n b)'));
    expect(maskedText(place(0, 4), () => undefined, [])).toBe('');
  });
});

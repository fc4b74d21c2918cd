import { describe, expect, it } from 'vitest';
import { mask, normalisedMasked } from '../../../../server/src/inventory/secrets/mask';
import { createTagger } from '../../../../server/src/inventory/secrets/tag';

const text = 'const  key =\r\n  "sk-abcdefgh"; // \u{1f511}';
const start = text.indexOf('sk-');
const span = { start, end: start + 11, prefix: 'sk-' };

describe('mask', () => {
  it('leaves the public prefix and nothing of the value or its length', () => {
    expect(mask(text, [span])).toBe('const  key =\r\n  "sk-…"; // \u{1f511}');
    expect(mask(text, [{ ...span, prefix: undefined }])).toContain('"…"');
  });

  it('shows no prefix that is not there or that is all there is', () => {
    expect(mask(text, [{ ...span, prefix: 'gsk_' }])).toContain('"…"');
    expect(mask(text, [{ ...span, prefix: 'sk-abcdefgh' }])).toContain('"…"');
  });

  it('hides overlapping spans wholly', () => {
    const masked = mask(text, [span, { start: start + 5, end: start + 13 }]);
    expect(masked).not.toMatch(/abc|fgh|";/);
  });

  it('gives the same text for a fingerprint whatever the value and the white space', () => {
    const other = text.replace('sk-abcdefgh', 'sk-12345678901234').replace(/\r\n {2}/, '\n\t');
    const at = other.indexOf('sk-');
    const range = (all: string) => ({ start: 0, end: all.length });
    expect(normalisedMasked(text, range(text), [span])).toBe(
      normalisedMasked(other, range(other), [{ start: at, end: at + 17, prefix: 'sk-' }]),
    );
  });

  it('hides a value that reaches into or out of the range', () => {
    expect(normalisedMasked(text, { start: start + 4, end: text.length }, [span])).toBe('…"; // \u{1f511}');
    expect(normalisedMasked(text, { start: 0, end: start + 2 }, [span])).toBe('const key = "…');
  });
});

describe('createTagger', () => {
  it('tells equal values from others, within one process only', () => {
    const tag = createTagger();
    expect(tag('a')).toBe(tag('a'));
    expect(tag('a')).not.toBe(tag('b'));
    expect(createTagger()('a')).not.toBe(tag('a'));
    expect(tag('a')).toMatch(/^[0-9a-f]{64}$/);
  });
});

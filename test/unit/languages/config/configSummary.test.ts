import { describe, expect, it } from 'vitest';
import {
  bracketDepth,
  createConfigSummary,
  createFailedSummary,
  isTemplated,
  linesOf,
  toComments,
  toScalar,
  trimmedSpan,
  withoutMark,
} from '../../../../server/src/languages/config/configSummary';

describe('createConfigSummary', () => {
  it('keeps errors inside the text and few', () => {
    const errors = Array.from({ length: 50 }, (_, i) => ({ start: i, end: i + 10, message: 'm' }));
    const summary = createConfigSummary('a', 'yaml', 'ab\nc', { documents: [], errors });
    expect(summary.errors).toHaveLength(20);
    for (const error of summary.errors) expect(error.end).toBeLessThanOrEqual(4);
    expect(summary.lineStarts).toEqual([0, 3]);
    expect('lineByLine' in summary).toBe(false);
  });

  it('says what failed over the whole text', () => {
    expect(createFailedSummary('a', 'json', 'abc', 'why')).toMatchObject({
      documents: [],
      errors: [{ start: 0, end: 3, message: 'why' }],
    });
  });
});

describe('lines', () => {
  it('end at any line break, without a byte order mark', () => {
    expect(linesOf('\uFEFFa\r\n\rb\n').map(({ text, start, end }) => [text, start, end])).toEqual([
      ['a', 1, 2],
      ['', 4, 4],
      ['b', 5, 6],
      ['', 7, 7],
    ]);
  });

  it('trim to what is written', () => {
    expect(trimmedSpan({ text: '  x ', start: 10, end: 14 })).toEqual({ start: 12, end: 13 });
    expect(trimmedSpan({ text: '   ', start: 10, end: 13 })).toEqual({ start: 13, end: 13 });
  });

  it('keep their offsets without the mark', () => {
    expect(withoutMark('\uFEFFa')).toBe(' a');
    expect(withoutMark('a')).toBe('a');
  });
});

describe('scalars and comments', () => {
  it('are templated where text is filled in', () => {
    const template = '$'.concat('{X}');
    expect(isTemplated(template)).toBe(true);
    expect(isTemplated('{{ x }}')).toBe(true);
    expect(isTemplated('$X { {')).toBe(false);
    expect(toScalar(template, { start: 1, end: 5 })).toEqual({
      kind: 'templated',
      text: template,
      start: 1,
      end: 5,
    });
    expect(toScalar(null, { start: 1, end: 1 })).toEqual({ kind: 'scalar', value: null, start: 1, end: 1 });
  });

  it('are kept where they name Airworthy', () => {
    const text = '# airworthy x\n# other';
    expect(
      toComments(text, [
        { start: 0, end: 13 },
        { start: 14, end: 21 },
      ]),
    ).toEqual([{ text: '# airworthy x', span: { start: 0, end: 13 } }]);
  });
});

it('bounds how deep brackets nest', () => {
  expect(bracketDepth('[[]]{}')).toBe(2);
  expect(bracketDepth(']]][')).toBe(1);
  expect(bracketDepth('')).toBe(0);
});

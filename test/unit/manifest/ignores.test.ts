import { describe, expect, it } from 'vitest';
import { parseIgnores } from '../../../server/src/manifest/ignores';
import { LineTable } from '../../../server/src/text/lineTable';

const names = {
  items: new Map([['cost/max-tokens', ['every-call']]]),
  rules: new Set(['missing-output-cap']),
};

/** Parses a text whose comments run from `//`, `#` or `/*` to the end of the line. */
function parse(text: string) {
  const { lineStarts, length } = LineTable.of(text);
  const comments = [...text.matchAll(/(\/\/|#|\/\*).*/g)].map((match) => ({
    text: match[0],
    span: { start: match.index, end: match.index + match[0].length },
  }));
  const { ignores, diagnostics } = parseIgnores(
    { path: 'a.ts', comments, lineStarts, length },
    names,
    '2026-11-22',
  );
  return {
    ignores,
    codes: diagnostics.map(({ code }) => code),
    covered: ignores.map(({ covers }) => text.slice(covers.start, covers.end)),
  };
}

describe('parseIgnores', () => {
  it('reads target, date and reason, and covers the next line', () => {
    const { ignores, covered } = parse(
      'x\n// airworthy-ignore-next-line cost/max-tokens until 2027-01-01: capped elsewhere\nask()\nmore()',
    );
    expect(ignores[0]).toMatchObject({
      target: 'cost/max-tokens',
      until: '2027-01-01',
      reason: 'capped elsewhere',
    });
    expect(covered).toEqual(['ask()\n']);
  });

  it.each([
    ['#', '# airworthy-ignore-next-line missing-output-cap: because\nask()'],
    ['CRLF', '// airworthy-ignore-next-line missing-output-cap: because\r\nask()'],
    ['emoji', 'x = "😀😀" // airworthy-ignore-next-line missing-output-cap: because 😀\nask()'],
    ['block comment', '/* airworthy-ignore-next-line missing-output-cap: because */\nask()'],
  ])('works with %s', (_what, text) => {
    expect(parse(text).covered).toEqual(['ask()']);
    expect(parse(text).ignores[0]?.reason).toMatch(/^because( 😀)?$/);
  });

  it('several above one line all cover it', () => {
    const text =
      '// airworthy-ignore-next-line missing-output-cap: a\n// airworthy-ignore-next-line cost/max-tokens: b\nask()';
    expect(parse(text).covered).toEqual(['ask()', 'ask()']);
  });

  it('at the end of the file covers nothing and does not fail', () => {
    expect(parse('// airworthy-ignore-next-line missing-output-cap: a').covered).toEqual(['']);
  });

  it.each([
    ['// airworthy-ignore-next-line missing-output-cap', 'ignore-without-reason'],
    ['// airworthy-ignore-next-line missing-output-cap:   ', 'ignore-without-reason'],
    ['// airworthy-ignore-next-line missing-output-cap: */', 'ignore-without-reason'],
    ['// airworthy-ignore-next-line missing-output-cap until 2026-11-21: a', 'expired'],
    ['// airworthy-ignore-next-line missing-output-cap until soon: a', 'invalid'],
    ['// airworthy-ignore-next-line nobody: a', 'invalid'],
    ['// airworthy-ignore-next-line: a', 'invalid'],
    ['// airworthy-ignore missing-output-cap: a', 'invalid'],
  ])('%s has no effect and says so', (text, code) => {
    const { ignores, codes } = parse(`${text}\nask()`);
    expect(ignores).toEqual([]);
    expect(codes).toEqual([code]);
  });

  it('leaves other comments that name the product alone', () => {
    expect(parse('// checked with airworthy\nask()').codes).toEqual([]);
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source text under test.
import { describe, expect, test } from 'vitest';
import { read } from './show';

function comments(text: string, path?: string): string[] {
  const { summary, slice } = read(text, path);
  for (const { text: shown, span } of summary.comments) expect(slice(span)).toBe(shown);
  return summary.comments.map((comment) => comment.text);
}

describe('comments addressed to the program', () => {
  test('wherever comments may stand', () => {
    expect(
      comments(
        '// airworthy one\r\nconst s = "🛫"; /* Airworthy two */ f(/* airworthy three */ 1, // AIRWORTHY four\n2); if (x) { // airworthy five\n}\nconst e = { /* airworthy six */ };\n/** airworthy seven */\nclass C { /* airworthy eight */ }\n// airworthy nine',
      ),
    ).toEqual([
      '// airworthy one',
      '/* Airworthy two */',
      '/* airworthy three */',
      '// AIRWORTHY four',
      '// airworthy five',
      '/* airworthy six */',
      '/** airworthy seven */',
      '/* airworthy eight */',
      '// airworthy nine',
    ]);
  });

  test('in JSX', () => {
    expect(
      comments('const v = <a /* airworthy x */ b={1}>{/* airworthy y */}{ // airworthy z\n c}</a>;'),
    ).toEqual(['/* airworthy x */', '/* airworthy y */', '// airworthy z']);
  });

  test('not in strings, templates, regular expressions, names or JSX text', () => {
    expect(
      comments(
        'const airworthy = "// airworthy"; const t = `/* airworthy */ ${x} // airworthy`; const r = /\\/\\/ airworthy/; const v = <p>// airworthy /* airworthy */</p>; // other',
      ),
    ).toEqual([]);
  });

  test('one comment that says it twice is one comment; comments stand after syntax errors too', () => {
    expect(comments('/* airworthy airworthy */ const = ;\n// airworthy end')).toEqual([
      '/* airworthy airworthy */',
      '// airworthy end',
    ]);
  });

  test('in a template substitution', () => {
    expect(comments('const t = `a${ /* airworthy */ x }b`;')).toEqual(['/* airworthy */']);
  });
});

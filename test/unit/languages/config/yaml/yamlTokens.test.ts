import { describe, expect, it } from 'vitest';
import { commentsOf, isTooDeepYaml } from '../../../../../server/src/languages/config/yaml/yamlTokens';

describe('isTooDeepYaml', () => {
  it.each([
    ['flow lists', '['.repeat(400), true],
    ['flow maps', '{a: '.repeat(400), true],
    ['block lists on one line', '- '.repeat(400), true],
    ['block maps', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), true],
    ['many shallow lists', '- [a]\n'.repeat(400), false],
    ['brackets in a quoted text', `a: "${'['.repeat(400)}"`, false],
    ['a dash in a text', `a: ${'- '.repeat(400)}`, false],
    ['ordinary nesting', 'a:\n  b:\n    - c: [1, {d: 2}]\n', false],
  ])('%s', (_, text, expected) => {
    expect(isTooDeepYaml(text)).toBe(expected);
  });
});

describe('commentsOf', () => {
  it('ends a comment with its line in the source, whatever was masked after it', () => {
    const text = '# airworthy x\r\n{{- if .a }}\r\nb: 1\r\n';
    const masked = `# airworthy x${' '.repeat(14)}\r\nb: 1\r\n`;
    expect(masked).toHaveLength(text.length);
    expect(commentsOf(text, masked).map((comment) => comment.text)).toEqual(['# airworthy x']);
  });

  it('does not take # in a scalar for a comment', () => {
    const text = 'a: b#airworthy\nc: |\n  # airworthy\nd: ">" # airworthy 😀';
    expect(commentsOf(text, text).map((comment) => comment.text)).toEqual(['# airworthy 😀']);
  });
});

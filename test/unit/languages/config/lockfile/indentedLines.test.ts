import { expect, it } from 'vitest';
import { indentedLines } from '../../../../../server/src/languages/config/lockfile/indentedLines';

const read = (text: string) => [...indentedLines(text)].map((line) => [line.path.join(' > '), line.value]);

it('knows the keys above each line', () => {
  expect(read("a:\n  'b c':\r\n    d: 'x: y'\n  e f\n# no\n\ng: [1, 2]\n  - item\n")).toEqual([
    ['a', ''],
    ['a > b c', ''],
    ['a > b c > d', 'x: y'],
    ['a > e', 'f'],
    ['g', '[1, 2]'],
  ]);
});

it('spans keys and values without their quotes', () => {
  const text = '"@s/p@^1":\n  version "1.2.0"\n';
  const [header, version] = [...indentedLines(text)];
  expect(header?.spans.map((span) => text.slice(span.start, span.end))).toEqual(['@s/p@^1']);
  expect(text.slice(version?.valueSpan.start, version?.valueSpan.end)).toBe('1.2.0');
});

it('keeps a key with several quoted names as it is', () => {
  expect(read('"a@1", "b@2":\n')).toEqual([['"a@1", "b@2"', '']]);
});

it('does not nest without bound', () => {
  const text = Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  expect(Math.max(...[...indentedLines(text)].map((line) => line.path.length))).toBeLessThan(20);
});

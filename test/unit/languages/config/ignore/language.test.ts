import { expect, it } from 'vitest';
import { language } from '../../../../../server/src/languages/config/ignore/language';
import { sourcesAt, summariseConfig, toPlain } from '../configTrees';

it('lists patterns as written, without comments and trailing blanks', () => {
  const text = '\uFEFF.env\r\n# airworthy note\r\n\r\n!keep.txt  \r\nwith\\ \r\n\\#hash\r\n 😀\r\n';
  const summary = summariseConfig(language, '.gitignore', text);
  expect(toPlain(summary.documents[0])).toEqual(['.env', '!keep.txt', 'with\\ ', '\\#hash', ' 😀']);
  expect(sourcesAt(summary, text, '[1]')).toEqual(['!keep.txt']);
  expect(summary.comments.map((comment) => comment.text)).toEqual(['# airworthy note']);
});

it('takes linear time for a line of blanks', () => {
  const started = performance.now();
  summariseConfig(language, '.gitignore', `a${' '.repeat(500_000)}b`);
  expect(performance.now() - started).toBeLessThan(2000);
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats under test use this syntax
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { language as dockerfile } from '../../../../server/src/languages/config/dockerfile/language';
import { language as dotenv } from '../../../../server/src/languages/config/dotenv/language';
import { language as ignore } from '../../../../server/src/languages/config/ignore/language';
import { language as json } from '../../../../server/src/languages/config/json/language';
import { language as lockfile } from '../../../../server/src/languages/config/lockfile/language';
import { language as requirements } from '../../../../server/src/languages/config/requirements/language';
import { language as toml } from '../../../../server/src/languages/config/toml/language';
import { language as yaml } from '../../../../server/src/languages/config/yaml/language';
import { spansOf, summariseConfig } from './configTrees';

const LANGUAGES = [
  [yaml, 'a.yaml'],
  [json, 'a.json'],
  [toml, 'a.toml'],
  [requirements, 'requirements.txt'],
  [dotenv, '.env'],
  [ignore, '.gitignore'],
  [dockerfile, 'Dockerfile'],
  [lockfile, 'package-lock.json'],
  [lockfile, 'pnpm-lock.yaml'],
  [lockfile, 'yarn.lock'],
  [lockfile, 'bun.lock'],
  [lockfile, 'uv.lock'],
] as const;

const PIECES =
  '{ } [ ] : , " \' ` # = - | > & * ! % @ \\ / < << ~ ; \n \r\n \t a b1 version name packages FROM ENV RUN <<EOF export {{ }} {{- ${ --- &a *a 😀 \uFEFF \u0000 \uE000 \ud83d true 1.5'.split(
    ' ',
  );
const texts = fc.array(fc.oneof(fc.constantFrom(...PIECES, ' ', '\n'), fc.string({ maxLength: 4 })), {
  maxLength: 40,
});

describe.each(LANGUAGES.map(([language, path]) => ({ language, path })))('$path', ({ language, path }) => {
  it('claims its own paths only', () => {
    for (const [other, otherPath] of LANGUAGES) expect(language.matches(otherPath)).toBe(other === language);
  });

  it('never throws and keeps every span inside the text', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join('');
        const summary = summariseConfig(language, path, text);
        expect(summary.length).toBe(text.length);
        for (const node of [
          ...summary.documents.flatMap((document) => [...spansOf(document)]),
          ...summary.errors,
        ]) {
          expect(node.start).toBeGreaterThanOrEqual(0);
          expect(node.end).toBeGreaterThanOrEqual(node.start);
          expect(node.end).toBeLessThanOrEqual(text.length);
        }
      }),
      // A comment without its end, which one parser counts as if it stood there.
      { numRuns: 300, examples: [[['[', '/', '*']]] },
    );
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats under test use this syntax
import { describe, expect, it } from 'vitest';
import { language } from '../../../../../server/src/languages/config/dotenv/language';
import { sourcesAt, summariseConfig, toPlain } from '../configTrees';

const read = (text: string) => summariseConfig(language, '.env', text);
const plain = (text: string) => toPlain(read(text).documents[0]);

describe('dotenv', () => {
  it('reads values as text, with and without quotes', () => {
    const text = `A=1\nexport B = "two words" # note\nC='single #not'\nD=a b # c\nE=x#y\nF=\nG=\`tick\`\nH=#\n`;
    expect(plain(text)).toEqual({
      A: '1',
      B: 'two words',
      C: 'single #not',
      D: 'a b',
      E: 'x#y',
      F: '',
      G: 'tick',
      H: '',
    });
    expect(sourcesAt(read(text), text, 'B')).toEqual(['two words']);
    expect(sourcesAt(read(text), text, 'D')).toEqual(['a b']);
  });

  it('reads quoted values over several lines', () => {
    const text = 'KEY="-----\r\nB=not\r\n-----"\r\nC="a\\nb\\"c"\r\n';
    expect(plain(text)).toEqual({ KEY: '-----\nB=not\n-----', C: 'a\nb"c' });
    expect(sourcesAt(read(text), text, 'KEY')).toEqual(['-----\r\nB=not\r\n-----']);
  });

  it('takes an unclosed quote for what it is', () => {
    expect(plain('A="open\nB=2\n')).toEqual({ A: '"open', B: '2' });
  });

  it('marks values that are filled in, except in single quotes', () => {
    expect(plain('A=${B}\nC=\'${B}\'\nD="x-${B}"\n')).toEqual({ A: '<${B}>', C: '${B}', D: '<x-${B}>' });
  });

  it('reads comments, CRLF, emoji and a byte order mark; reports other lines', () => {
    const text = '\uFEFFA=😀\r\n  # airworthy: note\r\nnot an assignment\r\nB="x" # airworthy too\r\n';
    const summary = read(text);
    expect(plain(text)).toEqual({ A: '😀', B: 'x' });
    expect(summary.comments.map((comment) => comment.text)).toEqual(['# airworthy: note', '# airworthy too']);
    expect(summary.errors).toHaveLength(1);
    const [map] = summary.documents;
    const keys =
      map?.kind === 'map' ? map.entries.map((e) => text.slice(e.keySpan.start, e.keySpan.end)) : [];
    expect(keys).toEqual(['A', 'B']);
  });
});

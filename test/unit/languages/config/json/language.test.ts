// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats under test use this syntax
import { describe, expect, it } from 'vitest';
import { find } from '../../../../../server/src/languages/config/configPath';
import { language } from '../../../../../server/src/languages/config/json/language';
import { sourcesAt, summariseConfig, toPlain } from '../configTrees';

const read = (text: string) => summariseConfig(language, 'a.json', text);

describe('json', () => {
  it('reads values with comments and trailing commas', () => {
    const text =
      '{\r\n  // airworthy-ignore x: y\r\n  "😀": [1, true, null, "s",], /* c */\r\n  "b": {"c": -1.5e3},\r\n}';
    const summary = read(text);
    expect(summary.errors).toEqual([]);
    expect(toPlain(summary.documents[0])).toEqual({ '😀': [1, true, null, 's'], b: { c: -1500 } });
    expect(sourcesAt(summary, text, 'b.c')).toEqual(['-1.5e3']);
    expect(summary.comments).toEqual([{ text: '// airworthy-ignore x: y', span: { start: 5, end: 29 } }]);
  });

  it('tolerates a byte order mark and an empty file', () => {
    const text = '\uFEFF{"a": 1}';
    expect(sourcesAt(read(text), text, 'a')).toEqual(['1']);
    expect(read('').documents).toEqual([]);
  });

  it('keeps what parsed of a broken file', () => {
    const summary = read('{"a": 1, "b": {"c": 2, "d"');
    expect(summary.errors.length).toBeGreaterThan(0);
    expect(toPlain(summary.documents[0])).toEqual({ a: 1, b: { c: 2, d: null } });
  });

  it('marks values that are filled in later', () => {
    expect(find(read('{"key": "${API_KEY}"}').documents[0]!, 'key').unknown).toBe(true);
  });

  it('bounds depth', () => {
    expect(read('['.repeat(100_000)).errors[0]?.message).toBe('nested too deeply');
    expect(read('{"a":'.repeat(100_000)).documents).toEqual([]);
    expect(find(read(`${'['.repeat(150)}1${']'.repeat(150)}`).documents[0]!, '[0]'.repeat(120)).unknown).toBe(
      true,
    );
    expect(toPlain(read(JSON.stringify({ a: '['.repeat(1000) })).documents[0])).toEqual({
      a: '['.repeat(1000),
    });
  });
});

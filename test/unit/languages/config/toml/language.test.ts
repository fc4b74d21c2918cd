// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats under test use this syntax
import { describe, expect, it } from 'vitest';
import { find } from '../../../../../server/src/languages/config/configPath';
import { language } from '../../../../../server/src/languages/config/toml/language';
import { sourcesAt, summariseConfig, toPlain } from '../configTrees';

const read = (text: string) => summariseConfig(language, 'a.toml', text);
const plain = (text: string) => toPlain(read(text).documents[0]);

describe('toml', () => {
  it('reads tables, arrays of tables, dotted keys and inline tables', () => {
    const text = `top = "x"
[tool.poetry]
name = 'app'
deps = { a = ">=1", b = [1, 2.5, true] }
a.b = 1_000
[[source]]
url = "u1"
[[source]]
url = "u2"
[source.extra]
when = 2026-01-02
[tool]
late = false
`;
    expect(plain(text)).toEqual({
      top: 'x',
      tool: { poetry: { name: 'app', deps: { a: '>=1', b: [1, 2.5, true] }, a: { b: 1000 } }, late: false },
      source: [{ url: 'u1' }, { url: 'u2', extra: { when: '2026-01-02' } }],
    });
    expect(sourcesAt(read(text), text, 'tool.poetry.deps.a')).toEqual(['">=1"']);
  });

  it('keeps UTF-16 offsets with CRLF, emoji and a byte order mark', () => {
    const text = '\uFEFF# airworthy 😀\r\na = "😀"\r\nb = """\r\n[not]\r\n"""\r\n';
    const summary = read(text);
    expect(summary.errors).toEqual([]);
    expect(sourcesAt(summary, text, 'a')).toEqual(['"😀"']);
    expect(summary.comments.map((comment) => comment.text)).toEqual(['# airworthy 😀']);
  });

  it('reads a broken file line by line and says so', () => {
    const text = `[project]
name = "app" # here
version =
"quoted.key" = 'v'
flag = true
count = 3
deps = [
  "a",
text = """
[inside]
"""
[[tool.x]]
# airworthy note
id = "\${ID}"
`;
    const summary = read(text);
    expect(summary.lineByLine).toBe(true);
    expect(summary.errors[0]?.message).toContain('line by line');
    expect(plain(text)).toMatchObject({
      project: { name: 'app', 'quoted.key': 'v', flag: true, count: 3 },
      tool: { x: [{ id: '<${ID}>' }] },
    });
    expect(find(summary.documents[0]!, 'project.deps').unknown).toBe(true);
    expect(find(summary.documents[0]!, 'inside').nodes).toEqual([]);
    expect(sourcesAt(summary, text, 'project.name')).toEqual(['"app"']);
    expect(summary.comments.map((comment) => comment.text)).toEqual(['# airworthy note']);
  });

  it('bounds depth', () => {
    expect(read(`a = ${'['.repeat(100_000)}`).lineByLine).toBe(true);
    expect(plain('')).toEqual({});
  });
});

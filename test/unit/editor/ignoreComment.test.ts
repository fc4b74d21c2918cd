import { describe, expect, it } from 'vitest';
import { ignoreComment } from '../../../server/src/editor/ignoreComment';

/** The text with the comment above the line of `^`, which is taken out; undefined if refused. */
async function ignored(path: string, marked: string): Promise<string | undefined> {
  const offset = marked.indexOf('^');
  const text = marked.replace('^', '');
  const comment = await ignoreComment(path, text, offset, 'some-rule');
  return (
    comment &&
    `${text.slice(0, comment.offset)}${comment.before}R${comment.after}${text.slice(comment.offset)}`
  );
}

describe('ignoreComment', () => {
  it('stands above the line, indented like it, with the line ends of the file', async () => {
    expect(await ignored('a.ts', 'f({\r\n\t^x: 1,\r\n});')).toBe(
      'f({\r\n\t// airworthy-ignore-next-line some-rule: R\r\n\tx: 1,\r\n});',
    );
    expect(await ignored('a.py', '# 😀\nf(\n    ^1)')).toBe(
      '# 😀\nf(\n    # airworthy-ignore-next-line some-rule: R\n    1)',
    );
  });

  it('is written in the comments of each format', async () => {
    const expected = '# airworthy-ignore-next-line some-rule: R\n';
    for (const path of ['a.yaml', 'a.toml', 'Dockerfile', '.env', 'requirements.txt'])
      expect(await ignored(path, path === 'Dockerfile' ? '^FROM x\n' : '^a=1\n'), path).toContain(expected);
    expect(await ignored('tsconfig.json', '{\n  ^"a": 1\n}')).toContain('  // airworthy');
  });

  it('finds its way between tags', async () => {
    const jsx = '<div>\n  ^text\n</div>';
    expect(await ignored('a.tsx', `const a = ${jsx};`)).toContain(
      '\n  {/* airworthy-ignore-next-line some-rule: R */}\n',
    );
  });

  it('is refused inside texts of several lines, in JSON and in files of no known language', async () => {
    expect(await ignored('a.ts', 'const a = `\n^b`;')).toBeUndefined();
    expect(await ignored('a.py', 'a = """\n^b"""')).toBeUndefined();
    expect(await ignored('package.json', '{\n^"a": 1}')).toBeUndefined();
    expect(await ignored('notes.md', '^a')).toBeUndefined();
  });

  it('stands in a text that does not parse, as long as it makes nothing worse', async () => {
    expect(await ignored('a.ts', 'const = ;\n^f(1);')).toContain('\n// airworthy');
  });
});

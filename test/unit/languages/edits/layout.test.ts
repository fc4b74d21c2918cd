import { describe, expect, it } from 'vitest';
import { indentUnit } from '../../../../server/src/languages/edits/layout';
import { commentedStart } from '../../../../server/src/languages/edits/trivia';

describe('indentUnit', () => {
  it.each<[string, string, string]>([
    [
      'is that of blocks, not of a text inside',
      'def a():\n    """Does:\n      - x\n      - y\n  odd\n    """\n    if x:\n        return 1\n',
      '    ',
    ],
    ['is that of most blocks', 'a:\n  b\nif x:\n    c\nif y:\n    d\n', '    '],
    ['knows tabs', 'if (a) {\n\tb();\n}\n', '\t'],
    ['knows two blanks, CRLF kept', 'if (a) {\r\n  b({\r\n    c,\r\n  });\r\n}\r\n', '  '],
    ['is the narrowest where no line opens a block', 'foo\n   bar\n     baz\n', '   '],
    ['falls back where nothing is indented', 'a\nb\n', '~~'],
    ['does not take the margin of a comment', '/**\n * a:\n * b\n */\nif (x) {\n    y();\n}\n', '    '],
  ])('%s', (_what, text, unit) => {
    expect(indentUnit(text, '~~')).toBe(unit);
  });
});

describe('commentedStart', () => {
  const startOf = (text: string, comments: 'slash' | 'hash' = 'slash'): string => {
    const to = text.indexOf('target');
    return text.slice(commentedStart(text, 0, to, comments), to);
  };

  it.each<[string, string]>([
    ['x();\n\n// one\n// two\ntarget', '// one\n// two\ntarget'],
    ['x(); // of x\ntarget', 'target'],
    ['x();\n// of x or a heading\n\ntarget', 'target'],
    ['x();\n\n/**\n * a\n *\n\n * b\n */\nexport target', '/**\n * a\n *\n\n * b\n */\nexport target'],
    ["const url = 'https://a.b';\n// one\ntarget", '// one\ntarget'],
    ['// head\n\n// one\ntarget', '// one\ntarget'],
    ['target', 'target'],
  ])('%j', (text, expected) => {
    expect(startOf(text)).toBe(expected.slice(0, expected.indexOf('target')));
    const crlf = startOf(text.replaceAll('\n', '\r\n'));
    expect(crlf).toBe(expected.slice(0, expected.indexOf('target')).replaceAll('\n', '\r\n'));
  });

  it('knows comments of Python', () => {
    expect(startOf('x = 1  # of x\n# one\ntarget', 'hash')).toBe('# one\n');
  });
});

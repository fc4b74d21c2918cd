// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source text under test.
import { describe, expect, test } from 'vitest';
import { read } from './show';

function value(expression: string): string {
  const source = read(`const v = ${expression}`, 'file.ts');
  return source.show(source.value());
}

describe('constants', () => {
  test.each([
    ['60_000', '60000'],
    ['0x10', '16'],
    ['-1', '-1'],
    ['- (5)', '-5'],
    ['30 * 1000', '30000'],
    ['2 ** 3 + 1', '9'],
    ['10n', '10'],
    ['undefined', 'null'],
    ['null', 'null'],
    ['!true', 'false'],
    ['\'a\' + "b" + 1', '"ab1"'],
    ['`plain`', '"plain"'],
    ["`a${'b'}c${1}`", '"abc1"'],
    ["'\\u{1F6EB}'", '"🛫"'],
  ])('%s is %s', (expression, shown) => expect(value(expression)).toBe(shown));

  test('what is not finite is not a constant', () => {
    expect(value('1 / 0')).toBe('(/ 1 0)');
    expect(value('1e999')).toBe('?number out of range');
    expect(value('Infinity')).toBe('Infinity');
  });
});

describe('environment', () => {
  test.each([
    ['process.env.KEY', 'env KEY'],
    ["process.env['KEY']", 'env KEY'],
    ['process.env.KEY!', 'env KEY'],
    ['process?.env?.KEY', 'env KEY'],
    ['globalThis.process.env.KEY', 'env KEY'],
    ['import.meta.env.VITE_KEY', 'env VITE_KEY'],
    ['Bun.env.KEY', 'env KEY'],
    ["Deno.env.get('KEY')", 'env KEY'],
    ["process.env.KEY ?? 'd'", 'nullish(env KEY | "d")'],
    ['(process.env as Env).KEY', 'env KEY'],
    ['process.env[name]', 'process.env[name]'],
    ['other.env.KEY', 'other.env.KEY'],
    ['process.env', 'process.env'],
  ])('%s is %s', (expression, shown) => expect(value(expression)).toBe(shown));

  test('destructuring gives one read per name', () => {
    const { body, summary } = read(
      "const { A, B: b = f('d'), ...rest } = process.env; let { C } = import.meta.env;",
    );
    expect(body()).toEqual([
      'const A = env A',
      `const b = env B or f("d")`,
      'const rest = process.env',
      'let C = env C',
    ]);
    expect(summary.calls).toHaveLength(1);
  });
});

describe('choices and operations', () => {
  test.each([
    ['a ? b : c', 'ternary(a ? b | c)'],
    ['a || b || c', 'truthy(a | b | c)'],
    ['a ?? b', 'nullish(a | b)'],
    ['a && b', '(&& a b)'],
    ['a === b', '(== a b)'],
    ['a !== b', '(!= a b)'],
    ['!a', '(! a)'],
    ['typeof a', '(typeof a)'],
    ['a + b + 1', '(+ (+ a b) 1)'],
    ['x as const', 'x'],
    ['({ a: 1 } satisfies T)', '{a: 1}'],
    ['<T>x', 'x'],
    ['/ab+/g', '?regular expression'],
  ])('%s is %s', (expression, shown) => expect(value(expression)).toBe(shown));
});

describe('members, objects and lists', () => {
  test.each([
    ['a.b?.c', 'a.b?.c'],
    ["a['b']", 'a["b"]'],
    ['this.x', 'this.x'],
    ['super.x', 'super.x'],
    ['import.meta.url', 'import.meta.url'],
    ["{ a: 1, 'b-c': 2, 3: x, d, ...e, [f]: 4, ['g']: 5 }", '{a: 1, b-c: 2, 3: x, d, ...e, [f]: 4, g: 5}'],
    ['{ m() {}, get n() { return 1 } }', '{m: function#m, n: ?getter<function#n>}'],
    ['[1, ...b, , c]', '[1, ...b, null, c]'],
    ['`a${b}c`', '`a${b}c`'],
    ["`a${'b'}${c}`", '`ab${c}`'],
  ])('%s is %s', (expression, shown) => expect(value(expression)).toBe(shown));

  test('spans are exact, in UTF-16, after an emoji and CRLF', () => {
    const { value: valueNamed, slice } = read("const s = '🛫';\r\nconst v = { key: client.chat };");
    const object = valueNamed();
    if (object.kind !== 'object') throw new Error('not an object');
    const entry = object.entries[0]!;
    if (entry.kind !== 'property' || entry.value.kind !== 'member') throw new Error('not a member');
    expect(slice(object)).toBe('{ key: client.chat }');
    expect(slice(entry.keySpan)).toBe('key');
    expect(slice(entry.value)).toBe('client.chat');
    expect(slice(entry.value.propertySpan)).toBe('chat');
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source text under test.
import { describe, expect, test } from 'vitest';
import { read } from './show';

function calls(text: string, path?: string): string[] {
  const { summary, showCall } = read(text, path);
  return summary.calls.map(showCall);
}

describe('calls', () => {
  test('every form, inner calls first', () => {
    expect(calls('await a.b(c(), ...d); new E; new F(1); g?.(2); sql`x ${h()}`;')).toEqual([
      'c()',
      'await a.b(c(), ...d)',
      'new E()',
      'new F(1)',
      'g(2)',
      'h()',
      'tagged sql(`x ${h()}`)',
    ]);
  });

  test('await looks through parentheses, but only at the call itself', () => {
    expect(calls('await (f() as T); await Promise.all([g()]);')).toEqual([
      'await f()',
      'g()',
      'await Promise.all([g()])',
    ]);
  });

  test('spans of callee and arguments', () => {
    const { summary, slice } = read("client.chat.create( { a: 1 } , b); new X; a['b'](1); (f)(2);");
    expect(summary.calls.map((call) => [slice(call.calleeSpan), slice(call.argumentsSpan)])).toEqual([
      ['create', '( { a: 1 } , b)'],
      ['X', ''],
      ["'b'", '(1)'],
      ['f', '(2)'],
    ]);
    expect(summary.calls[0]!.arguments.map(slice)).toEqual(['{ a: 1 }', 'b']);
    expect(summary.calls[1]!.argumentsSpan).toEqual({ start: 40, end: 40 });
  });

  test('calls in closures belong to the closure', () => {
    const { summary } = read('function f() { a(); return () => { b(); }; } c();');
    const names = summary.calls.map((call) => summary.functions[call.function]!.name || call.function);
    expect(names).toEqual(['f', 2, 0]);
  });

  test('a call in the middle of being typed', () => {
    const { summary, slice } = read('foo(a, \nconst b = bar(1);');
    expect(summary.calls.some((call) => slice(call.calleeSpan) === 'foo')).toBe(true);
    expect(calls('const x = client.\nfoo(1);')).toEqual(['client.foo(1)']);
    expect(calls('new OpenAI({ apiKey: ')).toEqual([
      'new OpenAI({apiKey: ?missing, ...?syntax error}, ...?syntax error)',
    ]);
  });

  test('what is not closed may hold more; what stands around and beside it is whole', () => {
    expect(calls('f(\nconst y = g({ c: 3 });\n')).toContain('g({c: 3})');
    expect(calls('f({ a: 1 }')).toEqual(['f({a: 1, ...?syntax error}, ...?syntax error)']);
    expect(calls('app.post(() => { f({ a: }); return g({ b: 2 }); }, { c: 3 });')).toEqual([
      'f({a: ?missing, ...?syntax error}, ...?syntax error)',
      'g({b: 2})',
      expect.not.stringContaining('syntax error'),
    ]);
    expect(calls('f({ a: 1 }); g({ b: 2 });\nconst = ;')).toEqual(['f({a: 1})', 'g({b: 2})']);
  });

  test('long chains are read to their start', () => {
    const chain = `z${'.a()'.repeat(100)}`;
    expect(calls(chain)).toHaveLength(100);
    expect(read(chain).show(read(chain).summary.calls[0]!.callee)).toBe('z.a');
  });
});

describe('JSX', () => {
  test('elements are calls of their component', () => {
    expect(calls('const v = <Chat id="a" open {...p} on={() => go()}> hi  you {x} </Chat>;')).toEqual([
      'go()',
      'jsx Chat({id: "a", open: true, ...p, on: function#on, children: ["hi you", x]})',
    ]);
  });

  test('members, intrinsic elements and fragments', () => {
    const { show, value, summary, slice } = read(
      'const v = <><Ui.Item a-b="1" /><div>{/* note */}</div></>;',
    );
    expect(show(value())).toBe('[jsx Ui.Item({a-b: "1"}), jsx div({})]');
    expect(summary.calls.map((call) => slice(call.calleeSpan))).toEqual(['Item', 'div']);
    expect(summary.calls.map((call) => slice(call.argumentsSpan))).toEqual([' a-b="1"', '']);
  });

  test('an unclosed element still gives its attributes', () => {
    expect(calls('const v = <Chat api="/x" >\n').join()).toContain('api: "/x"');
  });

  test('plain .js files may hold JSX', () => {
    expect(calls('export const v = () => <A/>;', 'a.js')).toEqual(['jsx A({})']);
  });
});

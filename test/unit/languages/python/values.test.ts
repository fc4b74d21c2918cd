import { describe, expect, it } from 'vitest';
import { bare, bareValueOf, constant, member, readValue, reference, summarised } from './summarised';

describe('constants', () => {
  it.each([
    ['60_000', 60000],
    ['0x10', 16],
    ['1e3', 1000],
    ['-2.5', -2.5],
    ['60 * 5', 300],
    ['True', true],
    ['None', null],
    ['"a" "b"', 'ab'],
    ['"a" + "b" + f"c"', 'abc'],
    ["'it\\'s\\n\\x41'", "it's\nA"],
    ['r"\\n"', '\\n'],
    ['"""a\r\nb"""', 'a\nb'],
    ['f"{{}}"', '{}'],
    ['""', ''],
    ['"\\U0001F600"', '😀'],
  ])('reads %s', async (text, value) => {
    expect(await bareValueOf(text)).toEqual(constant(value));
  });

  it('does not fold what Python does otherwise', async () => {
    expect(await bareValueOf('1 / 0')).toMatchObject({ kind: 'operation', operator: '/' });
    expect(await bareValueOf('2j')).toMatchObject({ kind: 'unknown' });
  });
});

describe('text', () => {
  it('keeps the plain pieces of an f-string', async () => {
    const parts = ['a', reference('b'), 'c'];
    expect(await bareValueOf('f"a{b!r:>{w}}c"')).toEqual({ kind: 'template', parts });
    expect(await bareValueOf('"a" f"{b}" "c"')).toEqual({ kind: 'template', parts });
    expect(await bareValueOf('"a" + f"{b}c"')).toEqual({ kind: 'template', parts });
  });

  it('folds an f-string of constants and writes out a debug expression', async () => {
    expect(await bareValueOf('f"a{\'b\'}"')).toEqual(constant('ab'));
    expect(await bareValueOf('f"{b=}"')).toEqual({ kind: 'template', parts: ['b=', reference('b')] });
  });

  it('sees calls inside f-strings and their format specifiers', async () => {
    const { calls } = await summarised('f"{a()}{b:{c()}}"\n');
    expect(calls.map((call) => bare(call.callee))).toEqual([reference('a'), reference('c')]);
  });

  it('counts offsets in UTF-16 code units', async () => {
    const text = 'a = "😀é"\r\nb = call("😀", key=1)\r\n';
    const [call] = (await summarised(text)).calls;
    expect(text.slice(call!.start, call!.end)).toBe('call("😀", key=1)');
    expect(text.slice(call!.arguments[1]!.start, call!.arguments[1]!.end)).toBe('key=1');
  });
});

describe('operations', () => {
  it.each([
    ['not a', '!', ['a']],
    ['a and b', '&&', ['a', 'b']],
    ['a is b', '==', ['a', 'b']],
    ['a is not b', '!=', ['a', 'b']],
    ['a not in b', '!in', ['a', 'b']],
    ['a in b', 'in', ['a', 'b']],
    ['a | b', '|', ['a', 'b']],
    ['-a', '-', ['a']],
  ])('normalises %s', async (text, operator, names) => {
    expect(await bareValueOf(text)).toEqual({ kind: 'operation', operator, operands: names.map(reference) });
  });

  it('splits a chained comparison', async () => {
    const comparison = (operator: string, a: string, b: string) => ({
      kind: 'operation',
      operator,
      operands: [reference(a), reference(b)],
    });
    expect(await bareValueOf('a < b <= c')).toEqual({
      kind: 'operation',
      operator: '&&',
      operands: [comparison('<', 'a', 'b'), comparison('<=', 'b', 'c')],
    });
  });

  it('reads choices', async () => {
    expect(await bareValueOf('a or b or 3')).toEqual({
      kind: 'oneOf',
      choice: 'truthy',
      options: [reference('a'), reference('b'), constant(3)],
    });
    expect(await bareValueOf('a if c else b')).toEqual({
      kind: 'oneOf',
      choice: 'ternary',
      options: [reference('a'), reference('b')],
      condition: reference('c'),
    });
  });
});

describe('collections', () => {
  it('reads dicts with string keys, other keys and spreads', async () => {
    expect(await bareValueOf('{"a": 1, b: 2, **c}')).toEqual({
      kind: 'object',
      entries: [
        { kind: 'property', key: 'a', value: constant(1) },
        { kind: 'computed', key: reference('b'), value: constant(2) },
        { kind: 'spread', value: reference('c') },
      ],
    });
  });

  it('takes dict() with keywords for a dict, unless the name is another', async () => {
    const entries = [
      { kind: 'property', key: 'a', value: constant(1) },
      { kind: 'spread', value: reference('c') },
    ];
    expect(await bareValueOf('dict(a=1, **c)')).toEqual({ kind: 'object', entries });
    expect(await bareValueOf('dict(pairs, a=1)')).toMatchObject({ kind: 'call' });
    expect(await bareValueOf('dict(a=1)', 'from m import dict\n')).toMatchObject({ kind: 'call' });
  });

  it.each(['[a, *b]', '(a, *b)', '{a, *b}', 'a, *b'])('reads %s as a list', async (text) => {
    expect(await bareValueOf(text)).toEqual({
      kind: 'list',
      items: [
        { value: reference('a'), spread: false },
        { value: reference('b'), spread: true },
      ],
    });
  });

  it('knows nothing of comprehension variables, but sees the calls', async () => {
    const summary = await summarised('x = [f(t, y) for t in g() if h(t)]\n');
    expect(summary.calls.map((call) => bare(call.callee))).toEqual(['g', 'h', 'f'].map(reference));
    expect(bare(summary.calls[2]!.arguments)).toEqual([
      { value: { kind: 'unknown', why: 'comprehension variable' } },
      { value: reference('y') },
    ]);
  });

  it('reads subscripts and slices', async () => {
    expect(await bareValueOf('a["k"]')).toEqual({
      kind: 'index',
      object: reference('a'),
      index: constant('k'),
    });
    expect(await bareValueOf('a[1:b]')).toMatchObject({ index: { kind: 'unknown', why: 'slice' } });
    expect(await bareValueOf('a[1, b]')).toMatchObject({ index: { kind: 'list' } });
  });
});

describe('other forms', () => {
  it('gives a walrus its value and an assignment before the statement', async () => {
    const { functions } = await summarised('if (n := f()) > 1:\n    g(n)\n');
    expect(functions[0]!.body.map((each) => each.kind)).toEqual(['assign', 'if']);
    expect(bare(functions[0]!.body[0])).toMatchObject({
      target: { kind: 'name', name: 'n' },
      value: { kind: 'call' },
    });
  });

  it('looks through await and parentheses', async () => {
    const summary = await summarised('async def f():\n    x = await (client.run())\n    y = other()\n');
    expect(summary.calls.map((call) => call.awaited)).toEqual([true, false]);
  });

  it('names lambdas after what they are stored under', async () => {
    const { functions } = await summarised('f = lambda a, *b: a\nd = {"key": lambda: 1}\ng(lambda: 2)\n');
    expect(functions.slice(1).map((each) => each.name)).toEqual(['f', 'key', '']);
    expect(bare(functions[1]!.body)).toEqual([{ kind: 'return', value: reference('a') }]);
  });

  it('gives unknown for what is nested too deep', async () => {
    const deep = `${'['.repeat(3000)}1${']'.repeat(3000)}`;
    const summary = await summarised(`x = ${deep}\ny = f()\n`);
    expect(summary.calls).toHaveLength(1);
    expect(summary.functions[0]!.body).toHaveLength(2);
  });

  it('spans exactly what a member is', async () => {
    const value = await readValue('client.chat');
    expect(value).toMatchObject({ start: 4, end: 15, propertySpan: { start: 11, end: 15 } });
    expect(bare(value)).toEqual(member(reference('client'), 'chat'));
  });
});

import { describe, expect, it } from 'vitest';
import { bare, bareValueOf, callOf, constant, member, reference, summarised } from './summarised';

describe('call sites', () => {
  it('keeps names, spreads and spans of arguments', async () => {
    const text = 'r = client.messages.create(m, *rest, max_tokens=5, **extra)\n';
    const call = callOf(await summarised(text), text, 'create');
    expect(bare(call.callee)).toEqual(member(member(reference('client'), 'messages'), 'create'));
    expect(bare(call.arguments)).toEqual([
      { value: reference('m') },
      { value: reference('rest'), spread: 'positional' },
      { value: constant(5), name: 'max_tokens' },
      { value: reference('extra'), spread: 'keyword' },
    ]);
    const {
      argumentsSpan,
      arguments: [, , cap],
    } = call;
    expect(text.slice(argumentsSpan.start, argumentsSpan.end)).toBe('(m, *rest, max_tokens=5, **extra)');
    expect(text.slice(cap!.nameSpan!.start, cap!.nameSpan!.end)).toBe('max_tokens');
  });

  it('reads a generator as the only argument', async () => {
    const text = 'any(f(x) for x in xs)\n';
    const call = callOf(await summarised(text), text, 'any');
    expect(bare(call.arguments)).toMatchObject([{ value: { kind: 'unknown', why: 'comprehension' } }]);
    expect(text.slice(call.argumentsSpan.start, call.argumentsSpan.end)).toBe('(f(x) for x in xs)');
  });

  it('places a call in its function', async () => {
    const { calls, functions } = await summarised('def f(a=g()):\n    h()\n');
    expect(calls.map((call) => functions[call.function]!.name)).toEqual(['', 'f']);
  });

  it('numbers calls by their place in the list', async () => {
    const { calls } = await summarised('a(b(c()), d()).e()\n');
    expect(calls.map((call) => call.id)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('environment reads', () => {
  it.each([
    ['os.environ["X"]', 'import os\n'],
    ['os.getenv("X")', 'import os\n'],
    ['system.environ.get("X")', 'import os as system\n'],
    ['environ["X"]', 'from os import environ\n'],
    ['env.get("X")', 'from os import environ as env\n'],
    ['getenv("X")', 'from os import getenv\n'],
    ['read("X")', 'from os import getenv as read\n'],
  ])('reads %s', async (text, imports) => {
    expect(await bareValueOf(text, imports)).toEqual({ kind: 'env', name: 'X' });
  });

  it('keeps the default', async () => {
    const fallback = constant('d');
    const env = { kind: 'env', name: 'X', fallback };
    expect(await bareValueOf('os.getenv("X", "d")')).toEqual(env);
    expect(await bareValueOf('os.getenv("X", default="d")')).toEqual(env);
    expect(await bareValueOf('os.environ.setdefault("X", "d")')).toEqual(env);
  });

  it.each([
    ['getenv("X")', ''],
    ['environ["X"]', 'from settings import environ\n'],
    ['os.getenv(name)', 'import os\n'],
    ['os.getenv("X")', 'import settings as os\n'],
    ['config.get("X")', ''],
  ])('does not take %s for one', async (text, imports) => {
    expect(await bareValueOf(text, imports)).not.toMatchObject({ kind: 'env' });
  });

  it('leaves an assignment to the environment an assignment', async () => {
    const { functions } = await summarised('import os\nos.environ["X"] = "1"\n');
    expect(bare(functions[0]!.body)).toMatchObject([
      { kind: 'assign', target: { kind: 'index', index: constant('X') } },
    ]);
  });
});

describe('calls that are other values', () => {
  it('reads importlib.import_module with a constant name as a module', async () => {
    expect(await bareValueOf('importlib.import_module("a.b")')).toEqual({ kind: 'module', module: 'a.b' });
    expect(await bareValueOf('import_module("a")', 'from importlib import import_module\n')).toMatchObject({
      module: 'a',
    });
    expect(await bareValueOf('importlib.import_module(name)')).toMatchObject({ kind: 'call' });
  });

  it('reads super() as the parent', async () => {
    const { calls } = await summarised('class A(B):\n    def f(self):\n        return super().f(1)\n');
    expect(bare(calls.map((call) => call.callee))).toEqual([member({ kind: 'self', parent: true }, 'f')]);
  });
});

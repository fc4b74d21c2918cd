import { describe, expect, test } from 'vitest';
import { read, showTarget } from './show';

describe('functions', () => {
  test('names come from declarations, variables, properties, methods and targets', () => {
    const { summary, slice } = read(
      'function a() {} const b = () => {}; const c = (async function inner() {}) as F; const d = { e: () => {}, f() {} }; g.h = function () {}; run(() => {}); const { i = () => {} } = x; <X onClick={() => {}} />',
    );
    expect(summary.functions.map(({ name }) => name)).toEqual([
      '',
      'a',
      'b',
      'inner',
      'e',
      'f',
      'h',
      '',
      'i',
      'onClick',
    ]);
    expect(summary.functions.map(({ nameSpan }) => (nameSpan ? slice(nameSpan) : '-')).slice(1)).toEqual([
      'a',
      'b',
      'inner',
      'e',
      'f',
      'h',
      '-',
      'i',
      'onClick',
    ]);
  });

  test('flags, parents and bodies', () => {
    const { summary, slice, body } = read(
      'async function* a() { const b = (x) => x + 1; }\nexport default () => ({});',
    );
    const [module, a, b, c] = summary.functions;
    expect(module).toMatchObject({ id: 0, parent: -1, start: 0, end: summary.length });
    expect(a).toMatchObject({ async: true, generator: true, parent: 0 });
    expect(b).toMatchObject({ async: false, generator: false, parent: 1 });
    expect([a, b, c].map((each) => slice(each!.bodySpan))).toEqual([
      ' const b = (x) => x + 1; ',
      'x + 1',
      '({})',
    ]);
    expect(body('b')).toEqual(['return (+ x 1)']);
  });

  test('parameters', () => {
    const { summary, show, slice } = read(
      'function f(this: T, a: string, b = g(), { c, d: [e] = [], ...rest }: Opts = {}, ...more: Item<A>[]) : Promise<void> {}',
    );
    const f = summary.functions[1]!;
    expect(
      f.parameters.map((each) => [
        each.name,
        each.form,
        each.pattern ? showTarget(each.pattern, summary) : '-',
        show(each.default),
        show(each.annotation),
      ]),
    ).toEqual([
      ['a', 'positional', '-', '-', 'string'],
      ['b', 'positional', '-', 'g()', '-'],
      ['', 'positional', '{c: c, d: {0: e} = [], ...rest: rest}', '{}', 'Opts'],
      ['more', 'rest', '-', '-', 'Array[Item[A]]'],
    ]);
    expect(show(f.returns)).toBe('Promise[void]');
    expect(slice(f.parameters[1]!)).toBe('b = g()');
    expect(summary.calls[0]!.function).toBe(1);
  });

  test('directives and documentation', () => {
    const { summary } = read(
      "'use client';\n/**\n * Sends a mail.\n * To anyone.\n * @param to whom\n */\nexport async function send(to) { 'use server'; go(); }\n/** Runs. */\nconst run = () => {};\n/* no */ function plain() {}",
    );
    expect(summary.directives).toEqual(['use client']);
    expect(summary.functions[0]!.directives).toEqual(['use client']);
    const [, send, run, plain] = summary.functions;
    expect(send).toMatchObject({ directives: ['use server'], doc: 'Sends a mail. To anyone.' });
    expect(send!.body).toHaveLength(1);
    expect(run!.doc).toBe('Runs.');
    expect(plain!.doc).toBeUndefined();
  });

  test('long documentation is cut', () => {
    expect(read(`/** ${'a'.repeat(500)} */ function f() {}`).summary.functions[1]!.doc).toHaveLength(200);
  });

  test('overloads have no body and are left out', () => {
    expect(read('function f(a: string); function f(a) {}', 'a.ts').summary.functions).toHaveLength(2);
  });
});

describe('annotations', () => {
  test.each([
    ['A', 'A'],
    ['a.b.C', 'a.b.C'],
    ['Promise<X>', 'Promise[X]'],
    ['Map<string, X>', 'Map[[string, X]]'],
    ['X[]', 'Array[X]'],
    ['readonly X[]', 'Array[X]'],
    ['A | null | "x" | -1', '(| A null "x" -1)'],
    ['A & B', '(& A B)'],
    ['typeof x.y', '(typeof x.y)'],
    ['{ a: string; b?: C }', '{a: string, b: C}'],
    ['[A, b: B]', '[A, B]'],
    ['A["b"]', 'A["b"]'],
    ['import("m").X<Y>', 'module(m).X[Y]'],
    ['undefined', 'null'],
    ['unknown', 'unknown'],
    ['keyof T', '(keyof T)'],
    ['() => void', '?FunctionType'],
    ['T extends U ? 1 : 2', '?ConditionalType'],
  ])('%s is %s', (annotation, shown) => {
    const { summary, show } = read(`function f(a: ${annotation}) {}`, 'a.ts');
    expect(show(summary.functions[1]!.parameters[0]!.annotation)).toBe(shown);
  });
});

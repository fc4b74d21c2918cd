import { describe, expect, test } from 'vitest';
import { read } from './show';

function body(text: string): string[] {
  return read(text, 'file.ts').body();
}

describe('declarations and assignments', () => {
  test('forms', () => {
    expect(body('const a = 1, b: T = c; let d; var e = f(); using g = h(); await using i = j();')).toEqual([
      'const a = 1',
      'const b: T = c',
      'let d',
      'let e = f()',
      'const g = h()',
      'const i = j()',
    ]);
  });

  test('patterns are one assignment', () => {
    expect(body('const { a, b: { c = 1 }, ["d"]: e, ...r } = x; const [f, , [g], ...h] = y;')).toEqual([
      'const {a: a, b: {c: c = 1}, d: e, ...r: r} = x',
      'const {0: f, 2: {0: g}, ...3: h} = y',
    ]);
    expect(body('({ a, b: c.d = 1, ...e } = x); [f, g[0]] = y;')).toEqual([
      '{a: a, b: c.d = 1, ...: e} = x',
      '{0: f, 1: g[0]} = y',
    ]);
  });

  test('operators, members and steps', () => {
    expect(body("a += 1; b.c ??= d; e['f'] = 2; n++; --m.n; process.env.X = 'y';")).toEqual([
      'a += 1',
      'b.c ??= d',
      'e["f"] = 2',
      'n += 1',
      'm.n -= 1',
      'process.env.X = "y"',
    ]);
  });

  test('an assignment inside an expression stands before it', () => {
    expect(body('a = b = f(); while ((x = next())) {} g(y = 1), h();')).toEqual([
      'b = f()',
      'a = f()',
      'while next() {x = next()}',
      'y = 1',
      'g(1)',
      'h()',
    ]);
  });

  test('an assignment under a condition stays under it', () => {
    expect(body('c && (a = 1); d ? (e = 1) : (e = 2);')).toEqual([
      'if c {a = 1} else {}',
      '(&& c 1)',
      'if d {e = 1} else {}',
      'if (! d) {e = 2} else {}',
      'ternary(d ? 1 | 2)',
    ]);
  });

  test('enums are constant objects', () => {
    expect(body("enum E { A, B = 5, C, D = 'd', F }")).toEqual([
      'const E = {A: 0, B: 5, C: 6, D: "d", F: ?enum member}',
    ]);
  });

  test('namespaces and blocks are read in place', () => {
    expect(body('namespace N { export const a = 1 } { f() }')).toEqual(['const a = 1', 'f()']);
  });
});

describe('control flow', () => {
  test('branches', () => {
    expect(body('if (a) b(); else if (c) { d() } else throw e;')).toEqual([
      'if a {b()} else {if c {d()} else {throw e}}',
    ]);
    expect(body('if (a = b()) c(); else if (d = e()) f();')).toEqual([
      'a = b()',
      'if b() {c()} else {d = e(); if e() {f()} else {}}',
    ]);
    expect(body('switch (x) { case 1: case 2: a(); break; case 3: b(); default: c() }')).toEqual([
      'switch x [1,2] {a(); break} [3] {b()} [] {c()}',
    ]);
    expect(body('switch (x) { case 1: default: a() }')).toEqual(['switch x [] {a()}']);
  });

  test('loops', () => {
    expect(body('while (true) { a(); if (b) break; } do c(); while (d); for (;;) {}')).toEqual([
      'while true {a(); if b {break} else {}}',
      'do-while d {c()}',
      'for {}',
    ]);
    expect(body('for (let i = 0; i < 5; i++) f(i);')).toEqual(['let i = 0', 'for (< i 5) {f(i); i += 1}']);
    expect(
      body(
        'for await (const { a } of s()) g(a); for (k in o) h(k); outer: for (const x of y) continue outer;',
      ),
    ).toEqual([
      'for-each {a: a} of s() {g(a)}',
      'for-each k of ?keys<o> {h(k)}',
      'for-each x of y {continue}',
    ]);
  });

  test('what a condition assigns happens in every round', () => {
    expect(body('while (n++ < 5) f(); do g(); while (--n); for (; (m = next()); ) h();')).toEqual([
      'while (< (++ n) 5) {n += 1; f()}',
      'do-while (-- n) {g(); n -= 1}',
      'for next() {m = next(); h()}',
    ]);
  });

  test('try, return, throw', () => {
    expect(body('try { a() } catch (e) { throw new E(e) } finally { b() } try { c() } catch { }')).toEqual([
      'try {a()} catch e{throw new E(e)} finally {b()}',
      'try {c()} catch {} finally {}',
    ]);
    expect(read('function f() { if (a) return; return yield* b; }').body('f')).toEqual([
      'if a {return} else {}',
      'return (* yield b)',
    ]);
    expect(read('function* f() { const x = yield 1; yield* g(); }').body('f')).toEqual([
      'const x = (yield 1)',
      '(yield* g())',
    ]);
  });

  test('functions and classes stand in order', () => {
    expect(body('a(); function f() {} class C {} b();')).toEqual(['a()', 'function f', 'class C', 'b()']);
  });
});

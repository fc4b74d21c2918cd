// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source text under test.
import { describe, expect, test } from 'vitest';
import { read } from './show';

function imports(text: string, path?: string): string[] {
  return read(text, path).summary.imports.map(
    ({ local, imported, module, typeOnly, function: owner }) =>
      `${typeOnly ? 'type ' : ''}${local} = ${module}#${imported}${owner === 0 ? '' : ` in ${owner}`}`,
  );
}

describe('ES imports', () => {
  test('default, named, renamed and namespace', () => {
    expect(imports("import a, { b, c as d, default as e } from 'm'; import * as ns from './n';")).toEqual([
      'a = m#default',
      'b = m#b',
      'd = m#c',
      'e = m#default',
      'ns = ./n#*',
    ]);
  });

  test('type-only, whole and inline', () => {
    expect(
      imports("import type { A } from 'm'; import { type B, c } from 'm'; import type D from 'd';"),
    ).toEqual(['type A = m#A', 'type B = m#B', 'c = m#c', 'type D = d#default']);
  });

  test('for the side effect', () => {
    expect(imports("import './polyfill';")).toEqual([' = ./polyfill#*']);
  });

  test('import equals', () => {
    expect(imports("import fs = require('fs'); import type T = require('t');", 'a.ts')).toEqual([
      'fs = fs#*',
      'type T = t#*',
    ]);
    expect(read('import x = A.B.C;', 'a.ts').body()).toEqual(['const x = A.B.C']);
  });

  test('the span is that of the binding', () => {
    const { summary, slice } = read("/* 🛫 */ import a, { b as c } from 'm';\r\nimport 'n';");
    expect(summary.imports.map(slice)).toEqual(['a', 'b as c', "import 'n';"]);
  });

  test('half-typed imports keep what is there', () => {
    expect(imports("import { a, } from 'm'\nimport { b from 'n'\nconst x = 1")).toContain('a = m#a');
    expect(imports('import x from')).toEqual([]);
  });
});

describe('modules loaded by a call', () => {
  test('plain bindings are imports and no assignments', () => {
    const text = "const a = require('m'); var {b, c: d} = require('n'); const {e} = await import('o');";
    expect(imports(text)).toEqual(['a = m#*', 'b = n#b', 'd = n#c', 'e = o#e']);
    expect(read(text).body()).toEqual([]);
  });

  test('inside a function they belong to it', () => {
    expect(imports("async function f() { const { x } = await import('m'); }")).toEqual(['x = m#x in 1']);
  });

  test('anything but a plain pattern is an assignment of a module', () => {
    const text =
      "const {a = 1} = require('m'); const {...b} = require('m'); let c = require('m'); const {d: {e}} = require('m');";
    expect(imports(text)).toEqual([]);
    expect(read(text).body()).toEqual([
      'const {a: a = 1} = module(m)',
      'const {...b: b} = module(m)',
      'let c = module(m)',
      'const {d: {e: e}} = module(m)',
    ]);
  });

  test('a member of a module, and a module in an expression', () => {
    expect(
      read("const x = require('m').default; f((await import('n')).y); lazy(() => import('o'));").body(),
    ).toEqual(['const x = module(m).default', 'f(module(n).y)', 'lazy(function#)']);
  });

  test('a name that is not constant stays a call', () => {
    const { summary, body } = read('const x = require(name); const y = await import(`./${lang}.json`);');
    expect(summary.imports).toEqual([]);
    expect(body()).toEqual(['const x = require(name)', 'const y = await import(`./${lang}.json`)']);
  });
});

import { describe, expect, test } from 'vitest';
import { read } from './show';

function exports(text: string, path?: string): string[] {
  const { summary, show } = read(text, path);
  return summary.exports.map(({ name, local, value, from }) => {
    const parts = [name];
    if (local !== undefined) parts.push(`local ${local}`);
    if (value) parts.push(`value ${show(value)}`);
    if (from) parts.push(`from ${from.module}#${from.imported}`);
    return parts.join(' ');
  });
}

describe('ES exports', () => {
  test('declarations', () => {
    expect(
      exports(
        'export const a = 1, b = 2; export function f() {} export class C {} export enum E { A } export type T = 1; export interface I {}',
      ),
    ).toEqual(['a local a', 'b local b', 'f local f', 'C local C', 'E local E', 'T local T', 'I local I']);
  });

  test('names in a pattern', () => {
    expect(exports('export const { GET, POST: post, ...rest } = handlers; export const [x] = y;')).toEqual([
      'GET local GET',
      'post local post',
      'rest local rest',
      'x local x',
    ]);
  });

  test('lists, renames and re-exports', () => {
    expect(
      exports(
        "export { a, b as c, d as default }; export { e, f as g } from 'm'; export * from 'n'; export * as ns from 'o';",
      ),
    ).toEqual([
      'a local a',
      'c local b',
      'default local d',
      'e from m#e',
      'g from m#f',
      '* from n#*',
      'ns from o#*',
    ]);
  });

  test('defaults', () => {
    expect(exports('export default new Agent({});')).toEqual(['default value new Agent({})']);
    expect(exports('export default agent;')).toEqual(['default value agent']);
    expect(exports('export default function f() {}')).toEqual(['default local f']);
    expect(exports('export default async function () {}')).toEqual(['default value function#']);
    expect(exports('export default class extends B {}')).toEqual(['default value class#']);
    expect(exports('export default class K {}')).toEqual(['default local K']);
  });

  test('overloads are one export', () => {
    expect(
      exports(
        'export function f(a: string): void; export function f(a: number): void; export function f() {}',
      ),
    ).toEqual(['f local f']);
  });

  test('exports of a namespace are not those of the module', () => {
    expect(exports('export namespace N { export const a = 1; }')).toEqual(['N local N']);
  });
});

describe('CommonJS exports', () => {
  test('single names', () => {
    expect(exports('exports.a = 1; module.exports.b = f; exports["c"] = 2;', 'x.js')).toEqual([
      'a value 1',
      'b value f',
      'c value 2',
    ]);
  });

  test('the whole module, with the names of an object', () => {
    expect(exports("module.exports = { a, b: 2, ...require('./n') };", 'x.cjs')).toEqual([
      'default value {a, b: 2, ...module(./n)}',
      'a value a',
      'b value 2',
      '* from ./n#*',
    ]);
    expect(exports("module.exports = require('./lib');", 'x.js')).toEqual([
      'default value module(./lib)',
      '* from ./lib#*',
    ]);
    expect(exports('export = Thing;', 'x.ts')).toEqual(['default value Thing']);
  });

  test('a function is named after the export, and inside functions nothing is exported', () => {
    const { summary } = read('exports.run = async () => {}; function f(exports) { exports.no = 1; }', 'x.js');
    expect(summary.exports.map(({ name }) => name)).toEqual(['run']);
    expect(summary.functions[1]).toMatchObject({ name: 'run', async: true });
  });
});

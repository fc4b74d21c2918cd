import { describe, expect, test } from 'vitest';
import { parse } from '../../../../server/src/languages/typescript/parse';

function errors(text: string, path = 'a.ts'): string[] {
  return parse(path, text)!.errors.map(({ start, end }) => `${start}-${end}`);
}

describe('parse', () => {
  test('correct text has no errors, with a byte order mark, a shebang or CRLF', () => {
    expect(errors('\uFEFFconst a = 1;\r\nconst b = 2;')).toEqual([]);
    expect(errors('#!/usr/bin/env node\nf();', 'a.mjs')).toEqual([]);
    expect(errors('')).toEqual([]);
  });

  test('errors are where the parser met them, never beyond the text', () => {
    expect(errors('const = 1;\n')).toEqual(['6-7', '8-9']);
    expect(errors('f(')).toEqual(['2-2']);
    expect(errors('"open')).toEqual(['5-5']);
  });

  test('types are accepted in JavaScript files, and JSX too', () => {
    expect(errors('const a: string = 1 as any;', 'a.js')).toEqual([]);
    expect(errors('const a = <b c="d"/>;', 'a.cjs')).toEqual([]);
    expect(errors('const a = <b c="d"/>;', 'a.JSX')).toEqual([]);
  });

  test('merge conflict markers are errors, the code around them is parsed', () => {
    const parsed = parse('a.ts', '<<<<<<< ours\nconst a = 1;\n=======\nconst b = 2;\n>>>>>>> theirs\nf();')!;
    expect(parsed.errors.length).toBeGreaterThan(0);
    expect(parsed.tree.statements.length).toBeGreaterThanOrEqual(2);
  });

  test('brackets beyond the stack give nothing', () => {
    expect(parse('a.ts', '['.repeat(100_000))).toBeUndefined();
  });

  test('calls of `async` nested deeply give nothing, quickly; async functions do not count', () => {
    expect(parse('a.ts', `${'async('.repeat(40)}1${')'.repeat(40)}`)).toBeUndefined();
    const nested = `${'f(async (x) => { '.repeat(40)}${'})'.repeat(40)}`;
    expect(errors(nested)).toEqual([]);
    expect(errors('const a = async (x) => x;\n'.repeat(50))).toEqual([]);
  });
});

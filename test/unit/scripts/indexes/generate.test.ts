// The generated lists of modules: what goes into them, and that those in the repository are current.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../scripts/editor/projectRoot';
import { generateIndexes } from '../../../../scripts/indexes/generate';
import type { IndexRow } from '../../../../scripts/indexes/rows';

const row: IndexRow = {
  folder: 'operators',
  glob: '**/*.ts',
  exportName: 'operator',
  listName: 'operators',
  type: { name: 'Operator', from: '../operator' },
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'airworthy-indexes-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function generated(): string {
  return readFileSync(path.join(root, 'operators/index.generated.ts'), 'utf8');
}

const generate = (rows: readonly IndexRow[] = [row]) => generateIndexes(root, { rows });
const check = (rows: readonly IndexRow[] = [row]) => generateIndexes(root, { check: true, rows });

describe('generateIndexes', () => {
  test('the lists of this repository are current (npm run indexes)', () => {
    expect(generateIndexes(projectRoot, { check: true })).toEqual([]);
  });

  test('lists modules in a stable order, below folders too, under names that are no reserved words', () => {
    put('operators/in.ts', 'export const operator = 1;');
    put('operators/exists.ts', 'export function operator() {}');
    put('operators/text/starts-with.ts', 'export const operator: Operator = {};');
    expect(generate()).toEqual(['operators/index.generated.ts']);
    expect(generated()).toContain("import type { Operator } from '../operator';");
    expect(generated()).toContain("import { operator as inOperator } from './in';");
    expect(generated()).toMatch(
      /= \[\n {2}existsOperator,\n {2}inOperator,\n {2}textStartsWithOperator,\n\];/,
    );
  });

  test('an empty folder gives an empty list, a missing one none', () => {
    mkdirSync(path.join(root, 'operators'));
    generate([row, { ...row, folder: 'nowhere' }]);
    expect(generated()).toContain('export const operators: readonly Operator[] = [];');
  });

  test('a current list is neither stale nor written again', () => {
    put('operators/is.ts', 'export const operator = 1;');
    generate();
    expect(check()).toEqual([]);
    expect(generate()).toEqual([]);
  });

  test('a checkout with CRLF line ends is not stale', () => {
    put('operators/is.ts', 'export const operator = 1;\r\n');
    generate();
    put('operators/index.generated.ts', generated().replaceAll('\n', '\r\n'));
    expect(check()).toEqual([]);
  });

  test('a module that came or went makes the list stale, and checking writes nothing', () => {
    put('operators/is.ts', 'export const operator = 1;');
    generate();
    const before = generated();
    put('operators/sum.ts', 'export const operator = 1;');
    expect(check()).toEqual(['operators/index.generated.ts']);
    expect(generated()).toBe(before);
    generate();
    rmSync(path.join(root, 'operators/is.ts'));
    expect(check()).toEqual(['operators/index.generated.ts']);
  });

  test('a module without the export is an error, or left out of a mixed folder', () => {
    put('operators/is.ts', '// export const operator is missing\nexport const operators = 1;');
    expect(() => generate()).toThrow('operators/is.ts does not export "operator"');
    generate([{ ...row, mixed: true }]);
    expect(generated()).toContain('= [];');
  });
});

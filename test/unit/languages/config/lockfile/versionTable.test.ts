import { expect, it } from 'vitest';
import { createVersionTable } from '../../../../../server/src/languages/config/lockfile/versionTable';
import { toPlain } from '../configTrees';

function table(...rows: [name: string, version: string, direct: boolean][]): unknown {
  const versions = createVersionTable();
  for (const [i, [name, version, direct]] of rows.entries()) {
    versions.add({
      name,
      version,
      direct,
      nameSpan: { start: i, end: i },
      versionSpan: { start: i, end: i + 1 },
    });
  }
  return toPlain(versions.toNode(100));
}

it('prefers direct versions, else keeps all', () => {
  expect(table(['a', '1', false], ['a', '2', true], ['a', '3', false])).toEqual({ a: '2' });
  expect(table(['a', '1', true], ['a', '2', true], ['a', '1', true])).toEqual({ a: ['1', '2'] });
  expect(table(['a', '1', false], ['a', '2', false])).toEqual({ a: ['1', '2'] });
  expect(table(['a', '1', false], ['a', '1', false])).toEqual({ a: '1' });
  expect(table()).toEqual({});
});

it('does not take package names for members of Object', () => {
  expect(table(['constructor', '1', false], ['hasOwnProperty', '2', false])).toEqual({
    constructor: '1',
    hasOwnProperty: '2',
  });
});

import { describe, expect, it } from 'vitest';
import { createTableTree } from '../../../../../server/src/languages/config/toml/tableTree';
import { toPlain } from '../configTrees';

const path = (...keys: string[]) => keys.map((key, i) => ({ key, span: { start: i, end: i + 1 } }));
const value = (text: string, end = 10) => ({ kind: 'scalar', value: text, start: end - 1, end }) as const;

describe('table tree', () => {
  it('opens tables in any order', () => {
    const tree = createTableTree();
    tree.open(path('a', 'b'), false);
    tree.set(path('x'), value('1'));
    tree.open(path('a'), false);
    tree.set(path('y', 'z'), value('2'));
    tree.open(path('a', 'b'), false);
    tree.set(path('w'), value('3'));
    expect(toPlain(tree.toNode(99))).toEqual({ a: { b: { x: '1', w: '3' }, y: { z: '2' } } });
  });

  it('adds to the last element of a list of tables', () => {
    const tree = createTableTree();
    tree.open(path('a'), true);
    tree.open(path('a'), true);
    tree.open(path('a', 'b'), false);
    tree.set(path('x'), value('1'));
    expect(toPlain(tree.toNode(99))).toEqual({ a: [{}, { b: { x: '1' } }] });
  });

  it('drops what contradicts what stands already', () => {
    const tree = createTableTree();
    tree.set(path('a'), value('1'));
    tree.open(path('a', 'b'), false);
    tree.set(path('x'), value('2'));
    tree.open(path('a'), true);
    tree.set(path('y'), value('3'));
    expect(toPlain(tree.toNode(99))).toEqual({ a: '1' });
  });

  it('does not take keys for members of Object, nor nest without bound', () => {
    const tree = createTableTree();
    tree.set(path('__proto__'), value('1'));
    tree.open(path('constructor'), false);
    tree.open(path(...Array(5000).fill('d')), false);
    tree.set(path('x'), value('2'));
    const node = tree.toNode(99);
    expect(node.kind === 'map' && node.entries.map((entry) => entry.key)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });

  it('spans a table from its header to its last value', () => {
    const tree = createTableTree();
    tree.open([{ key: 'a', span: { start: 5, end: 6 } }], false);
    tree.set([{ key: 'x', span: { start: 9, end: 10 } }], value('1', 20));
    const node = tree.toNode(30);
    expect(node).toMatchObject({ start: 0, end: 30 });
    expect(node.kind === 'map' && node.entries[0]?.value).toMatchObject({ start: 5, end: 20 });
  });
});

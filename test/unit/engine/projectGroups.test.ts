import { describe, expect, it } from 'vitest';
import { createGroups, sameGroups } from '../../../server/src/engine/projectGroups';

const projectOf = (path: string): string => path.slice(0, path.indexOf('/'));

describe('groups of projects', () => {
  it('join what imports each other, over any number of steps and in any order', () => {
    const ties: [string, string][] = [
      ['c/x.ts', 'd/x.ts'],
      ['a/x.ts', 'b/x.ts'],
      ['b/y.ts', 'c/y.ts'],
    ];
    for (const order of [ties, [...ties].reverse()]) {
      const groupOf = createGroups(order, projectOf);
      expect(new Set(['a/1.ts', 'b/2.ts', 'c/3.ts', 'd/4.ts'].map(groupOf))).toEqual(new Set(['a']));
      expect(groupOf('e/1.ts')).toBe('e');
    }
  });

  it('are the same where they put the same files together', () => {
    const one = createGroups([['a/x.ts', 'b/x.ts']], projectOf);
    const other = createGroups([['b/x.ts', 'a/y.ts']], projectOf);
    const apart = createGroups([['a/x.ts', 'a/y.ts']], projectOf);
    expect(sameGroups(one, other, ['a/x.ts', 'b/x.ts', 'c/x.ts'])).toBe(true);
    expect(sameGroups(one, apart, ['a/x.ts', 'b/x.ts'])).toBe(false);
  });
});

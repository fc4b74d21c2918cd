// The words by which package.json decides which actions a node of the checklist has.
import type { ChecklistNode } from '../../server/src/protocol/children';

/** `finding fixable explainable`; matched with regular expressions in `when` clauses. */
export function contextOf({ kind, fixes, item }: ChecklistNode): string {
  const words: string[] = [kind];
  if (fixes && fixes.length > 0) words.push('fixable');
  if (item !== undefined && (kind === 'item' || kind === 'facet' || kind === 'finding'))
    words.push('explainable');
  return words.join(' ');
}

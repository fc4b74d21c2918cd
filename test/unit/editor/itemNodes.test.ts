import { describe, expect, it } from 'vitest';
import type { ItemResult, ItemStatus } from '../../../server/src/checklist/status/status';
import { groupNodes } from '../../../server/src/editor/itemNodes';
import type { TreeInput } from '../../../server/src/editor/treeNodes';

/** The groups by category of a root whose cost items have these statuses. */
function groups(...statuses: ItemStatus[]) {
  const items = statuses.map((status, at): ItemResult => {
    return {
      id: `cost/${at}`,
      title: '',
      category: 'cost',
      status,
      facets: [],
      subjects: 0,
      findings: [],
      note: '',
    };
  });
  const input = { root: { uri: 'file:///ws' }, analysis: { items } } as unknown as TreeInput;
  return groupNodes(input, 'category');
}

describe('the node of a category', () => {
  it('says first what is worst, and counts proved and attested as met', () => {
    const [node] = groups('passing', 'attested', 'missing', 'failing', 'unknown', 'failing');
    expect(node?.description).toBe('2 failing · 1 missing · 1 unknown · 2 met');
  });

  it('leaves what is not asked for to the tooltip', () => {
    const [node] = groups('not-applicable', 'not-checked', 'waived', 'passing');
    expect(node).toMatchObject({
      description: '1 met',
      tooltip: 'Cost control\n1 not checked yet\n1 waived\n1 passing\n1 not applicable',
    });
  });

  it('says why nothing is asked for where nothing is', () => {
    expect(groups('not-applicable', 'not-checked')[0]?.description).toBe(
      '1 not checked yet · 1 not applicable',
    );
    expect(groups()).toEqual([]);
  });
});

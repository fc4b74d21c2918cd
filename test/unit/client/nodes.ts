// Nodes of the checklist tree for tests.
import type { ChecklistNode } from '../../../server/src/protocol/children';

export function nodeOf(over: Partial<ChecklistNode>): ChecklistNode {
  return { id: 'id', kind: 'item', label: 'label', root: 'file:///ws', ...over };
}

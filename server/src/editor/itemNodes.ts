// Nodes of the checklist tree for groups and items.

import { CATEGORIES } from '../checklist/rules/load';
import { ITEM_ORDER } from '../checklist/status/itemStatus';
import type { ItemResult, ItemStatus } from '../checklist/status/status';
import type { ChecklistNode, Grouping } from '../protocol/children';
import { capitalised } from '../text/capitalised';
import { nodeId, type TreeInput } from './treeNodes';
import { counts } from './visibleFindings';

const STATUS_TITLES: Readonly<Record<ItemStatus, string>> = {
  failing: 'Failing',
  missing: 'Missing',
  unknown: 'Unknown',
  'not-checked': 'Not checked yet',
  waived: 'Waived',
  attested: 'Attested',
  passing: 'Passing',
  'not-applicable': 'Not applicable',
};

const CATEGORY_TITLES: Readonly<Record<string, string>> = {
  cost: 'Cost control',
  performance: 'Performance',
  ux: 'User experience',
};

export function groupNodes(input: TreeInput, grouping: Grouping): readonly ChecklistNode[] {
  const keys: readonly string[] = grouping === 'status' ? ITEM_ORDER : CATEGORIES;
  return keys.flatMap((key) => {
    const items = itemsOf(input, grouping, key);
    return items.length === 0 ? [] : [groupNode(input, grouping, key, items)];
  });
}

export function itemNodes(input: TreeInput, grouping: Grouping, group: string): readonly ChecklistNode[] {
  return itemsOf(input, grouping, group).map((item) => itemNode(input, item));
}

function itemsOf({ analysis }: TreeInput, grouping: Grouping, group: string): readonly ItemResult[] {
  return analysis.items.filter((item) => (grouping === 'status' ? item.status : item.category) === group);
}

function groupNode(
  { root }: TreeInput,
  grouping: Grouping,
  key: string,
  items: readonly ItemResult[],
): ChecklistNode {
  const worst = ITEM_ORDER.find((status) => items.some((item) => item.status === status)) ?? 'not-applicable';
  const byStatus = grouping === 'status';
  const label = byStatus ? STATUS_TITLES[worst] : (CATEGORY_TITLES[key] ?? capitalised(key));
  return {
    id: nodeId(root.uri, grouping, key),
    kind: 'group',
    label,
    description: byStatus ? String(items.length) : countText(items),
    tooltip: byStatus ? undefined : [label, ...allCounts(items)].join('\n'),
    status: worst,
    root: root.uri,
    address: { root: root.uri, group: key },
  };
}

/** `2 failing · 1 missing · 4 met`: what is asked for here, worst first, for a sidebar cuts the end off. */
function countText(items: readonly ItemResult[]): string {
  const number = (...statuses: ItemStatus[]): number =>
    items.filter(({ status }) => statuses.includes(status)).length;
  const asked = {
    failing: number('failing'),
    missing: number('missing'),
    unknown: number('unknown'),
    met: number('passing', 'attested'),
  };
  const words = Object.entries(asked).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []));
  return words.length > 0 ? words.join(' · ') : allCounts(items).join(' · ');
}

/** Every status with its number, worst first. */
function allCounts(items: readonly ItemResult[]): readonly string[] {
  return ITEM_ORDER.flatMap((status) => {
    const count = items.filter((item) => item.status === status).length;
    return count > 0 ? [`${count} ${STATUS_TITLES[status].toLowerCase()}`] : [];
  });
}

function itemNode({ root, analysis }: TreeInput, item: ItemResult): ChecklistNode {
  const fingerprints = new Set(item.findings);
  const findings = analysis.findings.filter(
    (each) => fingerprints.has(each.fingerprint) && counts(each),
  ).length;
  const title = STATUS_TITLES[item.status].toLowerCase();
  const isLeaf = item.status === 'not-applicable' || item.status === 'not-checked';
  const number = findings === 1 ? '1 finding' : `${findings} findings`;
  return {
    id: nodeId(root.uri, item.id),
    kind: 'item',
    label: item.title,
    description: findings > 0 ? `${title} · ${number}` : title,
    tooltip: [item.title, item.id, item.note, item.waiver && `Waived: ${item.waiver.reason}`]
      .filter(Boolean)
      .join('\n'),
    status: item.status,
    root: root.uri,
    item: item.id,
    address: isLeaf ? undefined : { root: root.uri, item: item.id },
  };
}

// Nodes of the checklist tree for roots and facets, and what all nodes share.
import type { RuleSet } from '../checklist/rules/rule';
import type { FacetResult, FacetState, ItemResult, ItemStatus, Readiness } from '../checklist/status/status';
import type { Analysis } from '../engine/analysis';
import type { ChecklistNode } from '../protocol/children';
import type { Log } from '../workspace/ports';
import type { Repairs } from './repairs';
import type { WorkspaceRoot } from './workspaceRoot';

export interface TreeInput {
  readonly root: WorkspaceRoot;
  readonly analysis: Analysis;
  readonly rules: RuleSet;
  readonly repairs: Repairs;
  readonly log: Log;
}

const STATUS_OF_FACET: Readonly<Record<FacetState, ItemStatus>> = {
  violated: 'failing',
  open: 'missing',
  unknown: 'unknown',
  attested: 'attested',
  met: 'passing',
  'not-applicable': 'not-applicable',
  'not-checked': 'not-checked',
};

/** Parts of an id are joined by a character that no URI, item or fingerprint holds. */
export function nodeId(...parts: readonly string[]): string {
  return parts.join(' ');
}

export function rootNode({ root, analysis }: TreeInput): ChecklistNode {
  return {
    id: nodeId(root.uri),
    kind: 'root',
    label: root.name,
    description: scoreText(analysis.readiness),
    tooltip: root.root,
    status: analysis.readiness.failing > 0 ? 'failing' : analysis.readiness.ready ? 'passing' : 'missing',
    root: root.uri,
    address: { root: root.uri },
  };
}

export function scoreText({ score, passing, attested, applicable }: Readiness): string {
  return score === null
    ? 'nothing applies'
    : `${Math.floor(score * 100)}%, ${passing + attested} of ${applicable} met`;
}

export function facetNodes(input: TreeInput, item: ItemResult): readonly ChecklistNode[] {
  return item.facets.map((facet) => facetNode(input, item, facet));
}

function facetNode({ root, rules }: TreeInput, item: ItemResult, facet: FacetResult): ChecklistNode {
  const known = rules.items.find(({ id }) => id === item.id)?.facets.find(({ id }) => id === facet.id);
  const label = known?.title ?? facet.id;
  const isLeaf = facet.state === 'not-applicable' || facet.state === 'not-checked';
  return {
    id: nodeId(root.uri, item.id, facet.id),
    kind: 'facet',
    label,
    description: facet.note,
    tooltip: `${label}\n${facet.note}`,
    status: STATUS_OF_FACET[facet.state],
    root: root.uri,
    item: item.id,
    address: isLeaf ? undefined : { root: root.uri, item: item.id, facet: facet.id },
  };
}

// The request `airworthy/children`: the checklist tree, level by level, from the newest analysis.
import type { ChecklistNode, ChildrenParams, ChildrenResult } from '../protocol/children';
import { CHILDREN } from '../protocol/methods';
import { facetChildren } from './facetNodes';
import type { Feature } from './feature';
import { guarded } from './guard';
import { groupNodes, itemNodes } from './itemNodes';
import type { Session } from './session';
import { facetNodes, rootNode, type TreeInput } from './treeNodes';

export const feature: Feature = {
  start: (session) => {
    const answer = (params: ChildrenParams): ChildrenResult => ({ nodes: childrenOf(session, params) });
    session.connection.onRequest(CHILDREN, guarded(session.log, 'The checklist', answer, { nodes: [] }));
  },
};

function childrenOf(session: Session, { parent, grouping }: ChildrenParams): readonly ChecklistNode[] {
  if (!parent) {
    const inputs = session.roots.all().flatMap((root) => inputFor(session, root.uri) ?? []);
    const withAgents = inputs.filter(({ analysis }) => analysis.hasAgent);
    // A single root needs no level of its own.
    return withAgents.length === 1 ? groupNodes(withAgents[0]!, grouping) : withAgents.map(rootNode);
  }
  const input = inputFor(session, parent.root);
  if (!input) return [];
  const item = input.analysis.items.find(({ id }) => id === parent.item);
  const facet = item?.facets.find(({ id }) => id === parent.facet);
  if (item && facet) return facetChildren(input, item, facet);
  if (item) return facetNodes(input, item);
  return parent.group === undefined ? groupNodes(input, grouping) : itemNodes(input, grouping, parent.group);
}

function inputFor(session: Session, uri: string): TreeInput | undefined {
  const root = session.roots.byUri(uri);
  const analysis = root?.analysis;
  if (!root || !analysis) return undefined;
  const { host, log } = session;
  return { root, analysis, rules: host.rules(), repairs: host.repairs, log };
}

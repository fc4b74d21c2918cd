// What stands below a facet: its findings, the lines that prove it, and what blocked.
import type { Finding } from '../checklist/findings/finding';
import type { FacetResult, ItemResult } from '../checklist/status/status';
import type { ChecklistNode } from '../protocol/children';
import type { Place } from '../text/span';
import type { Log } from '../workspace/ports';
import { logError } from './guard';
import { locationOf } from './ranges';
import { nodeId, type TreeInput } from './treeNodes';
import { counts, loudestFirst } from './visibleFindings';

export function facetChildren(
  input: TreeInput,
  item: ItemResult,
  facet: FacetResult,
): readonly ChecklistNode[] {
  const findings = loudestFirst(findingsOf(input, item, facet));
  const finding = (each: Finding) => () => findingNode(input, item, facet, each);
  const place = (kind: 'proof' | 'blocker') => (each: Place, at: number) => () =>
    placeNode(input, item, facet, kind, each, at);
  const nodes = [
    ...findings.filter(counts).map(finding),
    ...facet.blockers.map(place('blocker')),
    ...facet.evidence.map(place('proof')),
    ...findings.filter((each) => !counts(each)).map(finding),
  ].flatMap((make) => safely(input.log, make));
  const rest = facet.evidenceTotal - facet.evidence.length;
  if (rest > 0) nodes.push(noteNode(input, item, facet, `${rest} more`));
  return nodes.length > 0 ? nodes : [noteNode(input, item, facet, facet.note)];
}

/** One line that cannot be shown must not take the others with it. */
function safely(log: Log, make: () => ChecklistNode): readonly ChecklistNode[] {
  try {
    return [make()];
  } catch (error) {
    logError(log, 'A line of the checklist', error);
    return [];
  }
}

/** Also those that another item's rule took over: they stand below the facet that is violated by them. */
function findingsOf({ analysis }: TreeInput, item: ItemResult, facet: FacetResult): readonly Finding[] {
  const fingerprints = new Set(item.findings);
  return analysis.findings.filter(
    (finding) =>
      fingerprints.has(finding.fingerprint) &&
      (finding.item === item.id ? finding.facet === facet.id : facet.state === 'violated'),
  );
}

function findingNode(
  { root, analysis, repairs }: TreeInput,
  item: ItemResult,
  facet: FacetResult,
  finding: Finding,
): ChecklistNode {
  const { place, message, severity, fingerprint, rule } = finding;
  const location = locationOf(root, analysis, place);
  const words = message.replaceAll('`', '');
  const offers = root.engine && counts(finding) ? repairs.offers(root.engine, finding) : [];
  return {
    id: nodeId(root.uri, item.id, facet.id, fingerprint),
    kind: 'finding',
    label: words,
    description: [whereText(place, location.range.start.line), muteText(finding)].filter(Boolean).join(', '),
    tooltip: `${words}\n${place.path}\n${rule}`,
    severity,
    muted: counts(finding) ? undefined : true,
    location,
    root: root.uri,
    item: item.id,
    rule,
    fingerprint,
    fixes: offers.length > 0 ? offers : undefined,
  };
}

function muteText({ suppressed, answered }: Finding): string | undefined {
  if (answered) return `answered by ${answered.by} until ${answered.expires}`;
  if (!suppressed) return undefined;
  const by = {
    inline: 'ignored here',
    waiver: 'waived',
    severity: 'switched off',
    baseline: 'in the baseline',
  };
  return `${by[suppressed.by]}${suppressed.until ? ` until ${suppressed.until}` : ''}`;
}

function placeNode(
  { root, analysis }: TreeInput,
  item: ItemResult,
  facet: FacetResult,
  kind: 'proof' | 'blocker',
  place: Place,
  at: number,
): ChecklistNode {
  const location = locationOf(root, analysis, place);
  const where = whereText(place, location.range.start.line);
  return {
    id: nodeId(root.uri, item.id, facet.id, kind, String(at)),
    kind,
    label: place.label ?? where,
    description: place.label ? where : undefined,
    tooltip: [place.label, place.path].filter(Boolean).join('\n'),
    location,
    root: root.uri,
    item: item.id,
  };
}

function whereText(place: Place, line: number): string {
  return place.cell === undefined ? `${place.path}:${line + 1}` : `${place.path}, cell ${place.cell + 1}`;
}

function noteNode({ root }: TreeInput, item: ItemResult, facet: FacetResult, text: string): ChecklistNode {
  return {
    id: nodeId(root.uri, item.id, facet.id, 'note'),
    kind: 'note',
    label: text,
    root: root.uri,
    item: item.id,
  };
}

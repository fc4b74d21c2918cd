// What stands below a facet: its findings, the lines that prove it, and what blocked.

import type { Finding } from '../checklist/findings/finding';
import type { FacetResult, ItemResult, Proof } from '../checklist/status/status';
import type { ChecklistNode } from '../protocol/children';
import { capitalised } from '../text/capitalised';
import { type Place, samePlace } from '../text/span';
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
  const nodes = [
    ...findings.filter(counts).map(finding),
    ...facet.blockers.map((each, at) => () => placeNode(input, item, facet, 'blocker', each, at)),
    ...facet.evidence.map((each, at) => () => proofNode(input, item, facet, each, at)),
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

/** Names a tooltip holds; more would fill the screen. */
const MAX_NAMES = 10;

/** What a line shows comes first, and stays readable where the row is cut; then where, and for how many. */
function proofNode(
  input: TreeInput,
  item: ItemResult,
  facet: FacetResult,
  proof: Proof,
  at: number,
): ChecklistNode {
  const node = placeNode(input, item, facet, 'proof', proof, at);
  const { subjects } = proof;
  const count = subjects.length > 1 ? `×${subjects.length}` : undefined;
  const elsewhere = subjects.filter(({ place }) => !samePlace(place, proof));
  const names = elsewhere.slice(0, MAX_NAMES).map(({ name, place }) => {
    return `For ${name}, ${whereText(place, locationOf(input.root, input.analysis, place).range.start.line)}`;
  });
  const rest = elsewhere.length - names.length;
  return {
    ...node,
    description: [node.description, count].filter(Boolean).join(' ') || undefined,
    tooltip: [node.tooltip, ...names, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'),
  };
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
    label: place.label ? capitalised(place.label) : where,
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

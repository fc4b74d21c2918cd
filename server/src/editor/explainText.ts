// The text about an item or a rule, as Markdown. Nothing of the workspace stands in it but as escaped words or code.
import type { Item, Rule } from '../checklist/rules/rule';
import type { FacetResult, ItemResult } from '../checklist/status/status';
import type { Analysis } from '../engine/analysis';
import type { ExplainResult } from '../protocol/explain';
import type { Place } from '../text/span';
import { block, code, message, plain } from './markdown';
import { rangeOf } from './ranges';
import { counts } from './visibleFindings';
import type { WorkspaceRoot } from './workspaceRoot';

/** How things stand in one root. */
export interface Here {
  readonly root: WorkspaceRoot;
  readonly analysis: Analysis;
}

const QUANTIFIERS = {
  each: 'every one must show it',
  none: 'must not occur',
  some: 'one proof is enough',
} as const;

export function explainItem(item: Item, rules: readonly Rule[], here: Here | undefined): ExplainResult {
  const result = here?.analysis.items.find(({ id }) => id === item.id);
  const parts = [
    `# ${plain(item.title)}`,
    `${code(item.id)}${result ? `: **${plain(result.status)}**` : ''}`,
    `## Why\n\n${plain(item.why)}`,
    `## What to do\n\n${plain(item.remedy)}`,
    `## What is looked at\n\n${item.facets.map((facet) => facetLine(facet, result)).join('\n')}`,
  ];
  if (here && result) parts.push(...standing(result, here));
  const examples = rules.flatMap((rule) => (rule.examples ? [rule.examples] : []));
  if (examples[0]) parts.push(exampleText(examples[0]));
  return { title: item.title, markdown: `${parts.join('\n\n')}\n` };
}

export function explainRule(rule: Rule, item: Item, here: Here | undefined): ExplainResult {
  const parts = [
    `# ${code(rule.id)}`,
    message((rule.messages[0]?.text ?? '').replaceAll('{subject}', 'It')),
    `Part of ${code(item.id)}: ${plain(item.title)}`,
    `## Why\n\n${plain(item.why)}`,
    `## What to do\n\n${plain(item.remedy)}`,
  ];
  if (rule.examples) parts.push(exampleText(rule.examples));
  const result = here?.analysis.items.find(({ id }) => id === item.id);
  if (here && result) parts.push(...standing(result, here));
  return { title: rule.id, markdown: `${parts.join('\n\n')}\n` };
}

function facetLine(facet: Item['facets'][number], result: ItemResult | undefined): string {
  const state = result?.facets.find(({ id }) => id === facet.id);
  const asks = facet.attestOnly ? 'only a person can attest it' : QUANTIFIERS[facet.quantifier];
  const now = state ? ` **${plain(state.state)}**: ${plain(state.note)}` : '';
  return `- ${plain(facet.title)} (${plain(asks)})${now}`;
}

function exampleText({ bad, good }: { readonly bad: string; readonly good: string }): string {
  return `## Example\n\nInstead of\n\n${block(bad)}\n\nwrite\n\n${block(good)}`;
}

/** Findings, proofs and blockers of this item in this root. */
function standing(result: ItemResult, here: Here): string[] {
  const { analysis } = here;
  const fingerprints = new Set(result.findings);
  const findings = analysis.findings.filter((each) => fingerprints.has(each.fingerprint) && counts(each));
  const proofs = placesOf(result.facets, 'evidence');
  const blockers = placesOf(result.facets, 'blockers');
  return [
    section(
      'Findings',
      findings.map(({ place, message: text }) => `${message(text)} (${whereText(place, here)})`),
    ),
    section(
      'Proofs',
      proofs.map((place) => placeText(place, here)),
    ),
    section(
      'What could not be followed',
      blockers.map((place) => placeText(place, here)),
    ),
  ].filter((text) => text !== '');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function placesOf(facets: readonly FacetResult[], which: 'evidence' | 'blockers'): readonly Place[] {
  return facets.flatMap((facet) => facet[which]);
}

function placeText(place: Place, here: Here): string {
  return place.label ? `${plain(place.label)} (${whereText(place, here)})` : whereText(place, here);
}

/** No link: the preview of Markdown follows none into files. The tree leads there. */
function whereText(place: Place, { analysis }: Here): string {
  return code(`${place.path}:${rangeOf(analysis, place).start.line + 1}`);
}

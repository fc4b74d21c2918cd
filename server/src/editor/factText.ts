// What is known about a fact, in words: what it is, its attributes with what decided them, what it is joined to. Markdown or plain text.

import type { Analysis } from '../engine/analysis';
import { attributeSpec } from '../inventory/facts/attributes';
import type { Attribute, Fact } from '../inventory/facts/fact';
import { attributeLabel, attributeValue, SHOWN } from '../reports/attributeText';
import { maskCredentials } from '../reports/plainText';
import { capitalised } from '../text/capitalised';
import { type Place, samePlace } from '../text/span';
import { code, link, plain } from './markdown';
import { locationOf } from './ranges';
import type { WorkspaceRoot } from './workspaceRoot';

const MAX_ATTRIBUTES = 14;
/** Names of one line; more would fill the screen. */
const MAX_NAMES = 5;

/** Links of a fact that people ask about, with what the line is called. */
const JOINED: Readonly<Record<string, string>> = {
  tools: 'Tools',
  agents: 'Given to',
  client: 'Client',
  reaches: 'Reaches',
  tests: 'Tested by',
};

export interface FactTextInput {
  readonly root: WorkspaceRoot;
  readonly analysis: Analysis;
  readonly markdown: boolean;
  /** The title of a pack. */
  titleOf(pack: string): string | undefined;
}

/** One line about the fact, then one for each attribute and link; unknown ones last, with what blocked. */
export function factText(fact: Fact, input: FactTextInput): string {
  const told = attributesOf(fact);
  const known = told.filter(([, { value }]) => value !== 'unknown');
  const unknown = told.filter(([, { value }]) => value === 'unknown');
  const lines = [...known, ...unknown]
    .slice(0, MAX_ATTRIBUTES)
    .map(([name, attribute]) => attributeLine(fact, name, attribute, input));
  const guards = fact.guards
    .filter(({ paths }) => paths !== 'unknown')
    .map(({ guard, because, place, paths }) => {
      const extent = paths === 'every' ? 'yes' : 'on some paths only';
      return line(attributeLabel(guard), extent, because, place, input);
    });
  return [headOf(fact, input), '', ...lines, ...guards, ...joinedLines(fact, input)].join('\n');
}

/** The thing, its name and the product it is made with. */
function headOf({ kind, name, sdk, role, attributes }: Fact, { markdown, titleOf }: FactTextInput): string {
  const what = capitalised(attributes.call?.value === 'agent-run' ? 'agent run' : kind.replaceAll('-', ' '));
  const notes = [sdk && (titleOf(sdk) ?? sdk), role === 'product' ? undefined : role].filter(Boolean);
  const after = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return markdown
    ? `**${plain(what)}** ${code(maskCredentials(name))}${plain(after)}`
    : `${what} ${maskCredentials(name)}${after}`;
}

/** Told by the first line already. */
const IN_HEAD: ReadonlySet<string> = new Set(['sdk', 'call', 'framework', 'method', 'route']);

/** Those that `inventory` tells of this kind; what does not apply, and what is not so as ever, is left out. */
function attributesOf(fact: Fact): readonly (readonly [string, Attribute])[] {
  const names = SHOWN[fact.kind] ?? Object.keys(fact.attributes);
  return names.flatMap((name) => {
    const attribute = fact.attributes[name];
    if (!attribute || IN_HEAD.has(name) || attribute.value === 'not-applicable') return [];
    if (attribute.value === fact.sdk) return [];
    if (attribute.value === false && attributeSpec(fact.kind, name)?.absent === false) return [];
    // Their names are told.
    if (name === 'tools' && fact.links.tools?.length) return [];
    return [[name, attribute] as const];
  });
}

function attributeLine(fact: Fact, name: string, attribute: Attribute, input: FactTextInput): string {
  const blocker = attribute.value === 'unknown' ? attribute.blockers?.[0] : undefined;
  const because = attribute.because ?? blocker?.why;
  const place = attribute.shownAt ?? attribute.place ?? blocker?.place;
  // What is said of the fact at its own place needs no link to it.
  const deciding = place && !samePlace(place, fact.place) ? place : undefined;
  return line(attributeLabel(name), attributeValue(name, attribute), because, deciding, input);
}

function joinedLines(fact: Fact, input: FactTextInput): string[] {
  return Object.entries(JOINED).flatMap(([name, label]) => {
    const ids = new Set(fact.links[name]);
    if (ids.size === 0) return [];
    const joined = input.analysis.inventory.facts.filter(({ id }) => ids.has(id));
    const names = joined.slice(0, MAX_NAMES).map((one) => linked(one, input));
    const rest = joined.length - names.length;
    return joined.length === 0
      ? []
      : [`- ${label}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
  });
}

function linked({ name, place }: Fact, input: FactTextInput): string {
  const shown = maskCredentials(name);
  const target = targetOf(place, input);
  if (!input.markdown) return target ? `${shown} (${target.at})` : shown;
  return target ? link(shown, target.uri) : code(shown);
}

function line(
  label: string,
  value: string,
  because: string | undefined,
  place: Place | undefined,
  input: FactTextInput,
): string {
  const { markdown } = input;
  const target = place && targetOf(place, input);
  const reason = because && maskCredentials(because);
  const shown = maskCredentials(value);
  if (!markdown) {
    const reasons = [reason, target?.at].filter(Boolean).join(', ');
    return `- ${label}: ${shown}${reasons ? ` (${reasons})` : ''}`;
  }
  const reasons = [reason && plain(reason), target && link(target.at, target.uri)].filter(Boolean).join(', ');
  return `- ${plain(label)}: ${code(shown)}${reasons ? ` (${reasons})` : ''}`;
}

function targetOf(
  place: Place,
  { root, analysis }: FactTextInput,
): { readonly at: string; readonly uri: string } | undefined {
  if (!analysis.lineTable(place.path)) return undefined;
  const { uri, range } = locationOf(root, analysis, place);
  const { line: at, character } = range.start;
  return { at: `${place.path}:${at + 1}`, uri: `${uri}#L${at + 1},${character + 1}` };
}

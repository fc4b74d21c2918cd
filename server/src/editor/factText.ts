// What is known about a fact, in words: its attributes with what decided them. Markdown or plain text.

import type { Analysis } from '../engine/analysis';
import type { Attribute, EffectiveValue, Fact } from '../inventory/facts/fact';
import type { Place } from '../text/span';
import { code, link, plain } from './markdown';
import { locationOf } from './ranges';
import type { WorkspaceRoot } from './workspaceRoot';

const MAX_ATTRIBUTES = 14;
const MAX_VALUE = 120;

export interface FactTextInput {
  readonly root: WorkspaceRoot;
  readonly analysis: Analysis;
  readonly markdown: boolean;
}

/** One line about the fact, then one for each attribute; unknown ones last, with what blocked. */
export function factText(fact: Fact, input: FactTextInput): string {
  const { markdown } = input;
  const kind = fact.kind.replaceAll('-', ' ');
  const sdk = fact.sdk ? ` (${markdown ? plain(fact.sdk) : fact.sdk})` : '';
  const head = markdown ? `**${plain(kind)}** ${code(fact.name)}${sdk}` : `${kind} ${fact.name}${sdk}`;
  const attributes = Object.entries(fact.attributes);
  const known = attributes.filter(([, { value }]) => value !== 'unknown');
  const unknown = attributes.filter(([, { value }]) => value === 'unknown');
  const lines = [...known, ...unknown]
    .slice(0, MAX_ATTRIBUTES)
    .map(([name, attribute]) => attributeLine(name, attribute, input));
  const guards = fact.guards
    .filter(({ paths }) => paths !== 'unknown')
    .map(({ guard, because, place, paths }) => {
      const extent = paths === 'every' ? '' : ' on some paths only';
      return line(guard, `yes${extent}`, because, place, input);
    });
  return [head, '', ...lines, ...guards].join('\n');
}

function attributeLine(name: string, attribute: Attribute, input: FactTextInput): string {
  const blocker = attribute.value === 'unknown' ? attribute.blockers?.[0] : undefined;
  const because = attribute.because ?? blocker?.why;
  return line(name, valueText(attribute), because, attribute.place ?? blocker?.place, input);
}

function line(
  name: string,
  value: string,
  because: string | undefined,
  place: Place | undefined,
  { root, analysis, markdown }: FactTextInput,
): string {
  const where = place && analysis.lineTable(place.path) ? locationOf(root, analysis, place) : undefined;
  const at = where && place ? `${place.path}:${where.range.start.line + 1}` : undefined;
  if (!markdown) {
    const reasons = [because, at].filter(Boolean).join(', ');
    return `- ${name}: ${value}${reasons ? ` (${reasons})` : ''}`;
  }
  const target = where && `${where.uri}#L${where.range.start.line + 1},${where.range.start.character + 1}`;
  const reasons = [because && plain(because), at && target && link(at, target)].filter(Boolean).join(', ');
  return `- ${plain(name)}: ${code(value)}${reasons ? ` (${reasons})` : ''}`;
}

/** The effective value where there is one, else the word for where it was decided. */
export function valueText({ value, effective }: Pick<Attribute, 'value' | 'effective'>): string {
  const text =
    effective === undefined || value === 'unknown'
      ? wordText(value)
      : effectiveText(effective) || wordText(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

function wordText(value: Attribute['value']): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

function effectiveText(value: EffectiveValue): string {
  if (value === null) return 'none';
  if (isList(value)) return value.map(effectiveText).join(', ');
  if (typeof value !== 'object') return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  const { ms, n, ...rest } = value;
  const parts = Object.entries(rest).map(([key, each]) => partText(key, each));
  if (ms !== undefined) parts.unshift(typeof ms === 'number' ? `${ms} ms` : effectiveText(ms));
  if (n !== undefined) parts.unshift(effectiveText(n));
  return parts.filter((part) => part !== '').join(', ');
}

/** `name` and `grade` speak for themselves; a place inside a value is no text. */
function partText(key: string, value: EffectiveValue): string {
  if (key === 'place') return '';
  if (key === 'name' || key === 'grade') return effectiveText(value);
  if (value === true) return key;
  if (value === false) return `no ${key}`;
  return `${key} ${effectiveText(value)}`;
}

function isList(value: EffectiveValue): value is readonly EffectiveValue[] {
  return Array.isArray(value);
}

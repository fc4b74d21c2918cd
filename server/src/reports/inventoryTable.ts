// `airworthy inventory` for people: what was found, by kind, with what is known of it.
import { type Attribute, type EffectiveValue, FACT_KINDS, type Fact } from '../inventory/facts/fact';
import { toPlain } from './plainText';
import type { Report, ReportInput, ReportOptions } from './report';
import { toLocation } from './reportPlace';
import { plural, toRows } from './textTable';

export const report: Report = { format: 'table', of: 'inventory', extension: 'txt', render };

/** Facts that only matter to rules; shown with `verbose`. */
const BACKGROUND: ReadonlySet<string> = new Set(['file', 'test', 'secret-use']);

const MAX_VALUE = 60;

function render(input: ReportInput, options: ReportOptions): string {
  const kinds = FACT_KINDS.filter((kind) => options.detail === 'verbose' || !BACKGROUND.has(kind));
  const groups = kinds.flatMap((kind) => {
    const facts = input.inventory.facts.filter((fact) => fact.kind === kind);
    return facts.length === 0 ? [] : [groupLines(kind, facts, input, options)];
  });
  const { scanned, parsed, skipped } = input.inventory.files;
  const files = `${plural(scanned, 'file')} scanned, ${parsed} parsed, ${skipped.length} skipped`;
  const body = groups.length === 0 ? [['Nothing found.']] : groups;
  return `${[...body, [options.style('quiet', files)]].map((part) => part.join('\n')).join('\n\n')}\n`;
}

function groupLines(
  kind: string,
  facts: readonly Fact[],
  input: ReportInput,
  { style }: ReportOptions,
): string[] {
  const rows = facts.map((fact) => [
    `  ${toPlain(fact.name)}`,
    toPlain(toLocation(fact.place, input)),
    fact.role === 'product' ? '' : fact.role,
    describe(fact),
  ]);
  const hasRoles = rows.some(([, , role]) => role !== '');
  const cells = hasRoles ? rows : rows.map((row) => row.filter((_cell, at) => at !== 2));
  return [style('strong', `${kind} (${facts.length})`), ...toRows(cells)];
}

/** `sdk openai, maxTokens set {"n":4096}`: every attribute that says something. */
function describe({ sdk, attributes }: Fact): string {
  const words = Object.entries(attributes)
    .filter(([name, { value }]) => value !== false && !(name === 'sdk' && value === sdk))
    .map(([name, attribute]) => `${name} ${toWords(attribute)}`);
  return toPlain([...(sdk ? [`sdk ${sdk}`] : []), ...words].join(', '));
}

function toWords({ value, effective }: Attribute): string {
  const word = typeof value === 'object' ? value.join(' ') : value === true ? 'yes' : String(value);
  const shown = effective === undefined ? '' : toShort(effective);
  return shown === '' || shown === word ? word : `${word} (${shown})`;
}

function toShort(value: EffectiveValue): string {
  const text = shorten(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

function shorten(value: EffectiveValue): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return value.map(shorten).join(' | ');
  return Object.entries(value)
    .filter(([, inner]) => inner === null || typeof inner !== 'object' || isList(inner))
    .map(([key, inner]) => `${key} ${shorten(inner)}`)
    .join(' ');
}

function isList(value: EffectiveValue): value is readonly EffectiveValue[] {
  return Array.isArray(value);
}

// `airworthy inventory` for people: what was found, by kind, with what is known of it.
import {
  type Attribute,
  type EffectiveValue,
  FACT_KINDS,
  type Fact,
  type FactKind,
} from '../inventory/facts/fact';
import { SHOWN } from './attributeText';
import { faultLines, fileLines } from './filesText';
import { toPlain } from './plainText';
import type { Report, ReportInput, ReportOptions } from './report';
import { toLocation } from './reportPlace';
import { toRows } from './textTable';

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
  const body = groups.length === 0 ? [['Nothing found.']] : groups;
  const faults = faultLines(input);
  const parts = [...body, ...(faults.length > 0 ? [faults] : []), fileLines(input, options)];
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function groupLines(
  kind: FactKind,
  facts: readonly Fact[],
  input: ReportInput,
  { style, detail }: ReportOptions,
): string[] {
  const names = detail === 'verbose' ? undefined : SHOWN[kind];
  const rows = facts.map((fact) => [
    `  ${toPlain(fact.name)}`,
    toPlain(toLocation(fact.place, input)),
    fact.role === 'product' ? '' : fact.role,
    describe(fact, names),
  ]);
  const hasRoles = rows.some(([, , role]) => role !== '');
  const cells = hasRoles ? rows : rows.map((row) => row.filter((_cell, at) => at !== 2));
  return [style('strong', `${kind} (${facts.length})`), ...toRows(cells)];
}

/** `sdk openai, maxTokens set (n 4096)`: the attributes of these names, or all. */
function describe({ sdk, attributes }: Fact, names: readonly string[] = Object.keys(attributes)): string {
  const words = names.flatMap((name) => {
    const attribute = attributes[name];
    return attribute && name !== 'sdk' ? [`${name} ${toWords(attribute)}`] : [];
  });
  return toPlain([...(sdk ? [`sdk ${sdk}`] : []), ...words].join(', '));
}

function toWords({ value, effective }: Attribute): string {
  const word = typeof value === 'object' ? value.join(' ') : toYesNo(value);
  const shown = effective === undefined ? '' : shorten(effective);
  if (shown === '' || shown === word) return word;
  return `${word} (${shown.length > MAX_VALUE ? `${shown.slice(0, MAX_VALUE)}…` : shown})`;
}

function toYesNo(value: string | number | boolean): string {
  return value === true ? 'yes' : value === false ? 'no' : String(value);
}

/** Records without what lies deeper in them; those with a name and a grade are effects: `network read`. */
function shorten(value: EffectiveValue): string {
  if (value === null) return 'none';
  if (typeof value !== 'object') return toYesNo(value);
  if (isList(value)) return [...new Set(value.map(shorten))].join(' | ');
  if ('grade' in value && 'name' in value) return `${value.name} ${value.grade}`;
  return Object.entries(value)
    .filter(([, inner]) => inner === null || typeof inner !== 'object' || isList(inner))
    .map(([key, inner]) => `${key} ${shorten(inner)}`)
    .join(' ');
}

function isList(value: EffectiveValue): value is readonly EffectiveValue[] {
  return Array.isArray(value);
}

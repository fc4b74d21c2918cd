// The figures for people.
import type { RepositoryScore } from './scoreRepository';
import { type AttributeScore, type KindScore, precisionParts } from './scoreSites';
import { toAgreement } from './scoreStatuses';

type Row = readonly string[];

/** `perItem`: one line an item, for a sum; a single repository has one status each. */
export function render(
  score: RepositoryScore,
  { verbose, perItem }: { verbose: boolean; perItem: boolean },
): string {
  const parts = [
    [`== ${score.repository}`],
    kindTable(score.kinds),
    score.attributes.size === 0 ? [] : attributeTable(score.attributes),
    perItem ? itemTable(score.items) : [],
    statusLines(score.confusion),
    verbose ? score.remarks.map((remark) => `  ${remark}`) : [],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function kindTable(kinds: RepositoryScore['kinds']): string[] {
  const all: KindScore = { required: 0, hit: 0, wrong: 0, duplicates: 0, optionalHit: 0 };
  for (const each of kinds.values())
    for (const key of Object.keys(all) as (keyof KindScore)[]) all[key] += each[key];
  const row = (name: string, score: KindScore, of: Iterable<readonly [string, KindScore]>): Row => [
    name,
    ...[score.required, score.hit, score.required - score.hit, score.wrong].map(String),
    ...[score.duplicates, score.optionalHit].map(String),
    percent(score.hit, score.required),
    percent(...precisionParts(of)),
  ];
  return table([
    ['kind', 'labelled', 'hit', 'missed', 'wrong', 'double', 'optional', 'recall', 'precision'],
    ...sorted(kinds).map(([name, each]) => row(name, each, [[name, each]])),
    row('all sites', all, kinds),
  ]);
}

function attributeTable(attributes: RepositoryScore['attributes']): string[] {
  const all: AttributeScore = { labelled: 0, given: 0, correct: 0 };
  for (const each of attributes.values())
    for (const key of Object.keys(all) as (keyof AttributeScore)[]) all[key] += each[key];
  const row = (name: string, { labelled, given, correct }: AttributeScore): Row => [
    name,
    String(labelled),
    String(given),
    correct.toFixed(1),
    percent(correct, given),
    percent(correct, labelled),
  ];
  return table([
    ['attribute', 'labelled', 'given', 'correct', 'of given', 'of labelled'],
    ...sorted(attributes).map(([name, each]) => row(name, each)),
    row('all attributes', all),
  ]);
}

function itemTable(items: RepositoryScore['items']): string[] {
  return table([
    ['item', 'scored', 'decided', 'strict', 'coarse', 'balanced', 'false pass', 'false alarm'],
    ...[...items].map(([id, confusion]) => {
      const { scored, decided, strict, coarse, balanced, ...rest } = toAgreement(confusion);
      return [
        id,
        ...[scored, decided].map(String),
        percent(strict, decided),
        percent(coarse, decided),
        balanced === undefined ? '-' : percent(balanced, 1),
        `${rest.falsePasses}/${rest.unsatisfied}`,
        `${rest.falseAlarms}/${rest.passing}`,
      ];
    }),
  ]);
}

function statusLines(confusion: RepositoryScore['confusion']): string[] {
  const { scored, decided, strict, coarse, balanced, ...rest } = toAgreement(confusion);
  return [
    `items: ${scored} scored, ${decided} decided; strict ${percent(strict, decided)}, coarse ${percent(coarse, decided)} ` +
      `(of all scored ${percent(coarse, scored)}), balanced ${balanced === undefined ? '-' : percent(balanced, 1)}; ` +
      `false passes ${rest.falsePasses}/${rest.unsatisfied}, false alarms ${rest.falseAlarms}/${rest.passing}`,
    ...sorted(confusion).map(([key, count]) => `  label ${key.replace(' ', ', got ')}: ${count}`),
  ];
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => a.localeCompare(b, 'en'));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : (100 * (part / whole)).toFixed(1);
}

/** Names to the left, figures to the right. */
function table(rows: readonly Row[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

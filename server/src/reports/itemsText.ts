// The checklist in words: items by category, each with mark, counts, reason and the line that proves it.
import type { ItemResult, ItemStatus } from '../checklist/status/status';
import { toPlain } from './plainText';
import { type Lines, toLocation } from './reportPlace';
import type { Style, Tone } from './style';
import { toRows } from './textTable';

const MARKS: Readonly<Record<ItemStatus, readonly [mark: string, tone: Tone]>> = {
  failing: ['✗', 'bad'],
  missing: ['○', 'open'],
  unknown: ['?', 'unsure'],
  waived: ['~', 'quiet'],
  attested: ['✓', 'good'],
  passing: ['✓', 'good'],
  'not-applicable': ['-', 'quiet'],
  'not-checked': ['·', 'quiet'],
};

const TITLES: Readonly<Record<string, string>> = { ux: 'User experience' };

/** Categories in the order of their items; what does not apply or is not checked is one line each. */
export function itemLines(items: readonly ItemResult[], lines: Lines, style: Style): string[] {
  const shown = items.filter((item) => !isFolded(item));
  const rows = toRows(
    shown.map((item) => toCells(item, lines)),
    (cell, row, column) => dress(cell, column, shown[row]!.status, style),
  );
  const rowOf = new Map(shown.map((item, at) => [item, rows[at]!]));
  const categories = [...new Set(items.map(({ category }) => category))];
  return categories.flatMap((category, at) => {
    const own = items.filter((item) => item.category === category);
    return [
      ...(at === 0 ? [] : ['']),
      style('strong', toTitle(category)),
      ...own.flatMap((item) => (rowOf.has(item) ? [`  ${rowOf.get(item)}`] : [])),
      ...foldedLine(own, 'not-applicable', 'not applicable', style),
      ...foldedLine(own, 'not-checked', 'not checked yet', style),
    ];
  });
}

function isFolded({ status }: ItemResult): boolean {
  return status === 'not-applicable' || status === 'not-checked';
}

function toTitle(category: string): string {
  return TITLES[category] ?? category.charAt(0).toUpperCase() + category.slice(1);
}

function toCells(item: ItemResult, lines: Lines): string[] {
  return [
    MARKS[item.status][0],
    item.status,
    item.id,
    countsOf(item),
    `${toPlain(item.title)}: ${reasonOf(item, lines)}`,
  ];
}

function dress(cell: string, column: number, status: ItemStatus, style: Style): string {
  if (cell === '') return cell;
  if (column < 2) return style(MARKS[status][1], cell);
  return column === 3 ? style('quiet', cell) : cell;
}

/** Subjects that show it, of all that were asked; empty for items that ask for one proof and found none. */
function countsOf({ facets }: ItemResult): string {
  const sum = (pick: 'met' | 'unset' | 'unknown'): number =>
    facets.reduce((total, facet) => total + facet[pick], 0);
  const all = sum('met') + sum('unset') + sum('unknown');
  return all === 0 ? '' : `${sum('met')}/${all}`;
}

function reasonOf(item: ItemResult, lines: Lines): string {
  const { status, waiver, attestation } = item;
  if (status === 'waived' && waiver) {
    const until = waiver.until ? ` until ${waiver.until}` : '';
    return toPlain(`waived${until}${waiver.owner ? ` by ${waiver.owner}` : ''}: ${waiver.reason}`);
  }
  if (status === 'attested' && attestation)
    return toPlain(`attested by ${attestation.by} until ${attestation.expires}`);
  return `${toPlain(noteOf(item)) || 'no reason given'}${placesOf(item, lines)}`;
}

/** The reason without the file at its end, where the place that follows names it. */
function noteOf({ status, note, facets }: ItemResult): string {
  const [blocker] = status === 'unknown' ? facets.flatMap(({ blockers }) => blockers) : [];
  const end = ` (${blocker?.path})`;
  return note.endsWith(end) ? note.slice(0, -end.length) : note;
}

/** The proof of what is met, or the place that blocked. */
function placesOf({ status, facets }: ItemResult, lines: Lines): string {
  if (status === 'passing' || status === 'attested') {
    const [first] = facets.flatMap(({ evidence }) => evidence);
    const others = facets.reduce((total, { evidenceTotal }) => total + evidenceTotal, 0) - 1;
    if (!first) return '';
    return ` (${toPlain(toLocation(first, lines))}${others > 0 ? ` and ${others} more` : ''})`;
  }
  const [blocker] = status === 'unknown' ? facets.flatMap(({ blockers }) => blockers) : [];
  return blocker ? ` (${toPlain(toLocation(blocker, lines))})` : '';
}

function foldedLine(items: readonly ItemResult[], status: ItemStatus, word: string, style: Style): string[] {
  const names = items
    .filter((item) => item.status === status)
    .map((item) => {
      const reason = status === 'not-applicable' ? toPlain(item.note) : '';
      return `${item.id.slice(item.category.length + 1)}${reason === '' ? '' : ` (${reason})`}`;
    });
  return names.length === 0 ? [] : [style('quiet', `  ${MARKS[status][0]} ${word}: ${names.join(', ')}`)];
}

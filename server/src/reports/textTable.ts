// Columns of text for a terminal.

/** Columns wider than this do not widen the others; their texts stand as they are. */
const MAX_WIDTH = 60;

/** Pads each column but the last to its longest cell. Cells hold no colour yet: `dress` gives it, told row and column. */
export function toRows(
  rows: readonly (readonly string[])[],
  dress: (cell: string, row: number, column: number) => string = (cell) => cell,
): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) {
      const width = widthOf(cell);
      if (width <= MAX_WIDTH) widths[at] = Math.max(widths[at] ?? 0, width);
    }
  return rows.map((row, number) =>
    row
      .map((cell, at) => {
        const last = at === row.length - 1;
        const padding = last ? '' : ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell)));
        return `${dress(cell, number, at)}${padding}`;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Characters, not UTF-16 units; that some are drawn wide is left to the terminal. */
function widthOf(text: string): number {
  return [...text].length;
}

/** `1 finding`, `2 findings`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

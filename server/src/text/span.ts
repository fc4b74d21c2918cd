// Offsets into one text. UTF-16 code units everywhere inside the program; lines and columns exist only at the rim.

/** A half-open range of UTF-16 offsets into one file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. `path` is relative to the analysis root, with `/`. `cell` is the 0-based notebook cell. */
export interface Place extends Span {
  readonly path: string;
  readonly cell?: number;
  /** A short caption shown beside the place, such as "set on the client". */
  readonly label?: string;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function samePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end && a.cell === b.cell;
}

/** Order by path, then start, then end: the stable order of everything that is reported. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}

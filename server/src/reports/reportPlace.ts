// Places as reports give them: lines and columns 1-based, in UTF-16 units.
import { comparePlaces, type Place } from '../text/span';
import type { ReportInput } from './report';

export type Lines = Pick<ReportInput, 'lineTable'>;

export interface ReportPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** 0-based, as in the notebook's own list of cells. */
  readonly cell?: number;
  readonly label?: string;
}

/** A file whose lines are not known is named at its beginning. */
export function toReportPlace(place: Place, lines: Lines): ReportPlace {
  const table = lines.lineTable(place.path);
  const start = table?.positionAt(place.start) ?? { line: 0, character: 0 };
  const end = table?.positionAt(place.end) ?? start;
  return {
    path: place.path,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    cell: place.cell,
    label: place.label,
  };
}

/** `path:line:column`, which terminals and editors open. Not yet safe for a terminal. */
export function toLocation(place: Place, lines: Lines): string {
  const { path, line, column } = toReportPlace(place, lines);
  return `${path}:${line}:${column}`;
}

/** In the order of their places; equal places keep theirs. */
export function byPlace<Placed extends { readonly place: Place }>(things: readonly Placed[]): Placed[] {
  return [...things].sort((a, b) => comparePlaces(a.place, b.place));
}

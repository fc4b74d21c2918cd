// Places of an analysis as ranges of the protocol. The arithmetic itself is in the text room.
import type { Range } from 'vscode-languageserver';
import type { Analysis } from '../engine/analysis';
import type { NodeLocation } from '../protocol/children';
import type { LineTable } from '../text/lineTable';
import type { Place, Span } from '../text/span';
import type { WorkspaceRoot } from './workspaceRoot';

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Offsets as positions. */
export function toRange(lines: LineTable, span: Span): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** The range of a place; the top of the file for a notebook cell, whose lines the file does not have. */
export function rangeOf(analysis: Analysis, place: Place): Range {
  const lines = place.cell === undefined ? analysis.lineTable(place.path) : undefined;
  return lines ? toRange(lines, place) : TOP;
}

/** A place as a document and range. */
export function locationOf(root: WorkspaceRoot, analysis: Analysis, place: Place): NodeLocation {
  return { uri: root.uriOf(place.path), range: rangeOf(analysis, place) };
}

/** True if two spans share a character, or one of them is empty and touches the other. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

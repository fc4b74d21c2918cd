// Lines of a file that was only streamed: right where something was found in it, and nowhere else.
import type { StreamHit } from '../inventory/secrets/scanStream';
import { LineTable } from '../text/lineTable';

/** Beyond, offsets of a streamed file have no line: the table is a list of line starts. */
const MAX_LINES = 5_000_000;

/** A table that gives the lines of the hits. Lines between two hits all begin, as far as it knows, where the next hit's line does. */
export function linesOfHits(hits: readonly StreamHit[], length: number): LineTable {
  const starts = [0];
  for (const { start, position } of hits) {
    if (position.line >= MAX_LINES) break;
    const lineStart = start - position.character;
    while (starts.length <= position.line) starts.push(lineStart);
  }
  return LineTable.from(starts, length);
}

// Lines of a file that was only streamed: those on which something was found, and the first.
import type { StreamHit } from '../inventory/secrets/scanStream';
import { LineTable } from '../text/lineTable';

/** A table that gives the lines of the hits, however far down they stand. */
export function linesOfHits(hits: readonly StreamHit[], length: number): LineTable {
  const known = [{ line: 0, start: 0 }];
  for (const { start, position } of hits)
    if (position.line > known.at(-1)!.line)
      known.push({ line: position.line, start: start - position.character });
  return LineTable.ofSome(known, length);
}

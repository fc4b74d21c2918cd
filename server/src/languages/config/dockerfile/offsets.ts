// The Dockerfile parser's line and character ranges to spans.
import { LineTable, type Position } from '../../../text/lineTable';
import type { Span } from '../../../text/span';

export function createOffsets(text: string): (range: { start: Position; end: Position }) => Span {
  const lines = LineTable.of(text);
  return ({ start, end }) => ({ start: lines.offsetAt(start), end: lines.offsetAt(end) });
}

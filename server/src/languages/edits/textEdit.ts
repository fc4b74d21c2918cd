// Edits of one text and how they are carried out. What an edit is for is not known here.
import type { Span } from '../../text/span';

/** Replaces the span, which may be empty, by `text`. Offsets are those of the text before any edit. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A reason in words why an edit cannot be made. */
export interface EditRefusal {
  readonly refused: string;
}

export function isRefusal<T>(value: T | EditRefusal): value is EditRefusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

export class OverlapError extends Error {}

/**
 * The edits in the order in which they stand in the text; insertions at one offset keep the order given.
 * Throws OverlapError where two edits touch the same characters, or one lies outside a text of this length.
 */
export function inOrder<E extends TextEdit>(edits: readonly E[], length: number): readonly E[] {
  const sorted = edits
    .map((edit, at) => ({ edit, at }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.at - b.at)
    .map(({ edit }) => edit);
  let reached = 0;
  for (const { start, end } of sorted) {
    if (start < reached || end < start || end > length)
      throw new OverlapError('two edits touch the same place');
    reached = end;
  }
  return sorted;
}

/** The text with all edits made. Throws OverlapError. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let reached = 0;
  for (const edit of inOrder(edits, text.length)) {
    result += text.slice(reached, edit.start) + edit.text;
    reached = edit.end;
  }
  return result + text.slice(reached);
}

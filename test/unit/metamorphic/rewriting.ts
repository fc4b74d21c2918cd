// Rewritings of one file that leave what it does as it was, and where each place of it went.
import { inOrder, type TextEdit } from '../../../server/src/languages/edits/textEdit';

export interface Located {
  readonly beside: boolean;
  readonly offset: number;
  /** Longer than nothing for a name that was spelled anew: it may have grown at its front (`space.name`). */
  readonly length: number;
}

/** What becomes of a file. */
export interface Rewritten {
  readonly text: string;
  /** A file beside it that takes up a part. */
  readonly beside?: { readonly name: string; readonly text: string };
  /** Where an offset of the old text is now; undefined within what was rewritten. */
  locate(offset: number): Located | undefined;
}

export interface Rewriting {
  readonly name: string;
  /**
   * Undefined where there is nothing to rewrite. `name`: of the file, without folder and extension. `elsewhere`: the
   * text of the other files, for names that they may import.
   */
  rewrite(text: string, name: string, elsewhere: string): Rewritten | undefined;
}

/** A rewriting that only edits in place. */
export function editing(
  name: string,
  edits: (text: string, elsewhere: string) => readonly TextEdit[],
): Rewriting {
  return {
    name,
    rewrite: (text, _name, elsewhere) => {
      const made = edits(text, elsewhere);
      return made.length > 0 ? withEdits(text, made) : undefined;
    },
  };
}

/** Text with edits made. Several insertions at one offset keep their order; a place at that offset moves behind them. */
export function withEdits(text: string, edits: readonly TextEdit[]): Rewritten {
  const ordered = inOrder(edits, text.length);
  let result = '';
  let reached = 0;
  for (const edit of ordered) {
    result += text.slice(reached, edit.start) + edit.text;
    reached = edit.end;
  }
  return { text: result + text.slice(reached), locate: (offset) => locate(ordered, offset) };
}

function locate(edits: readonly TextEdit[], offset: number): Located | undefined {
  let moved = offset;
  for (const { start, end, text } of edits) {
    if (start > offset) break;
    if (start === offset && end > start) return { beside: false, offset: moved, length: text.length };
    if (offset < end) return undefined;
    moved += text.length - (end - start);
  }
  return { beside: false, offset: moved, length: 0 };
}

/** Edits that touch no part of an earlier one of the list. */
export function apart(edits: readonly (readonly TextEdit[])[]): TextEdit[] {
  const kept: { start: number; end: number; edits: readonly TextEdit[] }[] = [];
  for (const group of edits) {
    const start = Math.min(...group.map((edit) => edit.start));
    const end = Math.max(...group.map((edit) => edit.end));
    if (kept.every((one) => end <= one.start || start >= one.end)) kept.push({ start, end, edits: group });
  }
  return kept.flatMap((group) => group.edits);
}

// Joins the edits of several steps to one edit per file.
import type { FileEdit, FixEdit } from './fix';

/** Edits of one file, in the shape of a list. */
export function inFile(path: string, edits: readonly FixEdit[]): readonly FileEdit[] {
  return edits.length === 0 ? [] : [{ path, edits }];
}

/** A new file. */
export function newFile(path: string, text: string): FileEdit {
  return { path, create: true, edits: [{ start: 0, end: 0, text }] };
}

/** One entry per file, in the order of first mention. Equal edits of one file are made once. */
export function joined(parts: readonly (readonly FileEdit[])[]): readonly FileEdit[] {
  const files = new Map<string, FileEdit>();
  for (const part of parts.flat()) {
    const before = files.get(part.path);
    if (!before) files.set(part.path, part);
    else
      files.set(part.path, {
        ...before,
        edits: [
          ...before.edits,
          ...part.edits.filter((edit) => !before.edits.some((one) => isSame(one, edit))),
        ],
      });
  }
  return [...files.values()];
}

function isSame(a: FixEdit, b: FixEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

// Carries out a repair on texts in memory. Writing files is the caller's business.
import { applyEdits, OverlapError } from '../languages/edits/textEdit';
import type { FileEdit } from './fix';

/**
 * The texts after the edits, by path, in the order of the edits. `textOf` gives a file's current text, undefined if there is none.
 * Throws OverlapError where edits touch the same place, or a file to be made exists, or one to be changed does not.
 */
export function applyFileEdits(
  edits: readonly FileEdit[],
  textOf: (path: string) => string | undefined,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, create, edits: changes } of edits) {
    if (texts.has(path)) throw new OverlapError(`${path} is edited twice`);
    const text = textOf(path);
    if (create && text !== undefined) throw new OverlapError(`${path} exists already`);
    if (!create && text === undefined) throw new OverlapError(`${path} does not exist`);
    texts.set(path, applyEdits(text ?? '', changes));
  }
  return texts;
}

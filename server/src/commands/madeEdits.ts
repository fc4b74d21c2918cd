// What a run of repairs has changed so far, told against the files as they were before it: where a place stood then, and one diff.
import type { FileEdit, FixEdit } from '../fixes/fix';
import { inOrder } from '../languages/edits/textEdit';
import { LineTable } from '../text/lineTable';
import type { Place, Span } from '../text/span';
import { maskedDiff, type ShownPart } from './maskedRepair';

/** A stretch of the file as it was, or text a repair put there. */
type Part = ({ readonly kind: 'kept' } & Span) | ({ readonly kind: 'added' } & AddedText);

interface AddedText {
  readonly text: string;
  /** To be shown instead: the text holds a secret. */
  readonly masked?: string;
}

interface ChangedFile {
  /** Undefined: there was no such file. */
  readonly before: string | undefined;
  parts: readonly Part[];
  /** Stretches of `before` that a repair took away because they hold a secret. */
  readonly hidden: Span[];
}

export class MadeEdits {
  private readonly files = new Map<string, ChangedFile>();

  /** Paths of the files changed so far. */
  get paths(): readonly string[] {
    return [...this.files.keys()];
  }

  /** Edits that were made. `textOf` gives a file's text before them, undefined if there was none. */
  add(edits: readonly FileEdit[], textOf: (path: string) => string | undefined): void {
    for (const { path, edits: changes } of edits) {
      const file = this.files.get(path) ?? untouched(textOf(path));
      this.files.set(path, file);
      const length = file.parts.reduce((sum, part) => sum + lengthOf(part), 0);
      const cutter = new Cutter(file.parts);
      const parts: Part[] = [];
      let at = 0;
      for (const edit of inOrder(changes, length)) {
        parts.push(...cutter.take(edit.start - at));
        const gone = cutter.take(edit.end - edit.start);
        if (edit.hides) file.hidden.push(...gone.filter((part) => part.kind === 'kept'));
        if (edit.text !== '') parts.push(toAdded(edit));
        at = edit.end;
      }
      file.parts = [...parts, ...cutter.take(length - at)];
    }
  }

  /** Where a place of the texts as they are now stood before the run: text that was added has the place where it went in. */
  before(place: Place): Place {
    const file = this.files.get(place.path);
    if (!file) return place;
    const start = offsetBefore(file.parts, place.start);
    return { ...place, start, end: Math.max(start, offsetBefore(file.parts, place.end)) };
  }

  /** The lines of a file before the run; undefined if it was not changed. */
  linesBefore(path: string): LineTable | undefined {
    const file = this.files.get(path);
    return file && LineTable.of(file.before ?? '');
  }

  /** One unified diff over all files, which `patch` applies where it hides nothing. `secrets` lie in the texts before the run. */
  diff(secrets: readonly Place[]): readonly string[] {
    const changed = [...this.files].map(([path, { before, parts, hidden }]) => ({
      path,
      before,
      parts: parts.map((part): ShownPart => (part.kind === 'kept' ? part : (part.masked ?? part.text))),
      hidden: [...secrets.filter((place) => place.path === path), ...hidden],
    }));
    return maskedDiff(changed);
  }
}

function untouched(before: string | undefined): ChangedFile {
  const parts: Part[] = before ? [{ kind: 'kept', start: 0, end: before.length }] : [];
  return { before, parts, hidden: [] };
}

function toAdded({ text, masked }: FixEdit): Part {
  return masked === undefined ? { kind: 'added', text } : { kind: 'added', text, masked };
}

function lengthOf(part: Part): number {
  return part.kind === 'kept' ? part.end - part.start : part.text.length;
}

/** Hands out parts from the front, cut to length. */
class Cutter {
  private readonly left: Part[];

  constructor(parts: readonly Part[]) {
    this.left = [...parts].reverse();
  }

  take(length: number): Part[] {
    const taken: Part[] = [];
    let wanted = length;
    while (wanted > 0) {
      const part = this.left.pop();
      if (!part) break;
      if (lengthOf(part) > wanted) {
        taken.push(cut(part, 0, wanted));
        this.left.push(cut(part, wanted, lengthOf(part)));
        return taken;
      }
      taken.push(part);
      wanted -= lengthOf(part);
    }
    return taken;
  }
}

function cut(part: Part, from: number, to: number): Part {
  if (part.kind === 'kept') return { kind: 'kept', start: part.start + from, end: part.start + to };
  const text = part.text.slice(from, to);
  // Which half holds the secret is not known.
  return part.masked === undefined ? { ...part, text } : { ...part, text, masked: '<hidden>' };
}

function offsetBefore(parts: readonly Part[], offset: number): number {
  let at = 0;
  let reached = 0;
  for (const part of parts) {
    const end = at + lengthOf(part);
    if (part.kind === 'kept') {
      if (offset < end) return part.start + Math.max(0, offset - at);
      reached = part.end;
    } else if (offset < end) return reached;
    at = end;
  }
  return reached;
}

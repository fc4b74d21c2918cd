// Shows what a repair would change, for `--dry-run` and messages: the lines that go and the lines that come, secrets masked.
import { lineEnd, lineStart } from '../languages/edits/layout';
import { inOrder } from '../languages/edits/textEdit';
import type { Place } from '../text/span';
import type { FileEdit, FixEdit, FixOutcome } from './fix';

export interface DescribeInput {
  /** The current text of a file; undefined if there is none. */
  textOf(path: string): string | undefined;
  /** Places of all known secrets: none of them is shown. */
  readonly secrets: readonly Place[];
}

const MASK = '********';

/** Lines as in a diff, without line numbers: the title, per file its path with `-` and `+` lines, then the notes. */
export function describe(outcome: FixOutcome, input: DescribeInput): readonly string[] {
  if ('refused' in outcome) return [`cannot be repaired: ${outcome.refused}`];
  return [
    outcome.title,
    ...outcome.edits.flatMap((file) => describeFile(file, input)),
    ...(outcome.notes ?? []),
  ];
}

function describeFile({ path, create, edits }: FileEdit, input: DescribeInput): string[] {
  const text = input.textOf(path) ?? '';
  const lines = [create ? `${path} (new)` : path];
  const places = input.secrets.filter((place) => place.path === path);
  for (const group of byLine(text, edits)) {
    const start = lineStart(text, group[0]!.start);
    const end = lineEnd(text, Math.max(...group.map((edit) => edit.end)));
    const before = shown(text, start, end, [], places, group);
    const after = shown(text, start, end, group, places, group);
    lines.push(...changed(before.split(/\r?\n/), after.split(/\r?\n/)));
  }
  return lines;
}

/** Edits that touch the same lines belong together. */
function byLine(text: string, edits: readonly FixEdit[]): FixEdit[][] {
  const groups: FixEdit[][] = [];
  let reached = -1;
  for (const edit of inOrder(edits, text.length)) {
    if (groups.length > 0 && lineStart(text, edit.start) <= reached) groups.at(-1)!.push(edit);
    else groups.push([edit]);
    reached = Math.max(reached, lineEnd(text, edit.end));
  }
  return groups;
}

/** The text between two offsets after some edits, with every secret replaced. */
function shown(
  text: string,
  start: number,
  end: number,
  edits: readonly FixEdit[],
  secrets: readonly Place[],
  all: readonly FixEdit[],
): string {
  const hidden = [...secrets, ...all.filter((edit) => edit.hides)];
  let result = '';
  let at = start;
  const copy = (to: number): void => {
    while (at < to) {
      const cover = hidden.filter((one) => one.start <= at && at < one.end).sort((a, b) => b.end - a.end)[0];
      if (cover) {
        result += MASK;
        at = Math.min(to, cover.end);
      } else result += text[at++];
    }
  };
  for (const edit of edits) {
    copy(edit.start);
    result += edit.masked ?? edit.text;
    at = edit.end;
  }
  copy(end);
  return result;
}

function changed(before: readonly string[], after: readonly string[]): string[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail))
    tail++;
  const isEmpty = (lines: readonly string[]): boolean => lines.length === 1 && lines[0] === '';
  const gone = before.slice(head, before.length - tail);
  const come = after.slice(head, after.length - tail);
  return [
    ...(isEmpty(gone) ? [] : gone.map((line) => `-${line}`)),
    ...(isEmpty(come) ? [] : come.map((line) => `+${line}`)),
  ];
}

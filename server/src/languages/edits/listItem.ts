// Elements of a bracketed list as it is written: arguments, entries of objects, items of arrays. Puts one in, takes one out.
import type { Span } from '../../text/span';
import { indentationAt, isFirstOnLine, lineBreakAt, lineEnd, lineStart, nextLine } from './layout';
import type { EditRefusal, TextEdit } from './textEdit';
import { afterTrivia, type Comments, lastSolid } from './trivia';

/** A list between brackets. An item's end may lie before casts and closing parentheses that belong to it. */
export interface WrittenList {
  /** Offset after the opening bracket. */
  readonly open: number;
  /** Offset of the closing bracket. */
  readonly close: number;
  readonly items: readonly Span[];
}

export interface ListStyle {
  readonly comments: Comments;
  /** Blanks inside the brackets of a list that had no item: `{ a }`. */
  readonly spaced: boolean;
}

/** Appends an item in the layout of the list: on the same line or on its own, with or without a comma after the last one. */
export function appendItem(
  text: string,
  list: WrittenList,
  item: string,
  style: ListStyle,
): readonly TextEdit[] | EditRefusal {
  const last = list.items.at(-1);
  if (!last) return fillList(text, list, item, style);
  const solid = lastSolid(text, last.end, list.close, style.comments);
  const comma = solid && text[solid.start] === ',' ? solid : undefined;
  const end = comma ? comma.end : (solid?.end ?? last.end);
  if (!isFirstOnLine(text, last.start)) {
    // A comment that runs to the end of the line would swallow the item.
    if (comma) return [{ start: end, end, text: ` ${item},` }];
    return [{ start: end, end, text: `, ${item}` }];
  }
  const lineBreak = lineBreakAt(text, last.start);
  const indentation = indentationAt(text, last.start);
  const closesHere = lineEnd(text, end) >= list.close;
  const at = closesHere ? end : lineEnd(text, end);
  const line = `${lineBreak}${indentation}${item}`;
  if (comma) return [{ start: at, end: at, text: `${line},` }];
  if (at === end) return [{ start: at, end: at, text: `,${line}` }];
  return [
    { start: end, end, text: ',' },
    { start: at, end: at, text: line },
  ];
}

function fillList(
  text: string,
  list: WrittenList,
  item: string,
  style: ListStyle,
): readonly TextEdit[] | EditRefusal {
  const inner = text.slice(list.open, list.close);
  if (inner.trim() === '') {
    return [{ start: list.open, end: list.close, text: style.spaced ? ` ${item} ` : item }];
  }
  // Only comments stand here: the item goes below them.
  const closing = lineStart(text, list.close);
  if (closing <= list.open || text.slice(closing, list.close).trim() !== '')
    return { refused: 'a comment stands where the option would go' };
  const first = afterBlanks(text, list.open);
  const indentation = isFirstOnLine(text, first)
    ? indentationAt(text, first)
    : indentationAt(text, list.close);
  return [{ start: closing, end: closing, text: `${indentation}${item},${lineBreakAt(text, list.open)}` }];
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? 'x')) at++;
  return at;
}

/** Puts an item before the one at `index`. */
export function insertBefore(
  text: string,
  list: WrittenList,
  index: number,
  item: string,
): readonly TextEdit[] {
  const next = list.items[index]!;
  const between = isFirstOnLine(text, next.start)
    ? `,${lineBreakAt(text, next.start)}${indentationAt(text, next.start)}`
    : ', ';
  return [{ start: next.start, end: next.start, text: item + between }];
}

/** Takes an item out with its comma, and with its line where it has one of its own. */
export function removeItem(
  text: string,
  list: WrittenList,
  index: number,
  comments: Comments,
): readonly TextEdit[] {
  const item = list.items[index]!;
  const next = list.items[index + 1];
  const solid = lastSolid(text, item.end, next?.start ?? list.close, comments);
  const end = solid?.end ?? item.end;
  const hasComma = solid !== undefined && text[solid.start] === ',';
  if (
    hasComma &&
    isFirstOnLine(text, item.start) &&
    afterTrivia(text, end, lineEnd(text, end), comments) === lineEnd(text, end)
  ) {
    return [{ start: lineStart(text, item.start), end: nextLine(text, end), text: '' }];
  }
  if (next && hasComma) return [{ start: item.start, end: next.start, text: '' }];
  const previous = list.items[index - 1];
  if (!previous) return [{ start: list.open, end: list.close, text: '' }];
  const before = lastSolid(text, previous.end, item.start, comments);
  // The comma that separated it from the one before goes with it.
  return [{ start: before?.start ?? previous.end, end: hasComma ? solid.start : end, text: '' }];
}

// What stands between the tokens of code: blanks and comments. Enough to find the end of an element, no parser.
import type { Span } from '../../text/span';
import { isFirstOnLine, lineStart } from './layout';

/** `slash`: `//` and block comments; `hash`: `#` to the end of the line. */
export type Comments = 'slash' | 'hash';

/** The offset after blanks and comments from `from` on, at most `to`. */
export function afterTrivia(text: string, from: number, to: number, comments: Comments): number {
  let at = from;
  while (at < to) {
    if (/\s/.test(text[at]!)) at++;
    else {
      const end = commentEnd(text, at, to, comments);
      if (end === undefined) return at;
      at = end;
    }
  }
  return to;
}

/** The last character between two offsets that is neither blank nor comment, quoted text counted whole; undefined if there is none. */
export function lastSolid(text: string, from: number, to: number, comments: Comments): Span | undefined {
  let last: Span | undefined;
  let at = from;
  while (at < to) {
    const end = commentEnd(text, at, to, comments);
    if (end !== undefined) at = end;
    else if (/\s/.test(text[at]!)) at++;
    else {
      const next = quoteEnd(text, at, to);
      last = { start: next - 1, end: next };
      at = next;
    }
  }
  return last;
}

/** The start of the first line of the comments that stand directly above an offset, no blank line between; that of its own line without any. */
export function commentedStart(text: string, from: number, to: number, comments: Comments): number {
  let start = lineStart(text, to);
  let above: Span[] = [];
  let at = from;
  while (at < start) {
    const end = commentEnd(text, at, start, comments);
    if (end !== undefined) above.push({ start: at, end });
    else if (!/\s/.test(text[at]!)) above = [];
    at = end ?? (/\s/.test(text[at]!) ? at + 1 : quoteEnd(text, at, start));
  }
  for (const comment of above.reverse()) {
    if (/\n[ \t\r]*\n/.test(text.slice(comment.end, start)) || !isFirstOnLine(text, comment.start)) break;
    start = lineStart(text, comment.start);
  }
  return start;
}

function commentEnd(text: string, at: number, to: number, comments: Comments): number | undefined {
  const opens = comments === 'hash' ? text[at] === '#' : text.startsWith('//', at);
  if (opens) {
    let end = at;
    while (end < to && text[end] !== '\n' && text[end] !== '\r') end++;
    return end;
  }
  if (comments === 'hash' || !text.startsWith('/*', at)) return undefined;
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? to : Math.min(close + 2, to);
}

function quoteEnd(text: string, at: number, to: number): number {
  const quote = text[at]!;
  if (quote !== '"' && quote !== "'" && quote !== '`') return at + 1;
  for (let i = at + 1; i < to; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
  }
  return to;
}

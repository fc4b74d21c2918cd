// What stands between the tokens of code: blanks and comments. Enough to find the end of an element, no parser.
import type { Span } from '../../text/span';

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

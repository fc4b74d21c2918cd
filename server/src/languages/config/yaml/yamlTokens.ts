// What is read off YAML's token stream without building a tree: nesting depth and comments.
import { Lexer } from 'yaml';
import type { Span } from '../../../text/span';
import {
  bracketDepth,
  type ConfigComment,
  isAddressed,
  linesOf,
  MAX_BRACKETS,
  toComments,
} from '../configSummary';

const SCALAR_MARK = '\u001f';

/** True if a recursive YAML parser should not be given this text. */
export function isTooDeepYaml(text: string): boolean {
  if (blockDepth(text) > MAX_BRACKETS) return true;
  return bracketDepth(text) > MAX_BRACKETS && flowDepth(text) > MAX_BRACKETS;
}

/** Comments addressed to Airworthy; `masked` is the text without template directives, of the same length. */
export function commentsOf(text: string, masked: string): ConfigComment[] {
  if (!isAddressed(text)) return [];
  const spans: Span[] = [];
  for (const token of tokensOf(masked)) {
    if (!token.scalar && token.text.startsWith('#')) {
      // In the masked text a comment may run on over what was a line of its own.
      const written = text.slice(token.start, token.start + token.text.length).split(/[\r\n]/, 1)[0]!;
      spans.push({ start: token.start, end: token.start + written.length });
    }
  }
  return toComments(text, spans);
}

function flowDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const token of tokensOf(text)) {
    if (token.scalar) continue;
    if (token.text === '[' || token.text === '{') deepest = Math.max(deepest, ++depth);
    else if (token.text === ']' || token.text === '}') depth = Math.max(0, depth - 1);
  }
  return deepest;
}

/** An upper bound of block nesting: distinct columns at which something begins inside something else. */
function blockDepth(text: string): number {
  const columns: number[] = [];
  let deepest = 0;
  for (const line of linesOf(text)) {
    let column = 0;
    for (;;) {
      while (line.text[column] === ' ') column++;
      if (column >= line.text.length) break;
      while (columns.length > 0 && columns.at(-1)! >= column) columns.pop();
      columns.push(column);
      deepest = Math.max(deepest, columns.length);
      const marker = line.text[column];
      const opens = (marker === '-' || marker === '?') && line.text[column + 1] === ' ';
      if (!opens) break;
      column++;
    }
  }
  return deepest;
}

function* tokensOf(text: string): Generator<{ text: string; start: number; scalar: boolean }> {
  let start = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === SCALAR_MARK) {
      scalar = true;
      continue;
    }
    // Other control characters mark document and flow borders and stand for no source text.
    if (lexeme === '\u0002' || lexeme === '\u0018') continue;
    yield { text: lexeme, start, scalar };
    start += lexeme.length;
    scalar = false;
  }
}

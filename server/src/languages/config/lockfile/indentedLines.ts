// The lines of a machine-written, indented file (pnpm and yarn lockfiles) with the keys above them: a tenth of the
// time of a full YAML parser. Not for files that people write.
import type { Span } from '../../../text/span';
import { linesOf } from '../configSummary';

export interface IndentedLine {
  /** Keys from the outermost to that of this line. */
  readonly path: readonly string[];
  /** Spans of the keys in `path`, without quotes. */
  readonly spans: readonly Span[];
  /** Without quotes; '' for a line that only opens a level. */
  readonly value: string;
  readonly valueSpan: Span;
}

interface Level {
  readonly indent: number;
  readonly key: string;
  readonly span: Span;
}

const MAX_LEVELS = 12;

export function* indentedLines(text: string): Generator<IndentedLine> {
  const levels: Level[] = [];
  for (const line of linesOf(text)) {
    const content = line.text.trim();
    if (content === '' || content.startsWith('#') || content.startsWith('- ')) continue;
    const indent = line.text.length - line.text.trimStart().length;
    while (levels.length > 0 && levels.at(-1)!.indent >= indent) levels.pop();
    if (levels.length >= MAX_LEVELS) continue;
    const { key, value } = split(content);
    const start = line.start + indent;
    levels.push({ indent, key: unquote(key), span: inside(key, start) });
    const valueSpan = inside(value, start + content.length - value.length);
    yield {
      path: levels.map((level) => level.key),
      spans: levels.map((level) => level.span),
      value: unquote(value),
      valueSpan,
    };
  }
}

/** `key: value`, `key value` (yarn 1) or `key:`; quoted keys may hold any of these characters. */
function split(content: string): { key: string; value: string } {
  if (content.endsWith(':')) return { key: content.slice(0, -1), value: '' };
  const quote = content[0] === '"' || content[0] === "'" ? content[0] : undefined;
  const keyEnd = quote ? content.indexOf(quote, 1) + 1 : 0;
  const colon = content.indexOf(': ', keyEnd);
  if (colon !== -1) return { key: content.slice(0, colon), value: content.slice(colon + 2).trimStart() };
  const blank = content.indexOf(' ', keyEnd);
  if (blank === -1) return { key: content, value: '' };
  return { key: content.slice(0, blank), value: content.slice(blank + 1).trimStart() };
}

function isQuoted(text: string): boolean {
  const first = text[0];
  if (text.length < 2 || (first !== '"' && first !== "'")) return false;
  return text.indexOf(first, 1) === text.length - 1;
}

function unquote(text: string): string {
  return isQuoted(text) ? text.slice(1, -1) : text;
}

function inside(text: string, start: number): Span {
  if (isQuoted(text)) return { start: start + 1, end: start + text.length - 1 };
  return { start, end: start + text.length };
}

// Reads `NAME=value` lines: `export`, the three quotes, quoted values over several lines, comments.
import type { Span } from '../../../text/span';
import type { ConfigEntry, ConfigNode } from '../../summary/config';
import { type ConfigError, linesOf, type SourceLine, toScalar, trimmedSpan } from '../configSummary';

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/;

export interface Assignments {
  readonly entries: readonly ConfigEntry[];
  readonly comments: readonly Span[];
  readonly errors: readonly ConfigError[];
}

interface ReadValue {
  readonly node: ConfigNode;
  /** Offset after the value and its closing quote. */
  readonly end: number;
}

/** Value spans hold the text without its quotes: exactly what a repair may replace. */
export function parseAssignments(text: string): Assignments {
  const entries: ConfigEntry[] = [];
  const comments: Span[] = [];
  const errors: ConfigError[] = [];
  let readTo = 0;
  for (const line of linesOf(text)) {
    if (line.start < readTo) continue;
    const content = line.text.trimStart();
    if (content === '') continue;
    if (content.startsWith('#')) {
      comments.push(trimmedSpan(line));
      continue;
    }
    const match = ASSIGNMENT.exec(line.text);
    if (!match) {
      errors.push({ ...trimmedSpan(line), message: 'not an assignment' });
      continue;
    }
    const keyStart = line.start + match[0].lastIndexOf(match[1]!, match[0].indexOf('='));
    const value = readValue(text, line, line.start + match[0].length);
    entries.push({
      key: match[1]!,
      keySpan: { start: keyStart, end: keyStart + match[1]!.length },
      value: value.node,
    });
    readTo = value.end;
    const comment = trailingComment(text, value.end);
    if (comment) comments.push(comment);
  }
  return { entries, comments, errors };
}

function readValue(text: string, line: SourceLine, start: number): ReadValue {
  const quote = text[start];
  if (start < line.end && (quote === '"' || quote === "'" || quote === '`')) {
    const close = closingQuote(text, start + 1, quote);
    if (close !== -1) return readQuoted(text, start + 1, close, quote);
  }
  const rest = text.slice(start, line.end);
  const comment = rest.search(/[ \t]#/);
  const value = (rest.startsWith('#') ? '' : comment === -1 ? rest : rest.slice(0, comment)).trimEnd();
  const end = start + value.length;
  return { node: toScalar(value, { start, end }), end };
}

function readQuoted(text: string, start: number, close: number, quote: string): ReadValue {
  const written = text.slice(start, close);
  const value = (quote === '"' ? readEscapes(written) : written).replaceAll('\r\n', '\n');
  const span = { start, end: close };
  // Single quotes keep `${…}` as it is.
  const node: ConfigNode = quote === "'" ? { kind: 'scalar', value, ...span } : toScalar(value, span);
  return { node, end: close + 1 };
}

/** The closing quote, which may stand lines below; -1 if there is none. */
function closingQuote(text: string, from: number, quote: string): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

function trailingComment(text: string, from: number): Span | undefined {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (text[at] !== '#') return undefined;
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return { start: at, end };
}

function readEscapes(text: string): string {
  return text.replace(/\\([nrt"\\$])/g, (_, character: string) => {
    if (character === 'n') return '\n';
    if (character === 'r') return '\r';
    return character === 't' ? '\t' : character;
  });
}

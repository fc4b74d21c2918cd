// Assembles the summary of one configuration file and the plain pieces its readers share: lines, scalars, comments, depth.
import { LineTable } from '../../text/lineTable';
import type { Span } from '../../text/span';
import type { ConfigEntry, ConfigNode, ConfigSummary } from '../summary/config';

/** Levels of nesting kept in a config tree; what lies deeper is unknown (a templated node). */
export const MAX_DEPTH = 100;

/**
 * Brackets nested deeper than this are not handed to a recursive parser at all: running out of stack inside a
 * parser's regular expression ends the whole process instead of throwing.
 */
export const MAX_BRACKETS = 300;

const MAX_ERRORS = 20;

export type ConfigError = Span & { readonly message: string };
export type ConfigComment = { readonly text: string; readonly span: Span };

export interface SummaryParts {
  readonly documents: readonly ConfigNode[];
  readonly errors?: readonly ConfigError[];
  readonly comments?: readonly ConfigComment[];
  readonly lineByLine?: boolean;
  readonly template?: boolean;
}

export function createConfigSummary(
  path: string,
  format: string,
  text: string,
  parts: SummaryParts,
): ConfigSummary {
  const lines = LineTable.of(text);
  return {
    kind: 'config',
    path,
    format,
    documents: parts.documents,
    lineStarts: lines.lineStarts,
    length: lines.length,
    errors: (parts.errors ?? []).slice(0, MAX_ERRORS).map((error) => within(error, text.length)),
    comments: parts.comments ?? [],
    ...(parts.lineByLine ? { lineByLine: true } : {}),
    ...(parts.template ? { template: true } : {}),
  };
}

/** Parsers place "something is missing" after the end of the text. */
function within(error: ConfigError, length: number): ConfigError {
  const start = Math.min(error.start, length);
  return { start, end: Math.max(start, Math.min(error.end, length)), message: error.message };
}

/** The summary of a file whose reader failed: no document, one error over the whole text. */
export function createFailedSummary(
  path: string,
  format: string,
  text: string,
  message: string,
): ConfigSummary {
  const errors = [{ start: 0, end: text.length, message }];
  return createConfigSummary(path, format, text, { documents: [], errors });
}

/** True for text that is filled in later: `{{ … }}` of a template language, `${…}` of a shell or a tool. */
export function isTemplated(text: string): boolean {
  return text.includes('${') || text.includes('{{');
}

/** A scalar, or a templated node if the value is text that is filled in later. */
export function toScalar(value: string | number | boolean | null, span: Span): ConfigNode {
  const { start, end } = span;
  if (typeof value === 'string' && isTemplated(value)) return { kind: 'templated', text: value, start, end };
  return { kind: 'scalar', value, start, end };
}

export function toMap(entries: readonly ConfigEntry[], span: Span): ConfigNode {
  return { kind: 'map', entries, start: span.start, end: span.end };
}

export function toList(items: readonly ConfigNode[], span: Span): ConfigNode {
  return { kind: 'list', items, start: span.start, end: span.end };
}

/** An entry whose key is not written in the file (`instruction`, `name`): its key span is that of its value. */
export function toDerivedEntry(key: string, value: ConfigNode): ConfigEntry {
  return { key, keySpan: { start: value.start, end: value.end }, value };
}

/** True for a comment addressed to Airworthy. */
export function isAddressed(comment: string): boolean {
  return comment.includes('airworthy');
}

/** Comments addressed to Airworthy among `spans`, each with its marker (`#`, `//`) as written. */
export function toComments(text: string, spans: Iterable<Span>): ConfigComment[] {
  const found: ConfigComment[] = [];
  for (const { start, end } of spans) {
    const comment = text.slice(start, end);
    if (isAddressed(comment)) found.push({ text: comment, span: { start, end } });
  }
  return found;
}

/** One line without its line break. */
export interface SourceLine extends Span {
  readonly text: string;
}

/** The lines of a text; a byte order mark belongs to no line. */
export function linesOf(text: string): SourceLine[] {
  const { lineStarts } = LineTable.of(text);
  const lines: SourceLine[] = [];
  for (let i = 0; i < lineStarts.length; i++) {
    let start = lineStarts[i]!;
    if (i === 0 && text.charCodeAt(0) === 0xfeff) start = 1;
    let end = lineStarts[i + 1] ?? text.length;
    while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
    lines.push({ start, end, text: text.slice(start, end) });
  }
  return lines;
}

/** A byte order mark becomes a space, for parsers that refuse it; offsets stay true. */
export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
}

/** An upper bound of how deep brackets and braces nest, strings and comments not told apart. */
export function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return deepest;
}

/** The span of `line.text.trim()` in the file. */
export function trimmedSpan(line: SourceLine): Span {
  const leading = line.text.length - line.text.trimStart().length;
  const start = line.start + leading;
  return { start, end: Math.max(start, line.start + line.text.trimEnd().length) };
}

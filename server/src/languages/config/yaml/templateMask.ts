// Makes templated YAML (Helm charts, workflow expressions) readable for a YAML parser: every `{{ … }}` is overwritten
// with text of the same length, so that offsets stay true, and what stands under a condition is remembered.
import type { Span } from '../../../text/span';
import { linesOf, type SourceLine } from '../configSummary';

/** A character of the private use area: stands for directives and occurs in no sane file. */
export const STAND_IN = '\uE000';

export interface Masked {
  readonly text: string;
  /** Branches of `if`, `with`, `range`, `define`: what stands in one may be absent or repeated. */
  readonly regions: readonly Span[];
}

interface Directive extends Span {
  readonly body: string;
}

/** Masks the directives of `text`; a text without any comes back as it is. */
export function maskTemplates(text: string): Masked {
  if (!text.includes('{{') || text.includes(STAND_IN)) return { text, regions: [] };
  const directives = directivesOf(text);
  const pieces = text.split('');
  const lines = linesOf(text);
  const live: Directive[] = [];
  let next = 0;
  for (let at = 0; at < lines.length; at++) {
    const first = next;
    while (next < directives.length && directives[next]!.start < lines[at]!.end) next++;
    const here = directives.slice(first, next);
    if (here.length === 0 || lines[at]!.text.trimStart().startsWith('#')) continue;
    for (const directive of here) live.push(directive);
    maskLine(text, lines, at, here, pieces);
  }
  return { text: pieces.join(''), regions: regionsOf(text, live) };
}

function directivesOf(text: string): Directive[] {
  const found: Directive[] = [];
  let start = text.indexOf('{{');
  while (start !== -1) {
    const comment = /^\{\{-?\s*\/\*/.test(text.slice(start, start + 12));
    const commentEnd = comment ? text.indexOf('*/', start) : start;
    const close = text.indexOf('}}', commentEnd === -1 ? start : commentEnd);
    if (close === -1) break;
    const end = close + 2;
    const body = text
      .slice(start + 2, close)
      .replace(/^-/, '')
      .replace(/-$/, '')
      .trim();
    found.push({ start: text[start - 1] === '$' ? start - 1 : start, end, body });
    start = text.indexOf('{{', end);
  }
  return found;
}

/** Overwrites the directives that begin on line `at` (0-based). */
function maskLine(
  text: string,
  lines: readonly SourceLine[],
  at: number,
  directives: readonly Directive[],
  pieces: string[],
): void {
  const line = lines[at]!;
  const first = directives[0]!;
  const last = directives.at(-1)!;
  const end = Math.max(line.end, last.end);
  const opensItem = /^\s*(?:- +)+$/.test(text.slice(line.start, first.start));
  if (!opensItem && !isAlone(text, line.start, end, directives)) {
    for (const directive of directives) pieces.fill(STAND_IN, directive.start, directive.end);
    return;
  }
  const emitting = directives.find((directive) => !SILENT.test(directive.body));
  if (opensItem) {
    pieces.fill(STAND_IN, first.start, last.end);
    // `- {{ toYaml . }}` emits a map, which the lines below may go on with.
    if (EMITS_TREE.test(first.body) && text.slice(last.end, end).trim() === '') pieces[last.end - 1] = ':';
  } else if (emitting) {
    for (const directive of directives) pieces.fill(' ', directive.start, directive.end);
    standIn(emitting, lines, at, pieces);
  } else {
    blank(text, lines[at - 1]?.end ?? line.start, last.end, pieces);
  }
}

/** A line that emits nothing becomes trailing blanks of the line before: an empty line may break a block scalar. */
function blank(text: string, start: number, end: number, pieces: string[]): void {
  pieces.fill(' ', start, end);
  if (text.charCodeAt(0) === 0xfeff) pieces[0] = text[0]!;
}

/** A line of its own that emits something: an entry or a list item whose content is not known. */
function standIn(emitting: Directive, lines: readonly SourceLine[], at: number, pieces: string[]): void {
  const line = lines[at]!;
  const column = columnOf(emitting, line);
  const from = line.start + column;
  if (from + 5 > emitting.end) {
    pieces.fill(STAND_IN, emitting.start, emitting.end);
    return;
  }
  pieces.fill(STAND_IN, from, emitting.end);
  if (standsInList(lines, at, column)) pieces.splice(from, 2, '-', ' ');
  else pieces[emitting.end - 1] = ':';
}

/** True if a line holds nothing but its directives, and perhaps a comment after them. */
function isAlone(text: string, start: number, end: number, directives: readonly Directive[]): boolean {
  let at = start;
  for (const directive of directives) {
    if (text.slice(at, directive.start).trim() !== '') return false;
    at = directive.end;
  }
  const rest = text.slice(at, end).trim();
  return rest === '' || rest.startsWith('#');
}

const OPENS = /^(?:if|with|range|define|block)\b/;
const SILENT = /^(?:if|with|range|define|block|else|end|break|continue)\b|^\/\*|^\$[\w.]*\s*:?=/;
const EMITS_TREE = /\btoYaml\b|\bn?indent\b/;

/** Where the emitted lines begin: the number given to `indent` or `nindent`, else where the directive stands. */
function columnOf(directive: Directive, line: SourceLine): number {
  const indent = /\bn?indent\s+(\d{1,3})\s*$/.exec(directive.body);
  return indent ? Number(indent[1]) : directive.start - line.start;
}

/** Lines looked at above and below, so that a file of directives only takes linear time. */
const NEIGHBOURS = 100;

/** True if the lines around say that at this column the items of a list stand. */
function standsInList(lines: readonly SourceLine[], at: number, column: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - NEIGHBOURS); i--) {
    const { indent, content } = shapeOf(lines[i]!);
    if (content === '' || content.startsWith('{{') || content.startsWith('#') || indent > column) continue;
    if (indent === column) return content.startsWith('- ');
    break;
  }
  const after = lines.slice(at + 1, at + 1 + NEIGHBOURS).find((line) => {
    const { content } = shapeOf(line);
    return content !== '' && !content.startsWith('{{') && !content.startsWith('#');
  });
  if (!after) return false;
  const { indent, content } = shapeOf(after);
  return indent === column && content.startsWith('- ');
}

function shapeOf(line: SourceLine): { indent: number; content: string } {
  const content = line.text.trim();
  return { indent: line.text.length - line.text.trimStart().length, content };
}

function regionsOf(text: string, directives: readonly Directive[]): Span[] {
  const open: number[] = [];
  const regions: Span[] = [];
  for (const directive of directives) {
    const isElse = /^else\b/.test(directive.body);
    if (isElse || /^end\b/.test(directive.body)) {
      const start = open.pop();
      if (start !== undefined) regions.push({ start, end: directive.start });
    }
    if (isElse || OPENS.test(directive.body)) open.push(directive.end);
  }
  for (const start of open) regions.push({ start, end: text.length });
  return regions;
}

// Finds credentials of known formats in a text: one keyword pass, patterns only where a keyword stands. Files are never read here.
import type { FileRole } from '../../manifest/fileRoles';
import type { Span } from '../../text/span';
import { isFreeBefore } from './boundaries';
import type { SecretFormat } from './formats';
import { createKeywordSearch, type KeywordSearch } from './keywordSearch';
import type { Tagger } from './tag';
import { nameBefore, variableFor } from './variableName';
import { isCredential, prefixOf } from './verdict';

/** A credential in a text: its span and what may be said of it. The value is not in here. */
export interface SecretHit extends Span {
  /** Format id. */
  readonly format: string;
  readonly title: string;
  readonly provider: string;
  /** See SecretFact.tag. */
  readonly tag: string;
  /** UTF-16 units of the value. */
  readonly length: number;
  /** The start of the value that may be shown (`sk-`); may be empty. */
  readonly prefix: string;
  readonly variable: string;
}

export interface ScanOptions {
  readonly role: FileRole;
}

export interface SecretScanner {
  readonly formats: readonly SecretFormat[];
  /** Hits in source order, none overlapping. Vendored files have none. Never throws. */
  scan(path: string, text: string, options: ScanOptions): SecretHit[];
  /** The longest stretch of text a decision may look at, in UTF-16 units: what pieces of a stream must overlap by. */
  readonly reach: number;
  /** As `scan`, for keywords that start between two offsets only. */
  scanRange(path: string, text: string, range: Span): SecretHit[];
}

/** Text around a match that verdicts look at besides it. */
const CONTEXT = 600;

/** Builds the search over the anchors of all formats. Earlier formats win where two fit the same text equally well. */
export function createSecretScanner(formats: readonly SecretFormat[], tagger: Tagger): SecretScanner {
  const byAnchor = new Map<string, SecretFormat[]>();
  for (const format of formats) {
    for (const anchor of format.anchors) byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), format]);
  }
  const search = createKeywordSearch([...byAnchor.keys()]);
  const groups = [...byAnchor.values()];
  const scanRange = (path: string, text: string, range: Span): SecretHit[] =>
    withoutOverlaps(findMatches(search, groups, path, text, range)).map((match) =>
      toHit(match, text, tagger),
    );
  return {
    formats,
    reach: Math.max(0, ...formats.map(({ reach, before }) => reach + before)) + CONTEXT,
    scan: (path, text, { role }) =>
      role === 'vendored' ? [] : scanRange(path, text, { start: 0, end: text.length }),
    scanRange,
  };
}

interface Match extends Span {
  readonly format: SecretFormat;
}

function findMatches(
  search: KeywordSearch,
  groups: readonly (readonly SecretFormat[])[],
  path: string,
  text: string,
  range: Span,
): Match[] {
  const matches: Match[] = [];
  // A keyword may begin in the range and end behind it.
  const to = Math.min(text.length, range.end + MAX_KEYWORD);
  search.each(text, range.start, to, (keyword, start) => {
    if (start < range.start || start >= range.end) return;
    for (const format of groups[keyword]!) {
      const match = matchAt(format, path, text, start);
      if (match) matches.push(match);
    }
  });
  return matches;
}

const MAX_KEYWORD = 64;

/** The credential of a format whose keyword stands at `keyword`, if there is one. */
function matchAt(format: SecretFormat, path: string, text: string, keyword: number): Match | undefined {
  // Most keywords stand inside words: seen before any pattern runs.
  if (format.bare && format.shape === undefined && !isFreeBefore(text, keyword)) return undefined;
  const from = Math.max(0, keyword - format.before);
  const window = text.slice(from, keyword + format.reach);
  const matcher = format.pattern.matcher(window);
  if (format.before === 0)
    return matcher.lookingAt() ? toMatch(format, path, text, from, matcher) : undefined;
  for (let found = matcher.find(); found; found = matcher.find()) {
    if (from + matcher.start() > keyword) return undefined;
    if (from + matcher.end() > keyword) return toMatch(format, path, text, from, matcher);
  }
  return undefined;
}

interface Groups {
  groupCount(): number;
  start(group?: number): number;
  end(group?: number): number;
}

function toMatch(
  format: SecretFormat,
  path: string,
  text: string,
  from: number,
  matcher: Groups,
): Match | undefined {
  const group = matcher.groupCount() > 0 ? 1 : 0;
  const start = from + matcher.start(group);
  const end = from + matcher.end(group);
  const candidate = { path, text, start, end, value: text.slice(start, end) };
  return isCredential(format, candidate, from + matcher.start()) ? { format, start, end } : undefined;
}

/** Of matches that overlap the longest, else the first found: the order of the formats. */
function withoutOverlaps(matches: readonly Match[]): Match[] {
  const ranked = [...matches].sort((a, b) => b.end - b.start - (a.end - a.start));
  const kept: Match[] = [];
  for (const match of ranked) {
    if (!kept.some((other) => match.start < other.end && other.start < match.end)) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function toHit({ format, start, end }: Match, text: string, tagger: Tagger): SecretHit {
  const value = text.slice(start, end);
  return {
    start,
    end,
    format: format.id,
    title: format.title,
    provider: format.provider,
    tag: tagger(value),
    length: value.length,
    prefix: prefixOf(format, value),
    variable: variableFor(format, nameBefore(text, start)),
  };
}

// Changes as a unified diff in which no secret can be read: known ones, those repairs move, and every value of a dotenv file.
import { isDotenv } from '../inventory/secrets/dotenvSecrets';
import { maskCredentials, stripControls } from '../reports/plainText';
import type { Span } from '../text/span';
import { unifiedDiff } from './unifiedDiff';

/** A stretch of the text before, or new text as it may be shown. */
export type ShownPart = Span | string;

export interface ShownFile {
  readonly path: string;
  /** Undefined: there was no such file. */
  readonly before: string | undefined;
  /** The text after, in parts. */
  readonly parts: readonly ShownPart[];
  /** Stretches of `before` that hold a secret. */
  readonly hidden: readonly Span[];
}

/** Shorter values stand in many places that have nothing to do with them. */
const MIN_COPIED = 6;

/** Lines of the diffs of all files, in their order. */
export function maskedDiff(files: readonly ShownFile[]): string[] {
  // A repair may carry a piece of code along, with the secret in it.
  const copied = files.flatMap(({ before = '', hidden }) =>
    hidden.map(({ start, end }) => before.slice(start, end)).filter((value) => value.length >= MIN_COPIED),
  );
  return files.flatMap(({ path, before, parts, hidden }) => {
    const values = isDotenv(path) ? hideAssignments : (text: string) => text;
    const from = before === undefined ? undefined : values(masked(before, 0, before.length, hidden));
    const to = parts.map((part) =>
      typeof part === 'string'
        ? copied.reduce((text, value) => text.replaceAll(value, hide(value)), part)
        : masked(before ?? '', part.start, part.end, hidden),
    );
    return unifiedDiff(path, from, values(to.join(''))).map(toHarmless);
  });
}

/** A carriage return stays only where it ends the line: elsewhere it would write over what stands before it. */
function toHarmless(line: string): string {
  return stripControls(maskCredentials(line)).replace(/\r(?!$)/g, '');
}

function masked(text: string, start: number, end: number, hidden: readonly Span[]): string {
  const inside = hidden
    .filter((span) => span.start < end && start < span.end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let result = '';
  let at = start;
  for (const span of inside) {
    if (span.end <= at) continue;
    result += text.slice(at, Math.max(at, span.start));
    result += hide(text.slice(Math.max(at, span.start), Math.min(span.end, end)));
    at = Math.min(span.end, end);
  }
  return result + text.slice(at, end);
}

/** Says how long the value is and keeps its line breaks, so that the lines of the diff stay those of the file. */
function hide(value: string): string {
  const [, ...rest] = value.split(/\r\n|\r|\n/);
  return [`<secret, ${value.length} characters>`, ...rest.map(() => '<secret>')].join('\n');
}

const ASSIGNMENT = /^(\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*)(.*)$/;

/** Every value of a dotenv file, and whatever is neither a comment nor an assignment: the rest of a value over several lines. */
function hideAssignments(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const end = line.endsWith('\r') ? '\r' : '';
      const [, name, value] = ASSIGNMENT.exec(line.trimEnd()) ?? [];
      if (name === undefined || value === undefined)
        return /^\s*(#.*)?$/.test(line) ? line : `<hidden>${end}`;
      return value === '' || /^<[a-z]+, \d+ characters>$/.test(value)
        ? line
        : `${name}<hidden, ${value.length} characters>${end}`;
    })
    .join('\n');
}

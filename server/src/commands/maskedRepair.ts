// A repair as a unified diff in which no secret can be read: known ones, those the repair moves, and every value of a dotenv file.
import type { FileEdit, FixEdit } from '../fixes/fix';
import { isDotenv } from '../inventory/secrets/dotenvSecrets';
import { inOrder } from '../languages/edits/textEdit';
import { maskCredentials, stripControls } from '../reports/plainText';
import type { Place, Span } from '../text/span';
import { unifiedDiff } from './unifiedDiff';

/** Lines of the diffs of all files, in their order. `textOf` gives a file's text before the repair, undefined if there is none. */
export function maskedDiff(
  edits: readonly FileEdit[],
  textOf: (path: string) => string | undefined,
  secrets: readonly Place[],
): string[] {
  return edits.flatMap(({ path, edits: changes }) => {
    const before = textOf(path);
    const hidden = [
      ...secrets.filter((place) => place.path === path),
      ...changes.filter((edit) => edit.hides),
    ];
    const values = isDotenv(path) ? hideAssignments : (text: string) => text;
    const from = before === undefined ? undefined : values(shown(before, [], hidden));
    const to = values(shown(before ?? '', changes, hidden));
    return unifiedDiff(path, from, to).map((line) => stripControls(maskCredentials(line)));
  });
}

/** The text after some edits, in which no character of a hidden span is left. */
function shown(text: string, edits: readonly FixEdit[], hidden: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const edit of inOrder(edits, text.length)) {
    result += masked(text, at, edit.start, hidden) + (edit.masked ?? edit.text);
    at = edit.end;
  }
  return result + masked(text, at, text.length, hidden);
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
      const [, name, value] = ASSIGNMENT.exec(line.trimEnd()) ?? [];
      if (name === undefined || value === undefined) return /^\s*(#.*)?$/.test(line) ? line : '<hidden>';
      return value === '' || /^<[a-z]+, \d+ characters>$/.test(value)
        ? line
        : `${name}<hidden, ${value.length} characters>`;
    })
    .join('\n');
}

// The comment that ignores a rule on the next line: how it is written in each language, and whether it is a comment where it would stand.
import { languages } from '../languages/index.generated';
import type { FileSummary, Language } from '../languages/language';
import { LineTable } from '../text/lineTable';

export interface IgnoreComment {
  /** Where it is inserted: the start of a line. */
  readonly offset: number;
  /** The line up to where the reason is written, and the rest with its line end. */
  readonly before: string;
  readonly after: string;
}

type Style = readonly [open: string, close: string];

const HASH: Style = ['# ', ''];
const SLASHES: Style = ['// ', ''];
const JSX: Style = ['{/* ', ' */}'];

/** The styles to try for a file, in order. JSON has no comments, but some of its files are read with them. */
function stylesOf(path: string): readonly Style[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/\.[jt]sx$/.test(name)) return [SLASHES, JSX];
  if (/\.[cm]?[jt]s$/.test(name)) return [SLASHES];
  if (/\.jsonc$|^[jt]sconfig.*\.json$/.test(name) || /(?:^|\/)\.vscode\/[^/]+\.json$/.test(path))
    return [SLASHES];
  if (name.endsWith('.json') || name.endsWith('.ipynb') || name.endsWith('.lock')) return [];
  return [HASH];
}

/** The comment above the line of `offset`; undefined where none can stand, such as inside a text of several lines. */
export async function ignoreComment(
  path: string,
  text: string,
  offset: number,
  rule: string,
): Promise<IgnoreComment | undefined> {
  const language = languages.find((each) => each.matches(path));
  if (!language) return undefined;
  await language.prepare();
  const lines = LineTable.of(text);
  const start = lines.lineStarts[lines.positionAt(offset).line] ?? 0;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const faults = language.summarise(path, text).errors.length;
  for (const [open, close] of stylesOf(path)) {
    const before = `${indent}${open}airworthy-ignore-next-line ${rule}: `;
    const comment = { offset: start, before, after: `${close}${eol}` };
    if (isComment(language, path, text, comment, faults)) return comment;
  }
  return undefined;
}

/** Asks the parser, for whom a line inside a string or between tags is no comment. */
function isComment(
  language: Language,
  path: string,
  text: string,
  { offset, before, after }: IgnoreComment,
  faults: number,
): boolean {
  const inserted = `${before}reason${after}`;
  const summary: FileSummary = language.summarise(
    path,
    text.slice(0, offset) + inserted + text.slice(offset),
  );
  const from = offset + before.search(/\S/);
  return (
    summary.errors.length <= faults &&
    summary.comments.some(({ span }) => span.start < offset + inserted.length && span.end > from)
  );
}

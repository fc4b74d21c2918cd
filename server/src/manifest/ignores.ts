// Inline ignores: `airworthy-ignore-next-line <rule or item> [until YYYY-MM-DD]: <reason>` in any comment. Parsing only.
import { LineTable } from '../text/lineTable';
import type { Place, Span } from '../text/span';
import type { ManifestDiagnostic } from './diagnostic';
import { suggestion } from './faultText';
import { isDate } from './schema';
import type { KnownNames } from './validity';

/** An ignore that has an effect. */
export interface InlineIgnore {
  /** Rule or item id. */
  readonly target: string;
  readonly reason: string;
  readonly until?: string;
  readonly place: Place;
  /** The line it speaks about. */
  readonly covers: Span;
}

/** What both kinds of file summaries offer. */
export interface CommentedText {
  readonly path: string;
  readonly comments: readonly { readonly text: string; readonly span: Span }[];
  readonly lineStarts: readonly number[];
  readonly length: number;
}

export interface ParsedIgnores {
  readonly ignores: readonly InlineIgnore[];
  readonly diagnostics: readonly ManifestDiagnostic[];
}

const DIRECTIVE = /airworthy-ignore[\w-]*/;
const FORM =
  /airworthy-ignore-next-line(?:[ \t]+([^\s:]+))?(?:[ \t]+until[ \t]+([^\s:]+))?[ \t]*(?::[ \t]*([^\r\n]*))?/;

/** Reads the ignores of one file. One without a reason, with a date that has passed or a name nobody knows has no effect. */
export function parseIgnores(file: CommentedText, names: KnownNames, today: string): ParsedIgnores {
  const ignores: InlineIgnore[] = [];
  const diagnostics: ManifestDiagnostic[] = [];
  const comments = file.comments.filter(({ text }) => DIRECTIVE.test(text));
  const lines = new Set(comments.map(({ span }) => lineOf(file, span.start)));
  for (const { text, span } of comments) {
    const place: Place = { path: file.path, start: span.start, end: span.end };
    const fault = (code: ManifestDiagnostic['code'], message: string): void =>
      void diagnostics.push({ code, severity: 'warning', message, place });
    const [, target, until, rest = ''] = FORM.exec(text) ?? [];
    const reason = rest.replace(/\s*(\*\/|-->|--%>|#\}).*$/, '').trim();
    if (!target) fault('invalid', 'Write airworthy-ignore-next-line <rule or item>: <reason>.');
    else if (!names.rules.has(target) && !names.items.has(target))
      fault(
        'invalid',
        `There is no rule or item "${target}".${suggestion(target, [...names.items.keys(), ...names.rules])}`,
      );
    else if (until !== undefined && !isDate(until))
      fault('invalid', `"${until}" is no date written YYYY-MM-DD.`);
    else if (reason === '')
      fault('ignore-without-reason', 'Without a reason this ignores nothing. Add one after a colon.');
    else if (until !== undefined && until < today)
      fault('expired', `This ended on ${until} and ignores nothing any more.`);
    else ignores.push({ target, reason, until, place, covers: nextLine(file, span, lines) });
  }
  return { ignores, diagnostics };
}

/** The line below the comment; further ignores in between are skipped, so that several can stand above one line. */
function nextLine(file: CommentedText, comment: Span, ignoreLines: ReadonlySet<number>): Span {
  let line = lineOf(file, Math.max(comment.start, comment.end - 1)) + 1;
  while (ignoreLines.has(line)) line++;
  const start = file.lineStarts[line] ?? file.length;
  return { start, end: file.lineStarts[line + 1] ?? file.length + 1 };
}

function lineOf(file: CommentedText, offset: number): number {
  return LineTable.from(file.lineStarts, file.length).positionAt(offset).line;
}

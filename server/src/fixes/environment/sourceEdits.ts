// The edit that takes a secret out of one file, in the way that kind of file reads the environment.
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { Place, Span } from '../../text/span';
import { openCode } from '../codeFile';
import type { FixEdit, FixInput } from '../fix';
import { pythonRead } from './pythonRead';
import { typescriptRead } from './typescriptRead';

/** Where the value must be for the file to read it: an environment file, or the secrets of the CI host. */
export type SourceKind = 'code' | 'compose' | 'workflow';

/** Undefined for files in which no repair knows how to read a variable. */
export function sourceKindOf(input: FixInput, path: string): SourceKind | undefined {
  if (input.module(path)) return 'code';
  if (/(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return 'workflow';
  return /(^|\/)(?:docker-)?compose(?:[.-][\w-]+)*\.ya?ml$/.test(path) ? 'compose' : undefined;
}

/** The span of the secret itself, without quotes a place may include. */
export function bareSpan(text: string, { start, end }: Span): Span {
  const quote = text[start];
  const isQuoted =
    end - start > 2 && (quote === '"' || quote === "'" || quote === '`') && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}

/** Refused where the secret cannot be replaced by a read of the variable. */
export async function sourceEdits(
  input: FixInput,
  text: string,
  place: Place,
  variable: string,
): Promise<readonly FixEdit[] | EditRefusal> {
  const kind = sourceKindOf(input, place.path);
  const span = bareSpan(text, place);
  if (place.cell !== undefined)
    return { refused: 'the secret stands in a cell of a notebook: take it out by hand' };
  const skipped = input.inventory.files.skipped.find(({ path }) => path === place.path);
  if (kind === undefined && skipped)
    return { refused: `${place.path} was not parsed (${skipped.why}): take the secret out by hand` };
  if (kind === undefined)
    return { refused: `${place.path} is no code that repairs can edit: take the secret out by hand` };
  if (kind === 'workflow') return [{ ...span, text: `\${{ secrets.${variable} }}`, hides: true }];
  if (kind === 'compose') return [{ ...span, text: `\${${variable}}`, hides: true }];
  const file = await openCode(input, place.path);
  if (isRefusal(file)) return file;
  return file.module.language === 'python'
    ? pythonRead(file, span, variable)
    : typescriptRead(input, file, span, variable);
}

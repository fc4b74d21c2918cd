// Replaces a literal a finding points at by its harmless counterpart. Shared by repairs of switches.
import { isRefusal } from '../languages/edits/textEdit';
import { inFile } from './fileEdits';
import type { FixInput, FixOutcome } from './fix';

export interface Replacement {
  readonly title: string;
  readonly annotation: string;
  /** Written literal (without quotes) to what takes its place; quotes stay as they are. */
  readonly words: Readonly<Record<string, string>>;
  readonly notes?: readonly string[];
}

/** Refused where something else than one of the literals stands at the finding's value or place. */
export async function replaceLiteral(
  input: FixInput,
  { title, annotation, words, notes }: Replacement,
): Promise<FixOutcome> {
  const { path, start, end } = input.finding.value ?? input.finding.place;
  const text = await input.read(path);
  if (text === undefined) return { refused: `${path} cannot be read` };
  const context = input.module(path);
  if (context && context.module.length !== text.length)
    return { refused: `${path} has changed since it was analysed` };
  const written = literalAt(text, start, end);
  if (isRefusal(written)) return written;
  const word = Object.hasOwn(words, written.word) ? words[written.word] : undefined;
  if (word === undefined) return { refused: `what \`${written.word}\` should be instead is for you to say` };
  return {
    title,
    annotation,
    notes,
    edits: inFile(path, [{ start: written.start, end: written.end, text: word }]),
  };
}

function literalAt(
  text: string,
  start: number,
  end: number,
): { word: string; start: number; end: number } | { refused: string } {
  const written = text.slice(start, end);
  const quoted = /^(["'`])(.*)\1$/s.exec(written);
  if (quoted) return { word: quoted[2]!, start: start + 1, end: end - 1 };
  return /^[\w-]+$/.test(written)
    ? { word: written, start, end }
    : { refused: 'the switch is not written as a plain value here' };
}

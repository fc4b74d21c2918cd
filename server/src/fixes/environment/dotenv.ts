// Lines of environment files: how a value is written so that every reader gets it back, and where it goes.

import { parseAssignments } from '../../languages/config/dotenv/parseAssignments';
import { appendLine } from '../../languages/config/edits/appendLine';
import { type EditRefusal, isRefusal, type TextEdit } from '../../languages/edits/textEdit';

/** The value as it stands after `NAME=`. Line breaks are escaped, so that one variable is one line. Refused where no quoting is read alike everywhere. */
export function dotenvValue(value: string): string | EditRefusal {
  if (/^[\w./:@%+=,~^*-]+$/.test(value)) return value;
  const hasLines = /[\r\n]/.test(value);
  if (!hasLines && !value.includes("'")) return `'${value}'`;
  // Double quotes give escapes and references a meaning.
  if (/["\\$`]/.test(value))
    return { refused: 'the value holds characters that environment files read differently' };
  return `"${value.replace(/\r\n?/g, '\n').replace(/\n/g, '\\n')}"`;
}

/** What a variable is set to in an environment file; undefined if it is not named. */
export function assigned(text: string, name: string): string | undefined {
  const entry = parseAssignments(text).entries.findLast((one) => one.key === name);
  if (!entry) return undefined;
  return entry.value.kind === 'templated'
    ? entry.value.text
    : entry.value.kind === 'scalar'
      ? String(entry.value.value ?? '')
      : '';
}

/** Sets a variable that is missing or empty. */
export function assign(text: string, name: string, value: string): TextEdit | EditRefusal {
  const written = value === '' ? '' : dotenvValue(value);
  if (isRefusal(written)) return written;
  const empty = parseAssignments(text).entries.findLast((one) => one.key === name);
  if (!empty) return appendLine(text, `${name}=${written}`);
  const quoted =
    /["'`]/.test(text[empty.value.start - 1] ?? '') && text[empty.value.start - 1] === text[empty.value.end];
  const grow = quoted ? 1 : 0;
  return { start: empty.value.start - grow, end: empty.value.end + grow, text: written };
}

// Adds a line at the end of a file that is read line by line.
import { lineBreakAt } from '../../edits/layout';
import type { TextEdit } from '../../edits/textEdit';

/** One insertion at the end; a last line without a line end gets one first. */
export function appendLine(text: string, line: string): TextEdit {
  const lineBreak = lineBreakAt(text, 0);
  const open = text !== '' && !text.endsWith('\n') ? lineBreak : '';
  return { start: text.length, end: text.length, text: `${open}${line}${lineBreak}` };
}

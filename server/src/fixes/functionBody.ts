// Puts statements at the start of a function's body.
import { indentationAt, indentUnit, isFirstOnLine, lineBreakAt } from '../languages/edits/layout';
import type { EditRefusal, TextEdit } from '../languages/edits/textEdit';
import type { FunctionSummary, Statement } from '../languages/summary/module';
import type { CodeFile } from './codeFile';

/** `lines` are unindented; a line that starts with a tab is one step deeper. Refused for bodies without lines of their own. */
export function atBodyStart(
  file: CodeFile,
  fn: FunctionSummary,
  lines: readonly string[],
): readonly TextEdit[] | EditRefusal {
  const { text, module } = file;
  const python = module.language === 'python';
  const first = fn.body.find(
    (statement) => statement.start >= fn.bodySpan.start && !(python && isDocstring(statement)),
  );
  const at = python ? first?.start : fn.bodySpan.start;
  if (at === undefined || (!python && text[at - 1] !== '{'))
    return { refused: 'the body is a single expression' };
  if (python && !isFirstOnLine(text, at)) return { refused: 'the body stands on the line of its head' };
  const lineBreak = lineBreakAt(text, at);
  const unit = bodyStep(file, fn, python ? '    ' : '  ');
  const inner =
    first && isFirstOnLine(text, first.start)
      ? indentationAt(text, first.start)
      : indentationAt(text, fn.start) + unit;
  const written = lines.map((line) => line.replace(/^\t/, unit));
  if (python) return [{ start: at, end: at, text: written.map((line) => line + lineBreak + inner).join('') }];
  return [{ start: at, end: at, text: written.map((line) => lineBreak + inner + line).join('') }];
}

/** How much deeper a body stands than the line its function begins on; that of most blocks where the body is on that line. */
export function bodyStep({ text }: CodeFile, fn: FunctionSummary, fallback: string): string {
  const first = fn.body.find((statement) => statement.start >= fn.bodySpan.start);
  const outer = indentationAt(text, fn.start);
  const inner = first && isFirstOnLine(text, first.start) ? indentationAt(text, first.start) : outer;
  return inner.length > outer.length && inner.startsWith(outer)
    ? inner.slice(outer.length)
    : indentUnit(text, fallback);
}

function isDocstring(statement: Statement): boolean {
  return (
    statement.kind === 'expression' &&
    statement.value.kind === 'constant' &&
    typeof statement.value.value === 'string'
  );
}

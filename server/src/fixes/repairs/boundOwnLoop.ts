// Counts the turns of a hand-written loop around a model call and stops it.
import { indentationAt, indentUnit, isFirstOnLine, lineBreakAt, lineEnd } from '../../languages/edits/layout';
import { type EditRefusal, isRefusal, type TextEdit } from '../../languages/edits/textEdit';
import type { ModuleSummary, Statement } from '../../languages/summary/module';
import { walkStatements } from '../../languages/summary/walk';
import { statementEnd } from '../../languages/typescript/edits/codeStyle';
import { type CodeFile, openCode } from '../codeFile';
import { inFile } from '../fileEdits';
import type { Fix, FixInput } from '../fix';

type Loop = Extract<Statement, { kind: 'loop' }>;

export const fix: Fix = {
  id: 'bound-own-loop',
  safety: 'confirm',
  title: (input) => `Stop the loop after ${input.number('steps')} turns`,
  async offer(input) {
    const file = await openCode(input, input.finding.place.path);
    if (isRefusal(file)) return file;
    const loop = loopAt(file.module, input);
    if (!loop) return { refused: 'no loop stands here' };
    const edits =
      file.module.language === 'python'
        ? boundPython(file, loop, input.number('steps'))
        : boundTypescript(file, loop, input.number('steps'));
    if (isRefusal(edits)) return edits;
    return {
      title: `Stop the loop after ${input.number('steps')} turns`,
      edits: inFile(file.path, edits),
      annotation: 'Ends a run that goes round in circles',
      notes: [
        'The loop now fails when the turns are used up. Handle that where it is called, or return what there is.',
      ],
    };
  },
};

function loopAt(module: ModuleSummary, { finding: { place } }: FixInput): Loop | undefined {
  let found: Loop | undefined;
  for (const fn of module.functions) {
    walkStatements(fn.body, (statement) => {
      if (statement.kind === 'loop' && statement.start === place.start) found = statement;
    });
  }
  return found;
}

function boundTypescript(file: CodeFile, loop: Loop, turns: number): readonly TextEdit[] | EditRefusal {
  const { text, style } = file;
  const [first] = loop.body;
  const brace = first ? text.lastIndexOf('{', first.start) : -1;
  if (!first || brace < loop.start || !isFirstOnLine(text, loop.start))
    return { refused: 'the loop has no body of its own lines' };
  const name = freeName(file, ['turns', 'modelTurns', 'turnCount']);
  if (!name) return { refused: 'no name is free for the counter' };
  const { indentation, inner, lineBreak } = layoutOf(text, loop, first, '  ');
  const end = statementEnd(text);
  const message = style.string(messageFor(turns));
  return [
    { start: loop.start, end: loop.start, text: `let ${name} = 0${end}${lineBreak}${indentation}` },
    {
      start: brace + 1,
      end: brace + 1,
      text: `${lineBreak}${inner}if (++${name} > ${style.number(turns)}) throw new Error(${message})${end}`,
    },
  ];
}

function boundPython(file: CodeFile, loop: Loop, turns: number): readonly TextEdit[] | EditRefusal {
  const { text, style } = file;
  const [first] = loop.body;
  if (!first || !isFirstOnLine(text, first.start) || !isFirstOnLine(text, loop.start))
    return { refused: 'the loop has no body of its own lines' };
  const name = freeName(file, ['turns', 'model_turns', 'turn_count']);
  if (!name) return { refused: 'no name is free for the counter' };
  const { indentation, inner, unit, lineBreak } = layoutOf(text, loop, first, '    ');
  const lines = [
    `${name} += 1`,
    `if ${name} > ${style.number(turns)}:`,
    `${unit}raise RuntimeError(${style.string(messageFor(turns))})`,
  ];
  return [
    { start: loop.start, end: loop.start, text: `${name} = 0${lineBreak}${indentation}` },
    { start: first.start, end: first.start, text: lines.map((line) => line + lineBreak + inner).join('') },
  ];
}

function layoutOf(
  text: string,
  loop: Loop,
  first: Statement,
  fallback: string,
): { indentation: string; inner: string; unit: string; lineBreak: string } {
  const indentation = indentationAt(text, loop.start);
  const inner = isFirstOnLine(text, first.start)
    ? indentationAt(text, first.start)
    : indentation + indentUnit(text, fallback);
  const unit =
    inner.startsWith(indentation) && inner.length > indentation.length
      ? inner.slice(indentation.length)
      : fallback;
  return {
    indentation,
    inner,
    unit,
    lineBreak: lineBreakAt(text, Math.min(lineEnd(text, loop.start), text.length)),
  };
}

function messageFor(turns: number): string {
  return `The model did not finish within ${turns} turns.`;
}

/** A name that stands nowhere in the file. */
function freeName({ text }: CodeFile, names: readonly string[]): string | undefined {
  return names.find((name) => !new RegExp(`\\b${name}\\b`).test(text));
}

// Answers with a message for people where the text of an exception is sent, and logs the exception.
import { indentationAt, isFirstOnLine, lineBreakAt } from '../../languages/edits/layout';
import { isRefusal } from '../../languages/edits/textEdit';
import type { Handler, ModuleSummary, Statement } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';
import { blocksOf, childrenOf, valuesOf, walkStatements } from '../../languages/summary/walk';
import { statementEnd } from '../../languages/typescript/edits/codeStyle';
import { contains, type Span } from '../../text/span';
import { type CodeFile, importsIn, openCode } from '../codeFile';
import { inFile } from '../fileEdits';
import type { Fix, FixEdit } from '../fix';
import { statementStart } from '../statementStart';

const MESSAGE = 'Something went wrong. Please try again.';
/** Calls that only turn an exception into text. */
const TO_TEXT = /^(?:String|str|repr|format|toString|stringify|getErrorMessage|format_exc|print_exc)$/;
const LOGS = /\b(?:console|log|logger|logging|pino|winston)\b/i;

export const fix: Fix = {
  id: 'generic-error-message',
  safety: 'confirm',
  title: () => 'Send a message for people and log the error',
  async offer(input) {
    const { place } = input.finding;
    const file = await openCode(input, place.path);
    if (isRefusal(file)) return file;
    const caught = handlerAround(file.module, place);
    if (!caught)
      return { refused: 'the error is handed in here, not caught: write a message for people in its place' };
    if (!caught.name)
      return { refused: 'the exception that is caught has no name here, so it cannot be logged' };
    const statement = innermost(caught.body, place);
    if (!statement) return { refused: 'the answer is not written in the handler' };
    const raw = rawTexts(file.module, statement, caught.name, place);
    if (raw.length === 0) return { refused: 'the text of the exception is not written in the answer here' };
    const log = logEdits(file, caught, statement);
    if (isRefusal(log)) return log;
    const edits = raw.map((span): FixEdit => ({ ...span, text: file.style.string(MESSAGE) }));
    return {
      title: `Send “${MESSAGE}”${log.length > 0 ? ' and log the error' : ''}`,
      edits: inFile(file.path, [...log, ...edits]),
      annotation: 'Keeps details of a failure from users',
    };
  },
};

function handlerAround(module: ModuleSummary, place: Span): Handler | undefined {
  let found: Handler | undefined;
  for (const fn of module.functions) {
    walkStatements(fn.body, (statement) => {
      if (statement.kind !== 'try') return;
      for (const handler of statement.handlers)
        if (contains(handler, place) && (!found || contains(found, handler))) found = handler;
    });
  }
  return found;
}

function innermost(body: readonly Statement[], place: Span): Statement | undefined {
  for (const statement of body) {
    if (!contains(statement, place)) continue;
    for (const block of blocksOf(statement)) {
      const inner = innermost(block, place);
      if (inner) return inner;
    }
    return statement;
  }
  return undefined;
}

/** The outermost expressions of a statement that are the exception or its text. */
function rawTexts(module: ModuleSummary, statement: Statement, name: string, place: Span): readonly Span[] {
  const found: Span[] = [];
  const visit = (value: Value): void => {
    const isHolder = value.kind === 'object' || value.kind === 'list';
    if (value.kind === 'call' && !isToText(module, value)) {
      const call = module.calls[value.call];
      for (const argument of call?.arguments ?? []) visit(argument.value);
      if (call?.callee.kind === 'member') visit(call.callee.object);
      return;
    }
    if (!isHolder && mentions(module, value, name)) {
      found.push({ start: value.start, end: value.end });
      return;
    }
    if (isHolder || value.kind === 'operation') for (const child of childrenOf(value)) visit(child);
  };
  for (const value of valuesOf(statement)) visit(value);
  const marked = found.filter((span) => contains(place, span) || contains(span, place));
  return marked.length > 0 ? marked : found;
}

function isToText(module: ModuleSummary, value: Extract<Value, { kind: 'call' }>): boolean {
  const call = module.calls[value.call];
  const callee = call?.callee;
  const name = callee?.kind === 'reference' ? callee.name : callee?.kind === 'member' ? callee.property : '';
  // An object turned to text is the answer itself: what stands in it is looked at.
  return TO_TEXT.test(name) && call?.arguments[0]?.value.kind !== 'object';
}

/** Parts of an exception that are numbers or fixed words, not its text. */
const HARMLESS = /^(?:status|statusCode|status_code|code|name|digest)$/;

function mentions(module: ModuleSummary, value: Value, name: string): boolean {
  if (value.kind === 'reference') return value.name === name;
  if (value.kind === 'member' && HARMLESS.test(value.property)) return false;
  if (value.kind === 'call') {
    const call = module.calls[value.call];
    const owner = call?.callee.kind === 'member' && mentions(module, call.callee.object, name);
    return owner || (call?.arguments.some((argument) => mentions(module, argument.value, name)) ?? false);
  }
  if (value.kind === 'function' || value.kind === 'object') return false;
  return childrenOf(value).some((child) => mentions(module, child, name));
}

/** A line that logs the exception, unless the handler logs already. */
function logEdits(
  file: CodeFile,
  caught: Handler,
  statement: Statement,
): readonly FixEdit[] | { refused: string } {
  const { text, module, style } = file;
  const at = statementStart(text, statement.start);
  const [first] = caught.body;
  if (LOGS.test(text.slice(first?.start ?? statement.start, statement.start))) return [];
  if (!isFirstOnLine(text, at)) return { refused: 'the answer has no line of its own to put the log before' };
  const next = lineBreakAt(text, statement.start) + indentationAt(text, statement.start);
  if (module.language === 'typescript') {
    return [
      {
        start: at,
        end: at,
        text: `console.error(${caught.name})${statementEnd(text)}${next}`,
      },
    ];
  }
  if (/^(?:logger|log)\s*=/m.test(text)) {
    const logger = /^(logger|log)\s*=/m.exec(text)![1]!;
    return [
      {
        start: at,
        end: at,
        text: `${logger}.exception(${style.string('request failed')})${next}`,
      },
    ];
  }
  const imports = importsIn(file, [{ module: 'logging', name: '*' }]);
  if (isRefusal(imports)) return imports;
  return [
    ...imports.edits,
    {
      start: at,
      end: at,
      text: `${imports.locals[0]}.exception(${style.string('request failed')})${next}`,
    },
  ];
}

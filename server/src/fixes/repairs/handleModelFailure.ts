// Catches a failing model call in the handler that answers, logs it and tells the person what to do.
import type { Fact } from '../../inventory/facts/fact';
import { isNarrow } from '../../inventory/linking/paths/handling';
import { indentationAt, isFirstOnLine, lineBreakAt, lineEnd, nextLine } from '../../languages/edits/layout';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { FunctionSummary } from '../../languages/summary/module';
import { walkStatements } from '../../languages/summary/walk';
import { statementEnd } from '../../languages/typescript/edits/codeStyle';
import { contains, type Span } from '../../text/span';
import { type CodeFile, importsIn, openCode } from '../codeFile';
import { inFile } from '../fileEdits';
import type { Fix, FixEdit, FixInput } from '../fix';
import { bodyStep } from '../functionBody';
import { matchesAt } from '../matchAt';
import { statementStart } from '../statementStart';

const MESSAGE = 'The assistant cannot answer right now. Please try again in a minute.';
const TITLE = 'Catch the failure and answer for people';

export const fix: Fix = {
  id: 'handle-model-failure',
  safety: 'confirm',
  title: () => TITLE,
  async offer(input) {
    const { place } = input.finding;
    const file = await openCode(input, place.path);
    if (isRefusal(file)) return file;
    if (matchesAt(file.context, place).some((match) => match.known.meaning.request?.streaming === true)) {
      return {
        refused:
          'a try around a stream catches nothing: handle the error where the stream is read, or with its onError',
      };
    }
    const found = handlerOf(input, file);
    if (isRefusal(found)) return found;
    const edits = guarded(file, found.handler, found.endpoint, place);
    return isRefusal(edits)
      ? edits
      : {
          title: TITLE,
          edits: inFile(file.path, edits),
          annotation: 'Tells a person what to do when the model fails',
        };
  },
};

/** The endpoint, if the marked call stands in the very function that answers it. */
function handlerOf(
  input: FixInput,
  file: CodeFile,
): { endpoint: Fact; handler: FunctionSummary } | EditRefusal {
  const { finding, inventory } = input;
  const endpoint = inventory.facts.find((fact) => fact.kind === 'endpoint' && fact.id === finding.subject);
  if (!endpoint) return { refused: 'which endpoint answers for this call is not known' };
  const inside = file.module.functions
    .filter((fn) => fn.parent >= 0 && contains(fn, finding.place))
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  const route = matchesAt(file.context, endpoint.place).find((match) => match.known.meaning.route);
  const isHandler =
    endpoint.place.path === file.path &&
    inside &&
    (inside.nameSpan?.start === endpoint.place.start ||
      (route !== undefined && contains(route.site.call, inside)));
  return isHandler
    ? { endpoint, handler: inside }
    : {
        refused:
          'the call is made in another function than the one that answers: catch it where the answer is written',
      };
}

/** The statement of the call and all after it go into the try. */
function guarded(
  file: CodeFile,
  handler: FunctionSummary,
  endpoint: Fact,
  place: Span,
): readonly FixEdit[] | EditRefusal {
  const { text, module } = file;
  const holder = handler.body.find((statement) => contains(statement, place));
  const first = holder && { start: statementStart(text, holder.start), end: holder.end };
  const last = handler.body.at(-1);
  if (isTried(handler, place))
    return {
      refused:
        'a try that catches everything stands around it already: the failure comes later, so catch it in what runs then',
    };
  if (!first || !last || !isFirstOnLine(text, first.start))
    return { refused: 'the statement of the call has no line of its own' };
  const end = lineEnd(text, last.end);
  if (hasLongText(text.slice(first.start, end)))
    return { refused: 'a text over several lines stands in the way of a deeper indentation' };
  if (/\b(?:raise|throw|abort)\b/.test(text.slice(first.start, end))) {
    return { refused: 'answers are thrown on purpose here, and catching everything would swallow them' };
  }
  const python = module.language === 'python';
  const answer = python ? pythonAnswer(file, endpoint) : typescriptAnswer(file, handler, endpoint);
  if (isRefusal(answer)) return answer;
  const lineBreak = lineBreakAt(text, first.start);
  const outer = indentationAt(text, first.start);
  const unit = bodyStep(file, handler, python ? '    ' : '  ');
  const tail = answer.lines
    .map((line, at) => lineBreak + outer + (at === 0 || line === '}' ? '' : unit) + line)
    .join('');
  return [
    ...answer.imports,
    { start: first.start, end: first.start, text: `${python ? 'try:' : 'try {'}${lineBreak}${outer}${unit}` },
    ...deeper(text, first, end, unit),
    { start: end, end, text: tail },
  ];
}

/** Whether a try in the handler catches all that fails at the place: one more around it would catch nothing new. */
function isTried(handler: FunctionSummary, place: Span): boolean {
  let found = false;
  walkStatements(handler.body, (one) => {
    found ||=
      one.kind === 'try' &&
      one.body.some((inner) => contains(inner, place)) &&
      one.handlers.some((catching) => !isNarrow(catching));
  });
  return found;
}

/** One more step of indentation for every line after the first. */
function deeper(text: string, first: Span, end: number, unit: string): FixEdit[] {
  const edits: FixEdit[] = [];
  for (let at = nextLine(text, first.start); at < end; at = nextLine(text, at)) {
    if (text.slice(at, lineEnd(text, at)).trim() !== '') edits.push({ start: at, end: at, text: unit });
  }
  return edits;
}

function hasLongText(code: string): boolean {
  return /"""|'''/.test(code) || /`[^`]*\n[^`]*`/.test(code);
}

interface Answer {
  readonly imports: readonly FixEdit[];
  /** The clause that catches; the lines after the first are one step deeper. */
  readonly lines: readonly string[];
}

function typescriptAnswer(
  { text, style }: CodeFile,
  handler: FunctionSummary,
  endpoint: Fact,
): Answer | EditRefusal {
  const end = statementEnd(text);
  const body = style.object([style.entry('error', style.string(MESSAGE))]);
  const [first, second] = handler.parameters.map((one) => one.name);
  const answers: Readonly<Record<string, string | undefined>> = {
    express: second && `${second}.status(503).json(${body})${end}`,
    fastify: second && `return ${second}.code(503).send(${body})${end}`,
    hono: first && `return ${first}.json(${body}, 503)${end}`,
    // Handlers of the pages router take every method and answer through their second parameter.
    nextjs:
      endpoint.attributes.method?.value === '*'
        ? second && `return ${second}.status(503).json(${body})${end}`
        : `return Response.json(${body}, { status: 503 })${end}`,
  };
  const answer = answers[frameworkOf(endpoint)];
  if (!answer) return { refused: 'how this framework answers is not known here' };
  return { imports: [], lines: ['} catch (error) {', `console.error(error)${end}`, answer, '}'] };
}

function frameworkOf({ attributes }: Fact): string {
  return String(attributes.framework?.value ?? '');
}

function pythonAnswer(file: CodeFile, endpoint: Fact): Answer | EditRefusal {
  const message = file.style.string(MESSAGE);
  const framework = frameworkOf(endpoint);
  const isFlask = framework === 'flask';
  if (!isFlask && framework !== 'fastapi') return { refused: 'how this framework answers is not known here' };
  const imports = importsIn(file, [
    { module: 'logging', name: '*' },
    ...(isFlask ? [] : [{ module: 'fastapi', name: 'HTTPException' }]),
  ]);
  if (isRefusal(imports)) return imports;
  const [logging, exception] = imports.locals;
  const answer = isFlask
    ? `return {${file.style.string('error')}: ${message}}, 503`
    : `raise ${exception}(status_code=503, detail=${message}) from error`;
  return {
    imports: imports.edits,
    lines: [
      isFlask ? 'except Exception:' : 'except Exception as error:',
      `${logging}.exception(${file.style.string('model call failed')})`,
      answer,
    ],
  };
}

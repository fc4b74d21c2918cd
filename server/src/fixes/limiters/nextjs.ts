// @upstash/ratelimit at the start of a Next.js handler, of the app or the pages router: functions keep no counts between them, so these are kept in Redis.
import { lineBreakAt } from '../../languages/edits/layout';
import { isRefusal, type TextEdit } from '../../languages/edits/textEdit';
import { commentedStart } from '../../languages/edits/trivia';
import { topLevelNames } from '../../languages/edits/wantedImport';
import { statementEnd } from '../../languages/typescript/edits/codeStyle';
import { type CodeFile, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import { atBodyStart } from '../functionBody';
import { type Limiter, type LimiterInput, PER_MINUTE, TOO_MANY } from './limiter';

export const nextjs: Limiter = {
  frameworks: ['nextjs'],
  dependencies: [
    { name: '@upstash/ratelimit', range: '^2.0.0' },
    { name: '@upstash/redis', range: '^1.34.0' },
  ],
  edit(input) {
    const { file, handler } = input;
    if (handler?.parent !== 0) return { refused: 'the handler is not written in this file' };
    if (!handler.async) return { refused: 'the handler is not async, and the limit must be awaited' };
    if (input.endpoint.attributes.form?.value !== 'route')
      return {
        refused: 'a server action has no request to tell its caller by: limit by the signed-in person',
      };
    if (topLevelNames(file.module).has('ratelimit'))
      return { refused: 'the name `ratelimit` is taken here: use it, if it is a limiter' };
    const answer = isOfPages(input) ? pagesAnswer(input) : appAnswer(input);
    if (isRefusal(answer)) return answer;
    const { style, text } = file;
    const end = statementEnd(text);
    const wanted = [
      { module: '@upstash/ratelimit', name: 'Ratelimit' },
      { module: '@upstash/redis', name: 'Redis' },
    ];
    const edits = withImports(file, wanted, ([ratelimit, redis]) => {
      const check = atBodyStart(file, handler, [
        `const { success } = await ratelimit.limit(${answer.caller})${end}`,
        `if (!success) return ${answer.refusal}${end}`,
      ]);
      if (isRefusal(check)) return check;
      const lineBreak = lineBreakAt(text, handler.start);
      const at = commentedStart(text, endBefore(file, handler.start), handler.start, style.comments);
      const limiter = `const ratelimit = new ${ratelimit}({ redis: ${redis}.fromEnv(), limiter: ${ratelimit}.slidingWindow(${PER_MINUTE}, ${style.string('1 m')}) })${end}`;
      return inFile(file.path, [
        { start: at, end: at, text: limiter + lineBreak + lineBreak },
        ...answer.edits,
        ...check,
      ]);
    });
    if (isRefusal(edits)) return edits;
    return {
      edits,
      notes: [
        'Set UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN.',
        'Callers are told apart by x-forwarded-for: use the id of the signed-in person where there is one.',
      ],
    };
  },
};

/** Where what stands before an offset of the module ends. */
function endBefore({ module }: CodeFile, offset: number): number {
  const all = [
    ...(module.functions[0]?.body ?? []),
    ...module.functions,
    ...module.classes,
    ...module.imports,
  ];
  return Math.max(0, ...all.filter(({ end }) => end <= offset).map(({ end }) => end));
}

/** How a handler tells who calls, and turns one away. */
interface Answer {
  readonly caller: string;
  readonly refusal: string;
  readonly edits: readonly TextEdit[];
}

/** Handlers of the pages router answer every method, through their second parameter. */
function isOfPages({ endpoint }: LimiterInput): boolean {
  return endpoint.attributes.method?.value === '*';
}

function pagesAnswer({ file: { style }, handler }: LimiterInput): Answer | { refused: string } {
  const [request, response] = handler!.parameters.map(({ name }) => name);
  if (!request || !response) return { refused: 'the handler takes its request or response apart' };
  const caller = `String(${request}.headers[${style.string('x-forwarded-for')}] ?? ${style.string('anonymous')})`;
  const body = style.object([style.entry('error', style.string(TOO_MANY))]);
  return { caller, refusal: `${response}.status(429).json(${body})`, edits: [] };
}

function appAnswer(input: LimiterInput): Answer | { refused: string } {
  const request = requestOf(input);
  if (isRefusal(request)) return request;
  const { style } = input.file;
  return {
    caller: `${request.name}.headers.get(${style.string('x-forwarded-for')}) ?? ${style.string('anonymous')}`,
    refusal: `new Response(${style.string(TOO_MANY)}, { status: 429 })`,
    edits: request.edits,
  };
}

/** The name of the request parameter, added where the handler has none. */
function requestOf({
  file,
  handler,
}: LimiterInput): { name: string; edits: readonly TextEdit[] } | { refused: string } {
  const [first] = handler!.parameters;
  if (first)
    return first.name === ''
      ? { refused: 'the handler takes its request apart' }
      : { name: first.name, edits: [] };
  const head = file.text.slice(handler!.start, handler!.bodySpan.start);
  const open = head.indexOf('()');
  if (open < 0) return { refused: 'the handler takes no request' };
  const at = handler!.start + open + 1;
  const type = /\.[cm]?tsx?$/.test(file.path) ? ': Request' : '';
  return { name: 'request', edits: [{ start: at, end: at, text: `request${type}` }] };
}

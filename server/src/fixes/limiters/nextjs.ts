// @upstash/ratelimit at the start of a Next.js route handler: functions keep no counts between them, so these are kept in Redis.
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
    const request = requestOf(input);
    if (isRefusal(request)) return request;
    const { style, text } = file;
    const end = statementEnd(text);
    const wanted = [
      { module: '@upstash/ratelimit', name: 'Ratelimit' },
      { module: '@upstash/redis', name: 'Redis' },
    ];
    const edits = withImports(file, wanted, ([ratelimit, redis]) => {
      const caller = `${request.name}.headers.get(${style.string('x-forwarded-for')}) ?? ${style.string('anonymous')}`;
      const check = atBodyStart(file, handler, [
        `const { success } = await ratelimit.limit(${caller})${end}`,
        `if (!success) return new Response(${style.string(TOO_MANY)}, { status: 429 })${end}`,
      ]);
      if (isRefusal(check)) return check;
      const lineBreak = lineBreakAt(text, handler.start);
      const at = commentedStart(text, endBefore(file, handler.start), handler.start, style.comments);
      const limiter = `const ratelimit = new ${ratelimit}({ redis: ${redis}.fromEnv(), limiter: ${ratelimit}.slidingWindow(${PER_MINUTE}, ${style.string('1 m')}) })${end}`;
      return inFile(file.path, [
        { start: at, end: at, text: limiter + lineBreak + lineBreak },
        ...request.edits,
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

// @fastify/rate-limit, registered after the app is made. It covers routes added after it is loaded, so the registration is awaited.
import { keyOf } from '../../inventory/linking/context';
import { indentationAt, lineBreakAt, lineEnd } from '../../languages/edits/layout';
import { isRefusal } from '../../languages/edits/textEdit';
import { walkStatements } from '../../languages/summary/walk';
import { statementEnd } from '../../languages/typescript/edits/codeStyle';
import { withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import { type Limiter, type LimiterInput, PER_MINUTE } from './limiter';

export const fastify: Limiter = {
  frameworks: ['fastify'],
  dependencies: [{ name: '@fastify/rate-limit', range: '^11.0.0' }],
  edit(input) {
    const { file } = input;
    const made = appStatement(input);
    if (!made)
      return { refused: 'the app is not made in this file: register @fastify/rate-limit where it is' };
    const fn = file.module.functions[made.function]!;
    const isModule =
      made.function === 0 &&
      file.module.imports.some((one) => one.local !== '') &&
      !/\brequire\(/.test(file.text) &&
      !file.path.endsWith('.cjs');
    if (!fn.async && !isModule)
      return { refused: 'the registration must be awaited, and the app is not made in an async function' };
    const { style, text } = file;
    const edits = withImports(
      file,
      [{ module: '@fastify/rate-limit', name: 'default', local: 'rateLimit' }],
      ([rateLimit]) => {
        const options = style.object([
          style.entry('max', String(PER_MINUTE)),
          style.entry('timeWindow', style.string('1 minute')),
        ]);
        const at = lineEnd(text, made.end);
        const line = `await ${made.name}.register(${rateLimit}, ${options})${statementEnd(text)}`;
        return inFile(file.path, [
          {
            start: at,
            end: at,
            text: lineBreakAt(text, made.start) + indentationAt(text, made.start) + line,
          },
        ]);
      },
    );
    if (isRefusal(edits)) return edits;
    return {
      edits,
      notes: ['Counts are kept in this process: with several instances give the limiter Redis.'],
    };
  },
};

interface AppStatement {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly function: number;
}

/** The statement that makes the app the route is registered on. */
function appStatement({ file, match }: LimiterInput): AppStatement | undefined {
  const key = match?.receiver && keyOf(match.receiver);
  let found: AppStatement | undefined;
  for (const fn of file.module.functions) {
    walkStatements(fn.body, (statement) => {
      if (statement.kind !== 'assign' || statement.target.kind !== 'name' || statement.value?.kind !== 'call')
        return;
      const call = file.module.calls[statement.value.call];
      if (call && `${file.path}@${call.start}` === key)
        found = { name: statement.target.name, start: statement.start, end: statement.end, function: fn.id };
    });
  }
  return found;
}

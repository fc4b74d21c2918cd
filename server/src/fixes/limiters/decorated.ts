// A limiter in Python: an object made once, after the app, and a decorator under the one that registers the route.
import type { Match } from '../../inventory/linking/match/match';
import { indentationAt, lineBreakAt, lineEnd, lineStart } from '../../languages/edits/layout';
import type { EditRefusal, TextEdit } from '../../languages/edits/textEdit';
import type { Statement } from '../../languages/summary/module';
import type { LimiterInput } from './limiter';

/** `@limiter.limit("20/minute")` right above the function. */
export function limitDecorator(
  { file, handler }: LimiterInput,
  limiter: string,
  limit: string,
): TextEdit | EditRefusal {
  if (!handler || handler.decorators.length === 0)
    return { refused: 'the route is not registered by a decorator here' };
  const at = lineStart(file.text, handler.start);
  const code = `${indentationAt(file.text, handler.start)}@${limiter}.limit(${file.style.string(limit)})${lineBreakAt(file.text, at)}`;
  return { start: at, end: at, text: code };
}

/** The statement of the module that makes an app, and its variable. */
export function appIn(
  { file }: LimiterInput,
  isApp: (match: Match) => boolean,
): { readonly name: string; readonly statement: Statement } | undefined {
  const made = file.context.matches.find(isApp);
  for (const statement of file.module.functions[0]?.body ?? []) {
    if (statement.kind !== 'assign' || statement.target.kind !== 'name' || statement.value?.kind !== 'call')
      continue;
    if (file.module.calls[statement.value.call]?.start === made?.site.call.start)
      return { name: statement.target.name, statement };
  }
  return undefined;
}

/** A variable of the module that holds a limiter already. */
export function limiterIn({ file }: LimiterInput, type: string): string | undefined {
  const made = file.context.matches.find((match) => match.known.returns === type);
  const name = made && file.context.nameOf(made.site.call)?.name;
  if (name !== undefined) return name;
  for (const binding of file.module.imports) {
    if (binding.function !== 0 || binding.local === '') continue;
    const value = file.context.evaluator.evaluate(
      { kind: 'reference', name: binding.local, start: binding.start, end: binding.end },
      file.context.evaluator.frame(file.module, 0),
    );
    if (value.kind === 'instance' && value.type === type && value.path.length === 0) return binding.local;
  }
  return undefined;
}

/** Lines after a statement of the module. */
export function linesAfter({ file }: LimiterInput, statement: Statement, lines: readonly string[]): TextEdit {
  const at = lineEnd(file.text, statement.end);
  return {
    start: at,
    end: at,
    text: lines.map((line) => lineBreakAt(file.text, statement.start) + line).join(''),
  };
}

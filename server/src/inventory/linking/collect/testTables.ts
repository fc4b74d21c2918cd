// What a parameterised test is run with (`it.each([a, b])`, `@parametrize("tool", [a, b])`), where it runs that itself.
import type { FunctionSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { keyOf, type LinkContext } from '../context';
import type { DefinitionKey } from '../moduleFacts';
import { lastName } from '../paths/refusal';
import { runsParameter } from '../paths/runsParameter';
import { flatten } from '../surface/slotReads';

/** The definitions in the table of a registered case. */
export function triedBy(
  context: LinkContext,
  fn: FunctionSummary | undefined,
  table: readonly Value[],
): DefinitionKey[] {
  if (!fn || table.length === 0 || !runsParameter(context.module, fn)) return [];
  const frame = context.evaluator.frame(context.module, 0);
  return flatten(
    context.evaluator,
    table.map((value) => context.evaluator.evaluate(value, frame)),
  ).flatMap((value) => keyOf(value) ?? []);
}

/** The definitions in the tables a function is decorated with. */
export function triedByDecorators(context: LinkContext, fn: FunctionSummary): DefinitionKey[] {
  const tables = fn.decorators.flatMap((decorator) => {
    const call = decorator.kind === 'call' ? context.module.calls[decorator.call] : undefined;
    return call && lastName(call.callee) === 'parametrize'
      ? call.arguments.map((argument) => argument.value)
      : [];
  });
  return triedBy(context, fn, tables);
}

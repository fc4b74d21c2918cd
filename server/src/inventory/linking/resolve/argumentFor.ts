// Which argument of a call a parameter of the function it calls gets.
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';

/** The argument for the parameter `index` of a function; undefined if it is left out, or hidden in what is spread. */
export function argumentFor(
  call: CallSite,
  { module, function: fn }: { readonly module: ModuleSummary; readonly function: number },
  index: number,
): Value | undefined {
  const { parameters, class: owner } = module.functions[fn]!;
  const name = parameters[index]?.name;
  const named = call.arguments.find((argument) => argument.name !== undefined && argument.name === name);
  if (named) return named.value;
  const bound =
    module.language === 'python' && owner !== undefined && /^(self|cls)$/.test(parameters[0]!.name);
  const position = index - (bound ? 1 : 0);
  const positional = call.arguments.filter((argument) => argument.name === undefined);
  const before = positional.slice(0, position + 1);
  return before.some((argument) => argument.spread) ? undefined : before[position]?.value;
}

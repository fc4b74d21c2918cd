// The option by which a stream answers for errors inside it. Nothing of who reads the stream.
import type { CallSite, FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import { childrenOf } from '../../../languages/summary/walk';
import type { Place } from '../../../text/span';
import { placeOf } from '../resolve/abstract';

export const ERROR_OPTION = 'onError';

/** Options that do not stand in their call, by the path and start of that. */
export type ErrorOptions = ReadonlyMap<string, Place>;

/** Where a call is given the option. */
export function errorOption(options: ErrorOptions, module: ModuleSummary, call: CallSite): Place | undefined {
  for (const { value } of call.arguments) {
    for (const object of value.kind === 'oneOf' ? childrenOf(value) : [value]) {
      const entry =
        object.kind === 'object'
          ? object.entries.find((one) => one.kind === 'property' && one.key === ERROR_OPTION)
          : undefined;
      if (entry?.kind === 'property') return placeOf(module, entry.keySpan);
    }
  }
  return options.get(`${module.path}@${call.start}`);
}

/** The first such option in the function, or in a function written inside it. */
export function streamErrorOption(
  options: ErrorOptions,
  module: ModuleSummary,
  fn: FunctionSummary,
): Place | undefined {
  for (const call of module.calls) {
    const inside = fn.start <= call.start && call.end <= fn.end;
    const option = inside ? errorOption(options, module, call) : undefined;
    if (option) return option;
  }
  return undefined;
}

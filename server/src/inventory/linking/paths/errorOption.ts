// The option by which a stream answers for errors inside it, where its call is written. Nothing of who reads the stream.
import type { CallSite, FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { childrenOf } from '../../../languages/summary/walk';
import type { Place } from '../../../text/span';
import { alternatives, placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { presenceOf } from '../resolve/presence';

const OPTION = 'onError';

/** Where a call is given the option: in an object written there, in one spread into it, or in one handed over by name. */
export function errorOption(
  evaluator: () => Evaluator,
  module: ModuleSummary,
  call: CallSite,
): Place | undefined {
  for (const { value } of call.arguments) {
    for (const object of value.kind === 'oneOf' ? childrenOf(value) : [value]) {
      const entry =
        object.kind === 'object'
          ? object.entries.find((one) => one.kind === 'property' && one.key === OPTION)
          : undefined;
      if (entry?.kind === 'property') return placeOf(module, entry.keySpan);
      const elsewhere = isElsewhere(object) ? optionIn(evaluator(), module, call, object) : undefined;
      if (elsewhere) return elsewhere;
    }
  }
  return undefined;
}

/** Most arguments are written out: only what is named or spread is evaluated. */
function isElsewhere(value: Value): boolean {
  if (value.kind === 'object') return value.entries.some((entry) => entry.kind === 'spread');
  return value.kind === 'reference' || value.kind === 'member';
}

function optionIn(
  evaluator: Evaluator,
  module: ModuleSummary,
  call: CallSite,
  value: Value,
): Place | undefined {
  const options = alternatives(evaluator.evaluate(value, evaluator.frame(module, call.function)));
  const found = options.map((one) =>
    one.kind === 'object' ? presenceOf(evaluator, one, OPTION).values.find(isGiven) : undefined,
  );
  return found.every(Boolean) ? found[0]?.at : undefined;
}

function isGiven(value: ReturnType<Evaluator['evaluate']>): boolean {
  return !(value.kind === 'constant' && value.value === null);
}

/** The first such option in the function, or in a function written inside it. */
export function streamErrorOption(
  evaluator: () => Evaluator,
  module: ModuleSummary,
  fn: FunctionSummary,
): Place | undefined {
  for (const call of module.calls) {
    const inside = fn.start <= call.start && call.end <= fn.end;
    const option = inside ? errorOption(evaluator, module, call) : undefined;
    if (option) return option;
  }
  return undefined;
}

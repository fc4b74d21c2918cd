// Types that frameworks give to the parameters of handlers, as hints for the evaluator: `path#fn:index` to `pack/Type`.

import { qualifyType } from '../../../catalog/names';
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import { functionsOf, type LinkContext } from '../context';
import type { Abstract } from '../resolve/abstract';
import { allAt } from './slotReads';
import type { Unwrapped } from './wrappers';

type Types = readonly (string | undefined)[];

export class HintBook {
  readonly hints: Record<string, string> = {};

  /** Notes the types of a function's parameters by position; `_` is no type. */
  add(module: ModuleSummary, fn: number, types: readonly string[] | undefined): void {
    this.write(
      module,
      fn,
      (types ?? []).map((type) => (type === '_' ? undefined : type)),
    );
  }

  /** The same for a handler behind wrappers, as far as each wrapper hands its own parameters on. */
  addUnwrapped({ handler, wrappers }: Unwrapped, types: readonly string[] | undefined): void {
    let given: Types = (types ?? []).map((type) => (type === '_' ? undefined : type));
    for (const { wrapper, runs } of wrappers) {
      this.write(wrapper.module, wrapper.function, given);
      given = handedOn(wrapper.module, wrapper.function, runs, given);
    }
    this.write(handler.module, handler.function, given);
  }

  private write(module: ModuleSummary, fn: number, types: Types): void {
    const summary = module.functions[fn];
    if (!summary) return;
    // Python methods list `self` among their parameters.
    const offset = module.language === 'python' && summary.class !== undefined ? 1 : 0;
    for (const [index, type] of types.entries()) {
      if (type !== undefined && index + offset < summary.parameters.length)
        this.hints[`${module.path}#${fn}:${index + offset}`] = type;
    }
  }
}

/** Which types a wrapper's call of what it wraps passes on, by position. */
function handedOn(module: ModuleSummary, fn: number, runs: CallSite, given: Types): Types {
  const parameters = module.functions[fn]?.parameters ?? [];
  const positional = runs.arguments.filter(
    (argument) => argument.name === undefined && argument.spread !== 'keyword',
  );
  if (positional[0]?.spread === 'positional') return given;
  return positional.map((argument) => {
    const { value } = argument;
    const index =
      value.kind === 'reference' ? parameters.findIndex((parameter) => parameter.name === value.name) : -1;
    return index >= 0 ? given[index] : undefined;
  });
}

/** Hints for functions that packs say are called at once (`db.transaction(async (tx) => …)`). */
export function addCalledFunctions(context: LinkContext, book: HintBook): void {
  for (const match of context.matches) {
    const { calls } = match.known.meaning;
    if (!calls?.parameters) continue;
    const types = calls.parameters.map((type) => (type === '_' ? type : qualifyType(type, match.known.pack)));
    for (const value of functionValues(allAt(context, match, calls.functions)))
      book.add(value.module, value.function, types);
  }
}

function functionValues(values: readonly Abstract[]): Extract<Abstract, { kind: 'function' }>[] {
  return functionsOf(values).length === 0 ? [] : values.filter((value) => value.kind === 'function');
}

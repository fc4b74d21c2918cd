// Parameters that nobody in the product hands over and that may be left out: then what stands in for them is what runs.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { OneOfValue, Value } from '../../../languages/summary/value';
import { walkValue } from '../../../languages/summary/walk';
import type { Frame } from './abstract';
import { mayBeCalled } from './callers';
import type { Evaluator } from './evaluator';

/** Whether an option of a choice never holds, because it is a parameter that is left out. */
export function isPassedOver(
  evaluator: Evaluator,
  { choice, condition, options }: OneOfValue,
  option: Value,
  frame: Frame,
): boolean {
  if (option.kind !== 'reference') return false;
  const instead = choice === 'ternary' ? asksOnly(condition, option.name) : option !== options.at(-1);
  return instead && isLeftOut(evaluator, option, frame);
}

/** Whether a value is such a parameter: `client` in `client or Anthropic()`. */
function isLeftOut(evaluator: Evaluator, value: Value, frame: Frame): boolean {
  if (value.kind !== 'reference') return false;
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    const definitions = evaluator.program.scope(current.module).names[current.function]?.get(value.name);
    if (!definitions) continue;
    const [only] = definitions;
    return (
      definitions.length === 1 &&
      only?.kind === 'parameter' &&
      only.path.length === 0 &&
      isParameterLeftOut(evaluator, current, only.index)
    );
  }
  return false;
}

/** Whether a parameter is nothing, because no call of the product reaches its function and its default is nothing. */
export function isParameterLeftOut(evaluator: Evaluator, frame: Frame, index: number): boolean {
  const { module, function: fn } = frame;
  if (frame.args || evaluator.hint(module, fn, index)) return false;
  return mayBeNothing(module, fn, index) && !mayBeCalled(evaluator, module, fn);
}

function mayBeNothing(module: ModuleSummary, fn: number, index: number): boolean {
  const declared = module.functions[fn]?.parameters[index];
  if (declared?.default) return declared.default.kind === 'constant' && declared.default.value === null;
  return declared?.optional ?? false;
}

/** Whether a condition only asks about a name: `x is None`, `x ? …`. */
export function asksOnly(condition: Value | undefined, name: string): boolean {
  if (!condition) return false;
  let [asked, other] = [false, false];
  walkValue(condition, (inner) => {
    if (inner.kind === 'reference' && inner.name === name) asked = true;
    else if (inner.kind !== 'constant' && inner.kind !== 'operation') other = true;
  });
  return asked && !other;
}

// Rendered values by the name of an error whose origin is out of sight: they may be the text of an exception, and may not.
import type { CallSite, FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { type Abstract, alternatives } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';

const UNSEEN: ReadonlySet<Abstract['kind']> = new Set(['unknown', 'parameter', 'result']);

/** The first one among what a function renders. */
export function unseenError(
  evaluator: Evaluator,
  module: ModuleSummary,
  fn: FunctionSummary,
): Value | undefined {
  for (const call of module.calls) {
    if (call.function !== fn.id || call.form !== 'jsx') continue;
    const frame = evaluator.frame(module, call.function);
    const found = renderedIn(call).find(
      (value) =>
        isErrorMember(value) &&
        alternatives(evaluator.evaluate(value, frame)).some((one) => UNSEEN.has(one.kind)),
    );
    if (found) return found;
  }
  return undefined;
}

/** `x.error`, and the text of one: `x.error.message`. */
function isErrorMember(value: Value): boolean {
  if (value.kind !== 'member') return false;
  return value.property === 'error' || (value.property === 'message' && isErrorMember(value.object));
}

/** What stands among the children of an element as text: not conditions, and not what further elements render. */
function renderedIn(call: CallSite): readonly Value[] {
  const [attributes] = call.arguments;
  if (attributes?.value.kind !== 'object') return [];
  return attributes.value.entries.flatMap((entry) =>
    entry.kind === 'property' && entry.key === 'children' ? shown(entry.value) : [],
  );
}

function shown(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return value.items.flatMap((item) => shown(item.value));
    case 'oneOf':
      return value.options.flatMap(shown);
    case 'template':
      return value.parts.flatMap((part) => (typeof part === 'string' ? [] : shown(part)));
    case 'operation':
      return value.operator === '&&'
        ? value.operands.slice(-1).flatMap(shown)
        : value.operands.flatMap(shown);
    default:
      return [value];
  }
}

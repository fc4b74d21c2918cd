// Conditions that compare a count (`turn < maxTurns`, `len(history) > LIMIT`): what ends a loop that a model would go on with.
import type { FunctionSummary, ModuleSummary } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../languages/summary/walk';
import type { Span } from '../../text/span';

const COMPARISONS = new Set(['<', '<=', '>', '>=']);

type Comparison = Extract<Value, { kind: 'operation' }>;

/** The comparison of a count in a condition: `turn < maxTurns`, `++steps >= 10`, `len(history) > LIMIT`. */
export function comparedCount(module: ModuleSummary, condition: Value): Comparison | undefined {
  let found: Comparison | undefined;
  walkValue(condition, (value) => {
    if (value.kind === 'operation' && COMPARISONS.has(value.operator) && !asksWhetherEmpty(module, value))
      found ??= value;
  });
  return found;
}

/** `calls.length > 0`, `len(calls) < 1`: whether there is anything, not how much. */
function asksWhetherEmpty(module: ModuleSummary, { operands }: Comparison): boolean {
  const isLength = (value: Value): boolean =>
    (value.kind === 'member' && /^(length|size)$/.test(value.property)) ||
    (value.kind === 'call' && lastNameOf(module.calls[value.call]!.callee) === 'len');
  return (
    operands.some(isLength) &&
    operands.some((value) => value.kind === 'constant' && (value.value === 0 || value.value === 1))
  );
}

function lastNameOf(callee: Value): string | undefined {
  return callee.kind === 'reference' ? callee.name : undefined;
}

/** The first comparison of amounts anywhere in a function, of whatever they are. */
export function comparedCountIn(fn: FunctionSummary): Span | undefined {
  let found: Span | undefined;
  walkStatements(fn.body, (statement) => {
    for (const value of found ? [] : valuesOf(statement))
      walkValue(value, (inner) => {
        if (inner.kind === 'operation' && COMPARISONS.has(inner.operator)) found ??= inner;
      });
  });
  return found;
}

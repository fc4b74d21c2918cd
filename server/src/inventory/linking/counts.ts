// Conditions that compare a count (`turn < maxTurns`, `len(history) > LIMIT`): what ends a loop that a model would go on with.
import type { FunctionSummary } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../languages/summary/walk';
import type { Span } from '../../text/span';

const COMPARISONS = new Set(['<', '<=', '>', '>=']);

/** The comparison of a count in a condition: `turn < maxTurns`, `++steps >= 10`, `len(history) > LIMIT`. */
export function comparedCount(condition: Value): Span | undefined {
  let found: Span | undefined;
  walkValue(condition, (value) => {
    if (value.kind === 'operation' && COMPARISONS.has(value.operator)) found ??= value;
  });
  return found;
}

/** The first comparison of a count anywhere in a function. */
export function comparedCountIn(fn: FunctionSummary): Span | undefined {
  let found: Span | undefined;
  walkStatements(fn.body, (statement) => {
    for (const value of found ? [] : valuesOf(statement)) found ??= comparedCount(value);
  });
  return found;
}

// A way out of a function that only the environment decides on: `if (process.env.IN_CLOUD !== 'true') return null;` before the check.
import type { FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { allStatements, leaves, valuesIn } from './control';

/** The condition of the first such way out. Being in production counts as decided. */
export function environmentSwitch(module: ModuleSummary, fn: FunctionSummary): Value | undefined {
  for (const statement of allStatements(fn.body)) {
    if (statement.kind !== 'if' || !(leaves(statement.then) || leaves(statement.otherwise))) continue;
    for (const value of valuesIn(module, statement.condition))
      if (value.kind === 'env' && value.name !== 'NODE_ENV') return statement.condition;
  }
  return undefined;
}

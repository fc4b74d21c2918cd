// A way out of a function that only the environment decides on: `if (process.env.IN_CLOUD !== 'true') return null;` before the check.
import type { FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { allStatements, leaves, valuesIn } from './control';

/** The condition of the first such way out. Being in production counts as decided. */
export function environmentSwitch(
  module: ModuleSummary,
  fn: FunctionSummary,
  names: ReadonlySet<string>,
): Value | undefined {
  for (const statement of allStatements(fn.body)) {
    if (statement.kind !== 'if' || !(leaves(statement.then) || leaves(statement.otherwise))) continue;
    if (isSwitchedByEnvironment(module, statement.condition, names)) return statement.condition;
  }
  return undefined;
}

/** Whether a condition asks the environment, or a name that is there only where the environment says so. */
export function isSwitchedByEnvironment(
  module: ModuleSummary,
  condition: Value,
  names: ReadonlySet<string>,
): boolean {
  for (const value of valuesIn(module, condition)) {
    if (value.kind === 'env' && value.name !== 'NODE_ENV') return true;
    // What is asked of it is another matter: `(await limiter.limit(id)).success`.
    if (value.kind === 'reference' && names.has(value.name) && asksItself(condition, value)) return true;
  }
  return false;
}

function asksItself(condition: Value, name: Value): boolean {
  if (condition === name) return true;
  return condition.kind === 'operation' && condition.operands.some((operand) => asksItself(operand, name));
}

/** Names at the top of a module whose value is there only where the environment says so: `const store = process.env.STORE ? connect() : null`. */
export function environmentNames(module: ModuleSummary): Set<string> {
  const names = new Set<string>();
  for (const statement of module.functions[0]?.body ?? [])
    if (statement.kind === 'assign' && statement.target.kind === 'name' && statement.value)
      if (isSwitched(module, statement.value)) names.add(statement.target.name);
  return names;
}

function isSwitched(module: ModuleSummary, value: Value): boolean {
  switch (value.kind) {
    case 'env':
      return value.name !== 'NODE_ENV' && value.fallback === undefined;
    case 'operation':
      return value.operands.some((operand) => isSwitched(module, operand));
    case 'oneOf':
      return (
        value.choice === 'ternary' && value.condition !== undefined && isSwitched(module, value.condition)
      );
    case 'call': {
      const call = module.calls[value.call]!;
      const isTest = call.callee.kind === 'reference' && /^(Boolean|bool)$/.test(call.callee.name);
      return isTest && call.arguments.some((argument) => isSwitched(module, argument.value));
    }
    default:
      return false;
  }
}

// Turn bounds that stand in a function a loop calls: `assertTurns(turn)` throws, `mayGoOn(turn)` says no, `budget.spend()` counts by itself.
import type { CallSite, FunctionSummary, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { valuesOf } from '../../../languages/summary/walk';
import { comparedCount } from '../counts';
import { allStatements, leaves, valuesIn } from '../paths/control';
import { argumentFor } from '../resolve/argumentFor';

const GROWS = /^(push|append|extend|unshift)$/;

type Loop = Extract<Statement, { kind: 'loop' }>;

/** The functions of the workspace that a call in a function of a module surely runs. */
export type Called = (
  module: ModuleSummary,
  call: CallSite,
) => readonly { readonly module: ModuleSummary; readonly function: FunctionSummary }[];

/** True if a function that the loop calls ends it, or tells it to end, when a count is used up. */
export function isBoundByHelper(module: ModuleSummary, loop: Loop, called: Called): boolean {
  const counters = countersIn(module, loop);
  const bounds = (call: CallSite, asked: boolean): boolean =>
    called(module, call).some((to) => bound(module, call, counters, to.module, to.function, asked));
  if (callsIn(module, loop.condition).some((call) => bounds(call, true))) return true;
  return [...statementsIn(loop.body)].some((statement) => {
    const asks = statement.kind === 'if' && [statement.then, statement.otherwise].some(leavesLoop);
    if (statement.kind === 'if')
      return asks && callsIn(module, statement.condition).some((call) => bounds(call, true));
    const value =
      statement.kind === 'expression' || statement.kind === 'assign' ? statement.value : undefined;
    return callsIn(module, value).some((call) => bounds(call, false));
  });
}

/** Whether a function compares a count it keeps itself or that grows with the turns. `asked`: its answer ends the loop, else it throws. */
function bound(
  from: ModuleSummary,
  call: CallSite,
  counters: ReadonlySet<string>,
  module: ModuleSummary,
  fn: FunctionSummary,
  asked: boolean,
): boolean {
  const own = countersIn(module, fn);
  const counts = (condition: Value): boolean => {
    const compared = comparedCount(module, condition);
    return [...(compared ? valuesIn(module, compared) : [])].some((value) => {
      const path = pathOf(value);
      if (path === undefined) return false;
      if (own.has(path)) return true;
      const [name] = path.split('.');
      const index = fn.parameters.findIndex((one) => one.name === name);
      const given = index < 0 ? undefined : argumentFor(call, { module, function: fn.id }, index);
      return given !== undefined && grows(from, given, counters);
    });
  };
  return [...allStatements(fn.body)].some(
    (statement) =>
      (statement.kind === 'if' && throws(statement.then) && counts(statement.condition)) ||
      (asked && statement.kind === 'return' && statement.value !== undefined && counts(statement.value)),
  );
}

function throws(body: readonly Statement[]): boolean {
  return leaves(body) && body.some(({ kind }) => kind === 'throw');
}

/** A counter of the loop, or a list it makes longer. */
function grows(module: ModuleSummary, given: Value, counters: ReadonlySet<string>): boolean {
  return [...valuesIn(module, given)].some((value) => {
    const path = pathOf(value);
    return path !== undefined && [...counters].some((one) => one === path || one.startsWith(`${path}.`));
  });
}

/** Paths that are counted up or down, and lists that grow: `turns += 1`, `self.turns = self.turns + 1`, `messages.push(…)`. */
function countersIn(module: ModuleSummary, { body }: Pick<FunctionSummary, 'body'>): Set<string> {
  const found = new Set<string>();
  for (const statement of allStatements(body)) {
    for (const { callee } of valuesOf(statement).flatMap((value) => callsIn(module, value))) {
      const path =
        callee.kind === 'member' && GROWS.test(callee.property) ? pathOf(callee.object) : undefined;
      if (path !== undefined) found.add(path);
    }
    if (statement.kind !== 'assign' || !statement.value) continue;
    const { target, value, operator } = statement;
    const path =
      target.kind === 'name'
        ? target.name
        : target.kind === 'member'
          ? pathOf({ ...target, propertySpan: target })
          : undefined;
    if (path === undefined) continue;
    const again =
      value.kind === 'operation' &&
      /^[+-]$/.test(value.operator) &&
      value.operands.some((one) => pathOf(one) === path);
    if (again || operator === '+=' || operator === '-=') found.add(path);
  }
  return found;
}

function pathOf(value: Value): string | undefined {
  if (value.kind === 'reference') return value.name;
  if (value.kind === 'self') return 'this';
  if (value.kind !== 'member') return undefined;
  const object = pathOf(value.object);
  return object === undefined ? undefined : `${object}.${value.property}`;
}

function callsIn(module: ModuleSummary, value: Value | undefined): CallSite[] {
  return [...(value ? valuesIn(module, value) : [])].flatMap((inner) =>
    inner.kind === 'call' ? [module.calls[inner.call]!] : [],
  );
}

function leavesLoop(block: readonly Statement[]): boolean {
  return block.some(({ kind }) => kind === 'break' || kind === 'return' || kind === 'throw');
}

/** What runs in each turn, whatever branches are taken: statements of the loop itself, and conditions in it. */
function* statementsIn(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === 'try') yield* statementsIn(statement.body);
    if (statement.kind === 'with') yield* statementsIn(statement.body);
  }
}

// Where a place stands in the control flow of a function: what surrounds it, what surely ran before it, which statements end a path.
// Works from one module's summary only.
import type { FunctionSummary, Handler, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf, childrenOf, valuesOf } from '../../../languages/summary/walk';
import type { Span } from '../../../text/span';

/** The part of a compound statement a place lies in; `head`: its own condition or values. */
export type Part = 'head' | 'then' | 'otherwise' | 'case' | 'loop' | 'try' | 'handler' | 'finalizer' | 'with';

/** One statement around a place: its list, its position there, and the part of it the place lies in. */
export interface Step {
  readonly list: readonly Statement[];
  readonly index: number;
  readonly statement: Statement;
  readonly part: Part;
  readonly handler?: Handler;
}

export function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}

/** The statements around an offset in a function, outermost first. Text of functions inside it belongs to their statement. */
export function stepsTo(fn: FunctionSummary, offset: number): Step[] {
  const steps: Step[] = [];
  let list: readonly Statement[] | undefined = fn.body;
  while (list) {
    const found: { step: Step; inner?: readonly Statement[] } | undefined = stepIn(list, offset);
    if (!found) break;
    steps.push(found.step);
    list = found.inner;
  }
  return steps;
}

function stepIn(
  list: readonly Statement[],
  offset: number,
): { step: Step; inner?: readonly Statement[] } | undefined {
  // The narrowest wins: parts of one `for` share its span.
  let index = -1;
  list.forEach((statement, at) => {
    if (!holds(statement, offset)) return;
    const best = list[index];
    if (!best || statement.end - statement.start < best.end - best.start) index = at;
  });
  const statement = list[index];
  if (!statement) return undefined;
  const step = { list, index, statement };
  for (const { part, body, handler } of partsOf(statement)) {
    if (handler ? holds(handler, offset) : body.some((one) => holds(one, offset))) {
      return { step: { ...step, part, ...(handler ? { handler } : {}) }, inner: body };
    }
  }
  return { step: { ...step, part: 'head' } };
}

function partsOf(statement: Statement): { part: Part; body: readonly Statement[]; handler?: Handler }[] {
  switch (statement.kind) {
    case 'if':
      return [
        { part: 'then', body: statement.then },
        { part: 'otherwise', body: statement.otherwise },
      ];
    case 'switch':
      return statement.cases.map(({ body }) => ({ part: 'case', body }));
    case 'loop':
      return [
        { part: 'loop', body: statement.body },
        { part: 'otherwise', body: statement.otherwise },
      ];
    case 'try':
      return [
        { part: 'try', body: statement.body },
        ...statement.handlers.map((handler) => ({ part: 'handler' as const, body: handler.body, handler })),
        { part: 'otherwise', body: statement.otherwise },
        { part: 'finalizer', body: statement.finalizer },
      ];
    case 'with':
      return [{ part: 'with', body: statement.body }];
    default:
      return [];
  }
}

/** Statements that ran to their end whenever the place is reached: earlier siblings of it and of what surrounds it. */
export function dominating(steps: readonly Step[]): Statement[] {
  return steps.flatMap(({ list, index, statement, part }) => {
    const before = list.slice(0, index);
    // What follows a try without a fault has run its body.
    return part === 'otherwise' && statement.kind === 'try' ? [...before, ...statement.body] : before;
  });
}

/** True if every path through the statements leaves the function. `ends` tells calls that never come back (`redirect()`). */
export function leaves(
  body: readonly Statement[],
  ends: (statement: Statement) => boolean = () => false,
): boolean {
  return body.some((statement) => leavesOne(statement, ends));
}

function leavesOne(statement: Statement, ends: (statement: Statement) => boolean): boolean {
  switch (statement.kind) {
    case 'return':
    case 'throw':
      return true;
    case 'if':
      return leaves(statement.then, ends) && leaves(statement.otherwise, ends);
    case 'switch':
      return (
        statement.cases.some((one) => one.tests.length === 0) &&
        statement.cases.every((one) => leaves(one.body, ends))
      );
    case 'try':
      if (leaves(statement.finalizer, ends)) return true;
      return (
        (leaves(statement.body, ends) || leaves(statement.otherwise, ends)) &&
        statement.handlers.every((handler) => leaves(handler.body, ends))
      );
    case 'with':
      return leaves(statement.body, ends);
    case 'expression':
    case 'assign':
      return ends(statement);
    default:
      return false;
  }
}

/** Every statement of the lists and all nested in them. */
export function* allStatements(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    for (const block of blocksOf(statement)) yield* allStatements(block);
  }
}

/** True if an offset in a statement of a function lies in a function written inside it: it runs at another time. */
export function runsLater(
  module: ModuleSummary,
  outer: FunctionSummary,
  statement: Statement,
  offset: number,
): boolean {
  return module.functions.some(
    (fn) => fn.id !== outer.id && fn.start >= statement.start && fn.end <= statement.end && holds(fn, offset),
  );
}

/** Every value inside a value, arguments of calls included; bodies of functions are not. */
export function* valuesIn(module: ModuleSummary, value: Value): Generator<Value> {
  yield value;
  for (const child of childrenOf(value)) yield* valuesIn(module, child);
  const call = value.kind === 'call' ? module.calls[value.call] : undefined;
  if (!call) return;
  yield* valuesIn(module, call.callee);
  for (const argument of call.arguments) yield* valuesIn(module, argument.value);
}

/** Every value a statement evaluates itself, arguments included. */
export function* valuesOfStatement(module: ModuleSummary, statement: Statement): Generator<Value> {
  for (const value of valuesOf(statement)) yield* valuesIn(module, value);
}

/** Names a value mentions. */
export function namesIn(module: ModuleSummary, value: Value): Set<string> {
  const names = new Set<string>();
  for (const inner of valuesIn(module, value)) if (inner.kind === 'reference') names.add(inner.name);
  return names;
}

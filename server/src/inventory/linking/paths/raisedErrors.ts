// Errors of the project's own that a handler raises in place of the one it caught: whose they are, and who answers for them.
import type { ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkValue } from '../../../languages/summary/walk';
import type { Place } from '../../../text/span';
import type { RouteFact } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { extendedClass } from '../resolve/classMembers';
import type { Evaluator } from '../resolve/evaluator';
import { allStatements, valuesOfStatement } from './control';
import type { HandlingReader } from './handling';
import type { SurfaceIndex } from './surfaceIndex';

/** Classes looked at on the way up. */
const MAX_BASES = 10;
const HTTP_ERROR = /http/i;

/** The place of the handler that answers for errors of one of these classes of the workspace. */
export type Registered = (names: readonly string[]) => Place | undefined;

/** Who answers for errors by their class on every way to a route. */
export function registeredOn(index: SurfaceIndex, reader: HandlingReader, route: RouteFact): Registered {
  const ways = index.ways(route).map((way) =>
    index.catchesOn(way).flatMap(({ types, handlers, modelAsked }) => {
      const names = types.filter(({ origin }) => origin === 'workspace').map(({ name }) => name);
      if (names.length === 0) return [];
      const place = handlers.map((handler) => reader.answers(handler, modelAsked)).find(Boolean);
      return place ? [{ names, place }] : [];
    }),
  );
  return (raised) => {
    const found = ways.map((way) => way.find(({ names }) => names.some((name) => raised.includes(name))));
    return found.every(Boolean) ? found[0]?.place : undefined;
  };
}

/** Where what a handler throws is answered: by who is registered for its class, or as an answer of the framework by its base. */
export function answerOfRaised(
  evaluator: Evaluator,
  module: ModuleSummary,
  fn: number,
  thrown: readonly Statement[],
  registered: Registered,
): Place | undefined {
  const frame = evaluator.frame(module, fn);
  for (const statement of thrown) {
    if (statement.kind !== 'throw' || !statement.value) continue;
    for (const one of alternatives(evaluator.evaluate(statement.value, frame))) {
      const { own, outside } = linesOf(evaluator, one);
      const place = registered(own);
      if (place) return place;
      if (own.length > 0 && outside.some((name) => HTTP_ERROR.test(name)))
        return { path: module.path, start: statement.value.start, end: statement.value.end };
    }
  }
  return undefined;
}

/** The classes of an error, its own first: those of the workspace, and those of packages they end in. */
function linesOf(evaluator: Evaluator, value: Abstract): { own: string[]; outside: string[] } {
  const own: string[] = [];
  const outside: string[] = [];
  const open = [value];
  for (const one of open) {
    if (open.length > MAX_BASES) break;
    if (one.kind === 'symbol') outside.push(one.path.at(-1) ?? one.module);
    if (one.kind !== 'class' && one.kind !== 'object-of') continue;
    const summary = one.module.classes[one.class]!;
    own.push(summary.name);
    const frame = evaluator.frame(one.module, summary.function);
    for (const base of summary.bases)
      open.push(...alternatives(evaluator.evaluate(extendedClass(base), frame)));
  }
  return { own, outside };
}

/** Where a generator used as a context manager lets its body run. */
export function yieldsOf(module: ModuleSummary, fn: number): number[] {
  const found: number[] = [];
  for (const statement of allStatements(module.functions[fn]?.body ?? []))
    for (const value of valuesOfStatement(module, statement))
      walkValue(value, (part) => {
        if (part.kind === 'operation' && part.operator === 'yield') found.push(part.start);
      });
  return found;
}

/** Whether leaving the block of a context manager of the workspace may answer for what went wrong in it. */
export function mayAnswerOnExit(
  evaluator: Evaluator,
  module: ModuleSummary,
  fn: number,
  value: Value,
): boolean {
  return alternatives(evaluator.evaluate(value, evaluator.frame(module, fn))).some((one) => {
    if (one.kind !== 'object-of') return false;
    const exit = one.module.classes[one.class]!.methods.find(({ name }) => /^__a?exit__$/.test(name));
    const body = exit && one.module.functions[exit.function]?.body;
    return [...allStatements(body ?? [])].some(
      (statement) =>
        statement.kind === 'throw' ||
        (statement.kind === 'return' &&
          statement.value !== undefined &&
          !(statement.value.kind === 'constant' && !statement.value.value)),
    );
  });
}

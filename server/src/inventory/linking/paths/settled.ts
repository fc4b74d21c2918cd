// Calls whose promise is handed to a helper that gives back what went wrong as a value: `const [reply, error] = await attempt(client.create(…))`.
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { FunctionKey, OpenCall } from '../moduleFacts';
import type { Program } from '../resolve/program';
import { allStatements, holds, stepsTo, valuesOfStatement } from './control';
import type { HandlingReader } from './handling';
import { type CallGraph, parseFunctionKey } from './reach';

interface Taker {
  readonly call: CallSite;
  readonly argument: number;
  /** It is handed the method itself, uncalled. */
  readonly method: boolean;
}

export class SettledReader {
  constructor(
    private readonly program: Program,
    private readonly graph: CallGraph,
    private readonly open: ReadonlyMap<FunctionKey, readonly OpenCall[]>,
  ) {}

  /** True if every function of the workspace that takes the promise at the offset answers for its failure. */
  settles(key: FunctionKey, offset: number, reader: HandlingReader): boolean {
    return this.takers(key, offset).some(({ call, argument, method }) => {
      const runs = this.graph.from(key).filter((edge) => edge.at === call.start && !edge.callback);
      return runs.length > 0 && runs.every(({ to }) => this.answersFor(to, argument, method, reader));
    });
  }

  /** What takes the promise at the offset and cannot be followed: it may answer for a failure. */
  unfollowed(key: FunctionKey, offset: number): OpenCall | undefined {
    const open = this.open.get(key) ?? [];
    for (const { call } of this.takers(key, offset)) {
      const found = open.find(({ place }) => place.start === call.calleeSpan.start);
      if (found) return found;
    }
    return undefined;
  }

  /** The calls that are handed what stands at the offset before it is waited for, and as which argument. */
  private takers(key: FunctionKey, offset: number): Taker[] {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return [];
    const statement = stepsTo(summary, offset).at(-1)?.statement;
    const isPromise = (value: Value): boolean => {
      const call = value.kind === 'call' ? module.calls[value.call] : undefined;
      // What stands among its arguments is handed to that call, not on.
      return call !== undefined && !call.awaited && holds(call, offset) && !holds(call.argumentsSpan, offset);
    };
    const name =
      statement?.kind === 'assign' &&
      statement.target.kind === 'name' &&
      statement.value &&
      isPromise(statement.value)
        ? statement.target.name
        : undefined;
    return module.calls.flatMap((call): Taker[] => {
      if (call.function !== fn) return [];
      const method = call.arguments.findIndex(({ value }) => isMethod(value, offset));
      if (method >= 0) return [{ call, argument: method, method: true }];
      const argument = call.arguments.findIndex(
        ({ value }) =>
          isPromise(value) || (name !== undefined && value.kind === 'reference' && value.name === name),
      );
      return argument < 0 || !call.awaited ? [] : [{ call, argument, method: false }];
    });
  }

  /** True if a function waits for its parameter inside handling that answers. */
  private answersFor(to: FunctionKey, argument: number, method: boolean, reader: HandlingReader): boolean {
    const { path, fn } = parseFunctionKey(to);
    const module = this.program.module(path);
    const summary = module?.functions[fn];
    const name = summary?.parameters[argument]?.name;
    if (!module || !summary || !name) return false;
    const uses = usesOf(module, fn, name);
    return (
      uses.length > 0 &&
      uses.every(({ at, chained }) => (chained || method || summary.async) && reader.handled(to, at, false))
    );
  }
}

function isMethod(value: Value, offset: number): boolean {
  return value.kind === 'member' && holds(value, offset);
}

/** Where a function names a parameter. `chained`: it hangs a reaction on it there. */
function usesOf(module: ModuleSummary, fn: number, name: string): { at: number; chained: boolean }[] {
  return [...allStatements(module.functions[fn]!.body)]
    .flatMap((statement) => [...valuesOfStatement(module, statement)])
    .filter((value) => value.kind === 'reference' && value.name === name)
    .map(({ start }) => ({
      at: start,
      chained: module.calls.some(
        ({ callee }) =>
          callee.kind === 'member' && /^(then|catch)$/.test(callee.property) && holds(callee.object, start),
      ),
    }));
}

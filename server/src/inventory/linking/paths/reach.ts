// Which functions a function reaches over calls of this workspace, with the way there. Shared by all who ask, computed once per start.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { CallEdge, FunctionKey, ModuleFacts } from '../moduleFacts';
import type { Program } from '../resolve/program';

/** For each function reached, the edge it was first reached over; the start itself has none. */
export type Reached = ReadonlyMap<FunctionKey, CallEdge | undefined>;

export class CallGraph {
  private readonly outgoing = new Map<FunctionKey, CallEdge[]>();
  private readonly known = new Map<FunctionKey, Reached>();

  /** Calls of a function's own parameters are left out: who hands the function over has an edge to it already. */
  constructor(program: Program, modules: Iterable<Pick<ModuleFacts, 'edges'>>) {
    for (const { edges } of modules) {
      for (const edge of edges) {
        if (callsParameter(program, edge)) continue;
        const list = this.outgoing.get(edge.from);
        if (list) list.push(edge);
        else this.outgoing.set(edge.from, [edge]);
      }
    }
  }

  /** Calls a function makes into this workspace, in the order they were found. */
  from(fn: FunctionKey): readonly CallEdge[] {
    return this.outgoing.get(fn) ?? [];
  }

  /** All functions reached from one, itself included. Cycles are no harm. */
  reachedFrom(start: FunctionKey): Reached {
    const remembered = this.known.get(start);
    if (remembered) return remembered;
    const reached = this.walk(start, () => true);
    this.known.set(start, reached);
    return reached;
  }

  /** The same over the edges that `follow` lets through. */
  walk(start: FunctionKey, follow: (edge: CallEdge) => boolean): Reached {
    const reached = new Map<FunctionKey, CallEdge | undefined>([[start, undefined]]);
    // A map visits what is added while it is walked.
    for (const [fn] of reached) {
      for (const edge of this.from(fn)) if (!reached.has(edge.to) && follow(edge)) reached.set(edge.to, edge);
    }
    return reached;
  }

  /** The calls that lead from the start to a function reached, in order; empty for the start or a function not reached. */
  way(reached: Reached, to: FunctionKey): CallEdge[] {
    const edges: CallEdge[] = [];
    for (let edge = reached.get(to); edge; edge = reached.get(edge.from)) edges.unshift(edge);
    return edges;
  }
}

/** The module and number of a function key. */
export function parseFunctionKey(key: FunctionKey): { readonly path: string; readonly fn: number } {
  const hash = key.lastIndexOf('#');
  return { path: key.slice(0, hash), fn: Number(key.slice(hash + 1)) };
}

function callsParameter(program: Program, edge: CallEdge): boolean {
  if (edge.callback) return false;
  const { path, fn } = parseFunctionKey(edge.from);
  const module = program.module(path);
  const call = module?.calls.find(
    (one) => one.start === edge.at && one.function === fn && one.callee.kind === 'reference',
  );
  return (
    module !== undefined &&
    call?.callee.kind === 'reference' &&
    isParameter(program, module, call.callee.name, fn)
  );
}

/** True if a name used in a function is a parameter of it or of a function around it. */
export function isParameter(program: Program, module: ModuleSummary, name: string, from: number): boolean {
  const { names } = program.scope(module);
  for (let fn = from; fn >= 0; fn = module.functions[fn]?.parent ?? -1) {
    const definitions = names[fn]?.get(name);
    if (definitions) return definitions.every((one) => one.kind === 'parameter');
  }
  return false;
}

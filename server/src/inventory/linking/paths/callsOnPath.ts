// The calls of models, tools and retrievers on an endpoint's path, and the functions that lead to one.
import type { Place } from '../../../text/span';
import type { CallEdge, FunctionKey } from '../moduleFacts';
import type { CallGraph, Reached } from './reach';

/** One call whose failure or cost an endpoint answers for. */
export interface PathCall {
  readonly kind: 'model-call' | 'tool' | 'retriever' | 'database';
  /** Start of the call in its function's module. */
  readonly at: number;
  readonly end: number;
  readonly place: Place;
  /** True if its errors come while the answer is read. */
  readonly streaming: boolean | 'unknown';
}

export class CallsOnPath {
  private readonly leading = new Set<FunctionKey>();

  constructor(
    readonly graph: CallGraph,
    private readonly calls: ReadonlyMap<FunctionKey, readonly PathCall[]>,
    edges: Iterable<CallEdge>,
  ) {
    const callers = new Map<FunctionKey, FunctionKey[]>();
    for (const { from, to } of edges) {
      const list = callers.get(to);
      if (list) list.push(from);
      else callers.set(to, [from]);
    }
    for (const [fn, list] of calls) if (list.length > 0) this.leading.add(fn);
    // A set visits what is added while it is walked.
    for (const fn of this.leading) for (const caller of callers.get(fn) ?? []) this.leading.add(caller);
  }

  in(fn: FunctionKey): readonly PathCall[] {
    return this.calls.get(fn) ?? [];
  }

  leadsToOne(fn: FunctionKey): boolean {
    return this.leading.has(fn);
  }

  /** Functions between a start and its calls, over the edges that `follow` lets through. */
  walk(start: FunctionKey, follow: (edge: CallEdge) => boolean): Reached {
    return this.graph.walk(start, (edge) => this.leading.has(edge.to) && follow(edge));
  }
}

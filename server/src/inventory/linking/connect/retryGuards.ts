// Whether a retry product stands around a call: over its span, on its function, or around everything that calls that function.
import { pathOfKey } from '../keys';
import type { FunctionKey, GuardSite } from '../moduleFacts';
import type { FactGraph } from './factGraph';

/** Callers of callers further away are not looked at. */
const MAX_DEPTH = 3;

export interface RetryGuard {
  readonly guard: GuardSite;
  /** False where something calls the function past it. */
  readonly always: boolean;
}

/** `counts`: whether what calls from a file says how the product runs; tests do not. */
export function retryGuardAround(
  graph: FactGraph,
  counts: (path: string) => boolean,
  within: FunctionKey,
  offset: number,
  depth = MAX_DEPTH,
): RetryGuard | undefined {
  const guard = guardAt(graph, within, offset);
  if (guard) return { guard, always: true };
  if (depth === 0) return undefined;
  const found = graph
    .callsOf(within)
    .filter((edge) => !edge.callback && edge.from !== within && counts(pathOfKey(edge.from)))
    .map((edge) => retryGuardAround(graph, counts, edge.from, edge.at, depth - 1));
  const first = found.find((one) => one !== undefined);
  return first && { guard: first.guard, always: found.every((one) => one?.always === true) };
}

function guardAt(graph: FactGraph, within: FunctionKey, offset: number): GuardSite | undefined {
  return graph.modules.get(pathOfKey(within))?.guards.find(
    ({ capability, covers }) =>
      capability === 'retry' &&
      covers.some((cover) => {
        const [, start, end] = /@(\d+)-(\d+)$/.exec(cover) ?? [];
        return cover === within || (Number(start) <= offset && offset < Number(end));
      }),
  );
}

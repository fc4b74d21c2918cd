// Whether additions under branches leave no way without one: `if x: a["k"] = 1 else: a["k"] = 2`. Blocks only; no values.
import type { Added, Block, Fork } from './abstract';

/** The first of the additions that together stand on all ways to the use; undefined where a way may have none. */
export function coveredFrom(added: readonly Added[], sets: (one: Added) => boolean): number | undefined {
  if (!added.some(({ block }) => block?.fork)) return undefined;
  const setting = added.flatMap((one, index) =>
    !one.always && one.block && one.use !== undefined && sets(one)
      ? [{ block: one.block, index, use: one.use }]
      : [],
  );
  const [first] = setting;
  if (!first) return undefined;
  const reached = new Map<Block, number>();
  for (const { block, index } of setting) if (!reached.has(block)) reached.set(block, index);
  // A fork that is covered covers the block around it, which may complete the fork of that.
  for (;;) {
    const fork = coveredFork(reached, first.use);
    if (!fork) return undefined;
    const ways = [...reached].filter(([block]) => block.fork === fork);
    const index = Math.min(...ways.map(([, at]) => at));
    if (!fork.outer || holds(fork.outer, first.use)) return index;
    for (const [block] of ways) reached.delete(block);
    reached.set(fork.outer, Math.min(index, reached.get(fork.outer) ?? index));
  }
}

/** A fork before the use each of whose ways is among the blocks. */
function coveredFork(reached: ReadonlyMap<Block, number>, use: number): Fork | undefined {
  const ways = new Map<Fork, number>();
  for (const { fork } of reached.keys()) if (fork) ways.set(fork, (ways.get(fork) ?? 0) + 1);
  return [...ways].find(([fork, count]) => count >= fork.ways && !holds(fork, use))?.[0];
}

function holds(span: { readonly start: number; readonly end: number }, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}

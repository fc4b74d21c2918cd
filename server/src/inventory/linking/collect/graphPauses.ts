// Steps of a graph that wait for a person right before the step that runs tools.
import type { DefinitionKey, ToolApproval } from '../moduleFacts';
import { alternatives, placeOf } from '../resolve/abstract';
import { meaningsOf } from '../resolve/calls';
import type { Evaluator } from '../resolve/evaluator';
import { branchesAround } from './branches';
import type { FunctionValue, GraphParts } from './graphCycles';

const ANY = '*';
const OPEN = 'whether the step that waits for a person stands before this tool on every way cannot be told';

interface Pause {
  readonly place: ToolApproval['place'];
  readonly always: boolean;
}

/** The approvals that waiting steps give to the tools behind them. */
export function pausedTools(evaluator: Evaluator, parts: GraphParts): ToolApproval[] {
  const pauses = new Map<string, Pause>();
  for (const [name, runs] of parts.nodes) {
    const pause = runs.flatMap((run) => pauseIn(evaluator, run) ?? [])[0];
    if (pause) pauses.set(name, pause);
  }
  if (pauses.size === 0) return [];
  return [...parts.nodeTools].flatMap(([node, keys]) => approvalsOf(parts, pauses, node, keys));
}

function approvalsOf(
  parts: GraphParts,
  pauses: ReadonlyMap<string, Pause>,
  node: string,
  keys: readonly DefinitionKey[],
): ToolApproval[] {
  const before = stepsBefore(parts, node);
  const [shown] = [...pauses.values()];
  const open = keys.map(
    (tool): ToolApproval => ({ tool, value: 'unknown', place: shown!.place, because: OPEN }),
  );
  const past = before.filter((from) => !pauses.has(from));
  // A way past the waiting steps is seen; where one stands further up on each of those, it may be meant for this tool.
  if (past.length > 0) return past.every((from) => isBehind(parts, pauses, from)) ? open : [];
  const vague =
    parts.open !== undefined ||
    parts.edges.some(([from, to]) => to === ANY && !pauses.has(from)) ||
    [...parts.nodes.keys()].some((name) => parts.edges.every(([from]) => from !== name));
  const waiting = before.flatMap((from) => pauses.get(from) ?? []);
  const [first] = waiting;
  if (vague || waiting.some(({ always }) => !always)) return open;
  if (!first) return [];
  const because = 'a step that waits for a person stands before it';
  return keys.map((tool) => ({ tool, value: true, place: first.place, because }));
}

function stepsBefore({ edges }: GraphParts, node: string): string[] {
  return [...new Set(edges.filter(([, to]) => to === node).map(([from]) => from))];
}

/** Whether every step before this one waits for a person. */
function isBehind(parts: GraphParts, pauses: ReadonlyMap<string, Pause>, node: string): boolean {
  const before = stepsBefore(parts, node);
  return before.length > 0 && before.every((from) => pauses.has(from));
}

function pauseIn(evaluator: Evaluator, { module, function: fn }: FunctionValue): Pause | undefined {
  for (const call of module.calls) {
    if (call.function !== fn) continue;
    const site = evaluator.site(module, call);
    const pauses = alternatives(evaluator.callee(site)).some((callee) =>
      meaningsOf(evaluator, callee, site).some(({ meaning }) => meaning.pauses),
    );
    if (pauses)
      return { place: placeOf(module, call.calleeSpan), always: branchesAround(module, call).length === 0 };
  }
  return undefined;
}

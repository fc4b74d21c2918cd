// Graphs put together node by node: what their nodes run, the tools in them, and whether their edges form a cycle.

import type { Slot } from '../../../catalog/slots';
import { functionsOf, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { DefinitionKey, FunctionKey } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { type ToolGrant, toolsAt } from './toolGrants';

export interface BuiltGraph {
  readonly runs: readonly FunctionKey[];
  readonly tools: readonly ToolGrant[];
  /** The tools in each node, by the node's name. */
  readonly nodeTools: ReadonlyMap<string, readonly DefinitionKey[]>;
  /** Agents and graphs that are nodes. */
  readonly agents: readonly DefinitionKey[];
  readonly cyclic: boolean | 'unknown';
}

type Parts = {
  runs: Set<FunctionKey>;
  tools: ToolGrant[];
  nodeTools: Map<string, readonly DefinitionKey[]>;
  agents: Set<DefinitionKey>;
  edges: [string, string][];
  nodes: Set<string>;
  open: boolean;
};

/** The graph that `match` compiles: everything added to the same object in this module. */
export function graphOf(context: LinkContext, match: Match): BuiltGraph {
  const root = rootKey(match.receiver);
  const parts: Parts = {
    runs: new Set(),
    tools: [],
    nodeTools: new Map(),
    agents: new Set(),
    edges: [],
    nodes: new Set(),
    open: root === undefined,
  };
  if (root !== undefined) {
    for (const one of context.matches)
      if (one.known.meaning.graph && rootKey(one.receiver) === root) add(context, one, parts);
  }
  return {
    runs: [...parts.runs],
    tools: parts.tools,
    nodeTools: parts.nodeTools,
    agents: [...parts.agents],
    cyclic: hasCycle(parts),
  };
}

/** The call that made the object which builder calls hand on. */
function rootKey(receiver: Abstract | undefined): DefinitionKey | undefined {
  let current = receiver;
  for (let i = 0; i < 200; i++) {
    if (current?.kind !== 'instance' || !current.origin) return undefined;
    if (current.origin.known.returns !== 'receiver') return siteKey(current.origin.site);
    current = current.origin.receiver;
  }
  return undefined;
}

function add(context: LinkContext, match: Match, parts: Parts): void {
  const graph = match.known.meaning.graph!;
  const values = (slots: readonly Slot[] | undefined): readonly Abstract[] => {
    for (const slot of slots ?? []) {
      const found = valuesAt(context.evaluator, slot, match.site, match.receiver).values;
      if (found.length > 0) return found.flatMap(alternatives);
    }
    return [];
  };
  const names = (slots: readonly Slot[] | undefined): string[] =>
    values(slots).flatMap((value) => namesOf(context, value, parts));
  switch (graph.adds) {
    case 'node': {
      const runs = (graph.runs ?? []).flatMap((slot) =>
        valuesAt(context.evaluator, slot, match.site, match.receiver).values.flatMap(alternatives),
      );
      const before = parts.tools.length;
      for (const value of runs) addNode(context, value, parts);
      const keys = parts.tools.slice(before).flatMap((grant) => grant.keys);
      for (const name of names(graph.name)) {
        parts.nodes.add(name);
        parts.nodeTools.set(name, keys);
      }
      return;
    }
    case 'edge':
    case 'sequence':
      for (const from of names(graph.from)) for (const to of names(graph.to)) parts.edges.push([from, to]);
      return;
    case 'branch': {
      const targets = values(graph.to);
      const ends = targets.length > 0 ? targets.flatMap((value) => namesOf(context, value, parts)) : ['*'];
      for (const from of names(graph.from)) for (const to of ends) parts.edges.push([from, to]);
      return;
    }
    case 'finish':
      for (const from of names(graph.from)) parts.edges.push([from, '__end__']);
      return;
    default:
      return;
  }
}

function addNode(context: LinkContext, value: Abstract, parts: Parts): void {
  for (const fn of functionsOf([value])) parts.runs.add(fn);
  // `ToolNode(tools).with_fallbacks(…)` is still that node.
  for (
    let current: Abstract | undefined = value;
    current?.kind === 'instance' && current.origin;
    current = current.origin.receiver
  ) {
    const { known, site, receiver } = current.origin;
    if (known.meaning.tools)
      parts.tools.push(toolsAt(context, { site, known, receiver }, known.meaning.tools));
    if (known.meaning.agent) parts.agents.add(siteKey(site));
  }
}

function namesOf(context: LinkContext, value: Abstract, parts: Parts): string[] {
  if (value.kind === 'constant') return [String(value.value)];
  if (value.kind === 'function') return [value.module.functions[value.function]?.name ?? '?'];
  if (value.kind === 'symbol') return [value.path.at(-1) ?? '?'];
  if (value.kind === 'list')
    return value.value.items.flatMap((item) =>
      namesOf(context, context.evaluator.evaluate(item.value, value.frame), parts),
    );
  if (value.kind === 'object')
    return value.value.entries.flatMap((entry) =>
      namesOf(context, context.evaluator.evaluate(entry.value, value.frame), parts),
    );
  parts.open = true;
  return [];
}

function hasCycle(parts: Parts): boolean | 'unknown' {
  const next = new Map<string, string[]>();
  const all = new Set([...parts.nodes, ...parts.edges.flat()]);
  all.delete('*');
  for (const [from, to] of parts.edges)
    next.set(from, [...(next.get(from) ?? []), ...(to === '*' ? all : [to])]);
  const state = new Map<string, 'open' | 'done'>();
  const visit = (node: string): boolean => {
    if (state.get(node) === 'open') return true;
    if (state.has(node)) return false;
    state.set(node, 'open');
    const found = (next.get(node) ?? []).some(visit);
    state.set(node, 'done');
    return found;
  };
  if ([...all].some(visit)) return true;
  // A node without an edge decides by itself where to go on (`Command(goto=…)`).
  if ([...parts.nodes].some((node) => !next.has(node))) return 'unknown';
  return parts.open ? 'unknown' : false;
}

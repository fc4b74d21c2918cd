// Graphs put together node by node: what their nodes run, the tools in them, and the edges between them.
import type { Slot } from '../../../catalog/slots';
import type { Value } from '../../../languages/summary/value';
import type { Attribute } from '../../facts/fact';
import { functionsOf, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { DefinitionKey, FunctionKey, ToolApproval } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { cycleOf, type FunctionValue, type GraphParts } from './graphCycles';
import { pausedTools } from './graphPauses';
import { type ToolGrant, toolsAt } from './toolGrants';

export interface BuiltGraph {
  readonly runs: readonly FunctionKey[];
  readonly tools: readonly ToolGrant[];
  /** The tools in each node, by the node's name. */
  readonly nodeTools: ReadonlyMap<string, readonly DefinitionKey[]>;
  /** Agents and graphs that are nodes. */
  readonly agents: readonly DefinitionKey[];
  /** Whether its edges form a circle that nothing but a bound ends. */
  readonly cyclic: Attribute;
  /** Tools behind steps that wait for a person. */
  readonly paused: readonly ToolApproval[];
}

/** The graph that `match` compiles: everything added to the same object in this module. */
export function graphOf(context: LinkContext, match: Match): BuiltGraph {
  const root = rootKey(match.receiver);
  const parts: GraphParts = {
    runs: new Set(),
    tools: [],
    nodeTools: new Map(),
    agents: new Set(),
    edges: [],
    nodes: new Map(),
    deciders: new Map(),
  };
  if (root !== undefined) {
    for (const one of context.matches)
      if (one.known.meaning.graph && rootKey(one.receiver) === root) add(context, one, parts);
  }
  if (parts.nodes.size === 0) {
    const why = 'where this graph gets its nodes cannot be followed';
    parts.open = { why, at: context.place(match.site.call.calleeSpan) };
    parts.tools.push({
      keys: [],
      approvals: [],
      parts: [],
      count: undefined,
      grants: [],
      blocked: parts.open,
    });
  }
  addJumps(context, parts);
  return {
    runs: [...parts.runs],
    tools: parts.tools,
    nodeTools: parts.nodeTools,
    agents: [...parts.agents],
    cyclic: cycleOf(context, parts),
    paused: pausedTools(context.evaluator, parts),
  };
}

/** Nodes that say themselves where to go on (`return Command(goto="tools")`). */
function addJumps(context: LinkContext, parts: GraphParts): void {
  for (const match of context.matches) {
    const graph = match.known.meaning.graph;
    if (graph?.adds !== 'jump') continue;
    const key = context.functionKey(match.site.call.function);
    const from = [...parts.nodes].filter(([, runs]) => functionsOf(runs).includes(key));
    if (from.length === 0) continue;
    const targets = (graph.to ?? []).flatMap((slot) => valuesAt(context.evaluator, slot, match).values);
    const to = targets.flatMap(alternatives).flatMap((value) => namesOf(context, value, parts));
    for (const [name, runs] of from) {
      for (const target of to) parts.edges.push([name, target]);
      decide(parts, name, runs);
    }
  }
}

function decide(parts: GraphParts, node: string, by: readonly (FunctionValue | undefined)[]): void {
  parts.deciders.set(node, [...(parts.deciders.get(node) ?? []), ...by]);
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

function add(context: LinkContext, match: Match, parts: GraphParts): void {
  const graph = match.known.meaning.graph!;
  const values = (slots: readonly Slot[] | undefined): readonly Abstract[] => {
    for (const slot of slots ?? []) {
      const found = valuesAt(context.evaluator, slot, match).values;
      if (found.length > 0) return found.flatMap(alternatives);
    }
    return [];
  };
  const names = (slots: readonly Slot[] | undefined): string[] =>
    values(slots).flatMap((value) => namesOf(context, value, parts));
  switch (graph.adds) {
    case 'node': {
      const runs = (graph.runs ?? []).flatMap((slot) =>
        valuesAt(context.evaluator, slot, match).values.flatMap(alternatives),
      );
      addNamed(context, names(graph.name), runs, parts);
      return;
    }
    case 'sequence':
      addSequence(context, values(graph.runs), parts);
      return;
    case 'edge':
      for (const from of names(graph.from)) for (const to of names(graph.to)) parts.edges.push([from, to]);
      return;
    case 'branch': {
      const targets = values(graph.to);
      const deciders = values(graph.runs);
      const ends =
        targets.length > 0
          ? targets.flatMap((value) => namesOf(context, value, parts))
          : (answersOf(context, deciders) ?? ['*']);
      const by = deciders.flatMap((value) => deciderOf(value));
      for (const from of names(graph.from)) {
        for (const to of ends) parts.edges.push([from, to]);
        decide(parts, from, by);
      }
      return;
    }
    case 'finish':
      for (const from of names(graph.from)) parts.edges.push([from, '__end__']);
      return;
    default:
      return;
  }
}

/** The steps that a branch names itself, where all its answers are seen. */
function answersOf(context: LinkContext, deciders: readonly Abstract[]): string[] | undefined {
  const names: string[] = [];
  for (const decider of deciders) {
    if (decider.kind !== 'function') return undefined;
    for (const answer of alternatives(context.evaluator.callFunction(decider, undefined))) {
      const name = answer.kind === 'symbol' && answer.module !== 'global' ? answer.path.at(-1) : undefined;
      if (name !== undefined) names.push(name);
      else if (answer.kind === 'constant' && typeof answer.value === 'string') names.push(answer.value);
      else return undefined;
    }
  }
  return names.length > 0 ? names : undefined;
}

/** What a branch asks; nothing for a ready-made one, which counts no turns. */
function deciderOf(value: Abstract): (FunctionValue | undefined)[] {
  if (value.kind === 'symbol') return [];
  return [value.kind === 'function' ? value : undefined];
}

function addNamed(
  context: LinkContext,
  names: readonly string[],
  runs: readonly Abstract[],
  parts: GraphParts,
): void {
  const before = parts.tools.length;
  for (const value of runs) addNode(context, value, parts);
  const keys = parts.tools.slice(before).flatMap((grant) => grant.keys);
  for (const name of names) {
    parts.nodes.set(
      name,
      runs.filter((value) => value.kind === 'function'),
    );
    parts.nodeTools.set(name, keys);
  }
}

/** Nodes that follow each other: `[think, write]`, `[("think", think), …]`, `{ think, write }`. */
function addSequence(context: LinkContext, values: readonly Abstract[], parts: GraphParts): void {
  let last: readonly string[] = [];
  for (const [named, runs] of values.flatMap((value) => stepsOf(context, value))) {
    const names = named.flatMap((value) => namesOf(context, value, parts));
    addNamed(context, names, runs, parts);
    for (const from of last) for (const to of names) parts.edges.push([from, to]);
    last = names;
  }
}

/** What names a step, and what runs in it. */
function stepsOf(context: LinkContext, value: Abstract): [readonly Abstract[], readonly Abstract[]][] {
  if (value.kind !== 'list' && value.kind !== 'object') return [];
  const at = (inner: Value): readonly Abstract[] =>
    alternatives(context.evaluator.evaluate(inner, value.frame));
  if (value.kind === 'object')
    return value.value.entries.flatMap((entry) =>
      entry.kind === 'property'
        ? [[[{ kind: 'constant', value: entry.key, at: value.at }], at(entry.value)]]
        : [],
    );
  return value.value.items.map(({ value: item }) => {
    if (item.kind !== 'list') return [at(item), at(item)];
    const [name, action] = item.items;
    return [name ? at(name.value) : [], action ? at(action.value) : []];
  });
}

function addNode(context: LinkContext, value: Abstract, parts: GraphParts): void {
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

function namesOf(context: LinkContext, value: Abstract, parts: GraphParts): string[] {
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
  // `Send("tools", …)` in a list of targets: it is a jump of its own.
  if (value.kind === 'instance' && value.origin?.known.meaning.graph?.adds === 'jump') return [];
  parts.open ??= { why: 'where a step of this graph leads to cannot be followed', at: value.at };
  return [];
}

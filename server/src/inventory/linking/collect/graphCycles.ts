// Whether the edges of a graph form a circle that only a bound on its steps ends.
import type { Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { functionsOf, type LinkContext } from '../context';
import { comparedCountIn } from '../counts';
import type { DefinitionKey, FunctionKey } from '../moduleFacts';
import { type Abstract, placeOf } from '../resolve/abstract';
import type { ToolGrant } from './toolGrants';

export type FunctionValue = Extract<Abstract, { kind: 'function' }>;

/** What is added to a graph, as it is found. */
export interface GraphParts {
  runs: Set<FunctionKey>;
  tools: ToolGrant[];
  nodeTools: Map<string, readonly DefinitionKey[]>;
  agents: Set<DefinitionKey>;
  edges: [string, string][];
  /** What each node runs, by the node's name. */
  nodes: Map<string, FunctionValue[]>;
  /** What decides where to go on from a node; undefined where that is out of sight. */
  deciders: Map<string, (FunctionValue | undefined)[]>;
  /** Set where a part of the graph cannot be followed. */
  open?: { readonly why: string; readonly at: Place };
}

/** `*` as the end of an edge stands for any node. */
const ANY = '*';

/** True for a circle, false for none; unknown where an edge is out of sight or a step on the way may end the circle itself. */
export function cycleOf(context: LinkContext, parts: GraphParts): Attribute {
  const next = neighbours(parts);
  const circle = [...next.keys()].filter((node) => reaches(next, node, node));
  if (circle.length > 0) return endOf(context, parts, circle) ?? { value: true };
  // A node without an edge decides by itself where to go on.
  const loose = [...parts.nodes.keys()].find((node) => !next.has(node));
  if (loose !== undefined) {
    const [run] = parts.nodes.get(loose) ?? [];
    return unknownAt('where a step of this graph leads to is decided in its body', run?.at ?? parts.open?.at);
  }
  return parts.open ? unknownAt(parts.open.why, parts.open.at) : { value: false };
}

function neighbours(parts: GraphParts): Map<string, string[]> {
  const all = new Set([...parts.nodes.keys(), ...parts.edges.flat()]);
  all.delete(ANY);
  const next = new Map<string, string[]>();
  for (const [from, to] of parts.edges)
    next.set(from, [...(next.get(from) ?? []), ...(to === ANY ? all : [to])]);
  return next;
}

function reaches(next: ReadonlyMap<string, readonly string[]>, from: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [...(next.get(from) ?? [])];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === target) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...(next.get(node) ?? []));
  }
  return false;
}

/** What on the way round may end it: a comparison of a count, a wait for a person, a decision out of sight. */
function endOf(context: LinkContext, parts: GraphParts, circle: readonly string[]): Attribute | undefined {
  for (const node of circle) {
    for (const decider of parts.deciders.get(node) ?? []) {
      if (!decider) return unknownAt('what decides whether it goes on cannot be followed', parts.open?.at);
      const count = comparedCountIn(decider.module.functions[decider.function]!);
      if (count)
        return unknownAt(
          'a step on its way compares a count, which may end it',
          placeOf(decider.module, count),
        );
    }
    const own = new Set(functionsOf(parts.nodes.get(node) ?? []));
    const pause = context.matches.find(
      (match) => match.known.meaning.pauses && own.has(context.functionKey(match.site.call.function)),
    );
    if (pause)
      return unknownAt('a step on its way waits for a person', context.place(pause.site.call.calleeSpan));
  }
  return undefined;
}

function unknownAt(why: string, place: Place | undefined): Attribute {
  return { value: 'unknown', because: why, place, blockers: place ? [{ why, place }] : [] };
}

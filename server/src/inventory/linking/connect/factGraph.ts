// The facts of all modules as one graph: definitions by key, what a function calls, what it reaches. Built once per analysis, answers look-ups.

import { pathOfKey, signOfKey } from '../keys';
import type {
  CallEdge,
  DefinitionKey,
  EffectSite,
  FactDraft,
  FunctionKey,
  GuardSite,
  HandOver,
  ModuleFacts,
  OpenCall,
} from '../moduleFacts';

export interface Reached {
  readonly function: FunctionKey;
  /** Number of calls between the start and it. */
  readonly depth: number;
  /** The edges that led here, from the start. */
  readonly way: readonly CallEdge[];
}

function group<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const list = groups.get(name);
    if (list) list.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

export class FactGraph {
  readonly drafts: readonly FactDraft[];
  private readonly byKey: ReadonlyMap<DefinitionKey, readonly FactDraft[]>;
  private readonly byFunction: ReadonlyMap<FunctionKey, readonly FactDraft[]>;
  private readonly edges: ReadonlyMap<FunctionKey, readonly CallEdge[]>;
  private readonly callers: ReadonlyMap<FunctionKey, readonly CallEdge[]>;
  private readonly handOvers: ReadonlyMap<FunctionKey, readonly HandOver[]>;
  private readonly effects: ReadonlyMap<FunctionKey, readonly EffectSite[]>;
  private readonly opens: ReadonlyMap<FunctionKey, readonly OpenCall[]>;
  private readonly dispatchers: ReadonlyMap<string, readonly FunctionKey[]>;
  private readonly guardSites: ReadonlyMap<FunctionKey, readonly GuardSite[]>;

  /** `implied` are drafts that only follow from several modules together, `without` the keys of those that turned out to be none. */
  constructor(
    readonly modules: ReadonlyMap<string, ModuleFacts>,
    implied: readonly FactDraft[] = [],
    without: ReadonlySet<DefinitionKey> = new Set(),
  ) {
    const all = [...modules.values()];
    this.drafts = [
      ...all.flatMap((module) => [...module.drafts, ...module.surface.routes.map((route) => route.draft)]),
      ...implied,
    ].filter((draft) => !without.has(draft.key));
    this.byKey = group(this.drafts, (draft) => draft.key);
    this.byFunction = group(this.drafts, (draft) => draft.within);
    this.edges = group(
      all.flatMap((module) => module.edges),
      (edge) => edge.from,
    );
    this.callers = group(
      all.flatMap((module) => module.edges),
      (edge) => edge.to,
    );
    this.handOvers = group(
      all.flatMap((module) => module.handOvers),
      (one) => one.function,
    );
    this.effects = group(
      all.flatMap((module) => module.effects),
      (effect) => effect.within,
    );
    this.opens = group(
      all.flatMap((module) => module.open),
      (open) => open.within,
    );
    const named = all.flatMap((module) =>
      module.dispatches.flatMap(({ within, names }) => names.map((name) => ({ name, within }))),
    );
    this.dispatchers = new Map(
      [...group(named, ({ name }) => name)].map(([name, list]) => [name, list.map(({ within }) => within)]),
    );
    this.guardSites = group(
      all.flatMap((module) => module.guards),
      (guard) => guard.within,
    );
  }

  /** Drafts defined under a key. */
  definedAt(key: DefinitionKey): readonly FactDraft[] {
    return this.byKey.get(key) ?? [];
  }

  /** Drafts standing in a function. */
  inFunction(key: FunctionKey): readonly FactDraft[] {
    return this.byFunction.get(key) ?? [];
  }

  callsFrom(key: FunctionKey): readonly CallEdge[] {
    return this.edges.get(key) ?? [];
  }

  callsOf(key: FunctionKey): readonly CallEdge[] {
    return this.callers.get(key) ?? [];
  }

  /** Functions that compare something with this name. */
  dispatchersOf(name: string): readonly FunctionKey[] {
    return this.dispatchers.get(name) ?? [];
  }

  /** Where a function is handed to another. */
  handOversOf(key: FunctionKey): readonly HandOver[] {
    return this.handOvers.get(key) ?? [];
  }

  effectsIn(key: FunctionKey): readonly EffectSite[] {
    return this.effects.get(key) ?? [];
  }

  openIn(key: FunctionKey): readonly OpenCall[] {
    return this.opens.get(key) ?? [];
  }

  guardsIn(key: FunctionKey): readonly GuardSite[] {
    return this.guardSites.get(key) ?? [];
  }

  /** Guards that cover a function or definition by wrapping or decorating it. */
  guardsOver(key: string): readonly GuardSite[] {
    const path = pathOfKey(key);
    return (this.modules.get(path)?.guards ?? []).filter((guard) => guard.covers.includes(key));
  }

  /** Functions reached from some starts, the starts included, nearest first. Each once. */
  reach(
    starts: readonly FunctionKey[],
    maxDepth = 40,
    follows: (edge: CallEdge) => boolean = () => true,
  ): Reached[] {
    const seen = new Set<FunctionKey>();
    const found: Reached[] = [];
    let layer: Reached[] = starts.map((start) => ({ function: start, depth: 0, way: [] }));
    while (layer.length > 0) {
      const next: Reached[] = [];
      for (const one of layer) {
        if (seen.has(one.function)) continue;
        seen.add(one.function);
        found.push(one);
        if (one.depth >= maxDepth) continue;
        for (const edge of (this.edges.get(one.function) ?? []).filter(follows)) {
          for (const to of this.targets(edge.to))
            if (!seen.has(to)) next.push({ function: to, depth: one.depth + 1, way: [...one.way, edge] });
        }
      }
      layer = next;
    }
    return found;
  }

  /** The functions that nobody calls from a file that counts and that lead to some calls, with the calls each leads to. */
  rootsOf(calls: readonly FactDraft[], counts: (path: string) => boolean): Map<FunctionKey, FactDraft[]> {
    const callers = new Map<FunctionKey, FunctionKey[]>();
    for (const [from, edges] of this.edges) {
      if (!counts(pathOfKey(from))) continue;
      for (const edge of edges) {
        for (const to of this.targets(edge.to)) {
          const list = callers.get(to);
          if (list) list.push(from);
          else callers.set(to, [from]);
        }
      }
    }
    const roots = new Map<FunctionKey, FactDraft[]>();
    for (const call of calls) {
      const seen = new Set<FunctionKey>();
      const queue = [call.within];
      for (let fn = queue.pop(); fn !== undefined; fn = queue.pop()) {
        if (seen.has(fn)) continue;
        seen.add(fn);
        const above = (callers.get(fn) ?? []).filter((caller) => caller !== fn && !caller.endsWith('#0'));
        if (above.length > 0) queue.push(...above);
        else {
          const list = roots.get(fn);
          if (list) list.push(call);
          else roots.set(fn, [call]);
        }
      }
    }
    return roots;
  }

  /** A call edge may lead to a definition (a tool): then to what it runs. */
  private targets(to: string): readonly FunctionKey[] {
    return signOfKey(to) === '#' ? [to] : this.definedAt(to).flatMap((draft) => draft.runs);
  }
}

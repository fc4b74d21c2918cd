// Joins the facts of all modules: tools with agents, effects with tools, tracers with calls, endpoints with what they reach. Pure, from data.

import type { ModuleSummary } from '../../../languages/summary/module';
import type { Attribute, Fact, GuardMark } from '../../facts/fact';
import { numberOfKey, pathOfKey } from '../keys';
import type { EffectSite, FactDraft } from '../moduleFacts';
import { isRequestUi } from '../surface/requestUi';
import { approvalOf, holdersOfTools, runsOfAgents } from './agents';
import { entryAgents } from './entryAgents';
import type { FactGraph } from './factGraph';
import { loopBoundOf } from './loopBound';
import { createLoopAround, type LoopAround } from './loops';
import { calledByTool, meansRoute, toolRequests } from './ownRoutes';
import { looseReads, secretUses } from './secretUses';
import { testedOf, testedTools } from './tests';
import { type Connected, type FactPlacing, toFacts } from './toFacts';
import { toolEffects } from './toolEffects';
import { type TracingInput, tracersByProject, tracingOf } from './tracing';

/** What an endpoint's surroundings say, by the key of its draft. */
export interface SurfaceAnswer {
  readonly attributes: Record<string, Attribute>;
  readonly guards: readonly GuardMark[];
}

export interface ConnectInput extends FactPlacing {
  readonly graph: FactGraph;
  readonly tracing: TracingInput;
  readonly surface: ReadonlyMap<string, SurfaceAnswer>;
  moduleAt(path: string): ModuleSummary | undefined;
}

/** All facts of the workspace. */
export function connect(input: ConnectInput): Fact[] {
  const { graph } = input;
  const shared = prepare(input);
  const clients = graph.drafts.filter((draft) => draft.kind === 'model-client');
  const reads = new Set(
    looseReads(
      graph.drafts.filter((draft) => draft.kind === 'secret-use'),
      clients,
    ),
  );
  const drafts = graph.drafts.filter(
    (draft) =>
      (draft.kind !== 'secret-use' || reads.has(draft)) &&
      (!isRequestUi(draft) || requestsModel(shared, draft)),
  );
  const connected = drafts.map((draft): Connected => {
    switch (draft.kind) {
      case 'tool':
        return connectTool(shared, draft);
      case 'model-call':
        return connectCall(shared, draft);
      case 'agent':
        return connectAgent(shared, draft);
      case 'endpoint':
        return connectEndpoint(shared, draft);
      case 'model-client':
        return { draft, attributes: draft.attributes, guards: draft.guards, links: draft.refers };
      default: {
        const answer = input.surface.get(draft.key);
        return {
          draft,
          attributes: { ...draft.attributes, ...answer?.attributes },
          guards: [...draft.guards, ...(answer?.guards ?? [])],
          links: draft.refers,
        };
      }
    }
  });
  const uses = secretUses(clients);
  return toFacts(
    [
      ...connected,
      ...entryAgents(shared),
      ...[...uses, ...shared.tested.drafts].map((draft) => ({
        draft,
        attributes: draft.attributes,
        guards: [],
        links: draft.refers,
      })),
    ],
    input,
  );
}

export interface Shared {
  readonly input: ConnectInput;
  readonly graph: FactGraph;
  readonly holders: ReturnType<typeof holdersOfTools>;
  readonly runs: ReturnType<typeof runsOfAgents>;
  readonly tracers: ReturnType<typeof tracersByProject>;
  readonly tested: ReturnType<typeof testedTools>;
  /** Keys of model-calls, agents and tools on the way of each endpoint, by its key. */
  readonly reaches: ReadonlyMap<string, ReachedFacts>;
  readonly userFacing: ReadonlySet<string>;
  readonly toolRequests: readonly EffectSite[];
  readonly loopAround: LoopAround;
}

export interface ReachedFacts {
  readonly calls: readonly FactDraft[];
  readonly agents: readonly FactDraft[];
}

function prepare(input: ConnectInput): Shared {
  const { graph } = input;
  const reaches = new Map<string, ReachedFacts>();
  const userFacing = new Set<string>();
  for (const endpoint of graph.drafts) {
    if (endpoint.kind !== 'endpoint') continue;
    const found = reachedFrom(graph, endpoint);
    reaches.set(endpoint.key, found);
    const form = endpoint.attributes.form?.value;
    const health = endpoint.attributes.health?.value === true;
    if (form === 'cron' || form === 'queue' || health) continue;
    for (const one of [...found.calls, ...found.agents]) userFacing.add(one.key);
  }
  return {
    input,
    graph,
    holders: holdersOfTools(graph),
    runs: runsOfAgents(graph),
    tracers: tracersByProject(input.tracing),
    tested: testedTools(graph, (path) => input.roleOf(path) === 'test', input.moduleAt),
    reaches,
    userFacing,
    toolRequests: toolRequests(
      graph,
      graph.drafts.filter((draft) => draft.kind === 'tool'),
    ),
    loopAround: createLoopAround(),
  };
}

/** Model-calls and agents that run when an endpoint is called, through agents into their tools. */
function reachedFrom(graph: FactGraph, endpoint: FactDraft): ReachedFacts {
  const calls = new Map<string, FactDraft>();
  const agents = new Map<string, FactDraft>();
  const starts = [...endpoint.runs];
  for (const agent of (endpoint.refers.agents ?? []).flatMap((key) => graph.definedAt(key))) {
    if (agent.kind !== 'agent') continue;
    agents.set(agent.key, agent);
    starts.push(...agentFunctions(graph, agent));
  }
  const seen = new Set<string>();
  while (starts.length > 0) {
    const batch = starts.splice(0).filter((start) => !seen.has(start));
    if (batch.length === 0) break;
    for (const { function: fn } of graph.reach(batch)) {
      if (seen.has(fn)) continue;
      seen.add(fn);
      for (const draft of graph.inFunction(fn)) {
        if (draft.kind !== 'model-call') continue;
        calls.set(draft.key, draft);
        for (const key of draft.refers.client ?? []) {
          for (const agent of graph.definedAt(key)) {
            if (agent.kind !== 'agent' || agents.has(agent.key)) continue;
            agents.set(agent.key, agent);
            starts.push(...agentFunctions(graph, agent));
          }
        }
      }
    }
  }
  return { calls: [...calls.values()], agents: [...agents.values()] };
}

/** The functions an agent may run: nodes, tools, sub-agents' tools. */
function agentFunctions(graph: FactGraph, agent: FactDraft): string[] {
  const tools = (agent.refers.tools ?? []).flatMap((key) =>
    graph.definedAt(key).flatMap((tool) => tool.runs),
  );
  return [...agent.runs, ...tools];
}

function connectTool(shared: Shared, draft: FactDraft): Connected {
  const holders = shared.holders.get(draft.key) ?? [];
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    attached: { value: holders.length > 0 },
    agents: { value: holders.length },
    ...toolEffects(shared.graph, draft, holders),
    approval: approvalOf(shared.graph, draft, holders, shared.runs),
    tested: testedOf(draft, shared.tested),
    ...tracingOf(shared.input.tracing, shared.tracers, toolAsSeen(shared, draft, holders)),
  };
  return { draft, attributes, guards: draft.guards, links: { agents: holders.map((holder) => holder.key) } };
}

/**
 * A tool is seen by what sees the agent that runs it. Where only requests of that SDK are seen, what stands around the
 * tool itself decides; what the provider runs shows in the request.
 */
function toolAsSeen({ input, runs }: Shared, draft: FactDraft, holders: readonly FactDraft[]): FactDraft {
  const [holder] = holders;
  const sdk = holder ? holder.sdk : draft.sdk;
  if (draft.attributes.hosted?.value !== true && !input.tracing.showsTools(sdk ?? ''))
    return { ...draft, sdk: undefined };
  if (!holder) return draft;
  return {
    ...draft,
    sdk,
    attributes: { ...draft.attributes, ...telemetryOf(runs, holder) },
    refers: { client: [holder.key, ...(holder.refers.client ?? [])] },
  };
}

/** The telemetry switch of an agent, or of the calls that run it. */
function telemetryOf(runs: Shared['runs'], holder: FactDraft): Record<string, Attribute> {
  const switches = [holder, ...(runs.get(holder.key) ?? [])].flatMap((one) => one.attributes.telemetry ?? []);
  const telemetry = switches.find((one) => one.value !== 'none') ?? switches[0];
  return telemetry ? { telemetry } : {};
}

function connectCall(shared: Shared, draft: FactDraft): Connected {
  const path = draft.place.path;
  const module = shared.input.moduleAt(path);
  const fn = numberOfKey(draft.within);
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    ...tracingOf(shared.input.tracing, shared.tracers, draft),
    ...retriedAround(shared.graph, draft),
    loop: module ? shared.loopAround(module, fn, draft.place.start) : { value: 'none' },
    userFacing: { value: shared.userFacing.has(draft.key) },
    local: draft.attributes.local ?? localOf(shared.graph, draft),
  };
  return { draft, attributes, guards: draft.guards, links: draft.refers };
}

function localOf(graph: FactGraph, draft: FactDraft): Attribute {
  const clients = (draft.refers.client ?? [])
    .flatMap((key) => graph.definedAt(key))
    .filter((one) => one.kind === 'model-client');
  return { value: clients.length > 0 && clients.every((client) => client.attributes.local?.value === true) };
}

/** A retry helper around the call or its function wins over what the SDK does. */
function retriedAround(graph: FactGraph, draft: FactDraft): Record<string, Attribute> {
  const own = draft.attributes.retries;
  if (!own || own.value === 'default' || own.value === 'custom' || own.value === 'inherited') return {};
  const path = pathOfKey(draft.within);
  for (const guard of graph.modules.get(path)?.guards ?? []) {
    if (guard.capability !== 'retry') continue;
    const spans = guard.covers.some((cover) => {
      const match = /@(\d+)-(\d+)$/.exec(cover);
      return match !== null && Number(match[1]) <= draft.place.start && draft.place.start < Number(match[2]);
    });
    if (!spans && !guard.covers.includes(draft.within)) continue;
    return {
      retries: {
        value: 'inherited',
        effective: guard.effective ?? { count: 'configured' },
        place: guard.place,
        because: `retried by ${guard.because}`,
        definitions: own.definitions,
      },
    };
  }
  return {};
}

function connectAgent(shared: Shared, draft: FactDraft): Connected {
  const runs = shared.runs.get(draft.key) ?? [];
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    ...telemetryOf(shared.runs, draft),
    loopBound: loopBoundOf(draft, outsideTests(shared, runs)),
    budget: { value: 'unset', because: 'nothing limits what it may spend' },
    risk: { value: 'unset' },
    userFacing: { value: shared.userFacing.has(draft.key) },
    ...tracingOf(shared.input.tracing, shared.tracers, {
      ...draft,
      attributes: { ...draft.attributes, ...telemetryOf(shared.runs, draft) },
    }),
  };
  return {
    draft,
    attributes,
    guards: draft.guards,
    links: { ...draft.refers, calls: runs.map((run) => run.key) },
  };
}

/** A test that runs an agent without a bound says nothing of the product, unless nothing else runs it. */
function outsideTests({ input }: Shared, runs: readonly FactDraft[]): readonly FactDraft[] {
  const others = runs.filter(({ place }) => input.roleOf(place.path) !== 'test');
  return others.length > 0 ? others : runs;
}

/** True if the route an interface requests answers with what a model says. */
function requestsModel({ graph, input, reaches }: Shared, ui: FactDraft): boolean {
  return graph.drafts.some((endpoint) => {
    const found = endpoint.kind === 'endpoint' ? reaches.get(endpoint.key) : undefined;
    if (!found || found.calls.length + found.agents.length === 0) return false;
    const route = (input.surface.get(endpoint.key)?.attributes.route ?? endpoint.attributes.route)?.value;
    return typeof route === 'string' && meansRoute(String(ui.attributes.calls?.value), route);
  });
}

function connectEndpoint(shared: Shared, draft: FactDraft): Connected {
  const found = shared.reaches.get(draft.key)!;
  const answer = shared.input.surface.get(draft.key);
  const reached = [...found.calls, ...found.agents];
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    reachesModel: { value: reached.length > 0 },
    userFacing: {
      value: shared.userFacing.size > 0 && reached.some((one) => shared.userFacing.has(one.key)),
    },
    ...answer?.attributes,
  };
  const route = attributes.route?.value;
  attributes.calledByTool = calledByTool(
    shared.toolRequests,
    String(attributes.method?.value ?? '*'),
    typeof route === 'string' && route !== 'unknown' ? route : undefined,
  );
  return {
    draft,
    attributes,
    guards: [...draft.guards, ...(answer?.guards ?? [])],
    links: { reaches: reached.map((one) => one.key) },
  };
}

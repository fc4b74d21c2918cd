// What joining one fact asks of all the others: who holds a tool, who runs an agent, what an endpoint reaches. Found out once, when asked for.
import type { CallSite, FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import type { Attribute, GuardMark } from '../../facts/fact';
import { type Containment, lazily } from '../containment';
import { numberOfKey, pathOfKey, signOfKey } from '../keys';
import type { EffectSite, FactDraft } from '../moduleFacts';
import { countsByRole, holdersOfTools, runsOfAgents } from './agents';
import type { FactGraph } from './factGraph';
import { createLoopAround, type LoopAround } from './loops';
import { toolRequests } from './ownRoutes';
import { createRetriesAround, type RetriesAround } from './retriesAround';
import { testedTools } from './tests';
import type { FactPlacing } from './toFacts';
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
  readonly containment: Containment;
  moduleAt(path: string): ModuleSummary | undefined;
}

/** What many facts ask for. Found out when the first does; whoever asks for what fails learns nothing from it. */
export interface Shared {
  readonly input: ConnectInput;
  readonly graph: FactGraph;
  holders(): ReturnType<typeof holdersOfTools>;
  runs(): ReturnType<typeof runsOfAgents>;
  tracers(): ReturnType<typeof tracersByProject>;
  tested(): ReturnType<typeof testedTools>;
  /** Model-calls and agents on the way of an endpoint. */
  reaches(endpoint: FactDraft): ReachedFacts;
  /** Keys of model-calls and agents that answer somebody. */
  userFacing(): ReadonlySet<string>;
  toolRequests(): readonly EffectSite[];
  readonly loopAround: LoopAround;
  readonly retriesAround: RetriesAround;
}

export interface ReachedFacts {
  readonly calls: readonly FactDraft[];
  readonly agents: readonly FactDraft[];
  /** Models that the endpoint hands requests to itself, without a call in the workspace. */
  readonly clients: readonly FactDraft[];
}

export function prepare(input: ConnectInput): Shared {
  const { graph } = input;
  const reached = new Map<string, () => ReachedFacts>();
  const reaches = (endpoint: FactDraft): ReachedFacts => {
    const known = reached.get(endpoint.key) ?? lazily(() => reachedFrom(graph, endpoint));
    reached.set(endpoint.key, known);
    return known();
  };
  const counts = countsByRole((path) => input.roleOf(path));
  const tools = graph.drafts.filter((draft) => draft.kind === 'tool');
  return {
    input,
    graph,
    holders: lazily(() => holdersOfTools(graph, counts)),
    runs: lazily(() => runsOfAgents(graph, counts)),
    tracers: lazily(() => tracersByProject(input.tracing)),
    tested: lazily(() => testedTools(graph, (path) => input.roleOf(path) === 'test', input.moduleAt)),
    reaches,
    userFacing: lazily(() => userFacingIn(graph, reaches)),
    toolRequests: lazily(() => toolRequests(graph, tools)),
    loopAround: createLoopAround((module, call) => calledBy(input, module, call)),
    retriesAround: createRetriesAround({
      graph,
      moduleAt: (path) => input.moduleAt(path),
      counts: (path) => input.roleOf(path) !== 'test',
    }),
  };
}

/** The functions of the workspace that a call runs itself, not those it is handed. */
function calledBy(
  { graph, moduleAt }: ConnectInput,
  module: ModuleSummary,
  call: CallSite,
): { module: ModuleSummary; function: FunctionSummary }[] {
  return graph
    .callsFrom(`${module.path}#${call.function}`)
    .filter((edge) => edge.at === call.start && !edge.callback)
    .flatMap(({ to }) => {
      const target = signOfKey(to) === '#' ? moduleAt(pathOfKey(to)) : undefined;
      const fn = target?.functions[numberOfKey(to)];
      return target && fn ? [{ module: target, function: fn }] : [];
    });
}

function userFacingIn(graph: FactGraph, reaches: Shared['reaches']): Set<string> {
  const found = new Set<string>();
  for (const endpoint of graph.drafts) {
    if (endpoint.kind !== 'endpoint') continue;
    const form = endpoint.attributes.form?.value;
    const health = endpoint.attributes.health?.value === true;
    if (form === 'cron' || form === 'queue' || health) continue;
    const { calls, agents, clients } = reaches(endpoint);
    for (const one of [...calls, ...agents, ...clients]) found.add(one.key);
  }
  return found;
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
  const clients = (endpoint.refers.agents ?? [])
    .flatMap((key) => graph.definedAt(key))
    .filter(({ kind }) => kind === 'model-client');
  return { calls: [...calls.values()], agents: [...agents.values()], clients };
}

/** The functions an agent may run: nodes, tools, sub-agents' tools. */
function agentFunctions(graph: FactGraph, agent: FactDraft): string[] {
  const tools = (agent.refers.tools ?? []).flatMap((key) =>
    graph.definedAt(key).flatMap((tool) => tool.runs),
  );
  return [...agent.runs, ...tools];
}

/** Whether a tracer sees a fact; `seen` gives it as a tracer does. */
export function tracingAttributes(
  { input, tracers }: Shared,
  draft: FactDraft,
  seen: () => FactDraft = () => draft,
): Readonly<Record<string, Attribute>> {
  return input.containment.attributes(['connected', 'traced'], draft.place, () =>
    tracingOf(input.tracing, tracers(), seen()),
  );
}

/** `through`: what answers somebody if one of these does. */
export function userFacingOf(
  shared: Shared,
  draft: FactDraft,
  through: readonly FactDraft[] = [draft],
): Readonly<Record<string, Attribute>> {
  return shared.input.containment.attributes(['userFacing'], draft.place, () => ({
    userFacing: { value: through.some(({ key }) => shared.userFacing().has(key)) },
  }));
}

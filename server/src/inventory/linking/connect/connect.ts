// Joins the facts of all modules: tools with agents, effects with tools, tracers with calls, endpoints with what they reach. Pure, from data.

import type { Attribute, Fact, FactKind } from '../../facts/fact';
import { unknownAttributes } from '../containment';
import type { FactDraft } from '../moduleFacts';
import { isRequestUi } from '../surface/requestUi';
import { approvalOf } from './agents';
import { entryAgents } from './entryAgents';
import type { FactGraph } from './factGraph';
import { loopThrough } from './loopAroundWrapper';
import { loopBoundOf } from './loopBound';
import { calledByTool, meansRoute } from './ownRoutes';
import { retryGuardAround } from './retryGuards';
import { looseReads, secretUses } from './secretUses';
import { serverFilterOf } from './serverFilter';
import { type ConnectInput, prepare, type Shared, tracingAttributes, userFacingOf } from './shared';
import { testedOf } from './tests';
import { type Connected, type FactPlacing, toFacts } from './toFacts';
import { toolEffects } from './toolEffects';

/** The attributes that joining gives or overrules, by kind; where it fails altogether they are unknown. */
const JOINED: Partial<Record<FactKind, readonly string[]>> = {
  tool: [
    ...['attached', 'agents', 'effects', 'timeout', 'databaseTimeout', 'hosts', 'approval'],
    ...['tested', 'connected', 'traced'],
  ],
  'model-call': ['connected', 'traced', 'retries', 'loop', 'userFacing', 'local'],
  agent: ['loopBound', 'budget', 'risk', 'userFacing', 'connected', 'traced'],
  endpoint: [
    ...['reachesModel', 'userFacing', 'calledByTool', 'rateLimited', 'authenticated', 'handled'],
    ...['databaseHandled', 'rawErrors', 'internals'],
  ],
  'chat-ui': ['rawErrors'],
  'mcp-server': ['filter'],
};

/** All facts of the workspace. */
export function connect(input: ConnectInput): Fact[] {
  const { graph, containment } = input;
  const shared = prepare(input);
  const clients = graph.drafts.filter((draft) => draft.kind === 'model-client');
  const ofKind = graph.drafts.filter((draft) => draft.kind === 'secret-use');
  const reads = new Set(
    containment.attempt(
      'reads of secrets',
      () => looseReads(ofKind, clients),
      () => ofKind,
    ),
  );
  const drafts = graph.drafts.filter(
    (draft) =>
      (draft.kind !== 'secret-use' || reads.has(draft)) &&
      (!isRequestUi(draft) ||
        containment.attempt(
          'what it requests',
          () => requestsModel(shared, draft),
          () => true,
          draft.place,
        )),
  );
  const connected = drafts.map((draft) =>
    containment.attempt(
      `a fact (${draft.kind})`,
      () => connectOne(shared, draft),
      () => unconnected(draft),
      draft.place,
    ),
  );
  const entries = containment.attempt(
    'entries that count as agents',
    () => entryAgents(shared),
    () => [],
  );
  const implied = [
    containment.attempt(
      'uses of secrets',
      () => secretUses(clients),
      () => [],
    ),
    containment.attempt(
      'tests of tools',
      () => shared.tested().drafts,
      () => [],
    ),
  ].flat();
  return toFacts(
    [
      ...connected,
      ...entries,
      ...implied.map((draft) => ({
        draft,
        attributes: draft.attributes,
        guards: [],
        links: draft.refers,
      })),
    ],
    input,
  );
}

/** Facts of a workspace in which nothing could be joined. */
export function unconnectedFacts(drafts: readonly FactDraft[], placing: FactPlacing): Fact[] {
  return toFacts(drafts.map(unconnected), placing);
}

function unconnected(draft: FactDraft): Connected {
  const attributes = {
    ...draft.attributes,
    ...unknownAttributes(JOINED[draft.kind] ?? [], draft.place),
  };
  return { draft, attributes, guards: [], links: {} };
}

function connectOne(shared: Shared, draft: FactDraft): Connected {
  switch (draft.kind) {
    case 'tool':
      return connectTool(shared, draft);
    case 'model-call':
      return connectCall(shared, draft);
    case 'agent':
      return connectAgent(shared, draft);
    case 'endpoint':
      return connectEndpoint(shared, draft);
    case 'mcp-server':
      return connectServer(shared, draft);
    case 'model-client':
      return { draft, attributes: draft.attributes, guards: draft.guards, links: draft.refers };
    default: {
      const answer = shared.input.surface.get(draft.key);
      return {
        draft,
        attributes: { ...draft.attributes, ...answer?.attributes },
        guards: [...draft.guards, ...(answer?.guards ?? [])],
        links: draft.refers,
      };
    }
  }
}

function connectServer(shared: Shared, draft: FactDraft): Connected {
  const holders = () => (draft.refers.tools ?? []).flatMap((key) => shared.holders().get(key) ?? []);
  const filter = shared.input.containment.attributes(['filter'], draft.place, () =>
    serverFilterOf(draft, holders()),
  );
  return {
    draft,
    attributes: { ...draft.attributes, ...filter },
    guards: draft.guards,
    links: draft.refers,
  };
}

function connectTool(shared: Shared, draft: FactDraft): Connected {
  const { graph, input } = shared;
  const holders = (): readonly FactDraft[] => shared.holders().get(draft.key) ?? [];
  const given = (names: readonly string[], find: () => Record<string, Attribute>) =>
    input.containment.attributes(names, draft.place, find);
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    ...given(['attached', 'agents'], () => ({
      attached: { value: holders().length > 0 },
      agents: { value: holders().length },
    })),
    ...given(['effects', 'timeout', 'databaseTimeout', 'hosts'], () => toolEffects(graph, draft, holders())),
    ...given(['approval'], () => ({ approval: approvalOf(graph, draft, holders(), shared.runs()) })),
    ...given(['tested'], () => ({ tested: testedOf(draft, shared.tested()) })),
    ...tracingAttributes(shared, draft, () => toolAsSeen(shared, draft, holders())),
  };
  const agents = input.containment.attempt(
    'its agents',
    () => holders().map((holder) => holder.key),
    () => [],
    draft.place,
  );
  return { draft, attributes, guards: draft.guards, links: { agents } };
}

/**
 * A tool is seen by what sees the agent that runs it. Where only requests of that SDK are seen, what stands around the
 * tool itself decides; what the provider runs shows in the request.
 */
function toolAsSeen(
  { graph, input, runs }: Shared,
  draft: FactDraft,
  holders: readonly FactDraft[],
): FactDraft {
  const [holder] = holders;
  const sdk = holder ? holder.sdk : draft.sdk;
  if (draft.attributes.hosted?.value !== true && !input.tracing.showsTools(sdk ?? ''))
    return { ...draft, sdk: undefined };
  // What runs it is not seen: where each call of the SDK has a switch, whether it is on is not known.
  const isSwitched = ({ sdk: other, attributes: { telemetry } }: FactDraft): boolean =>
    other === draft.sdk &&
    telemetry !== undefined &&
    telemetry.value !== 'none' &&
    telemetry.value !== 'default';
  if (!holder) return graph.drafts.some(isSwitched) ? { ...draft, sdk: undefined } : draft;
  return {
    ...draft,
    sdk,
    attributes: { ...draft.attributes, ...telemetryOf(runs(), holder) },
    refers: { client: [holder.key, ...(holder.refers.client ?? [])] },
  };
}

/** The telemetry switch of an agent, or of the calls that run it. */
function telemetryOf(runs: ReturnType<Shared['runs']>, holder: FactDraft): Record<string, Attribute> {
  const switches = [holder, ...(runs.get(holder.key) ?? [])].flatMap((one) => one.attributes.telemetry ?? []);
  const telemetry = switches.find((one) => one.value !== 'none') ?? switches[0];
  return telemetry ? { telemetry } : {};
}

function connectCall(shared: Shared, draft: FactDraft): Connected {
  const { graph, input } = shared;
  const given = (name: string, find: () => Record<string, Attribute>) =>
    input.containment.attributes([name], draft.place, find);
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    ...tracingAttributes(shared, draft),
    ...given('retries', () => retriedAround(shared, draft)),
    ...given('loop', () => ({ loop: loopOf(shared, draft) })),
    ...userFacingOf(shared, draft),
    ...given('local', () => ({ local: draft.attributes.local ?? localOf(graph, draft) })),
  };
  return { draft, attributes, guards: draft.guards, links: draft.refers };
}

function loopOf({ input, graph, loopAround }: Shared, { place, within }: FactDraft): Attribute {
  const moduleAt = (path: string) => input.moduleAt(path);
  const counts = (path: string) => input.roleOf(path) !== 'test';
  return loopThrough({ graph, loopAround, moduleAt, counts }, within, place.start);
}

function localOf(graph: FactGraph, draft: FactDraft): Attribute {
  const clients = (draft.refers.client ?? [])
    .flatMap((key) => graph.definedAt(key))
    .filter((one) => one.kind === 'model-client');
  return { value: clients.length > 0 && clients.every((client) => client.attributes.local?.value === true) };
}

/** A retry helper or a loop of the project around the call or its function wins over what the SDK does. */
function retriedAround({ graph, input, retriesAround }: Shared, draft: FactDraft): Record<string, Attribute> {
  const own = draft.attributes.retries;
  if (!own || own.value === 'default' || own.value === 'custom' || own.value === 'inherited') return {};
  const counts = (path: string): boolean => input.roleOf(path) !== 'test';
  const around = retryGuardAround(graph, counts, draft.within, draft.place.start);
  if (around) {
    const { guard, always } = around;
    const why = 'some of what calls it is not retried';
    return {
      retries: always
        ? {
            value: 'inherited',
            effective: guard.effective ?? { count: 'configured' },
            place: guard.place,
            because: `retried by ${guard.because}`,
            definitions: own.definitions,
          }
        : { value: 'unknown', because: why, blockers: [{ why, place: guard.place }] },
    };
  }
  const found = own.value === 'not-applicable' ? undefined : retriesAround(draft.within, draft.place.start);
  if (!found || (!found.sure && own.value === 'unknown')) return {};
  const { sure, place, why, jitter } = found;
  // What makes the request may let its own pauses grow.
  const backoff = found.backoff === 'fixed' && own.value === 'unknown' ? undefined : found.backoff;
  if (!sure) return { retries: { value: 'unknown', because: why, blockers: [{ why, place }] } };
  return {
    retries: {
      value: 'custom',
      effective: { count: 'configured', ...(backoff && { backoff }), ...(jitter && { jitter }) },
      place,
      because: why,
      definitions: own.definitions,
    },
  };
}

function connectAgent(shared: Shared, draft: FactDraft): Connected {
  const { containment } = shared.input;
  const runs = containment.attempt(
    'calls that run it',
    () => shared.runs().get(draft.key) ?? [],
    () => undefined,
    draft.place,
  );
  const telemetry = runs ? telemetryOf(shared.runs(), draft) : {};
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    ...telemetry,
    ...containment.attributes(['loopBound'], draft.place, () => ({
      loopBound: loopBoundOf(draft, shared.runs().get(draft.key) ?? []),
    })),
    budget: { value: 'unset', because: 'nothing limits what it may spend' },
    risk: { value: 'unset' },
    ...userFacingOf(shared, draft),
    ...tracingAttributes(shared, draft, () => ({
      ...draft,
      attributes: { ...draft.attributes, ...telemetryOf(shared.runs(), draft) },
    })),
  };
  return {
    draft,
    attributes,
    guards: draft.guards,
    links: { ...draft.refers, calls: (runs ?? []).map((run) => run.key) },
  };
}

/** True if the route an interface requests answers with what a model says. */
function requestsModel({ graph, input, reaches }: Shared, ui: FactDraft): boolean {
  return graph.drafts.some((endpoint) => {
    const found = endpoint.kind === 'endpoint' ? reaches(endpoint) : undefined;
    if (!found || found.calls.length + found.agents.length + found.clients.length === 0) return false;
    const route = (input.surface.get(endpoint.key)?.attributes.route ?? endpoint.attributes.route)?.value;
    return typeof route === 'string' && meansRoute(String(ui.attributes.calls?.value), route);
  });
}

/** Unknown where no model was met, but code on the way is chosen at run time: that may be any agent of the workspace. */
function reachesModelOf({ graph }: Shared, endpoint: FactDraft, reached: readonly FactDraft[]): Attribute {
  if (reached.length > 0) return { value: true };
  const blockers = graph
    .reach(endpoint.runs)
    .flatMap((one) => graph.openIn(one.function))
    .flatMap(({ loads, why, place }) => (loads ? [{ why, place }] : []));
  const [first] = blockers;
  return first ? { value: 'unknown', because: first.why, blockers: blockers.slice(0, 5) } : { value: false };
}

function connectEndpoint(shared: Shared, draft: FactDraft): Connected {
  const { containment, surface } = shared.input;
  const answer = surface.get(draft.key);
  const reached = containment.attempt(
    'what it reaches',
    () => {
      const { calls, agents, clients } = shared.reaches(draft);
      return [...calls, ...agents, ...clients];
    },
    () => undefined,
    draft.place,
  );
  const attributes: Record<string, Attribute> = {
    ...draft.attributes,
    ...(reached
      ? {
          ...containment.attributes(['reachesModel'], draft.place, () => ({
            reachesModel: reachesModelOf(shared, draft, reached),
          })),
          ...userFacingOf(shared, draft, reached),
        }
      : unknownAttributes(['reachesModel', 'userFacing'], draft.place)),
    ...answer?.attributes,
  };
  const { route, method, handled, reachesModel } = attributes;
  return {
    draft,
    attributes: {
      ...attributes,
      // What cannot be followed may be what has to be handled.
      ...(handled?.value === 'not-applicable' &&
        reachesModel?.value === 'unknown' && { handled: reachesModel }),
      ...containment.attributes(['calledByTool'], draft.place, () => ({
        calledByTool: calledByTool(
          shared.toolRequests(),
          String(method?.value ?? '*'),
          typeof route?.value === 'string' && route.value !== 'unknown' ? route.value : undefined,
        ),
      })),
    },
    guards: [...draft.guards, ...(answer?.guards ?? [])],
    links: { reaches: (reached ?? []).map((one) => one.key) },
  };
}

// What the ways through the whole workspace say of endpoints: full route, limits, authentication, handling of failures, raw errors.
import type { Attribute, GuardMark } from '../../facts/fact';
import { type Containment, lazily, unknownAttributes } from '../containment';
import type { DefinitionKey, FactDraft, FunctionKey, ModuleFacts, OpenCall, RouteFact } from '../moduleFacts';
import type { Evaluator } from '../resolve/evaluator';
import type { Program } from '../resolve/program';
import { CallbackGuards } from './callbackGuards';
import { CallsOnPath, type PathCall } from './callsOnPath';
import { databaseCalls, databaseHandledOf } from './databaseHandled';
import { createStepsOf, type StepsOf } from './graphState';
import { GuardReader } from './guardReader';
import { type GuardInput, guardedBy, otherCapabilities, toGuardAttribute, toMark } from './guards';
import { type HandledInput, handledOf, type StreamClient } from './handled';
import { HandlingReader } from './handling';
import { internalsOf } from './internals';
import { registeredOn } from './raisedErrors';
import { RawErrors } from './rawErrors';
import { CallGraph, parseFunctionKey } from './reach';
import { SettledReader } from './settled';
import { SurfaceIndex } from './surfaceIndex';
import { UiErrors } from './uiErrors';

export interface SurfaceInput {
  readonly program: Program;
  readonly modules: readonly ModuleFacts[];
  /** Modules with chat interfaces that may call the endpoints of `modules`; these themselves if absent. */
  readonly interfaces?: readonly ModuleFacts[];
  /** A fresh evaluator with all hints. Asked for once per endpoint. */
  readonly evaluator: () => Evaluator;
  /** Calls of models, tools and retrievers by the function they stand in. */
  readonly calls: ReadonlyMap<FunctionKey, readonly PathCall[]>;
  /** Paths of config files that may limit requests (see `isLimiterConfig`), as far as they concern the endpoint's project. */
  readonly limiterConfigs: (route: RouteFact) => readonly string[];
  readonly graph?: CallGraph;
  readonly containment: Containment;
}

export interface Connected {
  readonly attributes: Record<string, Attribute>;
  readonly guards: readonly GuardMark[];
}

const BY_HAND = ['rate-limit', 'authentication'];

/** What the ways to an endpoint decide; unknown where they cannot be walked. */
const DECIDED = ['rateLimited', 'authenticated', 'handled', 'databaseHandled', 'rawErrors', 'internals'];

/** By the key of each endpoint's draft: attributes and guard marks to add to it. */
export function connectSurface(input: SurfaceInput): Map<DefinitionKey, Connected> {
  return input.containment.attempt(
    'what stands on the ways to endpoints',
    () => answersOf(input),
    () => withoutAnswers(input),
  );
}

function withoutAnswers({ modules }: SurfaceInput): Map<DefinitionKey, Connected> {
  const uis = modules.flatMap(({ drafts }) => drafts).filter(({ kind }) => kind === 'chat-ui');
  return new Map([
    ...modules
      .flatMap(({ surface }) => surface.routes)
      .map(({ draft }) => [draft.key, withUnknown(draft, DECIDED)] as const),
    ...uis.map((draft) => [draft.key, withUnknown(draft, ['rawErrors'])] as const),
  ]);
}

function withUnknown({ place }: FactDraft, names: readonly string[]): Connected {
  return { attributes: unknownAttributes(names, place), guards: [] };
}

function answersOf(input: SurfaceInput): Map<DefinitionKey, Connected> {
  const { program, modules, containment } = input;
  const graph = input.graph ?? new CallGraph(program, modules);
  const index = new SurfaceIndex(modules);
  const calls = new CallsOnPath(
    graph,
    input.calls,
    modules.flatMap((one) => one.edges),
  );
  const reader = new GuardReader(
    program,
    graph,
    modules.flatMap((one) => one.guards),
  );
  const open = openCalls(modules);
  const guards: GuardInput = {
    program,
    index,
    reader,
    callbacks: new CallbackGuards(
      program,
      graph,
      reader,
      modules.flatMap((one) => one.handOvers),
    ),
    calls,
    globals: globalGuards(modules),
    open,
  };
  const settled = new SettledReader(program, graph, open);
  const options = new Map(
    modules.flatMap(({ path, surface }) =>
      surface.errorOptions.map(({ at, place }) => [`${path}@${at}`, place] as const),
    ),
  );
  const handling: HandledInput = {
    program,
    index,
    reader: new HandlingReader(program, graph, options, lazily(input.evaluator)),
    settled,
    calls,
  };
  const database = { ...handling, calls: databaseCalls(program, graph, modules) };
  const stepsOf = createStepsOf(graph, modules);
  const around = { input, graph, index, guards, handling, database, stepsOf };
  const clients = streamClients(input.interfaces ?? modules);
  const connected = new Map<DefinitionKey, Connected>();
  for (const route of modules.flatMap(({ surface }) => surface.routes))
    connected.set(route.draft.key, answerOf(around, route, clients));
  const ui = lazily(() => new UiErrors(graph, input.evaluator()));
  for (const draft of modules.flatMap((one) => one.drafts)) {
    if (draft.kind !== 'chat-ui') continue;
    const attributes = containment.attributes(['rawErrors'], draft.place, () => ({
      rawErrors: ui().attributeOf(draft),
    }));
    connected.set(draft.key, { attributes, guards: [] });
  }
  return connected;
}

interface Around {
  readonly input: SurfaceInput;
  readonly graph: CallGraph;
  readonly index: SurfaceIndex;
  readonly guards: GuardInput;
  readonly handling: HandledInput;
  readonly database: HandledInput;
  readonly stepsOf: StepsOf;
}

function answerOf(around: Around, route: RouteFact, clients: readonly UiClient[]): Connected {
  const { input, graph, index, guards } = around;
  const { containment } = input;
  const { place } = route.draft;
  const given = (names: readonly string[], find: () => Record<string, Attribute>) =>
    containment.attributes(names, place, find);
  const full = containment.attempt(
    'full route',
    () => fullRoutes(index, route),
    () => [],
    place,
  );
  const evaluator = lazily(input.evaluator);
  const attributes = {
    ...routeAttribute(route, full),
    ...given(['local'], () => localAttribute(index, route)),
    ...given(['rateLimited'], () => ({
      rateLimited: byPlatform(route, 'may decide how often it is called', rateLimited(input, guards, route)),
    })),
    ...given(['authenticated'], () => ({
      authenticated: byPlatform(
        route,
        'may decide who calls it',
        toGuardAttribute(
          guards,
          route,
          guardedBy(guards, route, 'authentication'),
          'nothing on its way asks who calls',
        ),
      ),
    })),
    ...given(['handled', 'databaseHandled'], () => {
      const client = clientOf(clients, full);
      const reader = around.handling.reader.knowing(registeredOn(index, around.handling.reader, route));
      const found = handledOf({ ...around.handling, reader }, route, client);
      const handled = route.around?.failures
        ? byPlatform(route, 'may name what answers when it fails', found)
        : found;
      return {
        handled,
        databaseHandled: databaseHandledOf({ ...around.database, reader }, route, handled, client),
      };
    }),
    ...given(['rawErrors'], () => ({
      rawErrors: new RawErrors(graph, index, evaluator(), around.stepsOf).attributeOf(route),
    })),
    ...given(['internals'], () => ({ internals: internalsOf(graph, evaluator(), route) })),
  };
  const marks = containment.attempt(
    'guards',
    () => marksOf(guards, route),
    () => [],
    place,
  );
  return { attributes, guards: marks };
}

function rateLimited(input: SurfaceInput, guards: GuardInput, route: RouteFact): Attribute {
  const attribute = toGuardAttribute(
    guards,
    route,
    guardedBy(guards, route, 'rate-limit'),
    'nothing on its way limits how often it is called',
  );
  const [config] = attribute.value === false ? input.limiterConfigs(route) : [];
  if (config === undefined) return attribute;
  const why = `${config} may limit it`;
  const place = { path: config, start: 0, end: 0 };
  return {
    value: 'unknown',
    because: why,
    place,
    definitions: attribute.definitions,
    blockers: [{ why, place }],
  };
}

/** Where the code shows nothing, it is left to what serves the route. */
function byPlatform({ around, draft }: RouteFact, what: string, attribute: Attribute): Attribute {
  if (around === undefined || attribute.value !== false) return attribute;
  const why = `${around.title}${around.failures ? ' settings' : ''} ${what}`;
  return {
    value: 'unknown',
    because: why,
    definitions: attribute.definitions,
    blockers: [{ why, place: draft.place }],
  };
}

function marksOf(guards: GuardInput, route: RouteFact): GuardMark[] {
  const capabilities = [...BY_HAND, ...otherCapabilities(guards.index, route, BY_HAND)];
  return capabilities.flatMap((capability) =>
    toMark(capability, guardedBy(guards, route, capability), route.draft.place),
  );
}

/** Guards that are at work once they are executed, by the module they stand in. */
function globalGuards(modules: readonly ModuleFacts[]): GuardInput['globals'] {
  const imports = new Map(modules.map((one) => [one.path, one.imports]));
  return modules.flatMap((one) =>
    one.guards.filter((site) => site.how === 'global').map((site) => ({ site, imports })),
  );
}

function openCalls(modules: readonly ModuleFacts[]): GuardInput['open'] {
  const open = new Map<FunctionKey, OpenCall[]>();
  for (const one of modules) {
    for (const call of one.open) {
      const list = open.get(call.within);
      if (list) list.push(call);
      else open.set(call.within, [call]);
    }
  }
  return open;
}

function fullRoutes(index: SurfaceIndex, route: RouteFact): string[] {
  return index.ways(route).map((way) => way.at(-1)?.below ?? route.path);
}

function routeAttribute(route: RouteFact, full: readonly string[]): Record<string, Attribute> {
  const [first] = full;
  if (first === undefined || first === '' || route.draft.attributes.route === undefined) return {};
  return { route: { value: first, place: route.draft.place } };
}

/** True only where every start of its app binds to this machine and says so. */
function localAttribute(index: SurfaceIndex, route: RouteFact): Record<string, Attribute> {
  const apps = new Set(index.ways(route).flatMap((way) => way.map((link) => link.app)));
  const starts = index.servers.filter((server) => server.app !== undefined && apps.has(server.app));
  if (starts.length === 0 || !starts.every((server) => server.local)) return {};
  return { local: { value: true, place: starts[0]!.place, because: 'its server is bound to this machine' } };
}

interface UiClient {
  readonly route?: string;
  readonly client: NonNullable<StreamClient>;
}

function streamClients(modules: readonly ModuleFacts[]): UiClient[] {
  return modules.flatMap((one) =>
    one.drafts.flatMap((draft) => {
      if (draft.kind !== 'chat-ui') return [];
      const { calls, errorRead } = draft.attributes;
      const route = typeof calls?.value === 'string' && calls.value !== 'unknown' ? calls.value : undefined;
      const client: UiClient['client'] =
        errorRead?.value === true ? { reads: true, place: errorRead.place ?? draft.place } : { reads: false };
      // A hook nobody describes says nothing of endpoints it does not name.
      if (draft.sdk === undefined && route === undefined) return [];
      // Where it cannot be told whether the error is read, the interface says nothing.
      return errorRead?.value === 'unknown' ? [] : [{ client, ...(route === undefined ? {} : { route }) }];
    }),
  );
}

/** The interface that calls a route; one whose address is not known may be the one, and then only good news counts. */
function clientOf(clients: readonly UiClient[], routes: readonly string[]): StreamClient {
  const exact = clients.filter((one) => one.route !== undefined && routes.includes(one.route));
  const reading = exact.find((one) => one.client.reads);
  if (exact.length > 0) return exact.every((one) => one.client.reads) ? reading!.client : { reads: false };
  return clients.find((one) => one.route === undefined && one.client.reads)?.client;
}

/** Exported server actions that no client code imports: nobody can call them. */
export function unusedActions(program: Program, modules: readonly ModuleFacts[]): Set<DefinitionKey> {
  const actions = modules.flatMap(({ surface }) =>
    surface.routes.filter(({ draft }) => draft.attributes.form?.value === 'server-action'),
  );
  const imported = new Set(modules.flatMap(({ clientImports }) => clientImports));
  return actions.length === 0 ? new Set() : unusedOf(actions, imported, program);
}

function unusedOf(
  actions: readonly RouteFact[],
  imported: ReadonlySet<string>,
  program: Program,
): Set<DefinitionKey> {
  const unused = new Set<DefinitionKey>();
  for (const { draft, handler } of actions) {
    if (!handler) continue;
    const { path, fn } = parseFunctionKey(handler);
    const module = program.module(path);
    const names =
      module?.exports
        .filter((one) => (one.local ?? one.name) === module.functions[fn]?.name)
        .map((one) => one.name) ?? [];
    if (names.length > 0 && ![...names, '*'].some((name) => imported.has(`${path}:${name}`)))
      unused.add(draft.key);
  }
  return unused;
}

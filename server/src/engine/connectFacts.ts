// Facts of all modules connected with what lies around them: surfaces, tracers, processes. Wiring between rooms of the inventory.
import type { Fact } from '../inventory/facts/fact';
import { connect } from '../inventory/linking/connect/connect';
import { FactGraph } from '../inventory/linking/connect/factGraph';
import { impliedTools } from '../inventory/linking/connect/impliedTools';
import { platformEndpoints } from '../inventory/linking/connect/platformEndpoints';
import { serverStarts } from '../inventory/linking/connect/serverStarts';
import { numberOfKey, pathOfKey, signOfKey } from '../inventory/linking/keys';
import { CatalogMeanings } from '../inventory/linking/match/catalogMeanings';
import type { FactDraft, FunctionKey, ModuleFacts } from '../inventory/linking/moduleFacts';
import type { PathCall } from '../inventory/linking/paths/callsOnPath';
import { connectSurface, unusedActions } from '../inventory/linking/paths/connectSurface';
import { isLimiterConfig } from '../inventory/linking/paths/limiterConfigs';
import { Evaluator } from '../inventory/linking/resolve/evaluator';
import { comparePlaces } from '../text/span';
import type { AssembleInput } from './assemble';
import { Pacer } from './pause';
import { tracingSwitches } from './tracingSwitches';

/** The facts of a group, and what they were connected from. */
interface Connection {
  readonly modules: readonly ModuleFacts[];
  readonly facts: readonly Fact[];
}

/** By group. */
export type Connections = Map<string, Connection>;

/** What all groups share. */
interface Surroundings {
  readonly input: AssembleInput;
  readonly meanings: CatalogMeanings;
  readonly switches: ReturnType<typeof tracingSwitches>;
  /** Paths of configuration that may limit how often something is called. */
  readonly limiters: readonly string[];
  /** Of modules with a chat interface what endpoints ask of it: its project may be tied to theirs by addresses only. */
  readonly interfaces: readonly ModuleFacts[];
}

/** Connects group by group; a group whose modules are the same as before keeps its facts. */
export async function connectFacts(input: AssembleInput): Promise<Fact[]> {
  const all = [...input.index.facts().values()];
  const around = surroundingsOf(input, all);
  const platform = platformEndpoints(input.ruleData.catalog.platforms(), input.store.configs(), () =>
    evaluatorOf(around),
  );
  const groupOf = platform.length > 0 ? input.projects.groups(tiesOf(platform)) : input.groupOf;
  const groups = new Map<string, ModuleFacts[]>();
  for (const facts of all) {
    const group = groups.get(groupOf(facts.path));
    if (group) group.push(facts);
    else groups.set(groupOf(facts.path), [facts]);
  }
  for (const { place } of platform) if (!groups.has(groupOf(place.path))) groups.set(groupOf(place.path), []);
  const pacer = new Pacer();
  const connected: Fact[] = [];
  for (const [group, modules] of groups) {
    if (input.cancellation.isCancelled) return [];
    const from = [...modules, ...around.interfaces];
    let connection = input.kept.connections.get(group);
    const endpoints = platform.filter(({ place }) => groupOf(place.path) === group);
    if (!connection || endpoints.length > 0 || !sameModules(connection.modules, from)) {
      connection = { modules: from, facts: connectGroup(around, modules, endpoints) };
      input.kept.connections.set(group, connection);
    }
    connected.push(...connection.facts);
    await pacer.breathe();
  }
  return connected.sort((a, b) => comparePlaces(a.place, b.place));
}

function surroundingsOf(input: AssembleInput, all: readonly ModuleFacts[]): Surroundings {
  const { store, projects } = input;
  const limiters = store
    .configs()
    .filter((config) => isLimiterConfig(config.path, config))
    .map((config) => config.path);
  const others = input.discovery.files
    .map((file) => file.path)
    .filter((path) => !store.get(path)?.record.language && isLimiterConfig(path));
  return {
    input,
    meanings: new CatalogMeanings(input.ruleData.catalog, (from, language, distribution) =>
      projects.versionOf(from, language, distribution),
    ),
    switches: tracingSwitches(input),
    limiters: [...limiters, ...others],
    interfaces: all.filter((facts) => facts.drafts.some(({ kind }) => kind === 'chat-ui')),
  };
}

function evaluatorOf({ input, meanings }: Surroundings): Evaluator {
  return new Evaluator(input.index.program, meanings, input.index.hints);
}

/** An endpoint of a platform and the agents it serves belong together, wherever the platform's config lies. */
function tiesOf(platform: readonly FactDraft[]): [string, string][] {
  return platform.flatMap(({ place, refers }) =>
    Object.values(refers).flatMap((keys) =>
      keys.map((key): [string, string] => [place.path, pathOfKey(key)]),
    ),
  );
}

function sameModules(a: readonly ModuleFacts[], b: readonly ModuleFacts[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

function connectGroup(
  around: Surroundings,
  modules: readonly ModuleFacts[],
  endpoints: readonly FactDraft[],
): Fact[] {
  const { index, modules: summaries, projects } = around.input;
  const facts = new Map(modules.map((one) => [one.path, one]));
  const moduleAt = (path: string) => summaries.get(path);
  const roleOf = (path: string) => projects.roleOf(path);
  const projectOf = (path: string) => projects.projectOf(path);
  const graph = new FactGraph(
    facts,
    [...impliedTools(facts, moduleAt), ...serverStarts(facts, around.input.store.configs()), ...endpoints],
    unusedActions(index.program, modules),
  );
  const surface = connectSurface({
    program: index.program,
    modules,
    interfaces: around.interfaces,
    evaluator: () => evaluatorOf(around),
    calls: pathCalls(graph),
    limiterConfigs: (route) =>
      around.limiters.filter((path) => concerns(projectOf(path), projectOf(route.draft.place.path))),
  });
  return connect({
    graph,
    surface,
    moduleAt,
    roleOf,
    projectOf,
    tracing: {
      graph,
      modules: facts,
      switches: around.switches,
      projectOf,
      showsTools: (sdk) => around.input.ruleData.catalog.pack(sdk)?.instrumented !== 'calls',
      isProduct: (path) => roleOf(path) === 'product' || roleOf(path) === 'config',
    },
  });
}

/** A gateway in the project, above it, or in a project of its own (infrastructure) concerns the project. */
function concerns(config: string, project: string): boolean {
  return (
    config === project ||
    config === '' ||
    project.startsWith(`${config}/`) ||
    config.startsWith(`${project}/`)
  );
}

/** The calls an endpoint answers for, by the function they stand in. */
function pathCalls(graph: FactGraph): Map<FunctionKey, PathCall[]> {
  const calls = new Map<FunctionKey, PathCall[]>();
  for (const draft of graph.drafts) {
    if (draft.kind !== 'model-call') continue;
    const list = calls.get(draft.within);
    if (list) list.push(toPathCall(draft));
    else calls.set(draft.within, [toPathCall(draft)]);
  }
  return calls;
}

function toPathCall(draft: FactDraft): PathCall {
  const streaming = draft.attributes.streaming?.value;
  const start = signOfKey(draft.key) === '@' ? numberOfKey(draft.key) : draft.place.start;
  const end = draft.argumentPlaces.arguments?.end ?? draft.place.end;
  return {
    kind: 'model-call',
    at: start,
    end,
    place: draft.place,
    streaming: typeof streaming === 'boolean' ? streaming : 'unknown',
  };
}

// Facts of all modules connected with what lies around them: surfaces, tracers, processes. Wiring between rooms of the inventory.
import type { Fact } from '../inventory/facts/fact';
import { connect, unconnectedFacts } from '../inventory/linking/connect/connect';
import { FactGraph } from '../inventory/linking/connect/factGraph';
import { withHeldTools } from '../inventory/linking/connect/heldTools';
import { impliedTools } from '../inventory/linking/connect/impliedTools';
import { platformEndpoints } from '../inventory/linking/connect/platformEndpoints';
import { serverStarts } from '../inventory/linking/connect/serverStarts';
import type { ConnectInput } from '../inventory/linking/connect/shared';
import { withToolMethods } from '../inventory/linking/connect/toolMethods';
import { Containment, type Fault, lazily, mergeFaults } from '../inventory/linking/containment';
import { deployableFacts, deploymentsIn } from '../inventory/linking/deploy/deployables';
import { numberOfKey, pathOfKey, signOfKey } from '../inventory/linking/keys';
import { CatalogMeanings } from '../inventory/linking/match/catalogMeanings';
import type { FactDraft, FunctionKey, ModuleFacts } from '../inventory/linking/moduleFacts';
import type { PathCall } from '../inventory/linking/paths/callsOnPath';
import { connectSurface, unusedActions } from '../inventory/linking/paths/connectSurface';
import { isLimiterConfig } from '../inventory/linking/paths/limiterConfigs';
import { Evaluator } from '../inventory/linking/resolve/evaluator';
import { comparePlaces } from '../text/span';
import type { AssembleInput } from './assembleInput';
import type { Connection } from './kept';
import { Pacer } from './pause';
import { setVariables, tracingSwitches } from './tracingSwitches';

/** What all groups share. */
interface Surroundings {
  readonly input: AssembleInput;
  readonly meanings: CatalogMeanings;
  switches(): ReturnType<typeof tracingSwitches>;
  variables(): ReturnType<typeof setVariables>;
  /** Paths of configuration that may limit how often something is called. */
  limiters(): readonly string[];
  /** Of modules with a chat interface what endpoints ask of it: its project may be tied to theirs by addresses only. */
  readonly interfaces: readonly ModuleFacts[];
}

export interface ConnectedFacts {
  /** In order of their places. */
  readonly facts: readonly Fact[];
  /** What of them could not be found out, because of an exception. */
  readonly faults: readonly Fault[];
}

/** Connects group by group; a group whose modules are the same as before keeps its facts. */
export async function connectFacts(input: AssembleInput): Promise<ConnectedFacts> {
  const all = [...input.index.facts().values()];
  const around = surroundingsOf(input, all);
  const containment = new Containment();
  const platform = containment.attempt(
    'endpoints of platforms',
    () =>
      platformEndpoints(input.ruleData.catalog.platforms(), input.store.configs(), () => evaluatorOf(around)),
    () => [],
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
  const faults: Fault[] = [];
  for (const [group, modules] of groups) {
    if (input.cancellation.isCancelled) return { facts: [], faults: [] };
    const from = [...modules, ...around.interfaces];
    let connection = input.kept.connections.get(group);
    const endpoints = platform.filter(({ place }) => groupOf(place.path) === group);
    if (!connection || endpoints.length > 0 || !sameModules(connection.modules, from)) {
      connection = { modules: from, ...connectGroup(around, modules, endpoints) };
      input.kept.connections.set(group, connection);
    }
    for (const fact of connection.facts) connected.push(fact);
    faults.push(...connection.faults);
    await pacer.breathe();
  }
  for (const fact of deployables(input, containment)) connected.push(fact);
  faults.push(...containment.faults);
  return { facts: connected.sort((a, b) => comparePlaces(a.place, b.place)), faults: mergeFaults(faults) };
}

/** What config files deploy, the same facts as before where nothing about them has changed. */
function deployables(
  { store, projects, code, index, kept }: AssembleInput,
  containment: Containment,
): readonly Fact[] {
  return containment.attempt(
    'what is deployed',
    () => {
      const configs = store.configs();
      kept.deployments ??= deploymentsIn(configs);
      const facts = deployableFacts(
        {
          configs,
          projects: projects.drafts,
          modules: code,
          facts: index.facts(),
          roleOf: (path) => projects.roleOf(path),
          projectOf: (path) => projects.projectOf(path),
        },
        kept.deployments,
      );
      if (JSON.stringify(facts) !== JSON.stringify(kept.deployables)) kept.deployables = facts;
      return kept.deployables;
    },
    () => [],
  );
}

function surroundingsOf(input: AssembleInput, all: readonly ModuleFacts[]): Surroundings {
  const { store, projects } = input;
  const limiters = (): readonly string[] => {
    if (input.kept.limiters) return input.kept.limiters;
    const known = store.configs().filter((config) => isLimiterConfig(config.path, config));
    const others = input.discovery.files.filter(
      ({ path }) => !store.get(path)?.record.language && isLimiterConfig(path),
    );
    input.kept.limiters = [...known, ...others].map(({ path }) => path);
    return input.kept.limiters;
  };
  return {
    input,
    meanings: new CatalogMeanings(input.ruleData.catalog, (from, language, distribution) =>
      projects.versionOf(from, language, distribution),
    ),
    switches: lazily(() => tracingSwitches(input)),
    variables: lazily(() => setVariables(input)),
    limiters: lazily(limiters),
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
): Pick<Connection, 'facts' | 'faults'> {
  const containment = new Containment();
  const { projects } = around.input;
  const placing = {
    roleOf: (path: string) => projects.roleOf(path),
    projectOf: (path: string) => projects.projectOf(path),
  };
  const facts = containment.attempt(
    'how its parts belong together',
    () => joinGroup(around, modules, endpoints, { ...placing, containment }),
    () => unconnectedFacts([...modules.flatMap(draftsOf), ...endpoints], placing),
  );
  return { facts, faults: containment.faults };
}

function draftsOf({ drafts, surface }: ModuleFacts): readonly FactDraft[] {
  return [...drafts, ...surface.routes.map(({ draft }) => draft)];
}

function joinGroup(
  around: Surroundings,
  modules: readonly ModuleFacts[],
  endpoints: readonly FactDraft[],
  shared: Pick<ConnectInput, 'roleOf' | 'projectOf' | 'containment'>,
): Fact[] {
  const { index, modules: summaries } = around.input;
  const { roleOf, projectOf, containment } = shared;
  const moduleAt = (path: string) => summaries.get(path)?.summary;
  const facts = new Map(withToolMethods(withHeldTools(modules), moduleAt).map((one) => [one.path, one]));
  const implied = (what: string, find: () => readonly FactDraft[]) =>
    containment.attempt(what, find, () => []);
  const graph = new FactGraph(
    facts,
    [
      ...implied('functions that are tools', () => impliedTools(facts, moduleAt)),
      ...implied('starts of servers', () => serverStarts(facts, around.input.store.configs())),
      ...endpoints,
    ],
    containment.attempt(
      'actions that nobody uses',
      () => unusedActions(index.program, modules),
      () => new Set(),
    ),
  );
  const surface = connectSurface({
    program: index.program,
    modules,
    interfaces: around.interfaces,
    evaluator: () => evaluatorOf(around),
    calls: pathCalls(graph),
    limiterConfigs: (route) =>
      around.limiters().filter((path) => concerns(projectOf(path), projectOf(route.draft.place.path))),
    containment,
  });
  return connect({
    ...shared,
    graph,
    surface,
    moduleAt,
    tracing: {
      graph,
      modules: facts,
      switches: around.switches,
      isSet: (project, variable) => around.variables().get(project)?.has(variable) ?? false,
      projectOf,
      showsTools: (sdk) => around.input.ruleData.catalog.pack(sdk)?.instrumented !== 'calls',
      tellsTracing: (sdk) => around.input.ruleData.catalog.tellsTracing(sdk),
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

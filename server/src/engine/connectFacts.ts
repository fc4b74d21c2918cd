// Facts of all modules connected with what lies around them: surfaces, tracers, processes. Wiring between rooms of the inventory.
import type { Fact } from '../inventory/facts/fact';
import { connect } from '../inventory/linking/connect/connect';
import { FactGraph } from '../inventory/linking/connect/factGraph';
import { impliedTools } from '../inventory/linking/connect/impliedTools';
import { platformEndpoints } from '../inventory/linking/connect/platformEndpoints';
import { numberOfKey, signOfKey } from '../inventory/linking/keys';
import { CatalogMeanings } from '../inventory/linking/match/catalogMeanings';
import type { FactDraft, FunctionKey } from '../inventory/linking/moduleFacts';
import type { PathCall } from '../inventory/linking/paths/callsOnPath';
import { connectSurface, unusedActions } from '../inventory/linking/paths/connectSurface';
import { isLimiterConfig } from '../inventory/linking/paths/limiterConfigs';
import { Evaluator } from '../inventory/linking/resolve/evaluator';
import type { AssembleInput } from './assemble';
import { tracingSwitches } from './tracingSwitches';

export function connectFacts(input: AssembleInput): Fact[] {
  const { index, modules, projects, store, ruleData } = input;
  const facts = index.facts();
  const moduleAt = (path: string) => modules.get(path);

  const roleOf = (path: string) => projects.roleOf(path);
  const projectOf = (path: string) => projects.projectOf(path);
  const meanings = new CatalogMeanings(ruleData.catalog, (from, language, distribution) =>
    projects.versionOf(from, language, distribution),
  );
  const evaluator = () => new Evaluator(index.program, meanings, index.hints);
  const graph = new FactGraph(
    facts,
    [...impliedTools(facts, moduleAt), ...platformEndpoints(store.configs(), evaluator)],
    unusedActions(index.program, [...facts.values()]),
  );
  const limiters = store
    .configs()
    .filter((config) => isLimiterConfig(config.path, config))
    .map((config) => config.path);
  const others = input.discovery.files
    .map((file) => file.path)
    .filter((path) => !store.get(path)?.record.language && isLimiterConfig(path));
  const surface = connectSurface({
    program: index.program,
    modules: [...facts.values()],
    evaluator,
    calls: pathCalls(graph),
    limiterConfigs: (route) =>
      [...limiters, ...others].filter((path) => concerns(projectOf(path), projectOf(route.draft.place.path))),
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
      switches: tracingSwitches(input),
      projectOf,
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

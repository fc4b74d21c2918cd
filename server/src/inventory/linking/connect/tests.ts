// Which tools tests import and run, and what of the outside world such a test reaches. Pure, from data.
import type { ModuleSummary } from '../../../languages/summary/module';
import { comparePlaces, type Place, samePlace } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { numberOfKey, pathOfKey, signOfKey } from '../keys';
import type { CallEdge, DefinitionKey, FactDraft, FunctionKey, TestFacts } from '../moduleFacts';
import { runsParameter } from '../paths/runsParameter';
import type { FactGraph, Reached } from './factGraph';

type Case = TestFacts['cases'][number];

export interface TestedTools {
  /** For each tool that tests run, by its key: the first case that does. */
  readonly cases: ReadonlyMap<DefinitionKey, Place>;
  /** A fact for each test case that runs a tool. */
  readonly drafts: readonly FactDraft[];
}

/** How deep a tool is followed for what it reaches. */
const MAX_DEPTH = 3;
const LOCAL = /^(localhost|127\.|0\.0\.0\.0|\[::1\]|testserver|[\w-]+(:\d+)?$)/;

export function testedTools(
  graph: FactGraph,
  isTest: (path: string) => boolean,
  moduleAt: (path: string) => ModuleSummary | undefined,
): TestedTools {
  const tools = graph.drafts.filter((draft) => draft.kind === 'tool');
  const modules = [...graph.modules.values()].filter(({ path }) => isTest(path));
  // What a set-up file replaces, it may replace for every test.
  const setUp = modules.some(({ tests }) => tests.cases.length === 0 && tests.mocks.length > 0);
  const cases = new Map<DefinitionKey, Place>();
  const drafts: FactDraft[] = [];
  for (const { tests } of tools.length === 0 ? [] : modules) {
    for (const one of tests.cases) {
      const run = runOf(graph, tests, one, isTest, moduleAt);
      const found = tools.filter((tool) => runs(run, tool));
      if (found.length === 0) continue;
      for (const { key } of found) if (!cases.has(key)) cases.set(key, one.place);
      const live = setUp || run.mocked ? [] : found.flatMap((tool) => liveParts(graph, run, tool, moduleAt));
      drafts.push(toDraft(one, found, live));
    }
  }
  return { cases, drafts };
}

export function testedOf(tool: FactDraft, { cases }: TestedTools): Attribute {
  const place = cases.get(tool.key);
  if (place) return { value: true, because: `run by ${place.path}`, place };
  if (tool.runs.length === 0 && tool.attributes.hosted?.value !== true)
    return {
      value: 'unknown',
      because: 'its body cannot be followed',
      blockers: [{ why: 'its body cannot be followed', place: tool.place }],
    };
  return { value: false, because: 'no test runs it' };
}

/** One test case with all that runs for it. */
interface Run {
  /** Where each function or definition outside of tests was entered from tests. */
  readonly entered: ReadonlyMap<string, Place | undefined>;
  readonly replaced: ReadonlySet<string>;
  readonly mocked: boolean;
}

function runOf(
  graph: FactGraph,
  tests: TestFacts,
  one: Case,
  isTest: (path: string) => boolean,
  moduleAt: (path: string) => ModuleSummary | undefined,
): Run {
  const module = moduleAt(pathOfKey(one.function));
  const fixtures = fixturesFor(graph, tests, one);
  const starts = [one.function, ...tests.hooks, ...fixtures.map((fixture) => fixture.function)];
  const reached = graph.reach(starts, undefined, (edge) => mayRun(graph, edge, moduleAt));
  const entered = new Map<string, Place | undefined>();
  for (const step of reached) {
    const path = pathOfKey(step.function);
    if (!isTest(path)) {
      if (!entered.has(step.function)) entered.set(step.function, placeOfCall(step, module));
      continue;
    }
    for (const edge of graph.modules.get(path)?.edges ?? [])
      if (edge.from === step.function && signOfKey(edge.to) !== '#' && !entered.has(edge.to))
        entered.set(edge.to, placeOfCall({ ...step, way: [...step.way, edge] }, module));
  }
  const needed = fixtures.filter(({ name }) => one.runsNeeds && one.needs.includes(name));
  for (const key of [...(one.tries ?? []), ...needed.flatMap(({ gives }) => gives ?? [])])
    if (!entered.has(key)) entered.set(key, undefined);
  const around = enclosing(module, one.function);
  const own = new Set(reached.map((step) => step.function));
  const mocks = tests.mocks.filter(
    ({ within }) => within === undefined || own.has(within) || around.has(within),
  );
  return {
    entered,
    replaced: new Set(mocks.flatMap(({ replaces }) => replaces)),
    mocked: mocks.length > 0,
  };
}

/** False for what is handed to a function of the workspace that only looks at it. */
function mayRun(
  graph: FactGraph,
  edge: CallEdge,
  moduleAt: (path: string) => ModuleSummary | undefined,
): boolean {
  if (!edge.callback) return true;
  const takers = (graph.modules.get(pathOfKey(edge.from))?.edges ?? []).filter(
    (one) => one.from === edge.from && one.at === edge.at && !one.callback && signOfKey(one.to) === '#',
  );
  if (takers.length === 0) return true;
  return takers.some(({ to }) => {
    const module = moduleAt(pathOfKey(to));
    const fn = module?.functions[numberOfKey(to)];
    return !module || !fn || runsParameter(module, fn);
  });
}

/** The call in the case that leads to what was reached. */
function placeOfCall({ way }: Reached, module: ModuleSummary | undefined): Place | undefined {
  const [first] = way;
  const call =
    first && module?.path === pathOfKey(first.from)
      ? module.calls.find((one) => one.start === first.at && `${module.path}#${one.function}` === first.from)
      : undefined;
  return call && module && { path: module.path, start: call.callee.start, end: call.argumentsSpan.start };
}

/** Fixtures a case asks for, and those they ask for: of its module, and of `conftest.py` above it. */
function fixturesFor(graph: FactGraph, tests: TestFacts, one: Case): TestFacts['fixtures'][number][] {
  if (one.needs.length === 0) return [];
  const path = pathOfKey(one.function);
  const shared = [...graph.modules.values()].filter((module) => {
    const name = /^(.*\/)?conftest\.py$/.exec(module.path);
    return name !== null && path.startsWith(name[1] ?? '');
  });
  const known = [...tests.fixtures, ...shared.flatMap((module) => module.tests.fixtures)];
  const found = new Map<string, TestFacts['fixtures'][number]>();
  const wanted = [...one.needs];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const fixture = known.find((each) => each.name === name);
    if (!fixture || found.has(name)) continue;
    found.set(name, fixture);
    wanted.push(...fixture.needs);
  }
  return [...found.values()];
}

function enclosing(module: ModuleSummary | undefined, key: FunctionKey): Set<FunctionKey> {
  const around = new Set<FunctionKey>();
  for (let fn = numberOfKey(key); module && fn > 0; fn = module.functions[fn]?.parent ?? -1)
    around.add(`${module.path}#${fn}`);
  return around;
}

function runs(run: Run, tool: FactDraft): boolean {
  const keys = [tool.key, ...tool.runs];
  if (run.replaced.has(`module:${tool.place.path}`) || keys.some((key) => run.replaced.has(key)))
    return false;
  return keys.some((key) => run.entered.has(key));
}

interface LivePart {
  readonly what: string;
  readonly place: Place;
}

/** What of the outside world a tool reaches that nothing in the test replaces. */
function liveParts(
  graph: FactGraph,
  run: Run,
  tool: FactDraft,
  moduleAt: (path: string) => ModuleSummary | undefined,
): LivePart[] {
  const place = [tool.key, ...tool.runs].map((key) => run.entered.get(key)).find((at) => at !== undefined);
  if (!place || expectsFailure(moduleAt(place.path), place)) return [];
  return [...worldOf(graph, tool)].map((what) => ({ what, place }));
}

function worldOf(graph: FactGraph, tool: FactDraft): Set<string> {
  const world = new Set<string>();
  for (const { function: fn } of graph.reach(tool.runs, MAX_DEPTH)) {
    for (const effect of graph.effectsIn(fn))
      if (effect.name === 'network' && effect.hosts === 'constant' && effect.host && !LOCAL.test(effect.host))
        world.add('network');
    for (const site of graph.modules.get(pathOfKey(fn))?.impure ?? [])
      if (site.within === fn) world.add(site.what);
  }
  return world;
}

/** A test of a refusal (`expect(…).rejects`, `with pytest.raises(…)`) ends before the tool goes anywhere. */
function expectsFailure(module: ModuleSummary | undefined, place: Place): boolean {
  if (!module) return false;
  const around = module.functions
    .filter((fn) => fn.id > 0 && fn.start <= place.start && place.end <= fn.end)
    .at(-1);
  return module.calls.some((call) => {
    if (around && (call.start < around.start || call.end > around.end)) return false;
    const { callee } = call;
    const name = callee.kind === 'member' ? callee.property : callee.kind === 'reference' ? callee.name : '';
    return (
      /^(raises|toThrow\w*|throws|assertRaises\w*)$/.test(name) ||
      (callee.kind === 'member' && callee.object.kind === 'member' && callee.object.property === 'rejects')
    );
  });
}

function toDraft(one: Case, tools: readonly FactDraft[], live: readonly LivePart[]): FactDraft {
  const places = live
    .map(({ place }) => place)
    .sort(comparePlaces)
    .filter((place, index, all) => index === 0 || !samePlace(place, all[index - 1]!));
  const what = [...new Set(live.map((part) => part.what))].map((each) => ({ what: each }));
  return {
    kind: 'test',
    name: one.name,
    place: one.place,
    key: `${one.function}*test`,
    within: one.function,
    attributes: {
      form: { value: 'unit' },
      target: { value: 'tool' },
      live:
        what.length === 0
          ? { value: 'none', effective: [] }
          : { value: 'some', effective: what, place: places[0], places },
    },
    argumentPlaces: {},
    runs: [],
    refers: { runs: tools.map((tool) => tool.key) },
    guards: [],
  };
}

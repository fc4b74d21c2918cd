// Text of exceptions that steps of a graph put into its state, and whether an endpoint that runs the graph answers with it.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Place } from '../../../text/span';
import type { Blocker } from '../../facts/fact';
import type { DefinitionKey, FactDraft, FunctionKey, ModuleFacts, RouteFact } from '../moduleFacts';
import { placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { allStatements, valuesOfStatement } from './control';
import type { Taint } from './rawText';
import { RawWalk } from './rawWalk';
import { type CallGraph, parseFunctionKey } from './reach';

/** The steps of the graphs an endpoint runs. */
export type StepsOf = (route: RouteFact) => readonly FunctionKey[];

export function createStepsOf(graph: CallGraph, modules: readonly ModuleFacts[]): StepsOf {
  const drafts = modules.flatMap((one) => one.drafts);
  const agents = new Map<DefinitionKey, FactDraft>();
  const calls = new Map<FunctionKey, FactDraft[]>();
  for (const draft of drafts) {
    if (draft.kind === 'agent') agents.set(draft.key, draft);
    if (draft.kind !== 'model-call') continue;
    const list = calls.get(draft.within);
    if (list) list.push(draft);
    else calls.set(draft.within, [draft]);
  }
  return ({ handler }) => {
    if (handler === undefined) return [];
    const run = [...graph.reachedFrom(handler).keys()].flatMap((fn) => calls.get(fn) ?? []);
    return [
      ...new Set(
        run.flatMap(({ refers }) => (refers.client ?? []).flatMap((key) => agents.get(key)?.runs ?? [])),
      ),
    ];
  };
}

/** Where text of exceptions goes through the state into the answer, and where it may. */
export function stateLeaks(
  evaluator: Evaluator,
  graph: CallGraph,
  handler: FunctionKey,
  steps: readonly FunctionKey[],
): { readonly places: readonly Place[]; readonly blockers: readonly Blocker[] } {
  const places: Place[] = [];
  const blockers: Blocker[] = [];
  const answering = [...graph.reachedFrom(handler).keys()].filter((key) => !steps.includes(key));
  for (const step of steps) {
    for (const { raw, taint } of returnedBy(evaluator, step)) {
      const keys = taint === undefined || taint === 'whole' ? [] : [...taint];
      const shown = keys.some(
        (key) =>
          answering.some((one) => names(evaluator, one, key)) &&
          // What another step reads may be for the model, which says it in its own words.
          !steps.some((one) => names(evaluator, one, key)),
      );
      if (shown) places.push(raw);
      else blockers.push({ why: 'the text of an exception goes into the state of a graph', place: raw });
    }
  }
  return { places, blockers };
}

function returnedBy(evaluator: Evaluator, key: FunctionKey): { raw: Place; taint: Taint | undefined }[] {
  const found: { raw: Place; taint: Taint | undefined }[] = [];
  const { module, fn } = functionAt(evaluator, key);
  if (!module || !fn) return found;
  new RawWalk(evaluator, { module, fn, names: new Map(), handling: false }, () => undefined, {
    call: () => undefined,
    returns: (_value, { raw, taint }) => void found.push({ raw: placeOf(module, raw), taint }),
  }).run();
  return found;
}

/** Whether a function names a key of the state: `state["report"]`, `state.report`, `state.get("report")`. */
function names(evaluator: Evaluator, key: FunctionKey, name: string): boolean {
  const { module, fn } = functionAt(evaluator, key);
  if (!module || !fn) return false;
  const isName = (value: Value): boolean =>
    (value.kind === 'constant' && value.value === name) ||
    (value.kind === 'member' && value.property === name);
  return [...allStatements(fn.body)].some((statement) =>
    [...valuesOfStatement(module, statement)].some(isName),
  );
}

function functionAt(
  evaluator: Evaluator,
  key: FunctionKey,
): { module?: ModuleSummary; fn?: ModuleSummary['functions'][number] } {
  const { path, fn } = parseFunctionKey(key);
  const module = evaluator.program.module(path);
  return { module, fn: module?.functions[fn] };
}

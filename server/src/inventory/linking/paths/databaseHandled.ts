// endpoint.databaseHandled: whether the database calls that serve an answer lie inside the handling that covers its model calls.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Attribute } from '../../facts/fact';
import type { EffectSite, FunctionKey, ModuleFacts, RouteFact } from '../moduleFacts';
import type { Program } from '../resolve/program';
import { CallsOnPath, type PathCall } from './callsOnPath';
import { stepsTo } from './control';
import {
  answerOnPath,
  distinctPlaces,
  type HandledInput,
  handledOutside,
  outsideHandling,
  type StreamClient,
  unknownWrappers,
} from './handled';
import { type CallGraph, parseFunctionKey } from './reach';

/** Queries whose result is used, by the function they stand in. */
export function databaseCalls(
  program: Program,
  graph: CallGraph,
  modules: readonly Pick<ModuleFacts, 'effects' | 'edges'>[],
): CallsOnPath {
  const calls = new Map<FunctionKey, PathCall[]>();
  for (const effect of modules.flatMap((one) => one.effects)) {
    if (effect.name !== 'db-read' || !isUsed(program, effect)) continue;
    const { place, within } = effect;
    const call: PathCall = { kind: 'database', at: place.start, end: place.end, place, streaming: false };
    const list = calls.get(within);
    if (list) list.push(call);
    else calls.set(within, [call]);
  }
  return new CallsOnPath(
    graph,
    calls,
    modules.flatMap((one) => one.edges),
  );
}

/** The attribute. `handled`: what is known of the model calls; only where those are handled do queries outside stand out. */
export function databaseHandledOf(
  input: HandledInput,
  route: RouteFact,
  handled: Attribute,
  client: StreamClient,
): Attribute {
  if (handled.value !== true || route.handler === undefined)
    return { value: 'not-applicable', because: 'its model calls are not handled themselves' };
  const all = [...input.calls.walk(route.handler, () => true).keys()].flatMap((fn) => input.calls.in(fn));
  if (all.length === 0) return { value: 'not-applicable', because: 'no query on its path' };
  const outer = handledOutside(input, route);
  if (outer) return { value: true, because: outer.because, place: outer.place };
  if (client?.reads)
    return { value: true, because: 'the chat interface shows an error state', place: client.place };
  const outside = outsideHandling(input, route.handler);
  if (outside.length === 0)
    return { value: true, because: 'caught and answered', place: answerOnPath(input, route.handler) };
  const open = distinctPlaces(outside.flatMap((one) => (one.handedTo ? [] : one.place)));
  const [unsure] = [
    ...unknownWrappers(route),
    ...(open.length === 0 ? outside.flatMap(({ handedTo }) => handedTo ?? []) : []),
  ];
  if (unsure) return { value: 'unknown', because: unsure.why, place: unsure.place, blockers: [unsure] };
  return { value: false, because: 'nothing catches a failure of it', place: open[0], places: open };
}

/** A query whose result nobody takes serves something else than the answer. */
function isUsed(program: Program, { within, place }: EffectSite): boolean {
  const { path, fn } = parseFunctionKey(within);
  const module: ModuleSummary | undefined = program.module(path);
  const summary = module?.functions[fn];
  const statement = summary && stepsTo(summary, place.start).at(-1)?.statement;
  if (!module || !statement) return false;
  return !(statement.kind === 'expression' && statement.value.kind === 'call');
}

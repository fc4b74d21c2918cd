// endpoint.handled: whether every call of a model, tool or retriever on an endpoint's path lies inside handling that ends in an answer.

import { type Place, samePlace } from '../../../text/span';
import type { Attribute, Blocker } from '../../facts/fact';
import type { RouteFact } from '../moduleFacts';
import { placeOf } from '../resolve/abstract';
import type { Program } from '../resolve/program';
import { answersModelFailures } from './answeredTypes';
import type { CallsOnPath, PathCall } from './callsOnPath';
import { streamErrorOption } from './errorOption';
import type { HandlingReader } from './handling';
import { parseFunctionKey } from './reach';
import type { SettledReader } from './settled';
import type { SurfaceIndex } from './surfaceIndex';

/** What the interface that calls an endpoint does with a failed stream. */
export type StreamClient =
  | { readonly reads: true; readonly place: Place }
  | { readonly reads: false }
  | undefined;

export interface HandledInput {
  readonly program: Program;
  readonly index: SurfaceIndex;
  readonly reader: HandlingReader;
  readonly settled: SettledReader;
  readonly calls: CallsOnPath;
}

/** The attribute. `client`: the chat interface that calls the endpoint, where there is one in the workspace. */
export function handledOf(input: HandledInput, route: RouteFact, client: StreamClient): Attribute {
  if (route.handler === undefined)
    return {
      value: 'unknown',
      because: 'its handler cannot be followed',
      blockers: [{ why: 'its handler cannot be followed', place: route.draft.place }],
    };
  const all = [...input.calls.walk(route.handler, () => true).keys()].flatMap((fn) => input.calls.in(fn));
  if (all.length === 0)
    return { value: 'not-applicable', because: 'no model call, tool or retriever on its path' };
  const outer = handledOutside(input, route);
  const open = outsideHandling(input, route.handler);
  const lost = outer?.rejections ? lostRejections(input, route, open) : [];
  const plain = (outer ? lost : open).filter(({ call }) => call.streaming === false);
  const streams = open.filter(
    ({ call }) => call.streaming !== false && !(outer && call.streaming === 'unknown'),
  );
  const sure = plain.filter(({ handedTo }) => !handedTo);
  const unsure = [
    ...(outer?.rejections === 'unknown' && plain.length > 0 ? [unsureRejections(plain)] : []),
    ...unknownWrappers(route),
    ...plain.flatMap(({ handedTo }) => handedTo ?? []),
  ];
  const surely = outer?.rejections !== 'unknown' && unknownWrappers(route).length === 0;
  if (sure.length > 0 && surely) {
    return {
      value: false,
      because: outer
        ? 'this version of the framework hands no rejection of an async handler to its error handlers'
        : 'nothing catches a failure of it',
      places: distinctPlaces(sure.map((one) => one.place)),
      place: sure[0]!.place,
    };
  }
  if (plain.length > 0) return unknownBecause(unsure);
  if (streams.length > 0) return ofStreams(input, route, streams, client);
  return {
    value: true,
    ...(outer ?? { because: 'caught and answered', place: answerOnPath(input, route.handler) }),
  };
}

function unknownBecause(blockers: readonly Blocker[]): Attribute {
  return { value: 'unknown', because: blockers[0]!.why, place: blockers[0]!.place, blockers };
}

/** Wrappers around the handler that cannot be followed. */
export function unknownWrappers(route: RouteFact): Blocker[] {
  return route.before.flatMap((use) =>
    use.unknown && use.wraps ? [{ why: use.because, place: use.place }] : [],
  );
}

/** A wrapper around the handler, or an error handler registered on the way, that answers for everything. */
export function handledOutside(
  input: HandledInput,
  route: RouteFact,
): { because: string; place: Place; rejections?: 'no' | 'unknown' } | undefined {
  for (const use of route.before) {
    const place = use.wraps && use.function ? input.reader.runsHandled(use.function) : undefined;
    if (place) return { because: `answered by ${use.because}`, place };
  }
  const perWay = input.index.ways(route).map((way) =>
    input.index
      .catchesOn(way)
      .filter(({ types }) => answersModelFailures(types))
      .flatMap(({ handlers, modelAsked, rejections }) =>
        handlers.map((handler) => ({ place: input.reader.answers(handler, modelAsked), rejections })),
      )
      .find((one) => one.place),
  );
  const place = perWay[0]?.place;
  if (!place || !perWay.every(Boolean)) return undefined;
  const rejections = perWay.find((one) => one?.rejections)?.rejections;
  return { because: 'answered by a registered error handler', place, ...(rejections ? { rejections } : {}) };
}

/** Failures of an async handler that neither a wrapper around it nor the handler itself hands on. */
function lostRejections(input: HandledInput, route: RouteFact, open: readonly OpenCall[]): OpenCall[] {
  const { path, fn } = parseFunctionKey(route.handler!);
  const isAsync = input.program.module(path)?.functions[fn]?.async;
  if (!isAsync || route.before.some(({ wraps }) => wraps)) return [];
  return open.filter(({ place }) => !input.reader.handsOn(route.handler!, place.start));
}

function unsureRejections([first]: readonly OpenCall[]): Blocker {
  return {
    why: 'whether the framework hands the rejection of an async handler to its error handlers depends on its version, which is not known',
    place: first!.place,
  };
}

/** A call that fails without being caught, and the call in the handler that leads to it: where one edit catches it. */
export interface OpenCall {
  readonly call: PathCall;
  readonly place: Place;
  /** What its promise is handed to, where that cannot be followed: it may give back what went wrong. */
  readonly handedTo?: Blocker;
}

/** Calls that are reached without passing any handling. */
export function outsideHandling(input: HandledInput, handler: string): OpenCall[] {
  const { reader, settled, calls, program } = input;
  const reached = calls.walk(handler, (edge) => !reader.handledEdge(edge));
  return [...reached.keys()].flatMap((fn) => {
    const [first] = calls.graph.way(reached, fn);
    const module = first && program.module(parseFunctionKey(first.from).path);
    const leading = first && module?.calls.find((one) => one.start === first.at);
    const around = calls.graph.way(reached, fn).map((edge) => reader.unfollowed(edge.from, edge.at));
    return calls
      .in(fn)
      .filter(
        (call) =>
          !reader.handled(fn, call.at, call.streaming === true) &&
          (call.streaming === true || !settled.settles(fn, call.at, reader)),
      )
      .map((call) => ({
        call,
        place: module && leading ? placeOf(module, leading.calleeSpan) : call.place,
        handedTo: settled.unfollowed(fn, call.at) ?? reader.unfollowed(fn, call.at) ?? around.find(Boolean),
      }));
  });
}

/** Where the first failure on the path is answered: by the handling nearest to the endpoint. */
export function answerOnPath({ reader, calls }: HandledInput, handler: string): Place | undefined {
  const reached = calls.walk(handler, () => true);
  for (const fn of reached.keys()) {
    for (const call of calls.in(fn)) {
      const around = calls.graph.way(reached, fn).map((edge) => reader.handledEdge(edge));
      const place = around.find(Boolean) ?? reader.handled(fn, call.at, call.streaming === true);
      if (place) return place;
    }
  }
  return undefined;
}

/** Each place once. */
export function distinctPlaces(places: readonly Place[]): Place[] {
  return places.filter((place, index) => places.findIndex((one) => samePlace(one, place)) === index);
}

function ofStreams(
  input: HandledInput,
  route: RouteFact,
  streams: readonly OpenCall[],
  client: StreamClient,
): Attribute {
  const places = distinctPlaces(streams.map((one) => one.place));
  for (const key of input.calls.walk(route.handler!, () => true).keys()) {
    const { path, fn } = parseFunctionKey(key);
    const module = input.program.module(path);
    const summary = module?.functions[fn];
    const option = module && summary && streamErrorOption(input.reader.options, module, summary);
    if (option)
      return {
        value: true,
        because: 'errors inside the stream are answered',
        place: option,
      };
  }
  if (client?.reads)
    return { value: true, because: 'the chat interface shows an error state', place: client.place };
  if (client && streams.every(({ call }) => call.streaming === true)) {
    return {
      value: false,
      because: 'nothing answers for errors inside the stream',
      places,
      place: places[0],
    };
  }
  const why = 'who shows errors of this stream is not in this workspace';
  return {
    value: 'unknown',
    because: why,
    place: places[0],
    blockers: places.map((place) => ({ why, place })),
  };
}

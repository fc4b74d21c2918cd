// endpoint.rawErrors: whether the text of a caught exception reaches an answer. Follows helpers, callbacks and error handlers.

import type { CallSite, FunctionSummary, ModuleSummary, Target } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { comparePlaces, type Place } from '../../../text/span';
import type { Attribute, Blocker } from '../../facts/fact';
import { matchCall } from '../match/match';
import type { FunctionKey, RouteFact } from '../moduleFacts';
import { alternatives, placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { answersModelFailures } from './answeredTypes';
import { hasStatus } from './answerStatus';
import { allStatements } from './control';
import { type StepsOf, stateLeaks } from './graphState';
import type { Taint } from './rawText';
import { type Flow, type RawListener, RawWalk } from './rawWalk';
import { type CallGraph, parseFunctionKey } from './reach';
import { isLog, lastName } from './refusal';
import type { SurfaceIndex } from './surfaceIndex';

const MAX_FUNCTIONS = 300;
const MAX_HELPERS = 2;
const WRITES = /^(enqueue|writeSSE|send_text|send_json|sendEvent|writeData|writeMessageAnnotation)$/;
const MAYBE_WRITES = /^(json|send|end|write|emit|reply|respond)$/;

interface Found {
  readonly places: Place[];
  readonly blockers: Blocker[];
}

/** How a function comes to handle an exception. */
interface Entry {
  readonly key: FunctionKey;
  readonly names: ReadonlyMap<string, Taint>;
  readonly handling: boolean;
  /** What it returns is the answer. */
  readonly answers: boolean;
}

export class RawErrors {
  constructor(
    private readonly graph: CallGraph,
    private readonly index: SurfaceIndex,
    private readonly evaluator: Evaluator,
    private readonly stepsOf: StepsOf,
  ) {}

  attributeOf(route: RouteFact): Attribute {
    if (route.handler === undefined) {
      const why = 'its handler cannot be followed';
      return { value: 'unknown', because: why, blockers: [{ why, place: route.draft.place }] };
    }
    const found: Found = { places: [], blockers: [] };
    for (const entry of this.entriesOf(route)) this.walk(entry, 0, found);
    const state = stateLeaks(this.evaluator, this.graph, route.handler, this.stepsOf(route));
    found.places.push(...state.places);
    found.blockers.push(...state.blockers);
    const places = distinct(found.places);
    if (places.length > 0)
      return { value: true, because: 'the text of an exception is sent', place: places[0], places };
    if (found.blockers.length > 0)
      return {
        value: 'unknown',
        because: found.blockers[0]!.why,
        place: found.blockers[0]!.place,
        blockers: found.blockers,
      };
    return { value: false, because: 'no error path of it sends the text of an exception' };
  }

  /** The handler and all it reaches, wrappers around it, and registered error handlers. */
  private entriesOf(route: RouteFact): Entry[] {
    const answers = !route.returnIgnored;
    const entries: Entry[] = [];
    const wrappers = route.before.flatMap((use) => (use.wraps && use.function ? [use.function] : []));
    for (const start of [route.handler!, ...wrappers]) {
      const reached =
        start === route.handler ? [...this.graph.reachedFrom(start).keys()].slice(0, MAX_FUNCTIONS) : [start];
      for (const key of reached) entries.push(this.entryOf(key, key === start && answers));
    }
    for (const way of this.index.ways(route)) {
      for (const one of this.index.catchesOn(way)) {
        if (!answersModelFailures(one.types)) continue;
        for (const key of one.handlers)
          entries.push({ ...this.entryOf(key, answers), names: this.handlerNames(key), handling: true });
      }
    }
    return entries;
  }

  private entryOf(key: FunctionKey, answers: boolean): Entry {
    const { path, fn } = parseFunctionKey(key);
    const module = this.evaluator.program.module(path);
    const role = module ? callbackRole(module, fn) : undefined;
    if (!module || !role) return { key, names: new Map(), handling: false, answers };
    const names = parameterNames(module.functions[fn]!, 0);
    return {
      key,
      names: new Map(names.map((name) => [name, 'whole'])),
      handling: true,
      answers: role === 'onError',
    };
  }

  /** The parameter of an error handler that is the exception: the second of `(request, exc)`, else the first. */
  private handlerNames(key: FunctionKey): Map<string, Taint> {
    const { path, fn } = parseFunctionKey(key);
    const module = this.evaluator.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return new Map();
    const index = module.language === 'python' && summary.parameters.length > 1 ? 1 : 0;
    return new Map(parameterNames(summary, index).map((name) => [name, 'whole']));
  }

  private walk(entry: Entry, depth: number, found: Found): void {
    const { path, fn } = parseFunctionKey(entry.key);
    const module = this.evaluator.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return;
    const report = (raw: Value): void => void found.places.push(placeOf(module, raw));
    const listener: RawListener = {
      call: (call, flow) => this.onCall(module, summary, call, flow, { entry, depth, found, report }),
      returns: (value, { raw }) => {
        if (entry.answers && !this.responds(module, value)) report(raw);
      },
      yields: ({ raw }) => {
        if (summary.generator) report(raw);
      },
      assigns: (target, { raw }) => {
        if (isResponseBody(target, summary)) report(raw);
      },
    };
    const results = (call: number, args: readonly boolean[]): Taint | undefined =>
      this.resultOf(entry.key, module, call, args, depth);
    new RawWalk(
      this.evaluator,
      { module, fn: summary, names: entry.names, handling: entry.handling },
      results,
      listener,
    ).run();
  }

  private onCall(
    module: ModuleSummary,
    fn: FunctionSummary,
    call: CallSite,
    { raw }: Flow,
    walk: { entry: Entry; depth: number; found: Found; report(raw: Value): void },
  ): void {
    if (isLog(module, call)) return;
    const site = this.evaluator.site(module, call);
    const responding = matchCall(this.evaluator, site).find((match) => match.known.meaning.responds);
    if (responding) {
      if (!hasStatus(this.evaluator, responding, (status) => status >= 400 && status < 500)) walk.report(raw);
      return;
    }
    const name = lastName(call.callee);
    if (raw.kind !== 'reference' && this.makesOwnError(module, fn, call)) {
      const why =
        'the text of an exception goes into an error of the project, and who shows that is not followed';
      walk.found.blockers.push({ why, place: placeOf(module, raw) });
    }
    if (WRITES.test(name)) {
      walk.report(raw);
      return;
    }
    const targets = this.graph
      .from(`${module.path}#${fn.id}`)
      .filter((edge) => !edge.callback && edge.at === call.start);
    if (targets.length > 0) {
      if (walk.depth < MAX_HELPERS)
        for (const edge of targets) this.walkHelper(module, call, raw, edge.to, walk);
      return;
    }
    if (
      MAYBE_WRITES.test(name) &&
      call.callee.kind === 'member' &&
      alternatives(this.evaluator.callee(site)).some((one) => one.kind === 'parameter')
    ) {
      const why = 'an exception is handed to something that cannot be followed';
      walk.found.blockers.push({ why, place: placeOf(module, call.calleeSpan) });
    }
  }

  /** `raise AppError(f"Busy: {error}")`, and `super(error.message)` in the class of an error. */
  private makesOwnError(module: ModuleSummary, fn: FunctionSummary, call: CallSite): boolean {
    if (/^(super|__init__)$/.test(lastName(call.callee))) return true;
    const thrown = [...allStatements(fn.body)].some(
      ({ kind, start, end }) => kind === 'throw' && start <= call.start && call.end <= end,
    );
    return (
      thrown &&
      alternatives(this.evaluator.callee(this.evaluator.site(module, call))).some(
        ({ kind }) => kind === 'class',
      )
    );
  }

  /** A helper that is handed the exception: what it does with that parameter. */
  private walkHelper(
    module: ModuleSummary,
    call: CallSite,
    raw: Value,
    to: FunctionKey,
    walk: { depth: number; found: Found },
  ): void {
    const { path, fn } = parseFunctionKey(to);
    const target = this.evaluator.program.module(path)?.functions[fn];
    if (!target) return;
    const index = call.arguments.findIndex(
      (argument) => argument.start <= raw.start && raw.end <= argument.end,
    );
    const argument = call.arguments[index];
    const names = target.parameters.flatMap((parameter, at) =>
      (argument?.name === undefined ? at === index : parameter.name === argument.name)
        ? parameterNames(target, at)
        : [],
    );
    if (names.length === 0) return;
    const inner: Found = { places: [], blockers: walk.found.blockers };
    this.walk(
      { key: to, names: new Map(names.map((name) => [name, 'whole'])), handling: true, answers: false },
      walk.depth + 1,
      inner,
    );
    // The exception handed over whole is repaired in the helper, its text where it is handed over.
    walk.found.places.push(
      ...(inner.places.length > 0 && raw.kind !== 'reference' ? [placeOf(module, raw)] : inner.places),
    );
  }

  /** What a workspace function gives back of an exception: one it caught, or one handed to it. */
  private resultOf(
    from: FunctionKey,
    module: ModuleSummary,
    call: number,
    args: readonly boolean[],
    depth: number,
  ): Taint | undefined {
    if (depth > MAX_HELPERS) return undefined;
    const site = module.calls[call]!;
    for (const edge of this.graph.from(from)) {
      if (edge.callback || edge.at !== site.start || edge.to === from) continue;
      const taint = this.returned(edge.to, site, args, depth + 1);
      if (taint !== undefined) return taint;
    }
    return undefined;
  }

  private returned(
    key: FunctionKey,
    site: CallSite,
    args: readonly boolean[],
    depth: number,
  ): Taint | undefined {
    const { path, fn } = parseFunctionKey(key);
    const module = this.evaluator.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return undefined;
    const names = summary.parameters.flatMap((parameter, at) => {
      const given = site.arguments.findIndex((argument, index) =>
        argument.name === undefined ? index === at : argument.name === parameter.name,
      );
      return args[given] ? parameterNames(summary, at) : [];
    });
    let taint: Taint | undefined;
    const listener: RawListener = {
      call: () => undefined,
      returns: (_value, flow) => {
        taint =
          taint === 'whole' || flow.taint === 'whole' || !flow.taint
            ? 'whole'
            : new Set([...(taint ?? []), ...flow.taint]);
      },
    };
    const start = {
      module,
      fn: summary,
      names: new Map(names.map((name): [string, Taint] => [name, 'whole'])),
      handling: names.length > 0,
    };
    new RawWalk(
      this.evaluator,
      start,
      (call, given) => this.resultOf(key, module, call, given, depth),
      listener,
    ).run();
    return taint;
  }

  private responds(module: ModuleSummary, value: Value): boolean {
    const call = value.kind === 'call' ? module.calls[value.call] : undefined;
    return (
      call !== undefined &&
      matchCall(this.evaluator, this.evaluator.site(module, call)).some(
        (match) => match.known.meaning.responds,
      )
    );
  }
}

/** Functions handed to `catch`, to an `error` event, or as `onError`. */
function callbackRole(module: ModuleSummary, fn: number): 'catch' | 'onError' | undefined {
  for (const call of module.calls) {
    const name = lastName(call.callee);
    for (const [index, { value }] of call.arguments.entries()) {
      if (value.kind === 'function' && value.function === fn) {
        if (name === 'catch' || (name === 'then' && index === 1)) return 'catch';
        const [event] = call.arguments;
        if (
          (name === 'on' || name === 'once') &&
          event?.value.kind === 'constant' &&
          event.value.value === 'error'
        )
          return 'catch';
      }
      if (value.kind !== 'object') continue;
      const entry = value.entries.find(
        (one) =>
          one.kind === 'property' &&
          one.key === 'onError' &&
          one.value.kind === 'function' &&
          one.value.function === fn,
      );
      if (entry) return 'onError';
    }
  }
  return undefined;
}

function parameterNames(fn: FunctionSummary, index: number): string[] {
  const parameter = fn.parameters[index];
  if (!parameter) return [];
  if (parameter.name) return [parameter.name];
  return parameter.pattern?.kind === 'pattern'
    ? parameter.pattern.elements.flatMap(({ key, target }) =>
        target.kind === 'name' && /^(err|error|e|message|stack)$/.test(String(key)) ? [target.name] : [],
      )
    : [];
}

/** `ctx.body = …` of a handler's parameter. */
function isResponseBody(target: Target, fn: FunctionSummary): boolean {
  if (target.kind !== 'member' || target.property !== 'body' || target.object.kind !== 'reference')
    return false;
  const { name } = target.object;
  return (
    /^(ctx|context|response|res)$/.test(name) && fn.parameters.some((parameter) => parameter.name === name)
  );
}

function distinct(places: readonly Place[]): Place[] {
  const sorted = [...places].sort(comparePlaces);
  return sorted.filter((place, index) => index === 0 || comparePlaces(place, sorted[index - 1]!) !== 0);
}

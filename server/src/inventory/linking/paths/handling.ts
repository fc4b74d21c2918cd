// Whether what fails at a place in a function is caught there and answered. One function at a time; layers outside are not seen here.
import type { CallSite, Handler, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf } from '../../../languages/summary/walk';
import type { Place, Span } from '../../../text/span';
import type { Blocker } from '../../facts/fact';
import type { CallEdge, FunctionKey } from '../moduleFacts';
import { placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import type { Program } from '../resolve/program';
import { answerSpan } from './answerSpan';
import { allStatements, holds, leaves, namesIn, type Step, stepsTo, valuesOfStatement } from './control';
import { type ErrorOptions, errorOption } from './errorOption';
import { passesOf } from './passes';
import { answerOfRaised, mayAnswerOnExit, type Registered, yieldsOf } from './raisedErrors';
import { type CallGraph, parseFunctionKey } from './reach';
import { lastName } from './refusal';

/** Exceptions a failing model call does not raise: catching only these catches none of it. */
const NARROW =
  /^(ValueError|KeyError|TypeError|IndexError|AttributeError|LookupError|ZeroDivisionError|StopIteration|StopAsyncIteration|CancelledError|JSONDecodeError|ValidationError|RequestValidationError|FileNotFoundError|HTTPException|WebSocketDisconnect|KeyboardInterrupt|ImportError|UnicodeDecodeError|NotImplementedError|AssertionError|SyntaxError|RangeError|ReferenceError|ZodError)$/;
/** Calls that run what they are handed after the answer, or for nobody. */
const DETACHED = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'nextTick',
  'after',
  'waitUntil',
  'add_task',
]);
/** Detached only where nobody keeps what they give back. */
const TASKS = new Set(['create_task', 'ensure_future', 'start_soon']);

export class HandlingReader {
  constructor(
    private readonly program: Program,
    private readonly graph: CallGraph,
    readonly options: ErrorOptions,
    private readonly evaluator: () => Evaluator,
    private readonly registered: Registered = () => undefined,
  ) {}

  /** The same, knowing who answers for errors of the project's own classes. */
  knowing(registered: Registered): HandlingReader {
    return new HandlingReader(this.program, this.graph, this.options, this.evaluator, registered);
  }

  /** Where a failure at the offset of a function is answered inside that function. `stream`: it may fail while it is read. */
  handled(key: FunctionKey, offset: number, stream: boolean): Place | undefined {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return undefined;
    const spot = caughtOnTheSpot(module, fn, offset);
    if (spot) return placeOf(module, spot);
    const steps = stepsTo(summary, offset);
    if (isDetached(module, steps, offset)) return undefined;
    return firstOf(steps, (step) => {
      const answer = stepAnswer(module, step, offset, stream);
      if (answer) return placeOf(module, answer);
      return this.managed(key, step) ?? this.raised(module, fn, step, offset, stream);
    });
  }

  /** Where a context manager of the workspace answers, a generator that catches around its `yield`. */
  private managed(key: FunctionKey, { statement, part }: Step): Place | undefined {
    if (statement.kind !== 'with' || part !== 'with') return undefined;
    return firstOf(statement.items, ({ value }) => {
      const runs = this.graph.from(key).filter((edge) => !edge.callback && edge.at === value.start);
      return firstOf(runs, ({ to }) => {
        const inner = parseFunctionKey(to);
        const module = this.program.module(inner.path);
        const yields = module && to !== key ? yieldsOf(module, inner.fn) : [];
        const places = yields.map((at) => this.handled(to, at, false));
        return places.every(Boolean) ? places[0] : undefined;
      });
    });
  }

  /** Where an error of the project is answered that is raised in place of the one caught. */
  private raised(
    module: ModuleSummary,
    fn: number,
    { statement, part }: Step,
    offset: number,
    stream: boolean,
  ): Place | undefined {
    if (statement.kind !== 'try' || part !== 'try') return undefined;
    if (stream && !readsInside(statement.body, offset)) return undefined;
    return firstOf(statement.handlers, (handler) =>
      isNarrow(handler)
        ? undefined
        : answerOfRaised(
            this.evaluator(),
            module,
            fn,
            [...forFailures(module, handler.body)],
            this.registered,
          ),
    );
  }

  /** A context manager of the workspace around the offset that may answer when its block is left. */
  unfollowed(key: FunctionKey, offset: number): Blocker | undefined {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return undefined;
    return firstOf(stepsTo(summary, offset), ({ statement, part }) => {
      if (statement.kind !== 'with' || part !== 'with') return undefined;
      const item = statement.items.find(({ value }) => mayAnswerOnExit(this.evaluator(), module, fn, value));
      return (
        item && {
          why: 'what the context manager around it does with a failure is not followed',
          place: placeOf(module, item.value),
        }
      );
    });
  }

  /** True if what fails at the offset is caught in the function and handed to `next`. */
  handsOn(key: FunctionKey, offset: number): boolean {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return false;
    const hands = ({ name, body }: Pick<Handler, 'name' | 'body'>): boolean =>
      name !== undefined && onlyHandsOn(module, body, [name]);
    return (
      stepsTo(summary, offset).some(
        ({ statement, part }) => statement.kind === 'try' && part === 'try' && statement.handlers.some(hands),
      ) || module.calls.some((call) => call.function === fn && catchesOnto(module, call, offset, hands))
    );
  }

  /** Where what fails behind an edge is answered: around the call, or in the workspace function a callback is handed to. */
  handledEdge(edge: CallEdge): Place | undefined {
    const { path } = parseFunctionKey(edge.from);
    const module = this.program.module(path);
    const call = module?.calls.find((one) => one.start === edge.at);
    if (!edge.callback || !module || !call) return this.handled(edge.from, edge.at, false);
    const option = errorOption(this.options, module, call);
    if (option) return option;
    const runners = this.graph.from(edge.from).filter((one) => !one.callback && one.at === edge.at);
    const ran = runners.map((one) => this.runsHandled(one.to));
    if (ran.length > 0 && ran.every(Boolean)) return ran[0];
    // A stream's source runs when the stream is read, outside of any try around its making.
    if (call.form === 'new' || /stream/i.test(lastName(call.callee))) return undefined;
    return this.handled(edge.from, edge.at, false);
  }

  /** Where a wrapper answers for what it is handed; none unless all of it runs inside handling. */
  runsHandled(key: FunctionKey): Place | undefined {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    const passes = module ? passesOf(this.program, module, fn, true) : [];
    const answers = passes.map((call) => this.handled(`${path}#${call.function}`, call.start, false));
    return answers.every(Boolean) ? answers[0] : undefined;
  }

  /** Where a registered error handler answers. `modelAsked`: its questions that a failure of a model says yes to. */
  answers(key: FunctionKey, modelAsked: readonly string[] = []): Place | undefined {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary || summary.body.length === 0) return undefined;
    const body = onModelFailure(module, summary.body, new Set(modelAsked));
    if (leaves(body.filter((statement) => statement.kind !== 'return'))) return undefined;
    const names = summary.parameters.map((parameter) => parameter.name);
    if (body.length === 0 || onlyHandsOn(module, body, names)) return undefined;
    return placeOf(module, answerSpan(module, body, summary));
  }
}

function stepAnswer(module: ModuleSummary, step: Step, offset: number, stream: boolean): Span | undefined {
  const { statement, part } = step;
  if (statement.kind === 'with' && part === 'with') {
    return statement.items.find(
      ({ value }) => value.kind === 'call' && lastName(module.calls[value.call]!.callee) === 'suppress',
    )?.value;
  }
  if (statement.kind !== 'try' || part !== 'try') return undefined;
  if (stream && !readsInside(statement.body, offset)) return undefined;
  const answering = statement.handlers.find((handler) => !isNarrow(handler) && answersIn(module, handler));
  return answering && answerSpan(module, answering.body, answering);
}

function firstOf<From, To>(list: readonly From[], look: (one: From) => To | undefined): To | undefined {
  for (const one of list) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A stream fails where it is read: the try has to hold the loop too. */
function readsInside(body: readonly Statement[], offset: number): boolean {
  for (const statement of allStatements(body))
    if (statement.kind === 'loop' && statement.end > offset) return true;
  return false;
}

export function isNarrow(handler: Handler): boolean {
  return handler.types.length > 0 && handler.types.every((type) => NARROW.test(lastName(type)));
}

/** True unless the handler only throws on: a failure of a web framework's own kind is an answer. */
export function answersIn(module: ModuleSummary, handler: Handler): boolean {
  const { body } = handler;
  if (handler.name !== undefined && onlyHandsOn(module, body, [handler.name])) return false;
  if (!leaves(body)) return true;
  return [...forFailures(module, body)].some(
    (statement) =>
      statement.kind === 'return' || (statement.kind === 'throw' && isHttpError(module, statement.value)),
  );
}

/** The statements of a handler that run for a failure of a model: those for other errors only are left out. */
function* forFailures(module: ModuleSummary, body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    const blocks =
      statement.kind === 'if' && asksForOther(module, statement.condition)
        ? [statement.otherwise]
        : blocksOf(statement);
    for (const block of blocks) yield* forFailures(module, block);
  }
}

/** The statements of an error handler that run when a model fails, without the questions whose answer is known. */
function onModelFailure(
  module: ModuleSummary,
  body: readonly Statement[],
  modelAsked: ReadonlySet<string>,
): Statement[] {
  const ran: Statement[] = [];
  for (const statement of body) {
    const asked = statement.kind === 'if' && modelAsked.has(`${module.path}@${statement.start}`);
    const isOther = statement.kind === 'if' && asksForOther(module, statement.condition);
    if (statement.kind !== 'if' || !(asked || isOther)) {
      ran.push(statement);
      continue;
    }
    const taken = onModelFailure(module, asked ? statement.then : statement.otherwise, modelAsked);
    ran.push(...taken);
    if (leaves(taken)) break;
  }
  return ran;
}

/** The types a condition asks an error for: `error instanceof SyntaxError`, `isinstance(error, (A, B))`. */
export function typesAskedFor(module: ModuleSummary, condition: Value): readonly Value[] {
  const call = condition.kind === 'call' ? module.calls[condition.call] : undefined;
  const type =
    condition.kind === 'operation' && condition.operator === 'instanceof'
      ? condition.operands[1]
      : call && lastName(call.callee) === 'isinstance'
        ? call.arguments[1]?.value
        : undefined;
  return type?.kind === 'list' ? type.items.map((item) => item.value) : type ? [type] : [];
}

/** True if all it asks for is what no failing model raises. In TypeScript a request that fails is a TypeError. */
function asksForOther(module: ModuleSummary, condition: Value): boolean {
  const types = typesAskedFor(module, condition);
  return (
    types.length > 0 &&
    types.every((one) => {
      const name = lastName(one);
      return NARROW.test(name) && !(module.language === 'typescript' && name === 'TypeError');
    })
  );
}

/**
 * True if a way to the end hands the error on and no other answers it: `if (sent) return next(error)` before an answer
 * is no such way, and an answer for some errors counts as one.
 */
function onlyHandsOn(module: ModuleSummary, body: readonly Statement[], caught: readonly string[]): boolean {
  const handsOn = (statement: Statement): boolean =>
    [...valuesOfStatement(module, statement)].some((value) => isHandingOn(module, value, caught));
  if (!body.some(handsOn)) return false;
  return !body.some(
    (statement) =>
      statement.kind === 'if' && leaves(statement.then) && ![...allStatements(statement.then)].some(handsOn),
  );
}

/** `next(error)`, `Promise.reject(error)`, `reject(error)`. */
function isHandingOn(module: ModuleSummary, value: Value, caught: readonly string[]): boolean {
  const call = value.kind === 'call' ? module.calls[value.call] : undefined;
  const [first] = call?.arguments ?? [];
  if (!call || !first || !/^(next|reject)$/.test(lastName(call.callee))) return false;
  const names = namesIn(module, first.value);
  return caught.some((name) => name !== '' && names.has(name));
}

function isHttpError(module: ModuleSummary, value: Value | undefined): boolean {
  const call = value?.kind === 'call' ? module.calls[value.call] : undefined;
  return (
    call !== undefined &&
    /Http|HTTP|createError|^error$|Exception$|^redirect$/.test(lastName(call.callee)) &&
    lastName(call.callee) !== 'Exception'
  );
}

/** `.catch(…)`, the second function of `.then`, `Promise.allSettled`, `gather(…, return_exceptions=True)`. */
function caughtOnTheSpot(module: ModuleSummary, fn: number, offset: number): Span | undefined {
  return firstOf(module.calls, (call) => {
    if (call.function !== fn || !holds(call, offset)) return undefined;
    const name = lastName(call.callee);
    if (call.callee.kind === 'member' && holds(call.callee.object, offset)) {
      if (name === 'catch') return answerOf(module, call.arguments[0]?.value);
      if (name === 'then') return answerOf(module, call.arguments[1]?.value);
      return undefined;
    }
    if (!holds(call.argumentsSpan, offset)) return undefined;
    if (name === 'allSettled') return call.calleeSpan;
    return name !== 'gather'
      ? undefined
      : call.arguments.find(
          ({ name: keyword, value }) =>
            keyword === 'return_exceptions' && value.kind === 'constant' && value.value === true,
        )?.value;
  });
}

/** `.catch(next)` and `.catch((error) => next(error))` behind what stands at the offset. */
function catchesOnto(
  module: ModuleSummary,
  { callee, arguments: given }: CallSite,
  offset: number,
  hands: (handler: Pick<Handler, 'name' | 'body'>) => boolean,
): boolean {
  if (callee.kind !== 'member' || callee.property !== 'catch' || !holds(callee.object, offset)) return false;
  const value = given[0]?.value;
  if (value?.kind !== 'function') return value?.kind === 'reference' && value.name === 'next';
  const fn = module.functions[value.function]!;
  return hands({ name: fn.parameters[0]?.name, body: fn.body });
}

/** The answer of a function that is handed the error. */
function answerOf(module: ModuleSummary, value: Value | undefined): Span | undefined {
  if (!value) return undefined;
  if (value.kind !== 'function') {
    const named = value.kind === 'reference' || value.kind === 'member';
    return named && !/^(next|reject)$/.test(lastName(value)) ? value : undefined;
  }
  const fn = module.functions[value.function]!;
  const handler = { types: [], body: fn.body, name: fn.parameters[0]?.name, start: fn.start, end: fn.end };
  return answersIn(module, handler) ? answerSpan(module, fn.body, fn) : undefined;
}

/** True if nobody waits for what runs at the offset. */
function isDetached(module: ModuleSummary, steps: readonly Step[], offset: number): boolean {
  const statement = steps.at(-1)?.statement;
  if (!statement) return false;
  const bare = statement.kind === 'expression' ? statement.value : undefined;
  if (bare?.kind === 'operation' && bare.operator === 'void') return true;
  const around = module.calls.filter(
    (call) => holds(call, offset) && statement.start <= call.start && call.end <= statement.end,
  );
  if (around.some((call) => DETACHED.has(lastName(call.callee)))) return true;
  return (
    bare !== undefined &&
    around.some(
      (call) => TASKS.has(lastName(call.callee)) && bare.kind === 'call' && module.calls[bare.call] === call,
    )
  );
}

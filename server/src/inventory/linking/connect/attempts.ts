// The project's own attempts: loops that make the same request again when it failed. One function at a time, from summaries.
import type { CallSite, Handler, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Place, Span } from '../../../text/span';
import { comparedCount } from '../counts';
import { allStatements, holds, type Step, stepsTo, valuesIn, valuesOfStatement } from '../paths/control';
import { isNarrow } from '../paths/handling';
import { lastName } from '../paths/refusal';
import { headEnd, WAITS } from './loops';

type Loop = Extract<Statement, { kind: 'loop' }>;
type Try = Extract<Statement, { kind: 'try' }>;
type Certainty = 'sure' | 'maybe' | undefined;

/** What repeats a request. `sure`: it is made again after a pause when it failed; else it may be. */
export interface Attempts {
  readonly sure: boolean;
  readonly place: Place;
  readonly why: string;
  /** `fixed` where every pause is a number that is written there; absent where that cannot be told. */
  readonly backoff?: 'exponential' | 'fixed';
  readonly jitter?: true;
}

const PAUSE = /sleep|delay|back_?off|pause|^settimeout$|^wait(_?for)?(_?ms|_?seconds)?$/i;
/** Sleeps whose length is what they are given. */
const SLEEP = /^(sleep|setTimeout)$/;
const RANDOM = /random|uniform|randint|randrange|jitter/i;
/** What a plain HTTP response says of its success. */
const ANSWERED = /^(ok|is_success|is_error|status_code|statusCode)$/;
const POWER = /^(pow|exp)$/;
const RANGE = /^(range|count|Array)$/;

/** The loop around an offset that makes what stands there again. */
export function attemptsAt(module: ModuleSummary, id: number, offset: number): Attempts | undefined {
  const fn = module.functions[id];
  if (!fn) return undefined;
  const steps = stepsTo(fn, offset);
  let maybe: Attempts | undefined;
  for (let at = steps.length - 1; at >= 0; at--) {
    const { statement, part } = steps[at]!;
    if (statement.kind !== 'loop' || part !== 'loop') continue;
    const found = repeats(module, statement, steps.slice(at + 1), offset);
    if (!found) continue;
    const head = { path: module.path, start: statement.start, end: headEnd(statement) };
    const attempts = told(module, statement, head, found, 'this loop');
    if (attempts.sure) return attempts;
    maybe ??= attempts;
  }
  return maybe;
}

/** What makes a function call itself again when what stands at the offset failed. `calls`: where it calls itself. */
export function repeatsItself(
  module: ModuleSummary,
  id: number,
  offset: number,
  calls: readonly number[],
): Attempts | undefined {
  const fn = module.functions[id];
  if (!fn || calls.length === 0) return undefined;
  const again = (span: Span): boolean => calls.some((at) => holds(span, at));
  const place = { path: module.path, ...(fn.nameSpan ?? { start: fn.start, end: fn.start + 1 }) };
  for (const { statement, part } of stepsTo(fn, offset)) {
    if (statement.kind !== 'try' || part !== 'try') continue;
    const handler = statement.handlers.find((one) => !isNarrow(one) && again(one));
    if (handler) return told(module, handler, place, 'sure', 'this function');
  }
  const caught = module.calls.find(
    (call) =>
      call.callee.kind === 'member' &&
      call.callee.property === 'catch' &&
      holds(call.callee.object, offset) &&
      again(call.argumentsSpan),
  );
  return caught && told(module, caught.argumentsSpan, place, 'sure', 'this function');
}

/** True if anything in a function could make what it runs again in a way that is not understood. */
export function mayRepeat(module: ModuleSummary, span: Span): boolean {
  const inside = module.functions.filter((one) => span.start <= one.start && one.end <= span.end);
  return (
    inside.some((fn) =>
      [...allStatements(fn.body)].some(({ kind }) => kind === 'loop' || kind === 'try' || kind === 'with'),
    ) || module.calls.some((call) => holds(span, call.start) && /^(catch|then)$/.test(lastName(call.callee)))
  );
}

function told(
  module: ModuleSummary,
  span: Span,
  place: Place,
  certainty: 'sure' | 'maybe',
  what: string,
): Attempts {
  const calls = module.calls.filter((call) => holds(span, call.start));
  const sure = certainty === 'sure' && calls.some((call) => pauses(module, call));
  if (!sure) return { sure, place, why: `${what} may make the request again` };
  return {
    sure,
    place,
    why: `retried by ${what}`,
    ...(grows(module, span, calls)
      ? { backoff: 'exponential' as const }
      : isFixed(calls)
        ? { backoff: 'fixed' as const }
        : {}),
    ...(calls.some((call) => RANDOM.test(lastName(call.callee))) ? { jitter: true as const } : {}),
  };
}

/** A timer that ends the request is no pause before the next. */
function pauses(module: ModuleSummary, call: CallSite): boolean {
  if (!PAUSE.test(lastName(call.callee))) return false;
  const first = call.arguments[0]?.value;
  if (first?.kind === 'reference') return !/^rej|abort|cancel/i.test(first.name);
  if (first?.kind === 'member') return !/^rej|abort|cancel/i.test(first.property);
  return (
    first?.kind !== 'function' ||
    !module.calls.some((one) => holds(first, one.start) && /^rej|abort|cancel/i.test(lastName(one.callee)))
  );
}

/** True if all pauses are plain sleeps of one length each, written as a number. */
function isFixed(calls: readonly CallSite[]): boolean {
  const pausing = calls.filter((call) => PAUSE.test(lastName(call.callee)));
  const lengths = pausing.map((call) => {
    const name = lastName(call.callee);
    if (!SLEEP.test(name)) return undefined;
    const value = call.arguments[name === 'setTimeout' ? 1 : 0]?.value;
    return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined;
  });
  return (
    lengths.length > 0 &&
    lengths.every((one) => one !== undefined) &&
    !calls.some((call) => RANDOM.test(lastName(call.callee)))
  );
}

/** True if the pauses between attempts grow: a power, or a length that is multiplied each time. */
function grows(module: ModuleSummary, span: Span, calls: readonly CallSite[]): boolean {
  if (calls.some((call) => POWER.test(lastName(call.callee)))) return true;
  const values = calls.flatMap((call) =>
    call.arguments.flatMap((argument) => [...valuesIn(module, argument.value)]),
  );
  for (const fn of module.functions)
    for (const statement of allStatements(fn.body)) {
      if (!holds(span, statement.start) || statement.end > span.end) continue;
      if (statement.kind === 'assign' && statement.operator === '*=') return true;
      for (const value of valuesOfStatement(module, statement)) {
        values.push(value);
        if (
          statement.kind === 'assign' &&
          statement.target.kind === 'name' &&
          value.kind === 'operation' &&
          value.operator === '*' &&
          names([value]).has(statement.target.name)
        )
          return true;
      }
    }
  return values.some(
    (value) => value.kind === 'operation' && (value.operator === '**' || value.operator === '<<'),
  );
}

function names(values: Iterable<Value>): Set<string> {
  const found = new Set<string>();
  const stack = [...values];
  for (let value = stack.pop(); value; value = stack.pop()) {
    if (value.kind === 'reference') found.add(value.name);
    if (value.kind === 'operation') stack.push(...value.operands);
  }
  return found;
}

/** Whether a loop makes the request at an offset again when it failed, and stops when it did not. */
function repeats(module: ModuleSummary, loop: Loop, inner: readonly Step[], offset: number): Certainty {
  const calls = module.calls.filter((call) => holds(loop, call.start));
  // Somebody is asked each turn: another request each time.
  if (calls.some((call) => WAITS.test(lastName(call.callee)))) return undefined;
  const same = sameEachTurn(module, loop, offset);
  if (!same) return undefined;
  const tries = inner.filter(
    ({ statement, part }) => statement.kind === 'try' && statement.handlers.length > 0 && part === 'try',
  );
  if (tries.length === 0) return checked(module, loop, offset) ? same : paced(module, loop, calls, offset);
  let best: Certainty;
  for (const { statement } of tries) {
    const found = statement.kind === 'try' ? triedAgain(module, loop, statement, offset) : undefined;
    if (found) best = found === 'sure' ? same : 'maybe';
    if (best === 'sure') return best;
  }
  return best;
}

/** Turns over a range or over pauses try the same again; turns over items do not. */
function sameEachTurn(module: ModuleSummary, loop: Loop, offset: number): Certainty {
  if (loop.form !== 'for-each')
    return loop.condition && countsItems(module, valuesIn(module, loop.condition)) ? 'maybe' : 'sure';
  const { iterates, target } = loop;
  const over = iterates ? [...valuesIn(module, iterates)] : [];
  if (iterates && isCounter(module, iterates, over)) return countsItems(module, over) ? 'maybe' : 'sure';
  const item = target?.kind === 'name' ? target.name : undefined;
  if (item === undefined) return undefined;
  const used = (call: CallSite): boolean =>
    call.arguments.some((argument) =>
      [...valuesIn(module, argument.value)].some(
        (value) => value.kind === 'reference' && value.name === item,
      ),
    );
  const users = module.calls.filter(
    (call) => holds(loop, call.start) && call.start > loop.start && used(call),
  );
  const paused = users.some((call) => pauses(module, call) && !holds(call, offset));
  const others = mentions(module, loop, item).filter(
    (at) => !users.some((call) => pauses(module, call) && holds(call, at)),
  );
  if (others.length > 0) return undefined;
  return paused ? 'sure' : 'maybe';
}

function mentions(module: ModuleSummary, loop: Loop, name: string): number[] {
  const found: number[] = [];
  for (const fn of module.functions)
    for (const statement of allStatements(fn.body)) {
      if (statement === loop || statement.start < loop.start || statement.end > loop.end) continue;
      for (const value of valuesOfStatement(module, statement))
        if (value.kind === 'reference' && value.name === name) found.push(value.start);
    }
  return found;
}

function isCounter(module: ModuleSummary, iterates: Value, over: readonly Value[]): boolean {
  if (iterates.kind === 'list' && iterates.items.length > 0 && iterates.items.every(({ spread }) => !spread))
    return iterates.items.every(({ value }) => value.kind === 'constant' && typeof value.value === 'number');
  return over.some((value) => {
    const call = value.kind === 'call' ? module.calls[value.call] : undefined;
    if (!call) return false;
    const [first] = call.arguments;
    // `Array.from({ length: 3 })`, unlike `Array.from(items)`.
    if (lastName(call.callee) === 'from')
      return (
        first?.value.kind === 'object' &&
        first.value.entries.some((one) => one.kind === 'property' && one.key === 'length')
      );
    return RANGE.test(lastName(call.callee));
  });
}

/** True if turns are counted by the length of something: they may be over items. */
function countsItems(module: ModuleSummary, values: Iterable<Value>): boolean {
  for (const value of values) {
    if (value.kind === 'member' && value.property === 'length') return true;
    if (value.kind === 'call' && lastName(module.calls[value.call]!.callee) === 'len') return true;
  }
  return false;
}

function triedAgain(module: ModuleSummary, loop: Loop, attempt: Try, offset: number): Certainty {
  const going = attempt.handlers.filter((handler) => !isNarrow(handler) && !leavesLoop(handler.body));
  if (going.length === 0) return undefined;
  const after = loop.body.filter((one) => one.start >= attempt.end);
  const skips = going.every((handler) => lastOf(handler)?.kind === 'continue');
  // What follows ends the loop whether or not it failed.
  if (!skips && leavesLoop(after)) return undefined;
  const done = [...attempt.body, ...attempt.otherwise].filter((one) => one.end > offset);
  if (leavesLoop(done) || setsEnd(module, loop, done)) return 'sure';
  if (skips && leavesLoop(after)) return 'sure';
  const bounded =
    loop.form === 'for' ||
    loop.form === 'for-each' ||
    [loop.condition, ...going.flatMap(({ body }) => [...allStatements(body)].map(conditionOf))].some(
      (condition) => condition !== undefined && comparedCount(module, condition) !== undefined,
    );
  if (maySkip(done)) return bounded ? 'sure' : 'maybe';
  return maySkip(after) ? 'maybe' : undefined;
}

function conditionOf(statement: Statement): Value | undefined {
  return statement.kind === 'if' ? statement.condition : undefined;
}

function lastOf({ body }: Handler): Statement | undefined {
  return body.at(-1);
}

/** `done = true` in `while (!done)`. */
function setsEnd(module: ModuleSummary, loop: Loop, done: readonly Statement[]): boolean {
  const { condition } = loop;
  if (!condition) return false;
  const asked = new Set(
    [...valuesIn(module, condition)].flatMap((value) => (value.kind === 'reference' ? [value.name] : [])),
  );
  return [...allStatements(done)].some(
    (one) =>
      one.kind === 'assign' && !one.operator && one.target.kind === 'name' && asked.has(one.target.name),
  );
}

/** True if every path through the statements ends the loop. */
function leavesLoop(body: readonly Statement[]): boolean {
  for (const one of body) {
    if (one.kind === 'continue') return false;
    if (one.kind === 'return' || one.kind === 'throw' || one.kind === 'break') return true;
    if (one.kind === 'if' && leavesLoop(one.then) && leavesLoop(one.otherwise)) return true;
    if (one.kind === 'with' && leavesLoop(one.body)) return true;
    if (one.kind === 'try' && leavesLoop(one.finalizer)) return true;
    if (
      one.kind === 'try' &&
      leavesLoop([...one.body, ...one.otherwise]) &&
      one.handlers.every((handler) => leavesLoop(handler.body))
    )
      return true;
    if (one.kind === 'if' && [...allStatements([one])].some(({ kind }) => kind === 'continue')) return false;
  }
  return false;
}

/** True if a path through the statements ends the loop with an answer. */
function maySkip(body: readonly Statement[]): boolean {
  return [...allStatements(body)].some(({ kind }) => kind === 'return' || kind === 'break');
}

/** `if (response.ok) return …`, `if response.status_code < 500: break`: the answer tells whether it failed. */
function checked(module: ModuleSummary, loop: Loop, offset: number): boolean {
  return [...allStatements(loop.body)].some((one) => {
    if (one.kind !== 'if' || one.start < offset) return false;
    if (
      !maySkip([...one.then, ...one.otherwise]) &&
      !maySkip(loop.body.filter((next) => next.start >= one.end))
    )
      return false;
    return [...valuesIn(module, one.condition)].some(
      (value) =>
        (value.kind === 'member' && ANSWERED.test(value.property)) ||
        (value.kind === 'operation' && comparesStatus(value)),
    );
  });
}

/** A status compared with a number: one compared with a word is of a job that is waited for. */
function comparesStatus({ operands }: Extract<Value, { kind: 'operation' }>): boolean {
  return (
    operands.some((value) => value.kind === 'member' && value.property === 'status') &&
    operands.some((value) => value.kind === 'constant' && typeof value.value === 'number')
  );
}

/** A loop that pauses and can end after the request may look at a failure in a way that is not understood. */
function paced(module: ModuleSummary, loop: Loop, calls: readonly CallSite[], offset: number): Certainty {
  const after = loop.body.filter((one) => one.end > offset);
  return calls.some((call) => pauses(module, call)) && maySkip(after) ? 'maybe' : undefined;
}

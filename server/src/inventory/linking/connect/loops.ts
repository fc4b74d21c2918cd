// The project's own loops around a model call: whether they end, and whether a turn bound ends them.

import type { FunctionSummary, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../../languages/summary/walk';
import type { Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { comparedCount } from '../counts';
import { answersDecide } from './answers';
import { type Called, isBoundByHelper } from './turnBounds';

type Loop = Extract<Statement, { kind: 'loop' }>;

/** Names of things that wait for a person. */
export const WAITS =
  /^(input|prompt|question|ask|readline|getpass|recv|receive|nextLine|waitForUser|read_line)$/;
const PAUSES = /^(sleep|setTimeout|delay|wait)$/;

/** Gives the attribute `loop` of a call at an offset in a function. */
export type LoopAround = (module: ModuleSummary, fn: number, offset: number) => Attribute;

/** Looks through each function once, however many calls it holds. */
export function createLoopAround(called: Called): LoopAround {
  const known = new Map<FunctionSummary, readonly Loop[]>();
  const around: LoopAround = (module, id, offset) => {
    const fn = module.functions[id];
    if (!fn) return { value: 'none' };
    const loops = known.get(fn) ?? loopsIn(fn);
    known.set(fn, loops);
    // A loop that only makes the same request again is none of turns: the one around it may be.
    for (const loop of [...loops].reverse()) {
      if (!(loop.start <= offset && offset < loop.end && insideBody(loop, offset))) continue;
      const value = classify(module, loop, offset, called);
      const place: Place = { path: module.path, start: loop.start, end: headEnd(loop) };
      if (value !== 'none') return { value, place };
    }
    // What is called where it is written runs in the loops around it.
    const run = module.calls.find(({ callee }) => callee.kind === 'function' && callee.function === id);
    return run ? around(module, run.function, run.start) : { value: 'none' };
  };
  return around;
}

/** In source order, so that of those around a place the innermost comes last. */
function loopsIn(fn: FunctionSummary): Loop[] {
  const loops: Loop[] = [];
  walkStatements(fn.body, (statement) => {
    if (statement.kind === 'loop' && statement.form !== 'for-each') loops.push(statement);
  });
  return loops;
}

function insideBody(loop: Loop, offset: number): boolean {
  const [first] = loop.body;
  return first !== undefined && offset >= first.start;
}

/** The squiggle goes under the loop's head. */
export function headEnd(loop: Loop): number {
  return loop.condition ? loop.condition.end : Math.min(loop.end, loop.start + 5);
}

type LoopKind = 'none' | 'bounded' | 'unbounded' | 'endless' | 'waits' | 'unknown';

function classify(module: ModuleSummary, loop: Loop, offset: number, called: Called): LoopKind {
  if (loop.form === 'for' && loop.condition) return 'bounded';
  if (loop.condition && comparedCount(module, loop.condition)) return 'bounded';
  let bounded = false;
  let waits = false;
  let pauses = false;
  walkStatements(loop.body, (statement) => {
    if (
      statement.kind === 'if' &&
      comparedCount(module, statement.condition) &&
      [statement.then, statement.otherwise].some((block) => block.some(isLeaving))
    )
      bounded = true;
    for (const value of valuesOf(statement)) {
      for (const name of calledNames(module, value, offset)) {
        waits ||= WAITS.test(name);
        pauses ||= PAUSES.test(name);
      }
    }
  });
  if (waits) return 'waits';
  if (bounded || isBoundByHelper(module, loop, called)) return 'bounded';
  const { decide, ends } = answersDecide(module, loop, offset);
  // What the model says does not decide how often it is asked: work that is given, or one request made until it succeeds.
  if (ends) return decide ? 'unbounded' : 'none';
  if (pauses) return 'waits';
  return decide ? 'endless' : 'unknown';
}

function isLeaving(statement: Statement): boolean {
  return statement.kind === 'break' || statement.kind === 'return' || statement.kind === 'throw';
}

/** Names of what is called, but for the call that starts at an offset, in the steps of a chain as well: of `question().then(answer)` both; and in a function called in place. */
function calledNames(module: ModuleSummary, value: Value, but: number): string[] {
  const names: string[] = [];
  walkValue(value, (inner) => {
    const call = inner.kind === 'call' ? module.calls[inner.call] : undefined;
    const callee = call?.start === but ? undefined : call?.callee;
    if (callee?.kind === 'reference') names.push(callee.name);
    if (callee?.kind === 'member') names.push(callee.property, ...calledNames(module, callee.object, but));
    if (callee?.kind === 'function')
      walkStatements(module.functions[callee.function]?.body ?? [], (statement) => {
        for (const one of valuesOf(statement)) names.push(...calledNames(module, one, but));
      });
  });
  return names;
}

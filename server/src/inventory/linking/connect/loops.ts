// The project's own loops around a model call: whether they end, and whether a turn bound ends them.

import type { FunctionSummary, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf, valuesOf, walkStatements, walkValue } from '../../../languages/summary/walk';
import type { Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { comparedCount } from '../counts';

type Loop = Extract<Statement, { kind: 'loop' }>;

/** Names of things that wait for a person. */
export const WAITS =
  /^(input|prompt|question|ask|readline|getpass|recv|receive|nextLine|waitForUser|read_line)$/;
const PAUSES = /^(sleep|setTimeout|delay|wait)$/;

/** Gives the attribute `loop` of a call at an offset in a function. */
export type LoopAround = (module: ModuleSummary, fn: number, offset: number) => Attribute;

/** Looks through each function once, however many calls it holds. */
export function createLoopAround(): LoopAround {
  const known = new Map<FunctionSummary, readonly Loop[]>();
  return (module, id, offset) => {
    const fn = module.functions[id];
    if (!fn) return { value: 'none' };
    const loops = known.get(fn) ?? loopsIn(fn);
    known.set(fn, loops);
    const innermost = loops.findLast(
      (loop) => loop.start <= offset && offset < loop.end && insideBody(loop, offset),
    );
    if (!innermost) return { value: 'none' };
    const place: Place = { path: module.path, start: innermost.start, end: headEnd(innermost) };
    return { value: classify(module, innermost), place };
  };
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

function classify(module: ModuleSummary, loop: Loop): 'bounded' | 'unbounded' | 'endless' | 'waits' {
  if (loop.form === 'for' && loop.condition) return 'bounded';
  if (loop.condition && comparedCount(loop.condition)) return 'bounded';
  let leaves = false;
  let bounded = false;
  let waits = false;
  let pauses = false;
  const visit = (body: readonly Statement[], depth: number): void => {
    for (const statement of body) {
      if (
        statement.kind === 'return' ||
        statement.kind === 'throw' ||
        (statement.kind === 'break' && depth === 0)
      )
        leaves = true;
      if (
        statement.kind === 'if' &&
        comparedCount(statement.condition) &&
        [statement.then, statement.otherwise].some((block) => block.some(isLeaving))
      )
        bounded = true;
      for (const value of valuesOf(statement)) {
        for (const name of calledNames(module, value)) {
          waits ||= WAITS.test(name);
          pauses ||= PAUSES.test(name);
        }
      }
      for (const block of blocksOf(statement))
        visit(block, takesBreaks(statement, module) ? depth + 1 : depth);
    }
  };
  visit(loop.body, 0);
  if (waits) return 'waits';
  if (bounded) return 'bounded';
  const always = !loop.condition || (loop.condition.kind === 'constant' && Boolean(loop.condition.value));
  if (leaves || !always) return 'unbounded';
  return pauses ? 'waits' : 'endless';
}

/** Python's `match` is no target of `break`: inside a loop it leaves that. */
function takesBreaks({ kind }: Statement, { language }: ModuleSummary): boolean {
  return kind === 'loop' || (kind === 'switch' && language !== 'python');
}

function isLeaving(statement: Statement): boolean {
  return statement.kind === 'break' || statement.kind === 'return' || statement.kind === 'throw';
}

function calledNames(module: ModuleSummary, value: Value): string[] {
  const names: string[] = [];
  walkValue(value, (inner) => {
    if (inner.kind !== 'call') return;
    const callee = module.calls[inner.call]?.callee;
    if (callee?.kind === 'reference') names.push(callee.name);
    else if (callee?.kind === 'member') names.push(callee.property);
  });
  return names;
}

// How a function that is asked may let a request past although nothing was checked: a switch in the environment, a check that fails.
import type { FunctionSummary, Handler, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Span } from '../../../text/span';
import { allStatements, leaves, namesIn, valuesOfStatement } from './control';
import { describe } from './describe';
import { environmentNames, environmentSwitch, isSwitchedByEnvironment } from './environmentSwitch';
import { isLog } from './refusal';

/** What is asked: where the check stands, and which answers refuse. */
export interface Asked {
  readonly isCheck: (span: Span) => boolean;
  readonly refuses: (body: readonly Statement[]) => boolean;
  /** Whether the one who asks takes what is true or what is false as a refusal, if that is seen. */
  readonly denies?: boolean;
}

/** In words, when the check decides: "only if …"; undefined if it always does. */
export function openingIn(module: ModuleSummary, fn: FunctionSummary, asked: Asked): string | undefined {
  const names = environmentNames(module);
  const out = environmentSwitch(module, fn, names);
  if (out) return describe(module, out);
  for (const statement of allStatements(fn.body)) {
    if (statement.kind === 'if' && isSwitchedByEnvironment(module, statement.condition, names)) {
      const [then, otherwise] = [statement.then, statement.otherwise].map((body) => body.some(asked.isCheck));
      if (then !== otherwise) return describe(module, statement.condition);
    }
    if (statement.kind === 'try' && statement.body.some(asked.isCheck))
      if (statement.handlers.some((handler) => !isClosed(handler, asked)))
        return 'the check itself does not fail';
  }
  return undefined;
}

/** True for a handler of failed checks that refuses or throws. */
function isClosed({ body }: Handler, { refuses, denies }: Asked): boolean {
  if (!leaves(body)) return false;
  return [...allStatements(body)].every(
    (statement) =>
      statement.kind !== 'return' || refuses([statement]) || isDenial(statement.value, denies) === true,
  );
}

const GOOD = /^(success|ok|okay|allowed|allow|pass|passed|permitted|valid)$/i;
const BAD = /^(is_?)?(limited|rate_?limited|blocked|exceeded|denied|throttled|limit_?reached)$/i;

/** Whether an answer is a refusal to the one who asked; undefined where that cannot be told. */
function isDenial(value: Value | undefined, denies: boolean | undefined): boolean | undefined {
  if (value?.kind === 'object') {
    for (const entry of value.entries) {
      if (entry.kind !== 'property' || entry.value.kind !== 'constant') continue;
      if (GOOD.test(entry.key)) return !entry.value.value;
      if (BAD.test(entry.key)) return Boolean(entry.value.value);
    }
    return undefined;
  }
  const isTrue = value === undefined ? false : value.kind === 'constant' ? Boolean(value.value) : undefined;
  return isTrue === undefined || denies === undefined ? undefined : isTrue === denies;
}

/** Whether an answer that is true or one that is false refuses, where the branch that holds (`ends`) or the other one does. */
export function deniesOf(condition: Value, ends: boolean): boolean | undefined {
  const holdsTrue = polarityOf(condition);
  return holdsTrue === undefined ? undefined : holdsTrue === ends;
}

function polarityOf(condition: Value): boolean | undefined {
  if (condition.kind === 'reference' || condition.kind === 'member' || condition.kind === 'call') return true;
  if (condition.kind !== 'operation' || condition.operator !== '!') return undefined;
  const [only] = condition.operands;
  const inner = only && polarityOf(only);
  return inner === undefined ? undefined : !inner;
}

/** Where the values of a condition come from: itself, and what is assigned to the names in it. */
export function sourcesOf(module: ModuleSummary, fn: FunctionSummary, condition: Value): Value[] {
  const sources = [condition];
  const names = namesIn(module, condition);
  for (const statement of [...allStatements(fn.body)].reverse()) {
    if (statement.kind !== 'assign' || !statement.value || statement.end > condition.end) continue;
    if (!targetNames(statement.target).some((name) => names.has(name))) continue;
    sources.push(statement.value);
    for (const name of namesIn(module, statement.value)) names.add(name);
  }
  return sources;
}

/** True if what a check answers is only told a log, or nobody. */
export function isAnswerLost(
  module: ModuleSummary,
  fn: FunctionSummary,
  asked: ReadonlySet<string>,
  isCheck: (span: Span) => boolean,
): boolean {
  for (const statement of allStatements(fn.body)) {
    // An answer that is kept shows in what is done with its name.
    const kept = statement.kind === 'assign' && statement.target.kind !== 'member';
    for (const value of kept ? [] : valuesOfStatement(module, statement)) {
      const call = value.kind === 'call' ? module.calls[value.call] : undefined;
      if (call && isLog(module, call)) break;
      if (value.kind === 'reference' && asked.has(value.name)) return false;
      if (statement.kind !== 'expression' && isCheck(value)) return false;
    }
  }
  return true;
}

export function targetNames(target: Extract<Statement, { kind: 'assign' }>['target']): string[] {
  if (target.kind === 'name') return [target.name];
  return target.kind === 'pattern' ? target.elements.flatMap((element) => targetNames(element.target)) : [];
}

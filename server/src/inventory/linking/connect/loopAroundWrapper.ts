// The loop around a function that only asks the model and gives back what it answered: the loop of that request.
import type { FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Attribute } from '../../facts/fact';
import { numberOfKey, pathOfKey, signOfKey } from '../keys';
import type { FunctionKey } from '../moduleFacts';
import { allStatements, holds } from '../paths/control';
import type { FactGraph } from './factGraph';
import type { LoopAround } from './loops';

/** Wrappers of wrappers further out are not looked at. */
const MAX_WRAPPERS = 3;
/** The worst of several callers tells. What is made again until something ends it may be given work, and is none of these. */
const TOLD = ['unbounded', 'bounded', 'waits'];

interface Around {
  readonly graph: FactGraph;
  readonly loopAround: LoopAround;
  moduleAt(path: string): ModuleSummary | undefined;
  counts(path: string): boolean;
}

/** The loop around a place in a function, or around the calls of that function where it gives the answer back. */
export function loopThrough(around: Around, within: FunctionKey, offset: number): Attribute {
  return look(around, within, offset, new Set());
}

function look(around: Around, within: FunctionKey, offset: number, seen: Set<FunctionKey>): Attribute {
  const none: Attribute = { value: 'none' };
  const module = around.moduleAt(pathOfKey(within));
  if (!module) return none;
  const own = around.loopAround(module, numberOfKey(within), offset);
  const fn = module.functions[numberOfKey(within)];
  if (own.value !== 'none' || seen.size >= MAX_WRAPPERS || seen.has(within) || !fn) return own;
  if (signOfKey(within) !== '#' || !givesBack(module, fn, offset)) return own;
  seen.add(within);
  const found = around.graph
    .callsOf(within)
    .filter((edge) => !edge.callback && around.counts(pathOfKey(edge.from)))
    .map((edge) => look(around, edge.from, edge.at, new Set(seen)));
  return TOLD.flatMap((value) => found.filter((one) => one.value === value && value !== 'none'))[0] ?? none;
}

/** True if a function gives back what the call at the offset answers, as it is. */
function givesBack(module: ModuleSummary, fn: FunctionSummary, offset: number): boolean {
  const call =
    module.calls.find(({ calleeSpan }) => holds(calleeSpan, offset)) ??
    module.calls.find(({ start }) => start === offset);
  if (!call) return false;
  const isCall = (value: Value | undefined): boolean => value?.kind === 'call' && value.call === call.id;
  const names = new Set<string>();
  for (const statement of allStatements(fn.body)) {
    if (statement.kind === 'assign' && statement.target.kind === 'name' && isCall(statement.value))
      names.add(statement.target.name);
    if (statement.kind !== 'return') continue;
    const { value } = statement;
    if (isCall(value) || (value?.kind === 'reference' && names.has(value.name))) return true;
  }
  return false;
}

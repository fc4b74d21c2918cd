// Whether a guard ran before a callback: functions of the workspace that run what they are handed only after a check.
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { CallEdge, FunctionKey, HandOver, Taker } from '../moduleFacts';
import type { Program } from '../resolve/program';
import type { GuardReader } from './guardReader';
import { type CallGraph, parseFunctionKey } from './reach';
import { NONE, type Verdict, weakest } from './verdict';

/** Helpers that hand a callback on to helpers deeper than this stay unseen. */
const MAX_DEPTH = 3;

export class CallbackGuards {
  private readonly handed = new Map<string, HandOver[]>();

  constructor(
    private readonly program: Program,
    private readonly graph: CallGraph,
    private readonly reader: GuardReader,
    handOvers: Iterable<HandOver>,
  ) {
    for (const one of handOvers) {
      if (one.decorates) continue;
      const key = `${one.from}@${one.at}`;
      this.handed.set(key, [...(this.handed.get(key) ?? []), one]);
    }
  }

  /** What stands in the helper before it runs the callback behind an edge. */
  before(edge: CallEdge, capability: string): Verdict {
    const takers = edge.callback
      ? (this.handed.get(`${edge.from}@${edge.at}`) ?? [])
          .filter((one) => one.function === edge.to)
          .flatMap((one) => one.to)
      : [];
    return all(takers.map((taker) => this.inTaker(taker, capability, 0)));
  }

  private inTaker(taker: Taker, capability: string, depth: number): Verdict {
    const { path, fn } = parseFunctionKey(taker.function);
    const module = this.program.module(path);
    const name =
      taker.parameter === 'made' ? undefined : module?.functions[fn]?.parameters[taker.parameter]?.name;
    if (!module || !name || depth > MAX_DEPTH) return NONE;
    return all(
      usesOf(module, fn, name).map((call) => {
        const here = this.reader.before(taker.function, call.start, capability);
        return here.state === 'every'
          ? here
          : this.handedOn(taker.function, call, name, capability, depth, here);
      }),
    );
  }

  /** The same in the next helper, where the callback is an argument of the call. */
  private handedOn(
    from: FunctionKey,
    call: CallSite,
    name: string,
    capability: string,
    depth: number,
    here: Verdict,
  ): Verdict {
    const index = call.arguments.findIndex(({ value }) => isName(value, name));
    if (index < 0) return here;
    const { path } = parseFunctionKey(from);
    const next = this.graph
      .from(`${path}#${call.function}`)
      .filter((edge) => !edge.callback && edge.at === call.start)
      .map(({ to }) => this.inTaker({ function: to, parameter: index }, capability, depth + 1));
    const found = all(next);
    return found.state === 'none' ? here : found;
  }
}

function all(verdicts: readonly Verdict[]): Verdict {
  return weakest(verdicts, 'what it is handed to also runs it without');
}

function isName(value: Value, name: string): boolean {
  return value.kind === 'reference' && value.name === name;
}

/** The calls by which a function runs a parameter or hands it on. */
function usesOf(module: ModuleSummary, fn: number, name: string): CallSite[] {
  return module.calls.filter(
    (call) =>
      isWithin(module, call.function, fn, name) &&
      (isName(called(call.callee), name) || call.arguments.some(({ value }) => isName(value, name))),
  );
}

/** `work()`, `work.call(this)`. */
function called(callee: Value): Value {
  return callee.kind === 'member' && /^(call|apply)$/.test(callee.property) ? callee.object : callee;
}

/** True for a function inside the one that takes the parameter, unless one between has a parameter of the same name. */
function isWithin(module: ModuleSummary, inner: number, outer: number, name: string): boolean {
  for (let fn = inner; fn >= 0; fn = module.functions[fn]?.parent ?? -1) {
    if (fn === outer) return true;
    if (module.functions[fn]?.parameters.some((parameter) => parameter.name === name)) return false;
  }
  return false;
}

// Handlers behind wrappers: `withErrors(handler)`, decorators. Finds the function that answers and the functions around it.
import type { CallSite } from '../../../languages/summary/module';
import { isInside } from '../../../languages/summary/walk';
import type { FunctionKey } from '../moduleFacts';
import { type Abstract, alternatives, type Frame } from '../resolve/abstract';
import { returnsOf } from '../resolve/calls';
import type { Evaluator } from '../resolve/evaluator';

type FunctionAbstract = Extract<Abstract, { kind: 'function' }>;

/** Wrappers around wrappers deeper than this stay unseen. */
const MAX_WRAPPERS = 5;

export interface Unwrapped {
  readonly handler: FunctionAbstract;
  /** Outermost first, with the call in each that runs what it wraps. */
  readonly wrappers: readonly { readonly wrapper: FunctionAbstract; readonly runs: CallSite }[];
}

export function keyOfFunction(value: FunctionAbstract): FunctionKey {
  return `${value.module.path}#${value.function}`;
}

/** Takes off the wrappers that workspace functions put around a handler. */
export function unwrap(evaluator: Evaluator, value: FunctionAbstract): Unwrapped {
  const wrappers: { wrapper: FunctionAbstract; runs: CallSite }[] = [];
  let handler = value;
  for (let i = 0; i < MAX_WRAPPERS; i++) {
    const inner = wrappedBy(evaluator, handler);
    if (!inner) break;
    wrappers.push({ wrapper: handler, runs: inner.runs });
    handler = inner.handler;
  }
  return { handler, wrappers };
}

/** What a decorator of the workspace makes of a function; undefined where it cannot be followed. */
export function decorate(
  evaluator: Evaluator,
  decorator: FunctionAbstract,
  decorated: FunctionAbstract,
): FunctionAbstract | undefined {
  const frame: Frame = {
    module: decorator.module,
    function: decorator.function,
    parent: decorator.closure,
    self: decorator.self,
    args: new Map([[0, decorated]]),
  };
  const made = alternatives(returnsOf(evaluator, decorator, frame)).find((one) => one.kind === 'function');
  return made?.kind === 'function' ? made : undefined;
}

/** The function among a wrapper's bound arguments that it calls. */
function wrappedBy(
  evaluator: Evaluator,
  wrapper: FunctionAbstract,
): { handler: FunctionAbstract; runs: CallSite } | undefined {
  if (!bindsFunction(wrapper.closure)) return undefined;
  const frame: Frame = {
    module: wrapper.module,
    function: wrapper.function,
    parent: wrapper.closure,
    self: wrapper.self,
  };
  for (const call of wrapper.module.calls) {
    if (!isInside(wrapper.module, call.function, wrapper.function)) continue;
    const callee =
      call.callee.kind === 'member' && /^(call|apply)$/.test(call.callee.property)
        ? call.callee.object
        : call.callee;
    if (callee.kind !== 'reference' && callee.kind !== 'member') continue;
    const target = alternatives(evaluator.evaluate(callee, frame)).find((one) => one.kind === 'function');
    if (target?.kind === 'function' && isBound(wrapper.closure, target))
      return { handler: target, runs: call };
  }
  return undefined;
}

function bindsFunction(frame: Frame | undefined): boolean {
  for (let current = frame; current; current = current.parent) {
    for (const value of current.args?.values() ?? [])
      if (alternatives(value).some((one) => one.kind === 'function')) return true;
  }
  return false;
}

function isBound(frame: Frame | undefined, target: FunctionAbstract): boolean {
  for (let current = frame; current; current = current.parent) {
    for (const value of current.args?.values() ?? []) {
      const same = (one: Abstract): boolean =>
        one.kind === 'function' && one.module === target.module && one.function === target.function;
      if (alternatives(value).some(same)) return true;
    }
  }
  return false;
}

// Functions that are handed to other functions of the workspace, as arguments or by a decorator: who runs them, and under which parameter.
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkValue } from '../../../languages/summary/walk';
import type { LinkContext } from '../context';
import type { FunctionKey, HandOver, Taker } from '../moduleFacts';
import { lastName } from '../paths/refusal';
import { alternatives } from '../resolve/abstract';
import { bindArguments } from '../resolve/calls';

export function collectHandOvers(context: LinkContext): HandOver[] {
  return [
    ...context.module.calls.flatMap((call) => handedIn(context, call)),
    ...context.module.functions.flatMap((fn) =>
      fn.decorators.map((decorator) => decorated(context, fn.id, Math.max(0, fn.parent), decorator)),
    ),
  ];
}

function handedIn(context: LinkContext, call: CallSite): HandOver[] {
  const functions = functionsAmong(context, call);
  if (functions.size === 0) return [];
  const site = context.evaluator.site(context.module, call);
  const callees = alternatives(context.evaluator.callee(site)).flatMap((callee) =>
    callee.kind === 'function'
      ? [
          {
            callee,
            bound: bindArguments(context.evaluator, site, callee.module, callee.function, callee.self),
          },
        ]
      : [],
  );
  return [...functions].map((key) => ({
    function: key,
    from: context.functionKey(call.function),
    at: call.start,
    place: context.place(call.calleeSpan),
    name: lastName(call.callee),
    decorates: false,
    to: callees.flatMap(({ callee, bound }): Taker[] => {
      const index = [...bound].find(([, value]) =>
        alternatives(value).some(
          (one) => one.kind === 'function' && `${one.module.path}#${one.function}` === key,
        ),
      )?.[0];
      return index === undefined || index < 0
        ? []
        : [{ function: `${callee.module.path}#${callee.function}`, parameter: index }];
    }),
  }));
}

function functionsAmong(context: LinkContext, call: CallSite): Set<FunctionKey> {
  const found = new Set<FunctionKey>();
  const frame = context.evaluator.frame(context.module, call.function);
  for (const argument of call.arguments)
    walkValue(argument.value, (inner) => {
      if (inner.kind === 'function') found.add(context.functionKey(inner.function));
      if (inner.kind !== 'reference' && inner.kind !== 'member') return;
      const target = context.evaluator.evaluate(inner, frame);
      if (target.kind === 'function') found.add(`${target.module.path}#${target.function}`);
    });
  return found;
}

function decorated(context: LinkContext, fn: number, parent: number, decorator: Value): HandOver {
  const call = decorator.kind === 'call' ? context.module.calls[decorator.call] : undefined;
  const callee = call?.callee ?? decorator;
  const target = context.evaluator.evaluate(callee, context.evaluator.frame(context.module, parent));
  return {
    function: context.functionKey(fn),
    from: context.functionKey(parent),
    at: decorator.start,
    place: context.place(callee.kind === 'member' ? callee.propertySpan : callee),
    name: lastName(callee),
    decorates: true,
    // What takes arguments first gives back what takes the function.
    to: alternatives(target).flatMap((one) =>
      one.kind === 'function'
        ? [{ function: `${one.module.path}#${one.function}`, parameter: call ? 'made' : 0 }]
        : [],
    ),
  };
}

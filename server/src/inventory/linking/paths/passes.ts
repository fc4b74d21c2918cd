// The calls by which a middleware or wrapper hands a request on: `next()`, `call_next(request)`, the wrapped handler itself.
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import { isInside } from '../../../languages/summary/walk';
import type { Program } from '../resolve/program';
import { isParameter } from './reach';

const NEXT = /^(next|call_next|done)$/;

/** The calls by which a middleware or wrapper hands the request on. */
export function passesOf(program: Program, module: ModuleSummary, fn: number, wraps: boolean): CallSite[] {
  const names = new Set(
    module.functions[fn]?.parameters.map((parameter) => parameter.name).filter((name) => NEXT.test(name)),
  );
  return module.calls.filter((call) => {
    const callee =
      call.callee.kind === 'member' && /^(call|apply)$/.test(call.callee.property)
        ? call.callee.object
        : call.callee;
    if (callee.kind !== 'reference' || !isInside(module, call.function, fn)) return false;
    // `next(error)` ends the request.
    if (NEXT.test(callee.name) && names.has(callee.name))
      return callee.name !== 'next' || call.arguments.length === 0;
    return wraps && isParameter(program, module, callee.name, call.function);
  });
}

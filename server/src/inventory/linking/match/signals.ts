// Abort signals that end by themselves after a time. Any other signal (the person leaving) is no time limit.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Abstract } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';

type Result = Extract<Abstract, { kind: 'result' }>;

/** The time limits a signal stands for, as values a setting can interpret; none where it only ends when somebody ends it. */
export function limitsOfSignal(evaluator: Evaluator, signal: Abstract): Abstract[] {
  switch (signal.kind) {
    case 'instance':
      return signal.origin?.known.meaning.yields === undefined ? [] : [signal];
    // `AbortSignal.any([…])`: it ends with the first of them.
    case 'list':
      return signal.value.items.flatMap((item) =>
        item.spread ? [] : limitsOfSignal(evaluator, evaluator.evaluate(item.value, signal.frame)),
      );
    case 'result':
      return signal.path.join('.') === 'signal' ? timerOf(evaluator, signal) : [];
    default:
      return [];
  }
}

/** `setTimeout(() => controller.abort(), 10_000)` beside the controller: after how long it aborts. */
function timerOf(evaluator: Evaluator, signal: Result): Abstract[] {
  const { module } = signal.site;
  for (const call of module.calls) {
    const [run, after] = call.arguments;
    if (!run || !after || !isTimer(call.callee)) continue;
    const aborted = abortedBy(module, run.value).map(({ object, fn }) =>
      evaluator.evaluate(object, evaluator.frame(module, fn ?? call.function)),
    );
    if (aborted.some((one) => one.kind === 'result' && one.site.call === signal.site.call)) {
      const { frame } = signal.site;
      const inside = frame.module === module && frame.function === call.function;
      return [evaluator.evaluate(after.value, inside ? frame : evaluator.frame(module, call.function))];
    }
  }
  return [];
}

/** True for `setTimeout` and the like (`globalThis.setTimeout`). */
export function isTimer(callee: Value): boolean {
  return (
    (callee.kind === 'reference' && callee.name === 'setTimeout') ||
    (callee.kind === 'member' && callee.property === 'setTimeout')
  );
}

/** What a function handed over calls `abort` on. */
function abortedBy(module: ModuleSummary, run: Value): { object: Value; fn?: number }[] {
  if (run.kind === 'member' && run.property === 'abort') return [{ object: run.object }];
  if (run.kind !== 'function') return [];
  return module.calls.flatMap((call) =>
    call.function === run.function && call.callee.kind === 'member' && call.callee.property === 'abort'
      ? [{ object: call.callee.object, fn: call.function }]
      : [],
  );
}

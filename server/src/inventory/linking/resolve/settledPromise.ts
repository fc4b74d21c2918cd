// What a promise settles with behind `then`, `catch` and `finally`: what the function that was handed over gives back.
import { type Abstract, alternatives, oneOf, type Site } from './abstract';
import type { Evaluator } from './evaluator';

/** What `promise.then(one => …)` settles with in TypeScript; undefined where the call is no such step, or what it runs cannot be followed. */
export function settledPromise(evaluator: Evaluator, site: Site, at: Abstract['at']): Abstract | undefined {
  const { callee, arguments: handed } = site.call;
  if (site.module.language === 'python' || callee.kind !== 'member') return undefined;
  if (!/^(then|catch|finally)$/.test(callee.property)) return undefined;
  const promise = evaluator.evaluate(callee.object, site.frame);
  // Classes of the workspace may have methods of these names.
  if (alternatives(promise).some(({ kind }) => kind === 'class' || kind === 'symbol')) return undefined;
  if (callee.property === 'finally') return promise;
  const [first] = handed;
  const takers = first ? alternatives(evaluator.evaluate(first.value, site.frame)) : [];
  const results = takers.map((taker) => {
    if (taker.kind !== 'function') return undefined;
    if (callee.property === 'catch') return evaluator.callFunction(taker, undefined);
    const [argument] = handed;
    return evaluator.callFunction(taker, {
      ...site,
      call: { ...site.call, arguments: [{ ...argument!, name: undefined, value: callee.object }] },
    });
  });
  if (results.length === 0 || results.includes(undefined)) return undefined;
  const settled = results.filter((one) => one !== undefined);
  return oneOf(callee.property === 'catch' ? [promise, ...settled] : settled, at);
}

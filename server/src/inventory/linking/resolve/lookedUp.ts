// What members of known values give: the entry `get` looks up in a dict, whether it may find nothing, a text handed on as it is.
import { type Abstract, alternatives, oneOf, type Site, unknown } from './abstract';
import type { Evaluator } from './evaluator';
import { presenceOf } from './presence';

/** What `options.get("key", other)` gives in Python; undefined where the call is no such look-up. */
export function lookedUp(evaluator: Evaluator, site: Site, at: Abstract['at']): Abstract | undefined {
  const { callee } = site.call;
  if (site.module.language !== 'python' || callee.kind !== 'member' || callee.property !== 'get')
    return undefined;
  const [key, other] = site.call.arguments;
  if (key?.value.kind !== 'constant' || typeof key.value.value !== 'string') return undefined;
  const name = key.value.value;
  const tables = alternatives(evaluator.evaluate(callee.object, site.frame));
  if (!tables.every((table) => table.kind === 'object')) return undefined;
  const otherwise = (): Abstract =>
    other ? evaluator.evaluate(other.value, site.frame) : { kind: 'constant', value: null, at };
  const found = tables.flatMap((table) => {
    const { values, absent, blocked } = presenceOf(evaluator, table, name);
    return [
      ...values,
      ...(blocked ? [unknown(blocked.why, blocked.at)] : []),
      ...(absent ? [otherwise()] : []),
    ];
  });
  return oneOf(found, at);
}

/** Members that give the text they are called on, at most without the space around it. */
const SAME_TEXT: ReadonlySet<string> = new Set(['trim', 'strip', 'toString', 'get_secret_value']);

/** What a call gives that only hands a variable of the environment on (`settings.key.get_secret_value()`). */
export function sameText(evaluator: Evaluator, { call, frame }: Site): Abstract | undefined {
  const { callee } = call;
  if (callee.kind !== 'member' || !SAME_TEXT.has(callee.property) || call.arguments.length > 0)
    return undefined;
  const object = evaluator.evaluate(callee.object, frame);
  const isRead = alternatives(object).some((one) => one.kind === 'env');
  return isRead ? object : undefined;
}

/** Whether a call is a look-up that finds nothing where nothing is: `limits.get("tokens")`. */
export function mayFindNothing({ call }: Site): boolean {
  const { callee } = call;
  if (callee.kind !== 'member' || callee.property !== 'get') return false;
  const [key, other, ...more] = call.arguments;
  if (!key || more.length > 0) return false;
  return !other || (other.value.kind === 'constant' && other.value.value === null);
}

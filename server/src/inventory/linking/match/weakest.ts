// Which of several effective values holds back least. Pure data.
import type { EffectiveValue } from '../../facts/fact';

/** Of several effective values the weakest: no limit before any limit, the longest time, the fewest retries. */
export function weakest(values: readonly EffectiveValue[]): EffectiveValue | undefined {
  return values.reduce<EffectiveValue | undefined>(
    (bad, value) => (bad === undefined || isWeaker(value, bad) ? value : bad),
    undefined,
  );
}

export const SOMETIMES_ZERO = 'it is zero on some paths only';

/** True for counts of which some are zero and some are not: the one switches off what the other keeps, so neither speaks for the whole. */
export function isSometimesZero(values: readonly (EffectiveValue | undefined)[]): boolean {
  const counts = values.flatMap((value) => {
    const record = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
    const count = (record as Readonly<Record<string, EffectiveValue>> | undefined)?.count;
    return count === undefined ? [] : [count];
  });
  return counts.includes(0) && counts.some((count) => count !== 0);
}

function isWeaker(a: EffectiveValue, b: EffectiveValue): boolean {
  for (const key of ['ms', 'n']) {
    const [left, right] = [numberAt(a, key), numberAt(b, key)];
    if (left !== undefined && right !== undefined) return left > right;
  }
  const [left, right] = [numberAt(a, 'count'), numberAt(b, 'count')];
  return left !== undefined && right !== undefined && left < right;
}

/** `none` is more than any number. */
function numberAt(value: EffectiveValue, key: string): number | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const inner = (value as Readonly<Record<string, EffectiveValue>>)[key];
  return inner === 'none' ? Number.POSITIVE_INFINITY : typeof inner === 'number' ? inner : undefined;
}

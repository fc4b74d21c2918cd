// `sum`: the numbers of a list (or one key of its records) add up to more than a limit.
import { z } from 'zod';
import type { Operator } from '../operator';
import { limitAt, limitSchema } from './greaterThan';

const schema = z.strictObject({ of: z.string().optional(), greaterThan: limitSchema });
type Operand = z.infer<typeof schema>;

export const operator: Operator<Operand> = {
  name: 'sum',
  schema,
  needs: 'list',
  compile: (operand) => (actual, moment) => {
    const limit = limitAt(operand.greaterThan, moment);
    let total = 0;
    let open = false;
    for (const element of Array.isArray(actual) ? actual : [actual]) {
      const value = operand.of === undefined ? element : keyOf(element, operand.of);
      if (typeof value === 'number') total += value;
      else if (value !== undefined) open = true;
    }
    // Summands are durations and amounts, never negative: what is missing can only raise the total.
    if (total > limit) return true;
    return open ? 'unknown' : false;
  },
};

function keyOf(element: unknown, key: string): unknown {
  return typeof element === 'object' && element !== null && Object.hasOwn(element, key)
    ? (element as Record<string, unknown>)[key]
    : undefined;
}

// `count`: how many elements a list has: a number, or `{atLeast, atMost}`. No value counts as none.
import { z } from 'zod';
import type { Operator } from '../operator';

const bounds = z
  .strictObject({ atLeast: z.number().int().min(0).optional(), atMost: z.number().int().min(0).optional() })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'needs atLeast or atMost')
  .refine(
    ({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }) => atLeast <= atMost,
    'atLeast is above atMost',
  );
const schema = z.union([z.number().int().min(0), bounds]);
type Operand = z.infer<typeof schema>;

export const operator: Operator<Operand> = {
  name: 'count',
  schema,
  needs: 'list',
  compile: (operand) => {
    const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } =
      typeof operand === 'number' ? { atLeast: operand, atMost: operand } : operand;
    return (actual) => {
      const length = Array.isArray(actual) ? actual.length : actual === undefined ? 0 : 1;
      return length >= atLeast && length <= atMost;
    };
  },
};

// `exists`: there is a value at all (true), or there is none (false).
import { z } from 'zod';
import type { Operator } from '../operator';

export const operator: Operator<boolean> = {
  name: 'exists',
  schema: z.boolean(),
  compile: (operand) => (actual) => (actual !== undefined && actual !== null) === operand,
};

// `is`: the value equals a constant, or is a `number`. On a list: one element does.
import { z } from 'zod';
import { type Constant, type Operator, onAnyElement } from '../operator';

const schema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Equality of words and truth values as the linker may write them: `true` and "true" are one. */
export function sameWord(actual: unknown, wanted: Constant): boolean {
  if (wanted === 'number') return typeof actual === 'number';
  return actual === wanted || (typeof wanted === 'boolean' && actual === String(wanted));
}

export const operator: Operator<Constant> = {
  name: 'is',
  schema,
  constants: (operand) => [operand],
  compile: (operand) => (actual) => onAnyElement(actual, (value) => sameWord(value, operand)),
};

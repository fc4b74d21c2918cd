// `in`: the value is one of several constants. On a list: one element is.
import { z } from 'zod';
import { type Constant, type Operator, onAnyElement } from '../operator';
import { sameWord } from './is';

const schema = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1);

export const operator: Operator<Constant[]> = {
  name: 'in',
  schema,
  constants: (operand) => operand,
  compile: (operand) => (actual) =>
    onAnyElement(actual, (value) => operand.some((wanted) => sameWord(value, wanted))),
};

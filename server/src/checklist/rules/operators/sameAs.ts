// `sameAs`: the value equals another attribute of the same subject.
import { z } from 'zod';
import { parseAttributePath } from '../attributePath';
import { OperandError, type Operator } from '../operator';

export const operator: Operator<string> = {
  name: 'sameAs',
  schema: z.string().min(1),
  compile: (operand) => {
    if (!parseAttributePath(operand)) throw new OperandError(`"${operand}" is no attribute`);
    return (actual, _moment, other) => {
      const reading = other(operand);
      if (!reading.known) return 'unknown';
      return actual !== undefined && JSON.stringify(actual) === JSON.stringify(reading.value);
    };
  },
};

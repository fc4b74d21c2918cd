// `matches`: the text contains a match of a regular expression. Linear time; expressions that need more are refused at load.
import { RE2JS } from 're2js';
import { z } from 'zod';
import { OperandError, type Operator, onAnyElement } from '../operator';

export const operator: Operator<string> = {
  name: 'matches',
  schema: z.string().min(1),
  compile: (operand) => {
    const pattern = compilePattern(operand);
    return (actual) =>
      onAnyElement(actual, (value) => typeof value === 'string' && pattern.matcher(value).find());
  },
};

function compilePattern(text: string): RE2JS {
  try {
    return RE2JS.compile(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OperandError(`"${text}" is no pattern that runs in linear time (${why})`);
  }
}

// `listedIn`: the text stands in a list of the rule data, named `<file without ending>#<key>` below the rules directory.
import { z } from 'zod';
import { OperandError, type Operator, onAnyElement } from '../operator';

export const operator: Operator<string> = {
  name: 'listedIn',
  schema: z.string().regex(/^[\w./-]+#[\w.-]+$/, 'is written file#key'),
  compile: (operand, loading) => {
    const names = loading.list(operand);
    if (!names) throw new OperandError(`there is no list "${operand}" in the rule data`);
    const listed = new Set(names);
    return (actual) => onAnyElement(actual, (value) => typeof value === 'string' && listed.has(value));
  },
};

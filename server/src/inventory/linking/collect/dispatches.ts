// Functions that do one thing or another by a name: what they compare it with. That is how own loops run the tools a model asks for.
import type { Value } from '../../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../../languages/summary/walk';
import type { LinkContext } from '../context';
import type { Dispatch } from '../moduleFacts';

const EQUALS = new Set(['==', '===']);

export function collectDispatches(context: LinkContext): Dispatch[] {
  return context.module.functions.flatMap((fn) => {
    const names = new Set<string>();
    const take = (values: readonly Value[]): void => {
      for (const value of values)
        if (value.kind === 'constant' && typeof value.value === 'string') names.add(value.value);
    };
    walkStatements(fn.body, (statement) => {
      if (statement.kind === 'switch') for (const { tests } of statement.cases) take(tests);
      for (const value of valuesOf(statement))
        walkValue(value, (inner) => {
          if (inner.kind === 'operation' && EQUALS.has(inner.operator)) take(inner.operands);
        });
    });
    return names.size > 0 ? [{ within: context.functionKey(fn.id), names: [...names] }] : [];
  });
}

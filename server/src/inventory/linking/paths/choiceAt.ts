// Choices inside one statement: `ok ? next() : refuse()`.
import type { ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { holds, valuesOfStatement } from './control';

export interface Choice {
  readonly condition: Value;
  /** What is chosen instead. */
  readonly other: Value;
}

/** The choices by a condition around an offset. */
export function choicesAt(module: ModuleSummary, statement: Statement, offset: number): Choice[] {
  const choices: Choice[] = [];
  for (const value of valuesOfStatement(module, statement)) {
    if (value.kind !== 'oneOf' || value.choice !== 'ternary' || !value.condition) continue;
    const [first, second] = value.options;
    if (first && second && holds(first, offset)) choices.push({ condition: value.condition, other: second });
    if (first && second && holds(second, offset)) choices.push({ condition: value.condition, other: first });
  }
  return choices;
}

/** What a return gives back in each case, each as a return of its own. */
export function waysOut(statement: Extract<Statement, { kind: 'return' | 'throw' }>): Statement[] {
  const { value } = statement;
  if (value?.kind !== 'oneOf' || value.choice !== 'ternary') return [statement];
  return value.options.flatMap((option) =>
    waysOut({ ...statement, value: option, start: option.start, end: option.end }),
  );
}

// Where error handling answers: the statement that gives the fallback, not the one that tells the log. One body at a time.
import type { ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Span } from '../../../text/span';
import { allStatements } from './control';
import { isLog } from './refusal';

/** The answer of a handler's body; `whole` where none of its statements stands out. */
export function answerSpan(module: ModuleSummary, body: readonly Statement[], whole: Span): Span {
  const statements = [...allStatements(body)];
  const given = statements.find((one) => one.kind === 'return' && one.value !== undefined);
  if (given) return given;
  const sent = statements.findLast(
    (one) => one.kind === 'assign' || (one.kind === 'expression' && !isLogging(module, one.value)),
  );
  return sent ?? statements.find((one) => one.kind === 'throw') ?? whole;
}

function isLogging(module: ModuleSummary, value: Value): boolean {
  return value.kind === 'call' && isLog(module, module.calls[value.call]!);
}

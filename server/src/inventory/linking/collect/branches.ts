// The branches a call stands in: what runs on some paths of its function only. Spans, no meaning.
import type { CallSite, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf, valuesOf, walkValue } from '../../../languages/summary/walk';
import type { Span } from '../../../text/span';

/** The branches around a call within its function, outermost first: blocks of conditions and loops, options of a one-of. */
export function branchesAround(module: ModuleSummary, call: CallSite): Span[] {
  const branches: Span[] = [];
  const holds = (span: Span): boolean => span.start <= call.start && call.end <= span.end;
  const look = (value: Value): void =>
    walkValue(value, (inner) => {
      if (inner.kind === 'oneOf') branches.push(...inner.options.filter(holds));
    });
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements.filter(holds)) {
      for (const value of valuesOf(statement)) look(value);
      for (const block of blocksOf(statement)) {
        const inside = block.find(holds);
        if (!inside) continue;
        if (isBranch(statement, block)) branches.push({ start: block[0]!.start, end: block.at(-1)!.end });
        visit(block);
      }
    }
  };
  visit(module.functions[call.function]?.body ?? []);
  // Arguments are no part of the value their call stands in.
  for (const around of module.calls)
    if (around.function === call.function && around !== call && holds(around))
      for (const argument of around.arguments) look(argument.value);
  return branches;
}

function isBranch(statement: Statement, block: readonly Statement[]): boolean {
  if (statement.kind === 'with') return false;
  return statement.kind !== 'try' || (block !== statement.body && block !== statement.finalizer);
}

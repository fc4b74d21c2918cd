// `if … else if … else` to statements. One branch nests in the one before, up to a depth every reader of statements can take.
import type { Span } from '../../text/span';
import type { Statement } from './module';
import type { Value } from './value';

/** A condition and what it guards, without the branches after it. */
export interface Branch extends Span {
  /** Assignments inside the condition: they stand before the test. */
  readonly before: readonly Statement[];
  readonly condition: Value;
  readonly then: readonly Statement[];
}

/** Branches after so many stand side by side: nothing in them is lost, only that one excludes the other. */
const MAX_NESTED = 100;

/** The statements of a chain of branches, up to the end of its last part. */
export function chainOf(
  branches: readonly Branch[],
  otherwise: readonly Statement[],
  end: number,
): Statement[] {
  const beside = branches.slice(MAX_NESTED);
  const tail = beside.flatMap((branch, index) =>
    index < beside.length - 1 ? toStatements(branch, [], branch.end) : toStatements(branch, otherwise, end),
  );
  return branches
    .slice(0, MAX_NESTED)
    .reduceRight<Statement[]>(
      (rest, branch) => toStatements(branch, rest, end),
      beside.length > 0 ? tail : [...otherwise],
    );
}

function toStatements(
  { start, before, condition, then }: Branch,
  otherwise: readonly Statement[],
  end: number,
): Statement[] {
  return [...before, { kind: 'if', start, end, condition, then, otherwise }];
}

// Readiness: how much of what applies is shown. Pure.
import type { ItemResult, ItemStatus, Readiness } from './status';

/** (passing + attested) / (all − waived − not-applicable − not-checked), with its parts. */
export function readinessOf(items: readonly ItemResult[]): Readiness {
  const count = (status: ItemStatus): number => items.filter((item) => item.status === status).length;
  const [passing, attested, failing] = [count('passing'), count('attested'), count('failing')];
  const [missing, unknown, waived] = [count('missing'), count('unknown'), count('waived')];
  const [notApplicable, notChecked] = [count('not-applicable'), count('not-checked')];
  const applicable = items.length - waived - notApplicable - notChecked;
  const score = applicable === 0 ? null : (passing + attested) / applicable;
  const ready = score === null || notChecked > 0 ? null : failing + missing + unknown === 0;
  return {
    ready,
    score,
    applicable,
    passing,
    attested,
    failing,
    missing,
    unknown,
    waived,
    notApplicable,
    notChecked,
  };
}

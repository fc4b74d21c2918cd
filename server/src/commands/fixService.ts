// What commands ask of the repairs: which a finding has, and the edits of one of them.
import type { Finding } from '../checklist/findings/finding';
import type { Analysis } from '../engine/analysis';
import type { Fix, FixInput, FixOutcome } from '../fixes/fix';
import { offerFix } from '../fixes/offer';
import type { FixTitle } from '../reports/report';

export interface FixService {
  /** The repairs a finding of this analysis names, the best first. Whether one fits is known once it is asked for. */
  offers(analysis: Analysis, finding: Finding): readonly FixTitle[];
  /** The edits of one repair, or why it is refused. Never throws. */
  repair(analysis: Analysis, finding: Finding, fix: string): Promise<FixOutcome>;
}

/** `inputFor` gives a repair what it may ask of the analysis. */
export function createFixService(
  fixes: readonly Fix[],
  inputFor: (analysis: Analysis, finding: Finding) => FixInput,
): FixService {
  const byId = new Map(fixes.map((fix) => [fix.id, fix]));
  return {
    offers(analysis, finding) {
      if (finding.fixes.length === 0) return [];
      const input = inputFor(analysis, finding);
      return finding.fixes.flatMap((id) => {
        const fix = byId.get(id);
        return fix ? [{ id, title: fix.title(input), safety: fix.safety }] : [];
      });
    },
    async repair(analysis, finding, id) {
      const fix = byId.get(id);
      return fix ? offerFix(fix, inputFor(analysis, finding)) : { refused: `there is no repair "${id}"` };
    },
  };
}

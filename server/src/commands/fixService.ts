// What commands ask of the repairs: which a finding has, and the edits of one of them.
import type { Finding } from '../checklist/findings/finding';
import type { Fix, FixInput, FixOutcome } from '../fixes/fix';
import { isListed, offerFix } from '../fixes/offer';
import type { FixTitle } from '../reports/report';

export interface FixService {
  /**
   * The repairs a finding of the newest analysis names, the best first. Whether one fits is known once it is asked for;
   * those that are known to be refused are left out, unless `refused` asks for them and so for the reason.
   */
  offers(finding: Finding, wanted?: { readonly refused?: boolean }): readonly FixTitle[];
  /** The edits of one repair, or why it is refused. Never throws. */
  repair(finding: Finding, fix: string): Promise<FixOutcome>;
}

/** `inputFor` gives a repair what it may ask of the newest analysis; where it gives nothing, nothing is offered. */
export function createFixService(
  fixes: readonly Fix[],
  inputFor: (finding: Finding) => FixInput | undefined,
): FixService {
  const byId = new Map(fixes.map((fix) => [fix.id, fix]));
  return {
    offers(finding, { refused = false } = {}) {
      const input = finding.fixes.length > 0 ? inputFor(finding) : undefined;
      if (!input) return [];
      return finding.fixes.flatMap((id) => {
        const fix = byId.get(id);
        return fix && (refused || isListed(fix, input))
          ? [{ id, title: fix.title(input), safety: fix.safety }]
          : [];
      });
    },
    async repair(finding, id) {
      const fix = finding.fixes.includes(id) ? byId.get(id) : undefined;
      const input = fix && inputFor(finding);
      return fix && input ? offerFix(fix, input) : { refused: `there is no repair "${id}" for this finding` };
    },
  };
}

// Which findings are shown where: what counts, what the level setting lets through, what fits into Problems.
import type { Severity } from '../checklist/findings/decision';
import type { Finding } from '../checklist/findings/finding';
import { comparePlaces } from '../text/span';
import type { Settings } from '../workspace/settings';

/** From loud to quiet. */
const LOUDNESS: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** True for a finding that nothing suppresses and no attestation answers. */
export function counts(finding: Finding): boolean {
  return !finding.suppressed && !finding.answered;
}

/** True for a finding that draws a squiggle under these settings. */
export function isDrawn(finding: Finding, { level }: Pick<Settings, 'level'>): boolean {
  return counts(finding) && LOUDNESS.indexOf(finding.severity) <= LOUDNESS.indexOf(level);
}

export interface CappedFindings {
  readonly shown: readonly Finding[];
  /** Projects with more findings than fit. */
  readonly more: readonly { readonly project: string; readonly hidden: readonly Finding[] }[];
}

/** At most `limit` findings of each project, the loudest first, in the order they came. */
export function cap(findings: readonly Finding[], limit: number): CappedFindings {
  const byProject = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = byProject.get(finding.project);
    if (list) list.push(finding);
    else byProject.set(finding.project, [finding]);
  }
  const hiddenOnes = new Set<Finding>();
  const more: { project: string; hidden: Finding[] }[] = [];
  for (const [project, list] of byProject) {
    if (list.length <= limit) continue;
    const hidden = [...list].sort(byLoudness).slice(limit);
    more.push({ project, hidden });
    for (const finding of hidden) hiddenOnes.add(finding);
  }
  return { shown: findings.filter((finding) => !hiddenOnes.has(finding)), more };
}

/** The loudest first, advice last; those alike by path and place. */
export function loudestFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ advice, severity }: Finding): number =>
    advice ? LOUDNESS.length : LOUDNESS.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b) || comparePlaces(a.place, b.place));
}

function byLoudness(a: Finding, b: Finding): number {
  return LOUDNESS.indexOf(a.severity) - LOUDNESS.indexOf(b.severity);
}

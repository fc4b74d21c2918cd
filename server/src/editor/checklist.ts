// The notification `airworthy/checklist`: statuses and counts of a root after each analysis.
import type { Finding } from '../checklist/findings/finding';
import type { ItemResult } from '../checklist/status/status';
import type { ChecklistParams, FindingCounts } from '../protocol/checklist';
import { CHECKLIST } from '../protocol/methods';
import type { Feature } from './feature';
import type { AnalysisEvent } from './session';
import { counts } from './visibleFindings';

export const feature: Feature = {
  start: (session) => {
    session.onAnalysis.add(
      (event) => void session.connection.sendNotification(CHECKLIST, toChecklist(event)),
    );
  },
};

export function toChecklist({ root, analysis }: Pick<AnalysisEvent, 'root' | 'analysis'>): ChecklistParams {
  const counting = analysis.findings.filter(counts);
  const fingerprints = new Set(counting.map(({ fingerprint }) => fingerprint));
  return {
    root: root.uri,
    name: root.name,
    revision: analysis.revision,
    hasAgent: analysis.hasAgent,
    readiness: analysis.readiness,
    items: analysis.items.map((item) => toSummary(item, fingerprints)),
    // Agents are many, and folded only where somebody looks at one.
    scopes: analysis.scopes.flatMap((scope) => {
      const { id, kind, path, name } = scope;
      return kind === 'agent' ? [] : [{ id, kind, path, name, readiness: scope.readiness }];
    }),
    findings: countBySeverity(counting),
  };
}

function toSummary(item: ItemResult, counting: ReadonlySet<string>): ChecklistParams['items'][number] {
  const { id, title, category, status } = item;
  return { id, title, category, status, findings: item.findings.filter((each) => counting.has(each)).length };
}

function countBySeverity(findings: readonly Finding[]): FindingCounts {
  const number = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    error: number('error'),
    warning: number('warning'),
    information: number('information'),
    hint: number('hint'),
  };
}

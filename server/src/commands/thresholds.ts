// When a check fails: the thresholds of the command line held against an analysis. Suppressed and answered findings never count.
import type { ItemStatus } from '../checklist/status/status';
import { counts } from '../reports/findingsText';
import { toPercent } from '../reports/readinessText';
import type { ReportInput } from '../reports/report';
import { plural } from '../reports/textTable';

export const FAIL_ON = ['error', 'warning', 'missing', 'unknown', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface Thresholds {
  readonly failOn: FailOn;
  /** 0 to 1. */
  readonly minScore?: number;
  /** Item ids. */
  readonly require: readonly string[];
}

/** One sentence for each threshold that was reached; empty if the check is clean. A folder without an agent always is. */
export function reached(shown: ReportInput, whole: ReportInput, thresholds: Thresholds): readonly string[] {
  if (!shown.hasAgent) return [];
  return [
    ...reachedLevel(shown, thresholds.failOn),
    ...reachedScore(whole, thresholds.minScore),
    ...whole.items
      .filter(({ id, status }) => thresholds.require.includes(id) && !isShown(status))
      .map(({ id, status }) => `Failed: ${id} is required and ${status.replace('-', ' ')}.`),
  ];
}

function isShown(status: ItemStatus): boolean {
  return status === 'passing' || status === 'attested';
}

function reachedLevel(input: ReportInput, failOn: FailOn): readonly string[] {
  const level = FAIL_ON.indexOf(failOn);
  const findings = (severity: 'error' | 'warning'): number =>
    input.findings.filter((finding) => counts(finding) && finding.severity === severity).length;
  const items = (status: ItemStatus): number => input.items.filter((item) => item.status === status).length;
  const numbers: Readonly<Record<Exclude<FailOn, 'never'>, number>> = {
    error: findings('error'),
    warning: findings('warning'),
    missing: items('missing'),
    unknown: items('unknown'),
  };
  if (failOn === 'never') return [];
  const words = FAIL_ON.slice(0, level + 1).flatMap((each) => {
    const number = each === 'never' ? 0 : numbers[each];
    if (number === 0) return [];
    return [
      each === 'missing' || each === 'unknown' ? `${plural(number, 'item')} ${each}` : plural(number, each),
    ];
  });
  return words.length === 0 ? [] : [`Failed: ${words.join(', ')} (--fail-on ${failOn}).`];
}

function reachedScore({ readiness }: ReportInput, minScore: number | undefined): readonly string[] {
  if (minScore === undefined || readiness.score === null || readiness.score >= minScore) return [];
  return [`Failed: readiness is ${toPercent(readiness.score)}, ${toPercent(minScore)} are asked for.`];
}

// The figures for machines.
import { type RepositoryScore, sumOf } from './scoreRepository';
import { precisionParts } from './scoreSites';
import { toAgreement } from './scoreStatuses';

interface Skipped {
  readonly repository: string;
  readonly why: string;
}

export function toJson(scores: readonly RepositoryScore[], skipped: readonly Skipped[]) {
  return { repositories: scores.map(figures), sum: figures(sumOf(scores)), skipped };
}

function figures({ repository, kinds, attributes, confusion, items, remarks }: RepositoryScore) {
  return {
    repository,
    kinds: Object.fromEntries(
      [...kinds].map(([kind, each]) => [
        kind,
        {
          ...each,
          recall: share(each.hit, each.required),
          precision: share(...precisionParts([[kind, each]])),
        },
      ]),
    ),
    attributes: Object.fromEntries(
      [...attributes].map(([name, each]) => [
        name,
        { ...each, ofGiven: share(each.correct, each.given), ofLabelled: share(each.correct, each.labelled) },
      ]),
    ),
    agreement: { ...toAgreement(confusion), confusion: Object.fromEntries(confusion) },
    items: Object.fromEntries([...items].map(([id, each]) => [id, toAgreement(each)])),
    remarks,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

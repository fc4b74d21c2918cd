// Readiness in words, always with its parts. Text only.
import type { ChecklistParams, ReadinessCounts } from '../../server/src/protocol/checklist';

/** The checklists of all roots that hold an agent, as one sum. */
export interface ReadinessSum {
  readonly readiness: ReadinessCounts;
  readonly errors: number;
  readonly warnings: number;
}

type CountName = Exclude<keyof ReadinessCounts, 'ready' | 'score'>;

const COUNTS: readonly CountName[] = [
  'applicable',
  'passing',
  'attested',
  'failing',
  'missing',
  'unknown',
  'waived',
  'notApplicable',
  'notChecked',
];

/** Undefined where no root holds an agent. */
export function sumOf(checklists: readonly ChecklistParams[]): ReadinessSum | undefined {
  const own = checklists.filter(({ hasAgent }) => hasAgent);
  const [first] = own;
  if (!first) return undefined;
  const total = (pick: (checklist: ChecklistParams) => number): number =>
    own.reduce((sum, checklist) => sum + pick(checklist), 0);
  const counts = Object.fromEntries(
    COUNTS.map((name) => [name, total(({ readiness }) => readiness[name])]),
  ) as Record<CountName, number>;
  const all = own.map(({ readiness }) => readiness.ready);
  return {
    readiness: {
      ...counts,
      ready: all.includes(false) ? false : all.includes(null) ? null : true,
      score: counts.applicable === 0 ? null : (counts.passing + counts.attested) / counts.applicable,
    },
    errors: total(({ findings }) => findings.error),
    warnings: total(({ findings }) => findings.warning),
  };
}

/** `61%`; rounded down, so that 100% means all. */
export function percentText({ score }: ReadinessCounts): string {
  return score === null ? 'nothing applies' : `${Math.floor(score * 100)}%`;
}

/** `20 of 34 met, 8 failing, 4 missing, 2 unknown`. */
export function partsText(readiness: ReadinessCounts): string {
  const { passing, attested, applicable, failing, missing, unknown } = readiness;
  const met = `${passing + attested} of ${applicable} met`;
  return [met, ...named({ failing, missing, unknown })].join(', ');
}

/** What the number leaves out: `3 waived, 5 not applicable`; empty if nothing. */
export function leftOutText({ attested, waived, notApplicable, notChecked }: ReadinessCounts): string {
  return named({ attested, waived, 'not applicable': notApplicable, 'not checked yet': notChecked }).join(
    ', ',
  );
}

/** Of the status bar. */
export function statusBarText({ readiness }: ReadinessSum): string {
  const { failing } = readiness;
  const rest = failing > 0 ? ` · ${failing} failing` : '';
  return `$(checklist) Airworthy ${percentText(readiness)}${rest}`;
}

export function findingsText({ errors, warnings }: ReadinessSum): string {
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
}

function named(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []));
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

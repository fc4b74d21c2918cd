// Statuses of the items of one repository against its labels.
import type { Label } from './labels';

/** A label's word, or an abstention: the command said `unknown`, `not-checked` or `waived`. */
type Verdict = 'passing' | 'failing' | 'missing' | 'not-applicable' | 'abstained';
type Coarse = 'passing' | 'unsatisfied' | 'not-applicable' | 'abstained';

export interface StatusScores {
  /** How often a label's verdict met one of the command, by `label got`. */
  readonly confusion: ReadonlyMap<string, number>;
  readonly remarks: readonly string[];
}

export interface Agreement {
  readonly scored: number;
  readonly decided: number;
  /** Of the decided: the same word. */
  readonly strict: number;
  /** Of the decided: the same word, failing and missing being one. */
  readonly coarse: number;
  /** The mean over passing, unsatisfied and not-applicable, so that a constant answer does not look good; abstentions are wrong. */
  readonly balanced: number | undefined;
  /** The harmful error: the command passes what a reader does not. */
  readonly falsePasses: number;
  readonly unsatisfied: number;
  readonly falseAlarms: number;
  readonly passing: number;
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  passing: 'passing',
  attested: 'passing',
  failing: 'failing',
  missing: 'missing',
  'not-applicable': 'not-applicable',
};

export function scoreStatuses(label: Label, statuses: ReadonlyMap<string, string>): StatusScores {
  const confusion = new Map<string, number>();
  const remarks: string[] = [];
  for (const [id, { status }] of Object.entries(label.items)) {
    if (status === 'unsure') continue;
    const got = VERDICTS[statuses.get(id) ?? ''] ?? 'abstained';
    const key = `${status} ${got}`;
    confusion.set(key, (confusion.get(key) ?? 0) + 1);
    if (coarse(got) !== coarse(status))
      remarks.push(`item ${id}: label ${status}, got ${statuses.get(id) ?? 'nothing'}`);
  }
  return { confusion, remarks };
}

export function toAgreement(confusion: ReadonlyMap<string, number>): Agreement {
  const cells = [...confusion].map(([key, count]) => {
    const [want, got] = key.split(' ') as [Verdict, Verdict];
    return { want, got, count };
  });
  const count = (which: (cell: { readonly want: Verdict; readonly got: Verdict }) => boolean): number =>
    cells.filter(which).reduce((total, cell) => total + cell.count, 0);
  const shares = (['passing', 'unsatisfied', 'not-applicable'] as const).flatMap((group) => {
    const all = count(({ want }) => coarse(want) === group);
    return all === 0 ? [] : [count(({ want, got }) => coarse(want) === group && coarse(got) === group) / all];
  });
  return {
    scored: count(() => true),
    decided: count(({ got }) => got !== 'abstained'),
    strict: count(({ want, got }) => want === got),
    coarse: count(({ want, got }) => coarse(want) === coarse(got)),
    balanced: shares.length === 0 ? undefined : shares.reduce((sum, share) => sum + share, 0) / shares.length,
    falsePasses: count(({ want, got }) => coarse(want) === 'unsatisfied' && got === 'passing'),
    unsatisfied: count(({ want }) => coarse(want) === 'unsatisfied'),
    falseAlarms: count(({ want, got }) => want === 'passing' && coarse(got) === 'unsatisfied'),
    passing: count(({ want }) => want === 'passing'),
  };
}

function coarse(verdict: Verdict): Coarse {
  return verdict === 'failing' || verdict === 'missing' ? 'unsatisfied' : verdict;
}

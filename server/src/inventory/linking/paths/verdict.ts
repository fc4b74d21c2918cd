// How far something holds on the ways to a place, and how verdicts combine. Data only.

import type { Place } from '../../../text/span';
import type { Blocker } from '../../facts/fact';

/** `every`: on every way; `some`: on some only, `because` quotes the condition; `unknown`: something on the way cannot be followed. */
export interface Verdict {
  readonly state: 'every' | 'some' | 'unknown' | 'none';
  readonly because: string;
  readonly place?: Place;
  readonly product?: string;
  readonly blockers: readonly Blocker[];
}

export const NONE: Verdict = { state: 'none', because: 'nothing on its way does it', blockers: [] };

const RANK = { every: 3, some: 2, unknown: 1, none: 0 } as const;

/** Layers one after the other: the strongest decides, blockers are kept. */
export function strongest(verdicts: readonly Verdict[]): Verdict {
  let best = NONE;
  for (const verdict of verdicts) if (RANK[verdict.state] > RANK[best.state]) best = verdict;
  if (best.state === 'every') return best;
  return { ...best, blockers: verdicts.flatMap((verdict) => verdict.blockers) };
}

/** Alternatives: only what holds on all of them holds. */
export function weakest(verdicts: readonly Verdict[], condition: string): Verdict {
  const [first] = verdicts;
  if (!first) return NONE;
  if (verdicts.every((verdict) => verdict.state === 'every')) return first;
  const blockers = verdicts.flatMap((verdict) => verdict.blockers);
  const partly = verdicts.find((verdict) => verdict.state === 'every' || verdict.state === 'some');
  if (partly) {
    const because = partly.state === 'some' ? partly.because : condition;
    return {
      ...partly,
      state: 'some',
      because,
      blockers: partly.place ? [{ why: because, place: partly.place }, ...blockers] : blockers,
    };
  }
  return verdicts.find((verdict) => verdict.state === 'unknown') ?? { ...NONE, blockers };
}

/** A verdict that holds only under a condition. */
export function onlyIf(verdict: Verdict, condition: string, place: Place): Verdict {
  if (verdict.state !== 'every') return verdict;
  const because = `${verdict.because}, only if ${condition}`;
  return { ...verdict, state: 'some', because, blockers: [{ why: because, place }] };
}

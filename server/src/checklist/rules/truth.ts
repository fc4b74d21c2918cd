// Three-valued logic with its reasons: what a condition answers, and how answers combine. No conditions here.
import type { Blocker } from '../../inventory/facts/fact';
import type { Place } from '../../text/span';

export type Truth = true | false | 'unknown';

/** A truth with the place that shows it, a phrase, and what blocked where it is unknown. */
export interface Verdict {
  readonly truth: Truth;
  readonly evidence?: Place;
  readonly because?: string;
  readonly blockers: readonly Blocker[];
}

const NO_BLOCKERS: readonly Blocker[] = [];

export function verdict(truth: Truth, evidence?: Place, because?: string): Verdict {
  return { truth, evidence, because, blockers: NO_BLOCKERS };
}

export function unknownBecause(blockers: readonly Blocker[]): Verdict {
  return { truth: 'unknown', blockers };
}

export function negate(inner: Verdict): Verdict {
  return inner.truth === 'unknown' ? inner : { ...inner, truth: !inner.truth };
}

/** False if any is false, else unknown if any is unknown. Evidence is that of the deciding member. */
export function every(members: readonly Verdict[]): Verdict {
  const no = members.find((member) => member.truth === false);
  if (no) return no;
  const open = members.filter((member) => member.truth === 'unknown');
  if (open.length > 0) return unknownBecause(open.flatMap((member) => member.blockers));
  const shown = members.find((member) => member.evidence);
  return verdict(true, shown?.evidence, shown?.because ?? members.find((member) => member.because)?.because);
}

/** True if any is true, else unknown if any is unknown. */
export function some(members: readonly Verdict[]): Verdict {
  const yes = members.find((member) => member.truth === true);
  if (yes) return yes;
  const open = members.filter((member) => member.truth === 'unknown');
  if (open.length > 0) return unknownBecause(open.flatMap((member) => member.blockers));
  return members.find((member) => member.evidence) ?? verdict(false);
}

// `{guardedBy: {guard, argument?, facets?}}`: a guard stands on every path to the subject. On some paths only: unknown.
import { z } from 'zod';
import type { GuardMark } from '../../../inventory/facts/fact';
import { unknownBecause, type Verdict, verdict } from '../truth';
import { BROKEN, type Condition, type Keys, NOTHING_READ, type Scope } from './condition';

const schema = z.strictObject({
  guard: z.string().min(1),
  argument: z.string().optional(),
  facets: z.array(z.string()).min(1).optional(),
});
type Wanted = z.infer<typeof schema>;

export function compileGuardedBy(raw: unknown, keys: Keys, scope: Scope): Condition {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    scope.report(keys, z.prettifyError(parsed.error).replaceAll('\n', ' '));
    return BROKEN;
  }
  return {
    test: ({ view }) => guardVerdict(view.fact?.guards ?? [], parsed.data),
    attributes: [],
    reads: NOTHING_READ,
  };
}

/** What the marks of a subject say about one guard. A mark without facets is not narrowed and counts for each. */
export function guardVerdict(marks: readonly GuardMark[], wanted: Wanted): Verdict {
  const fitting = marks.filter(
    (mark) =>
      mark.guard === wanted.guard &&
      (wanted.argument === undefined || mark.argument === undefined || mark.argument === wanted.argument) &&
      (!wanted.facets || !mark.facets || wanted.facets.some((facet) => mark.facets?.includes(facet))),
  );
  const full = fitting.find((mark) => mark.paths === 'every');
  if (full) return verdict(true, full.place, full.because);
  if (fitting.length === 0) return verdict(false);
  return unknownBecause(fitting.map((mark) => ({ why: mark.because, place: mark.place })));
}

// `{product: {capability, proof?, facets?, around?}}`: a product or measure counts for the app the subject is judged in.
import { z } from 'zod';
import type { Evidence } from '../../../inventory/facts/fact';
import { FILE_ROLES } from '../../../manifest/fileRoles';
import type { Moment } from '../operator';
import { unknownBecause, type Verdict, verdict } from '../truth';
import { BROKEN, type Condition, type Keys, type Scope } from './condition';
import { guardVerdict } from './guardedBy';

const schema = z.strictObject({
  capability: z.string().min(1),
  /** Role of the file the proof must lie in; any role the item allows if absent. */
  proof: z.enum(FILE_ROLES).optional(),
  facets: z.array(z.string()).min(1).optional(),
  /** `subject`: it must stand around the subject, not merely be wired somewhere. */
  around: z.literal('subject').optional(),
});
type Wanted = z.infer<typeof schema>;

export function compileProduct(raw: unknown, keys: Keys, scope: Scope): Condition {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    scope.report(keys, z.prettifyError(parsed.error).replaceAll('\n', ' '));
    return BROKEN;
  }
  const wanted = parsed.data;
  return {
    test: (moment) => productVerdict(moment, wanted),
    attributes: [],
    reads: new Set(['evidence'] as const),
  };
}

function productVerdict(moment: Moment, wanted: Wanted): Verdict {
  const offered = moment.world.evidence(moment).filter((each) => fits(each, wanted));
  const declared = offered.filter((each) => each.strength === 'declared');
  const wired = wanted.around ? undefined : offered.find((each) => each.strength === 'wired');
  if (wired) return verdict(true, wired.place, wired.because);
  if (wanted.around) {
    const { capability: guard, facets } = wanted;
    const around = guardVerdict(moment.view.fact?.guards ?? [], { guard, facets });
    if (around.truth !== false) return around;
  }
  if (declared.length === 0) return verdict(false);
  return unknownBecause(declared.map(({ because, place }) => ({ why: because, place })));
}

function fits(evidence: Evidence, wanted: Wanted): boolean {
  return (
    evidence.capability === wanted.capability &&
    (wanted.proof === undefined || evidence.role === wanted.proof) &&
    (!wanted.facets || !evidence.facets || wanted.facets.some((facet) => evidence.facets?.includes(facet)))
  );
}

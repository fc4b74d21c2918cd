// `greaterThan`: a number above a limit; the limit is a constant or a setting of the manifest with its default.
import { z } from 'zod';
import type { Moment, Operator } from '../operator';

export const limitSchema = z.union([
  z.number(),
  z.strictObject({ manifest: z.string().min(1), default: z.number() }),
]);
export type Limit = z.infer<typeof limitSchema>;

/** The limit that holds where the subject is judged. */
export function limitAt(limit: Limit, moment: Moment): number {
  if (typeof limit === 'number') return limit;
  return moment.world.setting(moment.view.project, limit.manifest) ?? limit.default;
}

export const operator: Operator<Limit> = {
  name: 'greaterThan',
  schema: limitSchema,
  needs: 'number',
  compile: (operand) => (actual, moment) => typeof actual === 'number' && actual > limitAt(operand, moment),
};

// What a call adds to a graph that is built step by step.
import { z } from 'zod';
import { slotsSchema } from './slots';

export const graphSchema = z.strictObject({
  adds: z.enum(['node', 'edge', 'branch', 'jump', 'sequence', 'entry', 'finish']),
  name: slotsSchema.optional(),
  runs: slotsSchema.optional(),
  from: slotsSchema.optional(),
  to: slotsSchema.optional(),
});

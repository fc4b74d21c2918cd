// What a pack says of something that traces: what it sees, what it covers, when it is off. Part of a meaning.
import { z } from 'zod';
import { slotsSchema } from './slots';

const constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const tracerSchema = z.strictObject({
  sees: z.array(z.string()).default([]),
  /** Further SDK ids it instruments, of which nobody has looked up what the other tracers see: under those it stays open. */
  also: z.array(z.string()).default([]),
  covers: slotsSchema.optional(),
  /** It covers the client this call makes (`like`); without one the result is handed to calls, and only SDKs it sees run under it. */
  result: z.boolean().optional(),
  key: slotsSchema.optional(),
  variables: z.array(z.string()).optional(),
  /** false: it only instruments or provides; it counts as connected where another tracer of the process exports. */
  exports: z.boolean().default(true),
  /** Only active if one of these is given. */
  needs: slotsSchema.optional(),
  /** Slots that switch it off, with the values that do. */
  off: z.strictObject({ slots: slotsSchema, values: z.array(constant) }).optional(),
});

// What a pack says of something that guards: capability, how it works, when it is off. Part of a meaning.
import { z } from 'zod';
import { slotsSchema } from './slots';

const constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const guardSchema = z.strictObject({
  /** rate-limit, authentication, approval, host-check, retry, timeout, fallback, tracing, input-pii … */
  capability: z.string(),
  facets: z.array(z.string()).optional(),
  /**
   * How it works: `middleware` (used on an app, router or route), `decorator`, `wrap` (first argument's calls are covered),
   * `block` (as `with` item its body, as iterated value the loop's body), `check` (its result must be branched on before the subject),
   * `gate` (the call itself ends the request by throwing or redirecting: standing before the subject suffices),
   * `global` (being executed at start-up suffices), `slot` (what stands at `needs` guards what this call registers).
   * `exempt` (what it decorates or covers is left out by this pack's guards of the same capability that stand further out).
   * Slots of a guard that is a value (`as: value`) are those of the call it is handed to.
   */
  how: z.enum(['middleware', 'decorator', 'wrap', 'block', 'check', 'gate', 'global', 'slot', 'exempt']),
  /** What is covered where not the first argument or the decorated function. */
  covers: slotsSchema.optional(),
  /** A slot that switches it off, with the values that do. */
  off: z.object({ slots: slotsSchema, values: z.array(constant) }).optional(),
  /** Slots with a condition under which it lets a request past: whether it is active is unknown where one stands there. */
  unless: slotsSchema.optional(),
  /** Only active if one of these is given (a limiter without default limits covers nothing). */
  needs: slotsSchema.optional(),
  /** Only active if an object of this type (`Type` or `pack/Type`) made in the same project was given one of these slots. */
  with: z
    .strictObject({
      type: z.string(),
      slots: slotsSchema,
      /** A slot that switches that object off, with the values that do. */
      off: z.object({ slots: slotsSchema, values: z.array(constant) }).optional(),
    })
    .optional(),
});

// What a pack says of something that registers route handlers. Part of a meaning.
import { z } from 'zod';
import { slotsSchema } from './slots';

/**
 * Registers route handlers on the receiver. `method` is a constant (`ALL`, `WS`), `member` (the member's name in capitals) or a list of slots (absent there: GET).
 * Of several handlers the last answers, those before it are middleware; what is no function, guard or list of them is skipped; none left: no route.
 */
export const routeSchema = z.strictObject({
  method: z.union([z.string(), slotsSchema]),
  path: slotsSchema,
  /** `script`: the body of the file answers, which is run again at each turn; one route for each file. */
  handlers: z.union([z.literal('script'), slotsSchema]),
  guards: slotsSchema.optional(),
  /** Types of a handler's parameters by position (`Type` or `pack/Type`, `_` for one without a type). */
  parameters: z.array(z.string()).optional(),
  /** How it is called, where that is no HTTP route. */
  form: z.enum(['function', 'socket', 'bot', 'queue', 'interface']).optional(),
  /**
   * Where a class stands for its methods: which of them answer, by the HTTP method of each; `made` is the static method that makes
   * a handler of it, where that is needed; `guards` are its fields that hold guards.
   */
  classes: z
    .strictObject({
      methods: z.record(z.string(), z.string()),
      made: z.string().optional(),
      guards: z.array(z.string()).default([]),
    })
    .optional(),
  /** The app it is registered on, where that is not the receiver. */
  on: slotsSchema.optional(),
  /** Models, agents and chains that answer by themselves: the route counts without a function of the workspace. */
  serves: slotsSchema.optional(),
});
export type RouteMeaning = z.infer<typeof routeSchema>;

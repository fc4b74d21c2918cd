// Calls that are given an option for errors inside a stream where it does not stand: spread, or handed over by name.
import type { Value } from '../../../languages/summary/value';
import type { LinkContext } from '../context';
import type { SurfaceFacts } from '../moduleFacts';
import { ERROR_OPTION } from '../paths/errorOption';
import { type Abstract, alternatives } from '../resolve/abstract';
import { presenceOf } from '../resolve/presence';

/** The options of known calls of a module, by the start of the call. */
export function collectErrorOptions(context: LinkContext): SurfaceFacts['errorOptions'] {
  return context.matches.flatMap(({ site, form }) => {
    if (form !== 'call' && form !== 'new') return [];
    for (const { value } of site.call.arguments) {
      const place = isElsewhere(value)
        ? optionIn(context, context.evaluator.evaluate(value, site.frame))
        : undefined;
      if (place) return [{ at: site.call.start, place }];
    }
    return [];
  });
}

/** Most arguments are written out: only what is named or spread is evaluated. */
function isElsewhere(value: Value): boolean {
  if (value.kind === 'object') return value.entries.some((entry) => entry.kind === 'spread');
  return value.kind === 'reference' || value.kind === 'member';
}

/** Where the option is given, whatever the value is. */
function optionIn(context: LinkContext, value: Abstract): Abstract['at'] | undefined {
  const found = alternatives(value).map((one) =>
    one.kind === 'object'
      ? presenceOf(context.evaluator, one, ERROR_OPTION).values.find(
          (given) => !(given.kind === 'constant' && given.value === null),
        )
      : undefined,
  );
  return found.every(Boolean) ? found[0]?.at : undefined;
}

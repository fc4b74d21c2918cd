// Finds the use of a package at a place: the call, decorator, class or tool object a finding is about.
import type { LinkContext } from '../inventory/linking/context';
import type { Match } from '../inventory/linking/match/match';
import type { Place } from '../text/span';

/** Matches whose squiggle starts at the place: at the callee, at the name of what is decorated or derived. */
export function matchesAt(context: LinkContext, place: Place): readonly Match[] {
  const { module } = context;
  return context.matches.filter((match) => {
    if (match.site.call.calleeSpan.start === place.start) return true;
    if (match.decorated?.kind === 'function' && match.decorated.module === module) {
      return module.functions[match.decorated.function]?.nameSpan?.start === place.start;
    }
    return (
      match.subclass?.module === module &&
      module.classes[match.subclass.class]?.nameSpan?.start === place.start
    );
  });
}

/** The match whose call holds the place, innermost first. */
export function matchesAround(context: LinkContext, place: Place): readonly Match[] {
  return context.matches
    .filter(({ site: { call } }) => call.start <= place.start && place.end <= call.end)
    .sort((a, b) => a.site.call.end - a.site.call.start - (b.site.call.end - b.site.call.start));
}

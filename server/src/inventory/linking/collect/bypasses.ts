// Switches that widen what an agent or tool may do, as packs name them.

import type { Place } from '../../../text/span';
import type { Attribute, EffectiveValue } from '../../facts/fact';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { alternatives } from '../resolve/abstract';
import type { Presence } from '../resolve/presence';
import { valuesAt } from '../resolve/slotValues';

/** The bypass switches a match turns on; places are the switches. */
export function bypassesOf(context: LinkContext, match: Match): Attribute {
  const found: EffectiveValue[] = [];
  const places: Place[] = [];
  let open: Presence['blocked'];
  for (const bypass of match.known.meaning.bypass ?? []) {
    for (const slot of bypass.slots) {
      const presence = valuesAt(context.evaluator, slot, match);
      open ??= presence.blocked;
      for (const value of presence.values.flatMap(alternatives)) {
        if (value.kind !== 'constant') {
          open ??= { why: 'the switch is known only at run time', at: value.at };
          continue;
        }
        const on = bypass.values ? bypass.values.includes(value.value) : Boolean(value.value);
        if (!on) continue;
        found.push({
          kind: bypass.severity === 'error' ? 'permission' : 'wildcard-rule',
          severity: bypass.severity,
          what: bypass.what,
        });
        places.push(value.at);
      }
    }
    if (bypass.slots.length === 0) {
      found.push({ kind: 'permission', severity: bypass.severity, what: bypass.what });
      places.push(context.place(match.site.call.calleeSpan));
    }
  }
  if (found.length > 0) return { value: true, effective: found, places, place: places[0] };
  return open
    ? { value: 'unknown', because: open.why, blockers: [{ why: open.why, place: open.at }] }
    : { value: false };
}

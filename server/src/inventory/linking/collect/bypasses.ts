// Switches that widen what an agent or tool may do, as packs name them.

import type { Slot } from '../../../catalog/slots';
import type { Place } from '../../../text/span';
import type { Attribute, EffectiveValue } from '../../facts/fact';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { type Abstract, alternatives } from '../resolve/abstract';
import { itemsOf } from '../resolve/listItems';
import type { Presence } from '../resolve/presence';
import { valuesAt } from '../resolve/slotValues';

interface Found {
  readonly kind: string;
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly at: Place;
}

/** The bypass switches a match turns on; places are the switches. */
export function bypassesOf(context: LinkContext, match: Match): Attribute {
  const found: Found[] = [];
  let open: Presence['blocked'];
  for (const bypass of match.known.meaning.bypass ?? []) {
    for (const slot of bypass.slots) {
      const presence = valuesAt(context.evaluator, slot, match);
      open ??= presence.blocked;
      for (const value of presence.values.flatMap((given) => switchesIn(context, given))) {
        if (value.kind !== 'constant') {
          open ??= { why: 'the switch is known only at run time', at: value.at };
          continue;
        }
        const on = bypass.values ? bypass.values.includes(value.value) : Boolean(value.value);
        if (!on) continue;
        const held = heldBack(context, match, bypass.unless ?? []);
        if (held) {
          open ??= held;
          continue;
        }
        const kind = bypass.severity === 'error' ? 'permission' : 'wildcard-rule';
        found.push({ kind, severity: bypass.severity, what: bypass.what, at: value.at });
      }
    }
    if (bypass.slots.length === 0) {
      const at = context.place(match.site.call.calleeSpan);
      found.push({ kind: 'permission', severity: bypass.severity, what: bypass.what, at });
    }
  }
  if (found.length > 0) return widest(found);
  return open
    ? { value: 'unknown', because: open.why, blockers: [{ why: open.why, place: open.at }] }
    : { value: false };
}

/** Where all checks are off it adds nothing what is let through besides: one cause, one squiggle. */
function widest(found: readonly Found[]): Attribute {
  const errors = found.filter(({ severity }) => severity === 'error');
  const told = errors.length > 0 ? errors : found;
  const effective = told.map(({ kind, severity, what }): EffectiveValue => ({ kind, severity, what }));
  return { value: true, effective, places: told.map(({ at }) => at), place: told[0]?.at };
}

/** A switch, or each of those that are listed (`allowedTools: ["Read", "Bash"]`). */
function switchesIn(context: LinkContext, given: Abstract): Abstract[] {
  return alternatives(given).flatMap((value) =>
    value.kind === 'list'
      ? itemsOf(context.evaluator, value).flatMap((item) => alternatives(item.value))
      : [value],
  );
}

/** What may hold a switch in check, or hides whether something does. */
function heldBack(context: LinkContext, match: Match, slots: readonly Slot[]): Presence['blocked'] {
  for (const slot of slots) {
    const { values, blocked } = valuesAt(context.evaluator, slot, match);
    const given = values
      .flatMap(alternatives)
      .find((value) => !(value.kind === 'constant' && !value.value) && !isEmptyList(context, value));
    if (given) return { why: 'what stands here may hold the switch in check', at: given.at };
    if (blocked) return blocked;
  }
  return undefined;
}

function isEmptyList(context: LinkContext, value: Abstract): boolean {
  return value.kind === 'list' && itemsOf(context.evaluator, value).length === 0;
}

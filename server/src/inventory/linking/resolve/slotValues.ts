// The values at a slot of a call: arguments, keywords, the receiver, what a decorator stands on.
import type { Slot } from '../../../catalog/slots';
import { type Abstract, placeOf, type Site, unknown } from './abstract';
import type { Evaluator } from './evaluator';
import { ABSENT, blocked, type Presence, presenceOf } from './presence';

/** A call, what its callee is a member of, and the function it stands on as a decorator. */
export interface Located {
  readonly site: Site;
  readonly receiver?: Abstract;
  readonly decorated?: Abstract;
}

/** What stands at a slot: values, absence, or why it cannot be seen. */
export function valuesAt(evaluator: Evaluator, slot: Slot, { site, receiver, decorated }: Located): Presence {
  switch (slot.from) {
    case 'argument':
      return follow(evaluator, positional(evaluator, site, slot.index), slot.path);
    case 'rest': {
      const values = positionals(evaluator, site).slice(slot.index);
      return { values, absent: values.length === 0 };
    }
    case 'keyword':
      return follow(evaluator, keyword(evaluator, site, slot.name), slot.path);
    case 'receiver':
      return receiver ? follow(evaluator, { values: [receiver], absent: false }, slot.path) : ABSENT;
    case 'decorated':
      return decorated ? { values: [decorated], absent: false } : ABSENT;
    default:
      return ABSENT;
  }
}

function positional(evaluator: Evaluator, site: Site, index: number): Presence {
  const before = positionals(evaluator, site, index + 1);
  const open = before.find((value) => value.kind === 'unknown' && value.why === SPREAD);
  if (open) return blocked(SPREAD, open.at);
  const value = before[index];
  return value ? { values: [value], absent: false } : ABSENT;
}

const SPREAD = 'arguments are spread from a list';

/** The first `most` positional arguments; a list that is spread is its items, or something unknown if it cannot be followed. */
function positionals(evaluator: Evaluator, site: Site, most = Number.POSITIVE_INFINITY): Abstract[] {
  const values: Abstract[] = [];
  for (const argument of site.call.arguments) {
    if (values.length >= most) break;
    if (argument.name !== undefined || argument.spread === 'keyword') continue;
    const value = evaluator.evaluate(argument.value, site.frame);
    if (argument.spread !== 'positional') values.push(value);
    else if (value.kind === 'list' && value.value.items.every((item) => !item.spread))
      values.push(...value.value.items.map((item) => evaluator.evaluate(item.value, value.frame)));
    else values.push(unknown(SPREAD, placeOf(site.module, argument)));
  }
  return values;
}

function keyword(evaluator: Evaluator, site: Site, name: string): Presence {
  let found: Presence = ABSENT;
  for (const argument of site.call.arguments) {
    if (argument.name === name)
      return { values: [evaluator.evaluate(argument.value, site.frame)], absent: false };
    if (argument.spread !== 'keyword') continue;
    const inside = presenceOf(evaluator, evaluator.evaluate(argument.value, site.frame), name);
    if (inside.values.length > 0 || inside.blocked) found = inside;
  }
  return found;
}

function follow(evaluator: Evaluator, start: Presence, path: readonly string[]): Presence {
  let current = start;
  for (const key of path) {
    if (current.values.length === 0) return current;
    const parts = current.values.map((value) => presenceOf(evaluator, value, key));
    const values = parts.flatMap((part) => part.values);
    current = {
      values,
      absent: current.absent || parts.some((part) => part.absent),
      blocked: current.blocked ?? parts.find((part) => part.blocked)?.blocked,
      absentAt:
        current.absentAt ?? (values.length > 0 ? parts.find((part) => part.absentAt)?.absentAt : undefined),
    };
  }
  return current;
}

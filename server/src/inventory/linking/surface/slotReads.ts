// Reading what stands at the slots of a match: flattened values, texts. No meaning.
import type { Slot } from '../../../catalog/slots';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { type Abstract, alternatives } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { itemsOf } from '../resolve/listItems';
import { presenceOf } from '../resolve/presence';
import { valuesAt } from '../resolve/slotValues';

/** Lists in lists deeper than this are not opened. */
const MAX_NESTING = 4;

/** Everything at the slots, one-ofs and lists opened. `values of objects` are opened too where `open` says so. */
export function allAt(context: LinkContext, match: Match, slots: readonly Slot[] | undefined): Abstract[] {
  return (slots ?? []).flatMap((slot) =>
    flatten(context.evaluator, valuesAt(context.evaluator, slot, match).values),
  );
}

/** What the first slot with something at it holds, by `keep`; slots are tried in order. */
export function firstAt(
  context: LinkContext,
  match: Match,
  slots: readonly Slot[] | undefined,
  keep: (value: Abstract) => boolean = () => true,
): Abstract[] {
  for (const slot of slots ?? []) {
    const found = allAt(context, match, [slot]).filter(keep);
    if (found.length > 0) return found;
  }
  return [];
}

/** One-ofs and lists opened. */
export function flatten(evaluator: Evaluator, values: readonly Abstract[], depth = 0): Abstract[] {
  return values.flatMap(alternatives).flatMap((value) => {
    if (value.kind !== 'list' || depth > MAX_NESTING) return [value];
    const items = itemsOf(evaluator, value).map((item) => item.value);
    return flatten(evaluator, items, depth + 1);
  });
}

/** The constant text at some slots; undefined where there is none. */
export function textAt(
  context: LinkContext,
  match: Match,
  slots: readonly Slot[] | undefined,
): string | undefined {
  for (const value of firstAt(context, match, slots)) {
    if (value.kind === 'constant' && typeof value.value === 'string') return value.value;
  }
  return undefined;
}

/** What stands under a dotted path of an object. */
export function memberAt(evaluator: Evaluator, value: Abstract, path: readonly string[]): Abstract[] {
  let current = [value];
  for (const key of path)
    current = current.flatMap((one) => presenceOf(evaluator, one, key).values.flatMap(alternatives));
  return current;
}

// What a list holds: its items, those of lists spread into it, what was added to it later. Values only, no meaning.
import { type Abstract, alternatives } from './abstract';
import type { Evaluator } from './evaluator';

type ListAbstract = Extract<Abstract, { kind: 'list' }>;

export interface ListItem {
  readonly value: Abstract;
  /** False where it stands in the list on some paths only. */
  readonly always: boolean;
}

/** Lists spread into lists deeper than this are not opened. */
const MAX_NESTING = 4;

/** The items of a list in order. A spread that cannot be followed is one item, whatever it holds. */
export function itemsOf(evaluator: Evaluator, list: ListAbstract, depth = 0): ListItem[] {
  const items = list.value.items.flatMap(({ value, spread }) => {
    const evaluated = evaluator.evaluate(value, list.frame);
    return spread ? opened(evaluator, evaluated, true, depth) : [{ value: evaluated, always: true }];
  });
  const added = list.added.flatMap(({ value, frame, always }) =>
    // `extend([a, b])` and `push(...more)` add lists, `append(a)` what stands in the list itself.
    opened(evaluator, evaluator.evaluate(value, frame), always, depth),
  );
  return [...items, ...added];
}

function opened(evaluator: Evaluator, spread: Abstract, always: boolean, depth: number): ListItem[] {
  const options = alternatives(spread);
  return options.flatMap((value) =>
    value.kind === 'list' && depth < MAX_NESTING
      ? itemsOf(evaluator, value, depth + 1).map((item) => ({
          ...item,
          always: item.always && always && options.length === 1,
        }))
      : [{ value, always: always && options.length === 1 }],
  );
}

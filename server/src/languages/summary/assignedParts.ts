// What a destructuring assignment gives to fields and entries: `self.client, self.n = client, n` is two assignments.
import type { PatternElement, Target } from './module';
import type { Value } from './value';

export interface AssignedPart {
  readonly target: Exclude<Target, { kind: 'pattern' | 'name' }>;
  readonly value: Value;
}

/** The fields and entries a target assigns to, with the part of the value each gets; names are not among them. */
export function assignedParts(target: Target, value: Value): readonly AssignedPart[] {
  if (target.kind === 'name') return [];
  if (target.kind !== 'pattern') return [{ target, value }];
  return target.elements.flatMap((element) => assignedParts(element.target, partOf(value, element)));
}

function partOf(value: Value, { key, rest, target, default: fallback }: PatternElement): Value {
  const { start, end } = target;
  if (rest) return { kind: 'unknown', why: 'it holds what is left of a destructured value', start, end };
  if (fallback) return { kind: 'unknown', why: 'it may be what stands in for a missing value', start, end };
  if (value.kind === 'list' && typeof key === 'number') {
    const before = value.items.slice(0, key + 1);
    const item = before[key];
    if (item && before.every(({ spread }) => !spread)) return item.value;
  }
  return { kind: 'member', object: value, property: String(key), propertySpan: { start, end }, start, end };
}

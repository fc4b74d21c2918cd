// What stands beside a setting and changes what it amounts to: the backoff next to a number of attempts, a jitter switch. One layer at a time.
import type { Setting } from '../../../catalog/meaning';
import type { EffectiveValue } from '../../facts/fact';
import { type Abstract, alternatives } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { valuesAt } from '../resolve/slotValues';
import type { Layer } from './layers';

type Fields = Readonly<Record<string, EffectiveValue>>;

/** The effective value with the parts of its setting laid over it. Fields that a part decides in a way that cannot be read are `unknown`. */
export function withParts(
  evaluator: Evaluator,
  layer: Layer,
  setting: Setting,
  effective: EffectiveValue | undefined,
): EffectiveValue | undefined {
  if (!setting.parts || !isFields(effective)) return effective;
  let result: Fields = effective;
  for (const part of setting.parts) {
    for (const slot of part.slots) {
      const found = valuesAt(evaluator, slot, layer);
      if (found.values.length === 0 && !found.blocked) continue;
      const read = found.values
        .flatMap(alternatives)
        .map((value) => (part.values ? byTable(value, part.values) : byMeaning(evaluator, layer, value)));
      // Alternatives that differ, or something that no pack describes: what it adds is not known.
      const agreed = read.length === 1 && !found.absent ? read[0] : undefined;
      result = agreed
        ? { ...result, ...agreed }
        : unknownIn(result, part.values ? fieldsOf(part.values) : ['backoff', 'jitter']);
      break;
    }
  }
  return result;
}

function byTable(value: Abstract, table: Readonly<Record<string, Fields>>): Fields | undefined {
  if (value.kind !== 'constant') return undefined;
  return table[String(value.value)] ?? {};
}

/** What a helper adds: `wait_exponential()`, `backoff.expo`; the operands of `+` add up. */
function byMeaning(evaluator: Evaluator, layer: Layer, value: Abstract): Fields | undefined {
  if (value.kind === 'instance') return value.origin?.known.meaning.parts;
  if (value.kind === 'symbol') {
    const { language, path } = layer.site.module;
    return evaluator.meanings
      .ofExport(language, path, value.module, value.path, 'value')
      .find((one) => one.meaning.parts)?.meaning.parts;
  }
  if (value.kind !== 'text') return undefined;
  const operands = value.parts.map((part) =>
    typeof part === 'string' ? undefined : byMeaning(evaluator, layer, part),
  );
  return operands.reduce<Fields | undefined>(
    (sum, operand) => (sum && operand ? added(sum, operand) : undefined),
    {},
  );
}

/** Jitter added to any pause is jitter; the growing pause of two decides. */
function added(left: Fields, right: Fields): Fields {
  const sum: Record<string, EffectiveValue> = { ...left, ...right };
  if (left.jitter === true || right.jitter === true) sum.jitter = true;
  if (left.backoff === 'exponential' || right.backoff === 'exponential') sum.backoff = 'exponential';
  return sum;
}

function fieldsOf(table: Readonly<Record<string, Fields>>): string[] {
  return [...new Set(Object.values(table).flatMap((fields) => Object.keys(fields)))];
}

function unknownIn(fields: Fields, names: readonly string[]): Fields {
  return { ...fields, ...Object.fromEntries(names.map((name) => [name, 'unknown'])) };
}

function isFields(value: EffectiveValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

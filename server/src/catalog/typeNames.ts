// The type names a meaning mentions: where they stand, and the meaning with all of them qualified.
import type { Meaning } from './meaning';
import { namesType, qualifyType } from './names';

/** A type name in a meaning, and the keys under which it stands there. `_` (no type) and forms like `receiver` are left out. */
export interface TypeReference {
  readonly keys: readonly PropertyKey[];
  readonly name: string;
}

/** All type names of a meaning. */
export function typeReferences(meaning: Meaning): readonly TypeReference[] {
  const found: TypeReference[] = [];
  mapTypeNames(meaning, (name, keys) => {
    found.push({ name, keys });
    return name;
  });
  return found;
}

/** The meaning with every type name as `pack/Type`. */
export function qualifyTypes(meaning: Meaning, pack: string): Meaning {
  return mapTypeNames(meaning, (name) => qualifyType(name, pack));
}

type Rename = (name: string, keys: readonly PropertyKey[]) => string;

function mapTypeNames(meaning: Meaning, rename: Rename): Meaning {
  const mapped: Meaning = { ...meaning };
  const { returns, returnsBy, mount } = meaning;
  if (returns !== undefined) mapped.returns = one(returns, ['returns'], rename);
  if (returnsBy) {
    const values = Object.entries(returnsBy.values);
    mapped.returnsBy = {
      ...returnsBy,
      values: Object.fromEntries(
        values.map(([key, name]) => [key, one(name, ['returnsBy', 'values', key], rename)]),
      ),
    };
    if (returnsBy.otherwise !== undefined) {
      mapped.returnsBy.otherwise = one(returnsBy.otherwise, ['returnsBy', 'otherwise'], rename);
    }
  }
  if (mount?.instance !== undefined) {
    mapped.mount = { ...mount, instance: one(mount.instance, ['mount', 'instance'], rename) };
  }
  for (const key of ['route', 'middleware', 'catches'] as const) {
    const part = meaning[key];
    if (part?.parameters)
      Object.assign(mapped, {
        [key]: { ...part, parameters: mapParameters(part.parameters, [key, 'parameters'], rename) },
      });
  }
  return mapped;
}

/** Parameter types of handlers by position, renamed. */
export function mapParameters(
  types: readonly string[],
  keys: readonly PropertyKey[],
  rename: Rename,
): string[] {
  return types.map((name, at) => one(name, [...keys, at], rename));
}

function one(name: string, keys: readonly PropertyKey[], rename: Rename): string {
  return name === '_' || !namesType(name) ? name : rename(name, keys);
}

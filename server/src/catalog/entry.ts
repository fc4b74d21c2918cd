// A meaning with the pack it comes from, and the choice among several alternatives.
import type { Meaning } from './meaning';
import { qualifyTypes } from './typeNames';
import { holding } from './version';

/** A meaning with the pack it comes from. Type names in it are qualified (`pack/Type`). */
export interface Entry {
  readonly pack: string;
  readonly meaning: Meaning;
}

/** How a name is used at a place. */
export type Form = 'call' | 'new' | 'decorator' | 'jsx' | 'subclass' | 'value';

export function toEntries(meanings: readonly Meaning[], pack: string): Entry[] {
  return meanings.map((meaning) => ({ pack, meaning: qualifyTypes(meaning, pack) }));
}

/** True if a meaning speaks of this use. Without `as` it speaks of calls and constructions. */
export function fits(meaning: Meaning, form: Form): boolean {
  return meaning.as === undefined ? form === 'call' || form === 'new' : meaning.as === form;
}

/**
 * Of several alternatives those that hold for this use. `version` tells the version of a pack's package at the place
 * (exact, a range, or undefined); alternatives are weighed per pack as in `holding`.
 */
export function select(
  entries: readonly Entry[],
  form: Form,
  version: (pack: string) => string | undefined,
): readonly Entry[] {
  const fitting = entries.filter(({ meaning }) => fits(meaning, form));
  if (fitting.every(({ meaning }) => meaning.versions === undefined)) return fitting;
  const packs = [...new Set(fitting.map(({ pack }) => pack))];
  return packs.flatMap((pack) =>
    holdingEntries(
      fitting.filter((entry) => entry.pack === pack),
      version(pack),
    ),
  );
}

/** Entries that hold at this version, whatever the use. */
export function holdingEntries(entries: readonly Entry[], version: string | undefined): readonly Entry[] {
  return holding(
    entries,
    ({ meaning }) => meaning.versions,
    ({ meaning }) => ({ ...meaning, versions: undefined }),
    version,
  ).items;
}

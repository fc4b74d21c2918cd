// Keeps a fault of ours, met while facts are joined, from costing more than what it would have given. Knows no fact.
import { nameOf, traceOf } from '../../text/describeException';
import type { Place } from '../../text/span';
import type { Attribute } from '../facts/fact';

/** What could not be found out, because of an exception. Quotes nothing: its message may hold text of the workspace. */
export interface Fault {
  readonly what: string;
  /** Files it concerns; none if it concerns no single one. */
  readonly paths: readonly string[];
  readonly error: string;
  /** Where in the program it was thrown, for those who repair it. */
  readonly trace: string;
}

const WHY = 'an internal error kept it from being found out';

export class Containment {
  private readonly met = new Map<string, { fault: Fault; paths: Set<string> }>();

  /** One for each thing that failed, however many places it failed for. */
  get faults(): Fault[] {
    return [...this.met.values()].map(({ fault, paths }) => ({ ...fault, paths: [...paths].sort() }));
  }

  /** What `find` gives; `instead` if it throws. */
  attempt<T>(what: string, find: () => T, instead: () => T, place?: Place): T {
    try {
      return find();
    } catch (error) {
      this.note(what, error, place);
      return instead();
    }
  }

  /** The attributes `find` gives; all of `names` unknown if it throws. */
  attributes(
    names: readonly string[],
    place: Place,
    find: () => Readonly<Record<string, Attribute>>,
  ): Readonly<Record<string, Attribute>> {
    return this.attempt(names.join(', '), find, () => unknownAttributes(names, place), place);
  }

  private note(what: string, error: unknown, place: Place | undefined): void {
    const name = nameOf(error);
    const key = `${what}\0${name}`;
    const known = this.met.get(key) ?? {
      fault: { what, paths: [], error: name, trace: traceOf(error) },
      paths: new Set(),
    };
    this.met.set(key, known);
    if (place) known.paths.add(place.path);
  }
}

/** One for each thing that failed, of the faults of several parts. */
export function mergeFaults(faults: readonly Fault[]): Fault[] {
  const merged = new Map<string, Fault>();
  for (const fault of faults) {
    const key = `${fault.what}\0${fault.error}`;
    const { paths = [] } = merged.get(key) ?? {};
    merged.set(key, { ...fault, paths: [...new Set([...paths, ...fault.paths])].sort() });
  }
  return [...merged.values()];
}

export function unknownAttributes(names: readonly string[], place: Place): Record<string, Attribute> {
  const attribute: Attribute = { value: 'unknown', because: WHY, blockers: [{ why: WHY, place }] };
  return Object.fromEntries(names.map((name) => [name, attribute]));
}

/** Computes at the first call. A failure is remembered as well and met by everyone who asks. */
export function lazily<T>(compute: () => T): () => T {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  return () => {
    outcome ??= settled(compute);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

function settled<T>(compute: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: compute() };
  } catch (error) {
    return { error };
  }
}

// A compiled condition, and what its compilation may ask and report.
import type { Words } from '../../../inventory/facts/attributeSpec';
import type { FactKind } from '../../../inventory/facts/fact';
import type { AttributePath } from '../attributePath';
import type { Loading, Moment } from '../operator';
import type { ViewKind } from '../subjectView';
import { type Verdict, verdict } from '../truth';

/** What a rule reads: fact kinds, and the three things that are no facts. */
export type ReadKind = FactKind | 'secret' | 'config' | 'evidence';

export interface Condition {
  test(moment: Moment): Verdict;
  /** Attributes it reads of the subject itself, in order. */
  readonly attributes: readonly AttributePath[];
  readonly reads: ReadonlySet<ReadKind>;
}

export type Keys = readonly PropertyKey[];

/** Where a condition stands while it is compiled. */
export interface Scope {
  /** Kinds the subject can be; every attribute read must exist for each. */
  readonly kinds: readonly ViewKind[];
  /** For elements of a list: the fields of the records. */
  readonly fields?: Readonly<Record<string, Words>>;
  /** For elements that are words. */
  readonly words?: Words;
  readonly loading: Loading;
  /** Kinds of the facts that can be subjects of this name; undefined if there is no such name. */
  kindsOf(subject: string): readonly ViewKind[] | undefined;
  report(keys: Keys, message: string): void;
}

export const NOTHING_READ: ReadonlySet<ReadKind> = new Set();

/** Stands for a condition that did not compile; the rule is refused anyway. */
export const BROKEN: Condition = { test: () => verdict(false), attributes: [], reads: NOTHING_READ };

export function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

export function joinReads(conditions: readonly Condition[]): ReadonlySet<ReadKind> {
  return new Set(conditions.flatMap((condition) => [...condition.reads]));
}

// What an operator module exports: its name, the form of its operand, and how to make a test of it.
import type { z } from 'zod';
import type { Evidence, Fact } from '../../inventory/facts/fact';
import type { ConfigNode, ConfigSummary } from '../../languages/summary/config';
import type { FileRole } from '../../manifest/fileRoles';
import type { Place } from '../../text/span';
import type { Actual, Reading, SubjectView } from './subjectView';
import type { Truth, Verdict } from './truth';

/** What loading knows besides the rule itself. */
export interface Loading {
  /** A list of the rule data (`prices/models#top`), or undefined if there is none. */
  list(name: string): readonly string[] | undefined;
  readonly subjects: ReadonlySet<string>;
}

/** What a test may ask besides the value. */
export interface Moment {
  readonly view: SubjectView;
  /** The app (or library) the subject is judged in. */
  readonly app: string;
  /** Roles a file may have to prove something here. */
  readonly proofRoles: ReadonlySet<FileRole>;
  readonly world: World;
}

export interface World {
  fact(id: string): Fact | undefined;
  /** What counts for the app of the moment: in it, in what belongs to it, in what it imports, at the root. */
  evidence(moment: Moment): readonly Evidence[];
  /** The document of a configuration file in which a place lies. */
  documentOf(place: Place): { readonly summary: ConfigSummary; readonly node: ConfigNode } | undefined;
  /** A number of the manifest that holds for a directory, such as `budgets.toolsPerAgent`. */
  setting(project: string, name: string): number | undefined;
  /** Whether a fact is a subject of this name. */
  isA(moment: Moment, name: string, fact: Fact): Verdict;
}

export type Constant = string | number | boolean | null;
export type Test = (actual: Actual, moment: Moment, other: (path: string) => Reading) => Truth;

export interface Operator<T = unknown> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** What the value must be able to be; `any` if absent. */
  readonly needs?: 'number' | 'list' | 'record-list';
  /** Constants the operand compares with, so that impossible ones are refused. */
  constants?(operand: T): readonly Constant[];
  /** Makes the test. Throws OperandError where the operand can never work. */
  compile(operand: T, loading: Loading): Test;
}

export class OperandError extends Error {}

/** Tries a test on a value, or on each element of a list: true if one fits, unknown if one might. */
export function onAnyElement(actual: Actual, fits: (value: Actual) => boolean): Truth {
  if (!Array.isArray(actual)) return fits(actual);
  const elements = actual as readonly Actual[];
  if (elements.some((element) => element !== 'unknown' && fits(element))) return true;
  return elements.includes('unknown') ? 'unknown' : false;
}

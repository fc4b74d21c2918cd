// What a limiter of a framework needs to know and gives back. One file per framework implements it.
import type { Fact } from '../../inventory/facts/fact';
import type { Match } from '../../inventory/linking/match/match';
import type { EditRefusal } from '../../languages/edits/textEdit';
import type { FunctionSummary } from '../../languages/summary/module';
import type { CodeFile } from '../codeFile';
import type { Dependency } from '../dependencies/dependencyEdits';
import type { FileEdit, FixInput } from '../fix';

export interface LimiterInput {
  readonly input: FixInput;
  readonly endpoint: Fact;
  /** The file in which the route stands. */
  readonly file: CodeFile;
  /** The registering call or decorator, where there is one. */
  readonly match?: Match;
  /** The function that answers, where it stands in the file. */
  readonly handler?: FunctionSummary;
}

export interface LimiterEdits {
  readonly edits: readonly FileEdit[];
  readonly notes?: readonly string[];
}

export interface Limiter {
  /** Frameworks it is for, as facts name them. */
  readonly frameworks: readonly string[];
  readonly dependencies: readonly Dependency[];
  edit(input: LimiterInput): LimiterEdits | EditRefusal | Promise<LimiterEdits | EditRefusal>;
}

/** Requests a minute from one caller. */
export const PER_MINUTE = 20;

/** What a caller over the limit is told. */
export const TOO_MANY = 'Too many requests. Please try again in a minute.';

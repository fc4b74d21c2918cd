// What a tool's test needs to know of the tool.
import type { Fact } from '../../../inventory/facts/fact';
import type { FunctionSummary } from '../../../languages/summary/module';

export interface TestSubject {
  readonly tool: Fact;
  /** What the test imports. */
  readonly exported: string;
  readonly isDefault: boolean;
  /** The function that runs, where it is written in the same file. */
  readonly run?: FunctionSummary;
  /** How the tool is run: called itself, or through this member. */
  readonly member?: string;
}

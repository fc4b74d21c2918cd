// What a language folder exports. The list of languages is generated from the folders.
import type { ConfigSummary } from './summary/config';
import type { ModuleSummary } from './summary/module';

export type FileSummary = ModuleSummary | ConfigSummary;

/** One language or config format. `prepare` loads its parser; `summarise` never throws, whatever the text. */
export interface Language {
  readonly id: string;
  readonly family: 'code' | 'config';
  /** True if files of this path are of this language. */
  matches(path: string): boolean;
  /** Loads the parser once; cheap when already loaded. */
  prepare(): Promise<void>;
  summarise(path: string, text: string): FileSummary;
}

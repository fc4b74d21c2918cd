// What the language server is given by the program around it: the disk, the clock, the engine. Tests give it others.
import type { RuleSet } from '../checklist/rules/rule';
import type { Engine, EngineOptions } from '../engine/engine';
import type { GitDirReader } from '../workspace/gitDir';
import type { Clock, FilePort } from '../workspace/ports';
import type { Repairs } from './repairs';

export interface Host {
  readonly createEngine: (options: EngineOptions) => Promise<Engine>;
  /** The files on the disk below an absolute path. */
  readonly filesAt: (root: string) => FilePort;
  readonly gitDirs: GitDirReader;
  readonly clock: Clock;
  /** Asked when something is to be explained. */
  readonly rules: () => RuleSet;
  readonly repairs: Repairs;
  readonly version: string;
  /** How often files are looked at where the editor does not watch them, in milliseconds. */
  readonly pollMs?: number;
}

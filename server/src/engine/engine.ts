// The engine as its hosts see it: scan a root, follow changes, read texts, list and make repairs. Implemented by WorkspaceEngine.
import type { Finding } from '../checklist/findings/finding';
import type { FixInput } from '../fixes/fix';
import type { NamedDefinitions } from '../inventory/linking/definitionsAt';
import type { Cancellation, FilePort } from '../workspace/ports';
import type { Analysis, Progress } from './analysis';

export interface EngineChange {
  /** Root-relative path. */
  readonly path: string;
  readonly kind: 'changed' | 'created' | 'deleted';
}

export interface Engine {
  /** Reads everything from zero. Never throws for what is in the files. Undefined if it was cancelled. */
  scan(options?: {
    readonly cancellation?: Cancellation;
    readonly progress?: Progress;
  }): Promise<Analysis | undefined>;
  /** Brings the analysis up to date after some files changed; undefined if it was cancelled or a newer change came. */
  update(
    changes: readonly EngineChange[],
    options?: { readonly cancellation?: Cancellation },
  ): Promise<Analysis | undefined>;
  /** The newest analysis, if any. */
  readonly current: Analysis | undefined;
  readonly files: FilePort;
  readonly root: string;
  /** Current text of a file, decoded as the editor shows it; undefined if it cannot be read or is binary. */
  text(path: string): Promise<string | undefined>;
  /** Ends what still runs for it. Nothing may be asked of it afterwards. */
  close(): Promise<void>;
  /** What a repair of a finding may ask; undefined before the first analysis. Without it no repairs are offered. */
  fixInput?(finding: Finding): FixInput | undefined;
  /** What the word at an offset of a code file stands for; undefined where it is no name of a definition. */
  definitionsAt?(path: string, offset: number): NamedDefinitions | undefined;
  /** The title of the pack of an SDK, framework or product. */
  titleOf?(pack: string): string | undefined;
}

/** What an engine is made of; the host supplies the files (disk, memory, a tree of version control) with open texts over them. */
export interface EngineOptions {
  readonly root: string;
  readonly files: FilePort;
  /** YYYY-MM-DD, for expiry dates. */
  readonly today: string;
  /** Further globs to leave out. */
  readonly exclude?: readonly string[];
}

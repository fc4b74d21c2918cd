// What a repair is: an offer for one finding, answered with edits or with a reason why not. Types only; the repairs are listed by a generated index.
import type { Catalog } from '../catalog/catalog';
import type { Finding } from '../checklist/findings/finding';
import type { Inventory } from '../inventory/facts/fact';
import type { LinkContext } from '../inventory/linking/context';
import type { VersionLookup } from '../inventory/linking/match/catalogMeanings';
import type { EditRefusal, TextEdit } from '../languages/edits/textEdit';
import type { TrackedFiles } from '../workspace/ports';

/**
 * `safe`: replaces an explicit bad literal or ignores `.env`; part of fix-all. `confirm`: inserts a number, a dependency,
 * an approval, or touches another file. `scaffold`: makes a new file.
 */
export type FixSafety = 'safe' | 'confirm' | 'scaffold';

/** Numbers a repair inserts: `defaults:` of the manifest, else `DEFAULT_NUMBERS`. */
export type NumberName = 'outputCap' | 'toolTimeoutMs' | 'modelTimeoutMs' | 'steps' | 'retries';

export const DEFAULT_NUMBERS: Readonly<Record<NumberName, number>> = {
  outputCap: 4096,
  toolTimeoutMs: 30_000,
  modelTimeoutMs: 60_000,
  steps: 20,
  retries: 3,
};

/** What a repair may ask. Paths are relative to the analysis root, with `/`. Nothing here writes. */
export interface FixInput {
  readonly finding: Finding;
  readonly inventory: Inventory;
  readonly catalog: Catalog;
  /** A module with its matches and an evaluator, made for this offer; undefined if the file is not parsed code. */
  module(path: string): LinkContext | undefined;
  /** The same for code that no analysis needed to parse: parsed now, with no matches; undefined if it is no code. */
  parse(path: string): Promise<LinkContext | undefined>;
  /** Paths of all parsed modules. */
  modulePaths(): readonly string[];
  /** The current text of a file, unsaved changes included; undefined if there is none or it cannot be read. */
  read(path: string): Promise<string | undefined>;
  /** Whether a file may be written or made: `outside` where a link leads out of the folder. */
  access(path: string): Promise<'writable' | 'read-only' | 'outside'>;
  /** Names of the files in a directory; empty if it does not exist. */
  list(directory: string): Promise<readonly string[]>;
  number(name: NumberName): number;
  readonly tracked: TrackedFiles;
  readonly versionOf: VersionLookup;
}

/** An edit whose text must not be shown as it is. Offsets as in TextEdit. */
export interface FixEdit extends TextEdit {
  /** The text to show instead of `text`: it holds a secret. */
  readonly masked?: string;
  /** The replaced text holds a secret. */
  readonly hides?: boolean;
}

export interface FileEdit {
  readonly path: string;
  /** The file is made; its edits are insertions at 0. */
  readonly create?: true;
  readonly edits: readonly FixEdit[];
}

/** Edits in the order in which they are to be made. */
export interface Repair {
  readonly title: string;
  readonly edits: readonly FileEdit[];
  /** Why the change is made, where an editor asks before making it. */
  readonly annotation?: string;
  /** What is left for a person to do, whole sentences. */
  readonly notes?: readonly string[];
}

export type FixOutcome = Repair | EditRefusal;

export interface Fix {
  /** As rules name it. */
  readonly id: string;
  readonly safety: FixSafety;
  /** What it would do, without looking: for lists of actions. The repair's own title may say more. */
  title(input: FixInput): string;
  /** Why it would be refused, where facts alone tell, without reading a text: then it stands in no list of actions. */
  refusal?(input: FixInput): EditRefusal | undefined;
  /** Looks at the current texts. Never throws for what a workspace may hold. */
  offer(input: FixInput): Promise<FixOutcome>;
}

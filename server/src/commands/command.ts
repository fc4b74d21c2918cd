// What a subcommand is, and the ports through which it reaches its host. One module per subcommand exports a `command`.
import type { RuleSet } from '../checklist/rules/rule';
import type { Progress } from '../engine/analysis';
import type { Engine } from '../engine/engine';
import type { Style } from '../reports/style';
import type { FileWriter } from '../workspace/fileWriter';
import type { OpenTexts } from '../workspace/overlayFiles';
import type { Clock } from '../workspace/ports';
import type { Root } from '../workspace/root';
import type { FixService } from './fixService';

/** 0 clean, 1 a threshold was reached, 2 wrong use or an internal error. */
export type ExitCode = 0 | 1 | 2;

export interface OptionSpec {
  readonly name: string;
  /** Word for its value in the help; an option without one is a switch. */
  readonly value?: string;
  readonly multiple?: boolean;
  /** Further words of this form behind the value belong to it, and are no paths. */
  readonly takesMore?: RegExp;
  /** One line; an option without it is accepted but not listed. */
  readonly help?: string;
}

/** The parsed command line of a subcommand. */
export interface CommandArguments {
  readonly words: readonly string[];
  has(option: string): boolean;
  /** The last value given. */
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
}

export interface Command {
  readonly name: string;
  /** What stands behind the name: `[path…]`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Throws UsageError for wrong use; any other error is an internal one. */
  run(given: CommandArguments, ports: CommandPorts): Promise<ExitCode>;
}

/** A line on the terminal that shows how far an analysis is. */
export interface ProgressLine extends Progress {
  clear(): void;
}

export interface OpenOptions {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Texts that stand in for files of the disk. */
  readonly open?: OpenTexts;
  /** Whether what earlier runs kept may be used, and this one's kept. */
  readonly cache: boolean;
}

/** An engine over a root, to be closed after use. */
export interface OpenEngine {
  readonly engine: Engine;
  close(): Promise<void>;
}

export interface CommandPorts {
  readonly tool: { readonly name: string; readonly version: string };
  /** Absolute path that relative ones are meant from. */
  readonly cwd: string;
  /** To the standard output. Never throws, not even if nobody reads it any more. */
  write(text: string): void;
  /** To the standard error. Never throws. */
  writeError(text: string): void;
  /** The style of the standard output. */
  readonly style: Style;
  /** Absent if the output is no terminal. */
  readonly progress?: ProgressLine;
  readonly clock: Clock;
  readonly writer: FileWriter;
  /** The rules of the product. */
  rules(): RuleSet;
  /** The root of a path, absolute or relative to `cwd`. Throws FileReadError. */
  locate(path: string): Promise<Root>;
  /** Bytes of a file named on the command line, absolute or relative to `cwd`. Throws FileReadError. */
  readFile(path: string): Promise<Uint8Array>;
  openEngine(root: string, options: OpenOptions): Promise<OpenEngine>;
  fixesFor(engine: Engine): FixService;
  /** Starts the language server over standard input and output, and keeps the process alive. */
  startServer(): void;
}

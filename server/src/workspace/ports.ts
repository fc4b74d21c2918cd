// The ports through which the engine reaches its host: files, clock, log, version control. Types only.

export interface FileEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
}

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'other';
  readonly size: number;
  /** Milliseconds since the epoch; equal stamps and sizes mean an unchanged file. */
  readonly modified: number;
}

/** Why a file could not be read: shown to people, so a short phrase ("permission denied"). */
export class FileReadError extends Error {
  constructor(
    readonly path: string,
    readonly why: string,
  ) {
    super(`${path}: ${why}`);
  }
}

/** All reading goes through here. Paths are relative to the analysis root, with `/`; '' is the root. */
export interface FilePort {
  /** Whole content as bytes. Throws FileReadError. */
  read(path: string): Promise<Uint8Array>;
  /** Chunks of the content for files too large to hold. Throws FileReadError. */
  stream(path: string): AsyncIterable<Uint8Array>;
  stat(path: string): Promise<FileStat | undefined>;
  /** Entries of a directory. Throws FileReadError. */
  list(path: string): Promise<FileEntry[]>;
  /** Target-resolved path inside the root for a symlink, or undefined if it leaves the root or is broken. */
  resolveLink(path: string): Promise<string | undefined>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Today's date as YYYY-MM-DD; `--today` overrides it. */
  today(): string;
}

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** Which files version control tracks. */
export interface TrackedFiles {
  /** `unknown` where there is a repository whose index cannot be read; `none` where there is no repository. */
  readonly state: 'known' | 'none' | 'unknown';
  /** Root-relative paths; empty unless the state is `known`. */
  readonly paths: ReadonlySet<string>;
  readonly why?: string;
}

/** Checked between files and stages; engines stop at the next check. */
export interface Cancellation {
  readonly isCancelled: boolean;
}

export const NEVER_CANCELLED: Cancellation = { isCancelled: false };

/** A thread that answers messages; each message is plain data. */
export interface Thread {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when it has ended, whatever the cause. */
  onEnd(listener: () => void): void;
  end(): void;
}

/** Bytes kept on this machine between runs. Nothing depends on their being there. */
export interface CacheFile {
  /** Undefined if there are none, or if they cannot be read. */
  read(): Promise<Uint8Array | undefined>;
  /** Throws if they cannot be written. */
  write(content: Uint8Array): Promise<void>;
}

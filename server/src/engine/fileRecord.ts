// One file as the engine knows it: its summary or why it has none. Reads and classifies; holds no text.
import { languages } from '../languages/index.generated';
import type { FileSummary, Language } from '../languages/language';
import type { ConfigSummary } from '../languages/summary/config';
import { LineTable } from '../text/lineTable';
import type { Span } from '../text/span';
import { type FilePort, FileReadError } from '../workspace/ports';
import { decodeText } from '../workspace/text';
import type { ShelvedModule } from './shelf';

/** Larger files are scanned for secrets only, as a stream. Lockfiles are data that parse fast, whatever their size. */
export const MAX_PARSED_BYTES = 1_000_000;
const MAX_LOCKFILE_BYTES = 30_000_000;

export interface FileRecord {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  readonly language?: Language;
  /** The summary of a config file that was read. */
  readonly config?: ConfigSummary;
  /** The summary of a code file that was parsed. */
  readonly module?: ShelvedModule;
  /** The first place of what was summarised that is no valid syntax. */
  readonly error?: Span;
  readonly lines?: LineTable;
  /** False for binary files. */
  readonly text: boolean;
  /** Why it was not read or not parsed. */
  readonly skipped?: string;
  /** Present if bytes that are no text were read as U+FFFD. */
  readonly replaced?: true;
  /** Present if its text is not known: nobody looked for credentials in it. */
  readonly unread?: true;
}

export function languageOf(path: string): Language | undefined {
  return languages.find((language) => language.matches(path));
}

/** The text of a file as an editor shows it; undefined if binary. Throws FileReadError. */
export async function readText(files: FilePort, path: string): Promise<string | undefined> {
  const decoded = decodeText(await files.read(path));
  return 'binary' in decoded ? undefined : decoded.text;
}

export interface ReadFile {
  readonly record: FileRecord;
  /** Handed on to the secret scan and the selection, then dropped. */
  readonly content?: string;
}

/** Reads one file. Never throws: what goes wrong is the record's `skipped`. */
export async function readRecord(
  files: FilePort,
  file: { path: string; size: number; modified: number },
): Promise<ReadFile> {
  const language = languageOf(file.path);
  const base = { path: file.path, size: file.size, modified: file.modified, language };
  const limit = language?.id === 'lockfile' ? MAX_LOCKFILE_BYTES : MAX_PARSED_BYTES;
  if (file.size > limit)
    return {
      record: {
        ...base,
        text: true,
        skipped: `larger than ${limit / 1_000_000} MB: scanned for secrets only`,
      },
    };
  try {
    const decoded = decodeText(await files.read(file.path));
    if ('binary' in decoded)
      return { record: { ...base, text: false, skipped: language ? 'binary content' : undefined } };
    const content = decoded.text;
    // What is of no known language is only looked through for credentials, which are plain characters.
    const replaced = decoded.invalid && language ? { replaced: true as const } : {};
    return { record: { ...base, ...replaced, text: true, lines: LineTable.of(content) }, content };
  } catch (error) {
    const why = error instanceof FileReadError ? error.why : 'it cannot be read';
    return { record: { ...base, text: true, skipped: why, unread: true } };
  }
}

/** The first place that did not parse. */
export function firstError({ errors }: FileSummary): Span | undefined {
  return errors.reduce<Span | undefined>(
    (first, { start, end }) => (first && first.start <= start ? first : { start, end }),
    undefined,
  );
}

/** What became of a text. */
export interface Summarised {
  readonly summary?: FileSummary;
  /** Why there is no summary, or why it is empty. */
  readonly skipped?: string;
}

/** Summarises a text, with a phrase instead of an exception should a parser fail. */
export async function summarise(language: Language, path: string, content: string): Promise<Summarised> {
  try {
    await language.prepare();
    const summary = language.summarise(path, content);
    return { summary, skipped: failureOf(summary) };
  } catch (error) {
    // What a parser throws may quote the text, and with it a credential.
    return {
      skipped: `its ${language.id} parser failed (${error instanceof Error ? error.name : 'unknown reason'})`,
    };
  }
}

/** Where nothing of a text could be read, the reason. */
function failureOf(summary: FileSummary): string | undefined {
  if (summary.length === 0) return undefined;
  if (summary.kind === 'config')
    return summary.documents.length === 0 && summary.errors.length > 0
      ? reasonOf(summary.errors[0]!.message)
      : undefined;
  const whole = summary.errors.some(({ start, end }) => start === 0 && end >= summary.length);
  return whole && summary.functions.length <= 1 && summary.calls.length === 0
    ? 'it cannot be parsed, or is nested too deeply'
    : undefined;
}

/** The message of a parser without what it may quote. */
function reasonOf(message: string): string {
  return message.includes('nested') ? 'nested too deeply to be read' : 'it cannot be parsed';
}

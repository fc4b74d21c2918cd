// Carries out a repair: in memory for a dry run, or on the disk, where every file of it is written or none.
import { join } from 'node:path';
import { applyFileEdits } from '../fixes/apply';
import type { FixOutcome } from '../fixes/fix';
import { isDotenv, isExampleDotenv } from '../inventory/secrets/dotenvSecrets';
import { OverlapError } from '../languages/edits/textEdit';
import { describeException } from '../text/describeException';
import { FileWriteError, type WrittenFile } from '../workspace/fileWriter';
import { FileReadError } from '../workspace/ports';
import { decodeText, encodeText } from '../workspace/text';
import type { CommandPorts } from './command';

export interface Applied {
  /** The files that changed, relative to the root; none if it was refused. */
  readonly files: readonly { readonly path: string; readonly isNew: boolean }[];
  readonly refused?: string;
}

export type ApplyRepair = (
  outcome: FixOutcome,
  textOf: (path: string) => string | undefined,
) => Promise<Applied>;

type NewTexts = ReadonlyMap<string, string>;

/** Texts after the repair go to `memory`, by path. */
export function applyInMemory(memory: Map<string, string>): ApplyRepair {
  return async (outcome, textOf) => {
    const after = newTexts(outcome, textOf);
    if (typeof after === 'string') return { files: [], refused: after };
    for (const [path, text] of after) memory.set(path, text);
    return { files: filesOf(after, textOf) };
  };
}

/** A file keeps its encoding and byte order mark. Refused where a file is no longer the one the repair was made for. */
export function applyOnDisk(root: string, ports: Pick<CommandPorts, 'readFile' | 'writer'>): ApplyRepair {
  return async (outcome, textOf) => {
    const after = newTexts(outcome, textOf);
    if (typeof after === 'string') return { files: [], refused: after };
    const written: WrittenFile[] = [];
    for (const [path, text] of after) {
      const file = await toWritten(join(root, path), text, textOf(path), ports);
      if (typeof file === 'string') return { files: [], refused: `${path} ${file}` };
      written.push({ ...file, private: isDotenv(path) && !isExampleDotenv(path) });
    }
    try {
      await ports.writer.writeAll(written);
    } catch (error) {
      if (error instanceof FileWriteError) return { files: [], refused: error.message };
      throw error;
    }
    return { files: filesOf(after, textOf) };
  };
}

/** The new texts, or why there are none. */
function newTexts(outcome: FixOutcome, textOf: (path: string) => string | undefined): NewTexts | string {
  if ('refused' in outcome) return outcome.refused;
  try {
    return applyFileEdits(outcome.edits, textOf);
  } catch (error) {
    return error instanceof OverlapError ? error.message : describeException(error);
  }
}

function filesOf(after: NewTexts, textOf: (path: string) => string | undefined): Applied['files'] {
  return [...after.keys()].map((path) => ({ path, isNew: textOf(path) === undefined }));
}

async function toWritten(
  path: string,
  text: string,
  analysed: string | undefined,
  ports: Pick<CommandPorts, 'readFile'>,
): Promise<WrittenFile | string> {
  if (analysed === undefined) return { path, content: text, expected: null };
  try {
    const bytes = await ports.readFile(path);
    const found = decodeText(bytes);
    if ('binary' in found || found.text !== analysed) return 'has changed in the meantime';
    if (found.invalid) return 'holds bytes that are no text';
    return { path, content: encodeText({ text, mark: found.mark }), expected: bytes };
  } catch (error) {
    if (error instanceof FileReadError) return error.why;
    throw error;
  }
}

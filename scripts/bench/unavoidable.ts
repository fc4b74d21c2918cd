// The work nobody can do without: reading every file, and parsing what must be parsed. The same calls as the engine's, nothing around them.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../server/src/languages/index.generated';
import type { Language } from '../../server/src/languages/language';
import { decodeText } from '../../server/src/workspace/text';

export interface Work {
  readonly root: string;
  /** Paths of all files, relative to the root. */
  readonly files: readonly string[];
  readonly parsed: readonly string[];
}

/** ms. */
export interface Least {
  readonly read: number;
  /** Reading and parsing. */
  readonly cold: number;
}

/** In a process of its own: a scan from zero has not run its parsers before either. */
export function measureUnavoidable(work: Work): Least {
  const output = execFileSync(process.execPath, [__filename, '--least'], {
    input: JSON.stringify(work),
    encoding: 'utf8',
  });
  return JSON.parse(output) as Least;
}

export async function unavoidable({ root, files, parsed }: Work): Promise<Least> {
  for (const language of languages) await language.prepare();
  let start = performance.now();
  for (const path of files) decodeText(readFileSync(join(root, path)));
  const read = performance.now() - start;
  start = performance.now();
  for (const path of parsed) parse(path, textOf(root, path));
  return { read, cold: read + performance.now() - start };
}

export function parse(path: string, text: string): void {
  languageOf(path)?.summarise(path, text);
}

function textOf(root: string, path: string): string {
  const decoded = decodeText(readFileSync(join(root, path)));
  return 'text' in decoded ? decoded.text : '';
}

function languageOf(path: string): Language | undefined {
  return languages.find((language) => language.matches(path));
}

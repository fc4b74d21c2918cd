// A configuration file as repairs edit it: its current text and tree.
import { languages } from '../languages/index.generated';
import type { ConfigSummary } from '../languages/summary/config';
import type { FixInput } from './fix';

export interface ConfigFile {
  readonly path: string;
  readonly text: string;
  readonly summary: ConfigSummary;
}

/** Undefined if there is no such file or no format it is of. */
export async function openConfig(input: FixInput, path: string): Promise<ConfigFile | undefined> {
  const text = await input.read(path);
  const language = languages.find((one) => one.family === 'config' && one.matches(path));
  if (text === undefined || !language) return undefined;
  await language.prepare();
  const summary = language.summarise(path, text);
  return summary.kind === 'config' ? { path, text, summary } : undefined;
}

/** The directories from the one of a file up to the root, nearest first; '' is the root. */
export function directoriesAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, at) => parts.slice(0, parts.length - at).join('/'));
}

/** The path of a file in a directory; '' is the root. */
export function inDirectory(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

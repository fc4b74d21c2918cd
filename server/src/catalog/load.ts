// Loads the packs of a rules directory. Where that directory is and how it is read is the host's business.
import { Catalog } from './catalog';
import { packErrors } from './packErrors';
import { type PackSource, parsePack } from './packSource';
import type { SourceError } from './yamlSource';

/** How the rule data is read. Synchronous: it is done once, before the first analysis. */
export interface RuleReader {
  /** Names of the entries of a directory; empty if it does not exist. */
  list(directory: string): readonly string[];
  /** Text of a file. Throws if it cannot be read. */
  read(path: string): string;
}

/** The folders of packs under a rules directory. */
export const PACK_FOLDERS = ['sdks', 'frameworks', 'effects', 'products'] as const;

export interface LoadedCatalog {
  /** Built from the packs that are sound by themselves; a pack with a fault of form is left out. */
  readonly catalog: Catalog;
  readonly errors: readonly SourceError[];
}

/** Loads every YAML file of the pack folders under `directory`, in alphabetical order. Never throws; faults are in `errors`. */
export function loadCatalog(reader: RuleReader, directory: string): LoadedCatalog {
  const paths = PACK_FOLDERS.flatMap((folder) =>
    packPaths(reader, directory === '' ? folder : `${directory}/${folder}`),
  );
  return loadPacks(reader, paths);
}

/** Loads these pack files and checks them against each other. */
export function loadPacks(reader: RuleReader, paths: readonly string[]): LoadedCatalog {
  const sources: PackSource[] = [];
  const errors: SourceError[] = [];
  for (const path of paths) {
    const parsed = parseFile(reader, path);
    errors.push(...parsed.errors);
    if (parsed.source) sources.push(parsed.source);
  }
  errors.push(...packErrors(sources));
  return { catalog: Catalog.of(sources.map(({ pack }) => pack)), errors };
}

function packPaths(reader: RuleReader, folder: string): string[] {
  return [...reader.list(folder)]
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function parseFile(reader: RuleReader, path: string): ReturnType<typeof parsePack> {
  let text: string;
  try {
    text = reader.read(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { errors: [{ path, line: 1, column: 1, message: `cannot be read: ${why}` }] };
  }
  return parsePack(path, text);
}

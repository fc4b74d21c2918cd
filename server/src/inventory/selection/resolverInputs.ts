// What the module resolver needs to know of a workspace, read off its configuration: path aliases and packages by name.
import { posix } from 'node:path';
import type { ConfigNode, ConfigSummary } from '../../languages/summary/config';
import { join, type PathMapping, type WorkspacePackage } from '../linking/resolve/moduleResolver';
import { entriesAt, fileName, folderOf, itemsAt, nodeAt, rootOf, textAt, textsIn } from './configTree';

export interface ResolverInputs {
  readonly mappings: readonly PathMapping[];
  readonly packages: ReadonlyMap<string, WorkspacePackage>;
}

/** Reads tsconfig, jsconfig and package.json files; every other summary is passed over. */
export function resolverInputs(configs: readonly ConfigSummary[]): ResolverInputs {
  const byPath = new Map(configs.map((config) => [config.path, config]));
  const packages = new Map<string, WorkspacePackage>();
  for (const config of configs) {
    const found = fileName(config.path) === 'package.json' ? toPackage(config) : undefined;
    if (found && !packages.has(found.name)) packages.set(found.name, found);
  }
  const mappings = configs.flatMap((config) => {
    if (/^(?:ts|js)config(?:\.[\w.-]+)?\.json$/.test(fileName(config.path)))
      return toMapping(config, byPath, packages) ?? [];
    return fileName(config.path) === 'package.json' ? (toImportMapping(config) ?? []) : [];
  });
  return { mappings, packages };
}

/** Configs inherit from configs; longer chains than this are circles. */
const MAX_CHAIN = 12;

interface Compiler {
  /** Root-relative directory that `baseUrl` names. */
  readonly base?: string;
  /** Patterns with root-relative targets. */
  readonly paths?: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

type ByPath = ReadonlyMap<string, ConfigSummary>;
type Packages = ReadonlyMap<string, WorkspacePackage>;

function toMapping(config: ConfigSummary, byPath: ByPath, packages: Packages): PathMapping | undefined {
  const { base, paths } = compilerOf(config, byPath, packages, 0);
  if (base === undefined && !paths) return undefined;
  const directory = folderOf(config.path);
  const from = base ?? directory;
  return {
    directory,
    ...(base === undefined ? {} : { baseUrl: relative(directory, base) }),
    paths: (paths ?? []).map(({ pattern, targets }) => ({
      pattern,
      targets: targets.map((target) => relative(from, target)),
    })),
  };
}

/** Own settings win over inherited ones; paths are relative to the base of the file that writes them. */
function compilerOf(config: ConfigSummary, byPath: ByPath, packages: Packages, depth: number): Compiler {
  const root = rootOf(config);
  const directory = folderOf(config.path);
  const inherited: Compiler = Object.assign(
    {},
    ...(depth < MAX_CHAIN
      ? parentsOf(root, directory, byPath, packages).map((parent) =>
          compilerOf(parent, byPath, packages, depth + 1),
        )
      : []),
  );
  const baseUrl = textAt(root, 'compilerOptions', 'baseUrl');
  const base = baseUrl === undefined ? inherited.base : join(directory, baseUrl);
  const written = nodeAt(root, 'compilerOptions', 'paths');
  if (written?.kind !== 'map') return { ...inherited, ...(base === undefined ? {} : { base }) };
  const from = baseUrl === undefined ? (inherited.base ?? directory) : join(directory, baseUrl);
  const paths = written.entries.map(({ key, value }) => ({
    pattern: key,
    targets: textsIn(value).map((target) => join(from, target)),
  }));
  return { ...(base === undefined ? {} : { base }), paths };
}

function parentsOf(
  root: ConfigNode | undefined,
  directory: string,
  byPath: ByPath,
  packages: Packages,
): ConfigSummary[] {
  const single = textAt(root, 'extends');
  const names = single === undefined ? itemsAt(root, 'extends').flatMap(textsIn) : [single];
  return names.flatMap((name) => {
    const found = candidatesOf(name, directory, packages).find((path) => byPath.has(path));
    return found === undefined ? [] : [byPath.get(found)!];
  });
}

/** Relative files, and those of packages of this workspace (`@repo/tsconfig/base.json`). */
function candidatesOf(name: string, directory: string, packages: Packages): string[] {
  if (name.startsWith('.')) {
    const path = join(directory, name);
    return [path, `${path}.json`, join(path, 'tsconfig.json')];
  }
  const parts = name.split('/');
  const length = name.startsWith('@') ? 2 : 1;
  const owner = packages.get(parts.slice(0, length).join('/'));
  if (!owner) return [];
  const path = join(owner.directory, ...parts.slice(length));
  return [path, `${path}.json`, join(path, 'tsconfig.json')];
}

/** `imports` of package.json (`#lib/*`): aliases like those of a compiler. */
function toImportMapping(config: ConfigSummary): PathMapping | undefined {
  const entries = entriesAt(rootOf(config), 'imports').filter(({ key }) => key.startsWith('#'));
  if (entries.length === 0) return undefined;
  const paths = entries.map(({ key, value }) => ({ pattern: key, targets: localTargets(value) }));
  return { directory: folderOf(config.path), paths };
}

function toPackage(config: ConfigSummary): WorkspacePackage | undefined {
  const root = rootOf(config);
  const name = textAt(root, 'name');
  if (name === undefined || name === '') return undefined;
  const entries: Record<string, readonly string[]> = {};
  const main = ['source', 'module', 'main', 'types', 'typings'].flatMap((key) => textAt(root, key) ?? []);
  if (main.length > 0) entries['.'] = main;
  const exported = nodeAt(root, 'exports');
  const subpaths = exported?.kind === 'map' ? exported.entries.filter(({ key }) => key.startsWith('.')) : [];
  for (const { key, value } of subpaths) entries[key] = localTargets(value);
  if (exported && subpaths.length === 0) entries['.'] = [...localTargets(exported), ...main];
  return { name, directory: folderOf(config.path), entries };
}

/** Every file a conditional target names, sources and types before what is built. */
function localTargets(node: ConfigNode): string[] {
  const targets = textsIn(node).filter((target) => target.startsWith('.'));
  return [
    ...targets.filter((target) => /\.[mc]?tsx?$/.test(target)),
    ...targets.filter((target) => !/\.[mc]?tsx?$/.test(target)),
  ];
}

function relative(from: string, to: string): string {
  const path = posix.relative(`/${from}`, `/${to}`);
  return path === '' ? '.' : path;
}

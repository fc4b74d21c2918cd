// Which code files are parsed: seeds, what they import, who imports them, and the tests of all these. Names only, nothing is read.
import type { FileRole } from '../../manifest/fileRoles';
import type { ModuleResolver } from '../linking/resolve/moduleResolver';
import type { ScannedImport } from './imports';
import type { FileScan } from './seeds';

export interface SelectInput {
  /** All code files. */
  readonly scans: readonly FileScan[];
  readonly resolver: ModuleResolver;
  readonly roleOf: (path: string) => FileRole;
}

export interface Selected {
  /** Sorted. */
  readonly parsed: readonly string[];
  /** Files of this workspace that a file imports, for every file given. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

/** Files of these roles are never parsed. */
const LEFT_OUT: ReadonlySet<FileRole> = new Set(['vendored', 'generated']);

/** Of a file that fixtures stand in, its folder. */
const SHARED_FIXTURES = /^((?:.*\/)?)conftest\.py$/;

/**
 * The set to parse. Whoever imports a seed may wrap, mount or call what it exports, and so on to a fixed point; what all
 * of these import may hold the options and helpers they use. Importers of mere helpers are left out.
 */
export function selectFiles({ scans, resolver, roleOf }: SelectInput): Selected {
  const open = scans.filter(({ path }) => !LEFT_OUT.has(roleOf(path)));
  const known = new Set(open.map(({ path }) => path));
  const resolve = createResolve(resolver);
  const imports = new Map<string, string[]>();
  const importers = new Map<string, string[]>();
  for (const scan of open) {
    const targets = targetsOf(scan, resolve, known);
    imports.set(scan.path, [...new Set(targets.map(({ path }) => path))]);
    // A type is no code: who imports only types of a seed does not use what it does.
    for (const { path, typeOnly } of targets) if (!typeOnly) push(importers, path, scan.path);
  }
  const seeds = open.filter(({ seed }) => seed).map(({ path }) => path);
  const parsed = closure(closure(seeds, importers), imports);
  const trials = open.filter(({ path }) => /^(test|evaluation)$/.test(roleOf(path))).map(({ path }) => path);
  const tests = trials.filter((path) => imports.get(path)!.some((target) => parsed.has(target)));
  // Fixtures reach the tests below their folder without an import.
  const shared = tests.flatMap((path) => SHARED_FIXTURES.exec(path)?.[1] ?? []);
  const served = shared.length === 0 ? [] : trials.filter((path) => shared.some((at) => path.startsWith(at)));
  const all = closure([...parsed, ...tests, ...served], imports);
  return { parsed: [...all].sort(), imports };
}

interface Target {
  readonly path: string;
  readonly typeOnly: boolean;
}

function targetsOf(scan: FileScan, resolve: Resolve, known: ReadonlySet<string>): Target[] {
  const targets: Target[] = [];
  const seen = new Set<string>();
  for (const found of scan.imports) {
    const key = `${found.specifier} ${found.name ?? ''} ${found.typeOnly}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const path = resolve(scan, found);
    if (path !== undefined && path !== scan.path && known.has(path))
      targets.push({ path, typeOnly: found.typeOnly });
  }
  return targets;
}

type Resolve = (scan: FileScan, found: ScannedImport) => string | undefined;

/** Files of one folder mean the same by the same specifier, unless one of them bears its name: no file imports itself. */
function createResolve(resolver: ModuleResolver): Resolve {
  const known = new Map<string, string | undefined>();
  return (scan, found) => {
    const { language, path } = scan;
    const { specifier, name } = found;
    const look = (): string | undefined =>
      name === undefined
        ? resolver.resolve(language, path, specifier)
        : resolver.resolveSubmodule(path, specifier, name);
    const slash = path.lastIndexOf('/');
    const own = path.slice(slash + 1).replace(/\.\w+$/, '');
    if (name === own || specifier.split(/[./]/).includes(own)) return look();
    const key = `${path.slice(0, slash + 1)} ${language} ${specifier} ${name ?? ''}`;
    if (!known.has(key)) known.set(key, look());
    return known.get(key);
  };
}

/** Everything that can be reached from `starts`, themselves included. */
function closure(starts: Iterable<string>, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(starts);
  const queue = [...reached];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const next of edges.get(path) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  }
  return reached;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

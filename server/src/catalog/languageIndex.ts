// What all packs together say of one code language, as maps. Built once when the packs are loaded.
import { type Entry, toEntries } from './entry';
import {
  canonicalModule,
  expandExportKey,
  exportName,
  GLOBAL_MODULE,
  properStarts,
  qualifyType,
} from './names';
import type { LanguagePack, Pack } from './pack';
import { indexTypes, type TypeEntry } from './typeIndex';
import { mapParameters } from './typeNames';

/** The code languages packs speak of. */
export type PackLanguage = 'typescript' | 'python';

export const PACK_LANGUAGES: readonly PackLanguage[] = ['typescript', 'python'];

/** A part of a pack with the id of the pack. */
export type Owned<T> = T & { readonly pack: string };

type Item<K extends 'fileRoutes' | 'fileMiddleware' | 'fileTests' | 'toolObjects'> = Owned<
  LanguagePack[K][number]
>;

export interface LanguageIndex {
  readonly exports: ReadonlyMap<string, readonly Entry[]>;
  readonly exportPrefixes: ReadonlySet<string>;
  /** Types of model clients, with the last names of the exports that make one. */
  readonly clientTypes: readonly { readonly type: string; readonly makers: readonly string[] }[];
  readonly modules: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly pure: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, TypeEntry>;
  readonly packages: ReadonlyMap<string, readonly string[]>;
  readonly fileRoutes: readonly Item<'fileRoutes'>[];
  readonly fileMiddleware: readonly Item<'fileMiddleware'>[];
  readonly fileTests: readonly Item<'fileTests'>[];
  readonly toolObjects: readonly Item<'toolObjects'>[];
  readonly serverActions: readonly string[];
}

export function indexLanguage(packs: readonly Pack[], language: PackLanguage): LanguageIndex {
  const parts = packs.flatMap((pack) => {
    const part = pack[language];
    return part ? [{ pack: pack.id, part }] : [];
  });
  const exported = indexExports(parts);
  return {
    ...exported,
    clientTypes: clientTypesOf(exported.exports),
    pure: new Set(parts.flatMap(({ part }) => part.pure.map(canonicalModule))),
    types: indexTypes(packs, language),
    packages: indexPackages(parts),
    fileRoutes: parts.flatMap(({ pack, part }) => part.fileRoutes.map((item) => withTypes(item, pack))),
    fileMiddleware: parts.flatMap(({ pack, part }) =>
      part.fileMiddleware.map((item) => withTypes(item, pack)),
    ),
    fileTests: parts.flatMap(({ pack, part }) => part.fileTests.map((item) => ({ ...item, pack }))),
    toolObjects: parts.flatMap(({ pack, part }) => part.toolObjects.map((item) => ({ ...item, pack }))),
    serverActions: parts.filter(({ part }) => part.serverActions).map(({ pack }) => pack),
  };
}

interface Part {
  readonly pack: string;
  readonly part: LanguagePack;
}

function indexExports(
  parts: readonly Part[],
): Pick<LanguageIndex, 'exports' | 'exportPrefixes' | 'modules' | 'globals'> {
  const exports = new Map<string, Entry[]>();
  const exportPrefixes = new Set<string>();
  const modules = new Set<string>();
  const globals = new Set<string>();
  for (const { pack, part } of parts) {
    for (const [key, meanings] of Object.entries(part.exports)) {
      const entries = toEntries(meanings, pack);
      for (const { module, name } of expandExportKey(key) ?? []) {
        if (module === GLOBAL_MODULE) globals.add(name.split('.')[0] ?? name);
        else modules.add(module);
        for (const entry of entries) push(exports, exportName(module, name), entry);
        for (const start of properStarts(name)) exportPrefixes.add(exportName(module, start));
      }
    }
  }
  for (const [name, entries] of exports) exports.set(name, withLikes(entries, exports));
  return { exports, exportPrefixes, modules, globals };
}

function clientTypesOf(exports: LanguageIndex['exports']): LanguageIndex['clientTypes'] {
  const makers = new Map<string, Set<string>>();
  for (const [name, entries] of exports) {
    for (const { meaning } of entries) {
      const type = meaning.client && meaning.returns?.includes('/') ? meaning.returns : undefined;
      if (type === undefined) continue;
      makers.set(
        type,
        (makers.get(type) ?? new Set()).add(
          name
            .slice(name.lastIndexOf(':') + 1)
            .split('.')
            .at(-1)!,
        ),
      );
    }
  }
  return [...makers].map(([type, names]) => ({ type, makers: [...names] }));
}

/** A drop-in has the meanings of what it stands in for besides its own. One step: drop-ins of drop-ins there are none. */
function withLikes(entries: Entry[], exports: ReadonlyMap<string, readonly Entry[]>): Entry[] {
  const originals = new Set(entries.flatMap(({ meaning }) => meaning.like ?? []));
  const taken = [...originals].flatMap((name) => exports.get(name) ?? []);
  return [
    ...entries,
    ...taken.filter((entry) => !entries.includes(entry) && entry.meaning.like === undefined),
  ];
}

function indexPackages(parts: readonly Part[]): ReadonlyMap<string, readonly string[]> {
  const packages = new Map<string, string[]>();
  for (const { pack, part } of parts) for (const name of part.packages) push(packages, name, pack);
  return packages;
}

function withTypes<T extends { parameters?: string[] | undefined }>(item: T, pack: string): Owned<T> {
  if (!item.parameters) return { ...item, pack };
  return { ...item, pack, parameters: mapParameters(item.parameters, [], (name) => qualifyType(name, pack)) };
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

// The packs as maps the matcher asks: which meanings a name or a member has. Everything is precomputed; no look-up walks a pack.
import type { Meaning } from './meaning';
import {
  canonicalModule,
  expandExportKey,
  expandMemberPath,
  exportName,
  GLOBAL_MODULE,
  namesType,
  qualifyType,
} from './names';
import type { FileRoute, LanguagePack, Pack } from './pack';
import { holding } from './version';

/** The code languages packs speak of. */
export type PackLanguage = 'typescript' | 'python';

export const PACK_LANGUAGES: readonly PackLanguage[] = ['typescript', 'python'];

/** A meaning with the pack it comes from. Type names in it are qualified (`pack/Type`). */
export interface Entry {
  readonly pack: string;
  readonly meaning: Meaning;
}

/** How a name is used at a place. */
export type Form = 'call' | 'new' | 'decorator' | 'jsx' | 'subclass' | 'value';

interface TypeEntry {
  readonly members: ReadonlyMap<string, readonly Entry[]>;
  /** Every proper start of a member path: `chat`, `chat.completions`. */
  readonly prefixes: ReadonlySet<string>;
  /** The type itself and all it extends. */
  readonly lineage: ReadonlySet<string>;
}

interface LanguageIndex {
  readonly exports: Map<string, Entry[]>;
  readonly exportPrefixes: Set<string>;
  readonly modules: Set<string>;
  readonly globals: Set<string>;
  readonly types: Map<string, TypeEntry>;
  readonly packages: Map<string, string[]>;
  readonly fileRoutes: { readonly pack: string; readonly route: FileRoute }[];
  readonly fileMiddleware: {
    readonly pack: string;
    readonly middleware: LanguagePack['fileMiddleware'][number];
  }[];
  readonly serverActions: string[];
}

const NONE: readonly Entry[] = [];

export class Catalog {
  private constructor(
    readonly packs: readonly Pack[],
    private readonly byId: ReadonlyMap<string, Pack>,
    private readonly languages: Readonly<Record<PackLanguage, LanguageIndex>>,
  ) {}

  static of(packs: readonly Pack[]): Catalog {
    const byId = new Map(packs.map((pack) => [pack.id, pack]));
    return new Catalog(packs, byId, {
      typescript: indexLanguage(packs, 'typescript'),
      python: indexLanguage(packs, 'python'),
    });
  }

  pack(id: string): Pack | undefined {
    return this.byId.get(id);
  }

  /** Meanings of `module:Name`, `module:Name.member` or `global:name`; empty if no pack knows it. */
  meaningsOf(language: PackLanguage, name: string): readonly Entry[] {
    const index = this.languages[language].exports;
    const found = index.get(name);
    if (found) return found;
    const colon = name.lastIndexOf(':');
    return (colon > 0 && index.get(exportName(name.slice(0, colon), name.slice(colon + 1)))) || NONE;
  }

  /** True if some export key goes on below this name: `module:Name` where a pack has `module:Name.member`. */
  hasMembersBelow(language: PackLanguage, name: string): boolean {
    return this.languages[language].exportPrefixes.has(name);
  }

  /** Meanings of a member path on `pack/Type`, inherited ones included; empty if the type has none. `()` is calling the instance. */
  membersOf(language: PackLanguage, type: string, member: string): readonly Entry[] {
    return this.languages[language].types.get(type)?.members.get(member) ?? NONE;
  }

  /** True if some member path of the type goes on below this one (`chat` for `chat.completions.create`). */
  isMemberPrefix(language: PackLanguage, type: string, path: string): boolean {
    return this.languages[language].types.get(type)?.prefixes.has(path) ?? false;
  }

  hasType(language: PackLanguage, type: string): boolean {
    return this.languages[language].types.has(type);
  }

  /** True if the type is `ancestor` or extends it, directly or not. */
  isType(language: PackLanguage, type: string, ancestor: string): boolean {
    return this.languages[language].types.get(type)?.lineage.has(ancestor) ?? false;
  }

  /**
   * The type an annotation `module:Name` stands for: what creating one returns. Undefined if no pack knows the name,
   * it creates nothing, or its meanings disagree at this version.
   */
  typeOf(language: PackLanguage, name: string, version?: string): string | undefined {
    const creating = this.meaningsOf(language, name).filter(
      ({ meaning }) => meaning.returns !== undefined && namesType(meaning.returns),
    );
    for (const forms of [['new', undefined], ['call'], ['value', 'subclass']]) {
      const types = new Set(
        held(
          creating.filter(({ meaning }) => forms.includes(meaning.as)),
          version,
        ).map(({ meaning }) => meaning.returns),
      );
      if (types.size > 0) return types.size === 1 ? [...types][0] : undefined;
    }
    return undefined;
  }

  /** Every module specifier a pack knows, in canonical spelling (without `node:`): what makes a file worth parsing. */
  modules(language: PackLanguage): ReadonlySet<string> {
    return this.languages[language].modules;
  }

  /** True if a pack knows this module as written in an import. */
  knowsModule(language: PackLanguage, module: string): boolean {
    return this.languages[language].modules.has(canonicalModule(module));
  }

  /** Names of globals a pack knows (`fetch`). */
  globals(language: PackLanguage): ReadonlySet<string> {
    return this.languages[language].globals;
  }

  /** Distribution names of a pack, in the order in which the first one found gives the version. */
  packagesOf(language: PackLanguage, pack: string): readonly string[] {
    return this.byId.get(pack)?.[language]?.packages ?? [];
  }

  /** Ids of the packs a distribution name belongs to. */
  packsOfPackage(language: PackLanguage, distribution: string): readonly string[] {
    return this.languages[language].packages.get(distribution) ?? [];
  }

  fileRoutes(language: PackLanguage): LanguageIndex['fileRoutes'] {
    return this.languages[language].fileRoutes;
  }

  fileMiddleware(language: PackLanguage): LanguageIndex['fileMiddleware'] {
    return this.languages[language].fileMiddleware;
  }

  /** Ids of the packs whose "use server" functions are endpoints. */
  serverActions(language: PackLanguage): readonly string[] {
    return this.languages[language].serverActions;
  }
}

/** True if a meaning speaks of this use. Without `as` it speaks of calls and constructions. */
export function fits(meaning: Meaning, form: Form): boolean {
  return meaning.as === undefined ? form === 'call' || form === 'new' : meaning.as === form;
}

/** Of several alternatives those that hold for this use at this version, per pack (see `holding`). */
export function select(
  entries: readonly Entry[],
  form: Form,
  version: (pack: string) => string | undefined,
): readonly Entry[] {
  const fitting = entries.filter(({ meaning }) => fits(meaning, form));
  if (fitting.every(({ meaning }) => meaning.versions === undefined)) return fitting;
  const packs = [...new Set(fitting.map(({ pack }) => pack))];
  return packs.flatMap((pack) =>
    held(
      fitting.filter((entry) => entry.pack === pack),
      version(pack),
    ),
  );
}

function held(entries: readonly Entry[], version: string | undefined): readonly Entry[] {
  return holding(entries, ({ meaning }) => meaning.versions, version).items;
}

function indexLanguage(packs: readonly Pack[], language: PackLanguage): LanguageIndex {
  const index: LanguageIndex = {
    exports: new Map(),
    exportPrefixes: new Set(),
    modules: new Set(),
    globals: new Set(),
    types: indexTypes(packs, language),
    packages: new Map(),
    fileRoutes: [],
    fileMiddleware: [],
    serverActions: [],
  };
  for (const pack of packs) {
    const part = pack[language];
    if (!part) continue;
    indexExports(index, pack.id, part);
    for (const name of part.packages) push(index.packages, name, pack.id);
    index.fileRoutes.push(...part.fileRoutes.map((route) => ({ pack: pack.id, route })));
    index.fileMiddleware.push(...part.fileMiddleware.map((middleware) => ({ pack: pack.id, middleware })));
    if (part.serverActions) index.serverActions.push(pack.id);
  }
  return index;
}

function indexExports(index: LanguageIndex, pack: string, part: LanguagePack): void {
  for (const [key, meanings] of Object.entries(part.exports)) {
    const entries = toEntries(meanings, pack);
    for (const { module, name } of expandExportKey(key) ?? []) {
      if (module === GLOBAL_MODULE) index.globals.add(name.split('.')[0]!);
      else index.modules.add(module);
      for (const entry of entries) push(index.exports, exportName(module, name), entry);
      for (const prefix of properStarts(name)) index.exportPrefixes.add(exportName(module, prefix));
    }
  }
}

function indexTypes(packs: readonly Pack[], language: PackLanguage): Map<string, TypeEntry> {
  const own = new Map<string, { members: Map<string, Entry[]>; bases: readonly string[] }>();
  for (const pack of packs) {
    for (const [name, type] of Object.entries(pack[language]?.types ?? {})) {
      const members = new Map<string, Entry[]>();
      for (const [path, meanings] of Object.entries(type.members)) {
        for (const each of expandMemberPath(path)) members.set(each, toEntries(meanings, pack.id));
      }
      own.set(`${pack.id}/${name}`, {
        members,
        bases: type.extends.map((base) => qualifyType(base, pack.id)),
      });
    }
  }
  const types = new Map<string, TypeEntry>();
  for (const name of own.keys()) {
    const lineage = new Set<string>();
    const members = new Map<string, readonly Entry[]>();
    const visit = (each: string): void => {
      const type = own.get(each);
      if (!type || lineage.has(each)) return;
      lineage.add(each);
      for (const [path, entries] of type.members) if (!members.has(path)) members.set(path, entries);
      for (const base of type.bases) visit(base);
    };
    visit(name);
    types.set(name, { members, prefixes: new Set([...members.keys()].flatMap(properStarts)), lineage });
  }
  return types;
}

function toEntries(meanings: readonly Meaning[], pack: string): Entry[] {
  return meanings.map((meaning) => ({
    pack,
    meaning:
      meaning.returns !== undefined && namesType(meaning.returns)
        ? { ...meaning, returns: qualifyType(meaning.returns, pack) }
        : meaning,
  }));
}

function properStarts(path: string): string[] {
  const steps = path.split('.');
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('.'));
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

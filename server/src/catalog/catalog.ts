// The packs as maps the matcher asks: which meanings a name or a member has. No look-up walks a pack.
import { type Entry, holdingEntries } from './entry';
import { indexLanguage, type LanguageIndex, type Owned, type PackLanguage } from './languageIndex';
import { canonicalModule, exportName, modulesAbove, namesType } from './names';
import type { Pack, Platform, ToolServer } from './pack';
import { sdkModules } from './sdkModules';
import { tracedSdks } from './tracedSdks';
import { isPrefix, memberEntries } from './typeIndex';

const NONE: readonly Entry[] = [];

export class Catalog {
  private constructor(
    readonly packs: readonly Pack[],
    private readonly byId: ReadonlyMap<string, Pack>,
    private readonly languages: Readonly<Record<PackLanguage, LanguageIndex>>,
    private readonly toolServers: ReadonlyMap<string, ToolServer>,
    private readonly traced: ReadonlySet<string>,
    private readonly ofSdks: Readonly<Record<PackLanguage, ReadonlySet<string>>>,
  ) {}

  static of(packs: readonly Pack[]): Catalog {
    const byId = new Map(packs.map((pack) => [pack.id, pack]));
    const languages = {
      typescript: indexLanguage(packs, 'typescript'),
      python: indexLanguage(packs, 'python'),
    };
    const servers = packs.flatMap(({ toolServers }) =>
      toolServers.flatMap((server) => server.names.map((name): [string, ToolServer] => [name, server])),
    );
    const ofSdks = {
      typescript: sdkModules(packs, languages.typescript),
      python: sdkModules(packs, languages.python),
    };
    return new Catalog(packs, byId, languages, new Map(servers), tracedSdks(packs), ofSdks);
  }

  pack(id: string): Pack | undefined {
    return this.byId.get(id);
  }

  /** Whether the packs tell which tracers see an SDK. Requests without one (plain HTTP) are seen by none. */
  tellsTracing(sdk: string): boolean {
    const packages = (['typescript', 'python'] as const).flatMap((each) => this.packagesOf(each, sdk));
    return this.traced.has(sdk) || packages.length === 0;
  }

  /** Meanings of `module:Name`, `module:Name.member` or `global:name`, of all packs; empty if none knows it. */
  meaningsOf(language: PackLanguage, name: string): readonly Entry[] {
    const index = this.languages[language].exports;
    const found = index.get(name);
    if (found) return found;
    const colon = name.lastIndexOf(':');
    return (colon > 0 && index.get(exportName(name.slice(0, colon), name.slice(colon + 1)))) || NONE;
  }

  /** True if some export key goes on below this name: `module:Name` where a pack has `module:Name.member`. */
  isExportPrefix(language: PackLanguage, name: string): boolean {
    return this.languages[language].exportPrefixes.has(name);
  }

  /** Meanings of a member path on `pack/Type`, inherited ones and patterns included; empty if it has none. `()` is calling the instance. */
  membersOf(language: PackLanguage, type: string, member: string): readonly Entry[] {
    const entry = this.languages[language].types.get(type);
    return entry ? memberEntries(entry, member) : NONE;
  }

  /** True if some member path of the type goes on below this one (`chat` for `chat.completions.create`). */
  isMemberPrefix(language: PackLanguage, type: string, path: string): boolean {
    const entry = this.languages[language].types.get(type);
    return entry !== undefined && isPrefix(entry, path);
  }

  /** True if some member of the type has an effect or sends a request: of one that is not listed it is not known. */
  acts(language: PackLanguage, type: string): boolean {
    return this.languages[language].types.get(type)?.acts ?? false;
  }

  /** Types of model clients, with the last names of the exports that make one. */
  clientTypes(language: PackLanguage): LanguageIndex['clientTypes'] {
    return this.languages[language].clientTypes;
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
    const typed = this.meaningsOf(language, name).filter(
      ({ meaning }) => meaning.returns !== undefined && namesType(meaning.returns),
    );
    for (const forms of [['new', undefined], ['call'], ['value', 'subclass']]) {
      const entries = holdingEntries(
        typed.filter(({ meaning }) => forms.includes(meaning.as)),
        version,
      );
      const types = new Set(entries.map(({ meaning }) => meaning.returns));
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

  /** The package of a module that belongs to an SDK of models, whether or not a pack knows what is imported from it. */
  sdkPackageOf(language: PackLanguage, module: string): string | undefined {
    const above = modulesAbove(canonicalModule(module));
    return above.some((each) => this.ofSdks[language].has(each)) ? above.at(-1) : undefined;
  }

  /** True if the module, or one above it, is listed as without effect. An export some pack knows says more: ask `meaningsOf` first. */
  isPure(language: PackLanguage, module: string): boolean {
    const pure = this.languages[language].pure;
    return modulesAbove(canonicalModule(module)).some((each) => pure.has(each));
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

  fileTests(language: PackLanguage): LanguageIndex['fileTests'] {
    return this.languages[language].fileTests;
  }

  /** Shapes of object literals that are tools by themselves (`{ type: "web_search" }`). */
  toolObjects(language: PackLanguage): LanguageIndex['toolObjects'] {
    return this.languages[language].toolObjects;
  }

  /** Platforms that serve what their config names, with the pack each comes from. */
  platforms(): readonly Owned<Platform>[] {
    return this.packs.flatMap((pack) => pack.platforms.map((platform) => ({ ...platform, pack: pack.id })));
  }

  /** The MCP server that is started by this package or image (without version or tag), if some pack knows it. */
  toolServer(name: string): ToolServer | undefined {
    return this.toolServers.get(name);
  }

  /** Ids of the packs whose "use server" functions are endpoints. */
  serverActions(language: PackLanguage): readonly string[] {
    return this.languages[language].serverActions;
  }
}

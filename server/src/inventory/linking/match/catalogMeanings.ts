// The catalog as the evaluator sees it: meanings chosen for the versions of the project a file belongs to.
import type { Catalog } from '../../../catalog/catalog';
import { type Entry, select } from '../../../catalog/entry';
import { canonicalModule } from '../../../catalog/names';
import { defaultAt, versionIn } from '../../../catalog/version';
import type { CodeLanguage } from '../../../languages/summary/module';
import type { ClientType, Form, KnownMeaning, MeaningSource } from '../resolve/meaningSource';

/** Version or range of a distribution in the project of a file; undefined if not known. */
export type VersionLookup = (
  from: string,
  language: CodeLanguage,
  distribution: string,
) => string | undefined;

export class CatalogMeanings implements MeaningSource {
  constructor(
    readonly catalog: Catalog,
    private readonly versionOf: VersionLookup,
  ) {}

  ofExport(
    language: CodeLanguage,
    from: string,
    module: string,
    path: readonly string[],
    form: Form,
  ): readonly KnownMeaning[] {
    const canonical = canonicalModule(module);
    for (const [base, name] of splits(language, canonical, path)) {
      const entries = this.catalog.meaningsOf(language, `${base}:${name}`);
      if (entries.length > 0) return this.chosen(language, from, entries, form);
    }
    return [];
  }

  ofMember(
    language: CodeLanguage,
    from: string,
    type: string,
    path: readonly string[],
    form: Form,
  ): readonly KnownMeaning[] {
    const entries = this.catalog.membersOf(language, type, path.length === 0 ? '()' : path.join('.'));
    return entries.length === 0 ? [] : this.chosen(language, from, entries, form);
  }

  defaultFor<T>(
    language: CodeLanguage,
    from: string,
    pack: string,
    choices: readonly { readonly versions?: string; readonly value: T }[],
  ): { readonly value: T } | 'unknown' | undefined {
    return defaultAt(choices, this.packVersion(language, from, pack));
  }

  clientsWith(language: CodeLanguage, path: string): readonly ClientType[] {
    return this.catalog
      .clientTypes(language)
      .filter(({ type }) =>
        this.catalog.membersOf(language, type, path).some(({ meaning }) => meaning.request),
      );
  }

  hasEither(
    language: CodeLanguage,
    from: string,
    pack: string,
    { versions, packages }: { readonly versions: string; readonly packages: readonly string[] },
  ): 'yes' | 'no' | 'unknown' {
    if (packages.some((one) => this.versionOf(from, language, one) !== undefined)) return 'yes';
    return versionIn(this.packVersion(language, from, pack), versions);
  }

  private chosen(
    language: CodeLanguage,
    from: string,
    entries: readonly Entry[],
    form: Form,
  ): KnownMeaning[] {
    return select(entries, form, (pack) => this.packVersion(language, from, pack)).map(
      ({ pack, meaning }) => ({ pack, meaning, returns: meaning.returns }),
    );
  }

  private packVersion(language: CodeLanguage, from: string, pack: string): string | undefined {
    for (const distribution of this.catalog.packagesOf(language, pack)) {
      const version = this.versionOf(from, language, distribution);
      if (version !== undefined) return version;
    }
    return undefined;
  }
}

/** `a:b.C` may stand in a pack as `a:b.C` or, where b is a submodule, as `a.b:C` (Python) or `a/b:C`. */
function* splits(
  language: CodeLanguage,
  module: string,
  path: readonly string[],
): Generator<[string, string]> {
  if (path.length === 0) {
    yield [module, '*'];
    return;
  }
  yield [module, path.join('.')];
  if (language !== 'python') return;
  let base = module;
  for (let i = 0; i < path.length - 1; i++) {
    base = `${base}.${path[i]}`;
    yield [base, path.slice(i + 1).join('.')];
  }
}

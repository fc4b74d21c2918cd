// What a repair may ask of the engine: modules with their matches, current texts, versions, numbers of the manifest.
import type { Catalog } from '../catalog/catalog';
import type { Finding } from '../checklist/findings/finding';
import { DEFAULT_NUMBERS, type FixInput } from '../fixes/fix';
import type { Inventory } from '../inventory/facts/fact';
import { LinkContext } from '../inventory/linking/context';
import { CatalogMeanings, type VersionLookup } from '../inventory/linking/match/catalogMeanings';
import { matchModule } from '../inventory/linking/match/match';
import { Evaluator } from '../inventory/linking/resolve/evaluator';
import type { ModuleSummary } from '../languages/summary/module';
import type { Manifest } from '../manifest/manifest';
import type { FilePort, TrackedFiles } from '../workspace/ports';
import type { LinkIndex } from './linkIndex';

/** Whether a file may be written or made; `outside` where a link leads out of the folder. */
export type FileAccess = (path: string) => Promise<'writable' | 'read-only' | 'outside'>;

export interface FixSource {
  readonly inventory: Inventory;
  readonly catalog: Catalog;
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  readonly index: LinkIndex;
  readonly manifest: Manifest;
  readonly tracked: TrackedFiles;
  readonly files: FilePort;
  readonly access: FileAccess;
  readonly versionOf: VersionLookup;
  text(path: string): Promise<string | undefined>;
}

export function createFixInput(source: FixSource, finding: Finding): FixInput {
  const { catalog, modules, index, versionOf } = source;
  const meanings = new CatalogMeanings(catalog, versionOf);
  return {
    finding,
    inventory: source.inventory,
    catalog,
    module(path) {
      const module = modules.get(path);
      if (!module) return undefined;
      const evaluator = new Evaluator(index.program, meanings, index.hints);
      return new LinkContext(module, matchModule(evaluator, module), evaluator, catalog);
    },
    modulePaths: () => [...modules.keys()],
    read: (path) => source.text(path),
    access: source.access,
    async list(directory) {
      const entries = await source.files.list(directory).catch(() => []);
      return entries.filter((entry) => entry.kind === 'file').map((entry) => entry.name);
    },
    number: (name) => source.manifest.number(finding.project, `defaults.${name}`) ?? DEFAULT_NUMBERS[name],
    tracked: source.tracked,
    versionOf,
  };
}

// What a repair may ask of the engine: modules with their matches, current texts, versions, numbers of the manifest.
import type { Catalog } from '../catalog/catalog';
import type { Finding } from '../checklist/findings/finding';
import { DEFAULT_NUMBERS, type FixInput } from '../fixes/fix';
import type { Inventory } from '../inventory/facts/fact';
import { LinkContext } from '../inventory/linking/context';
import { CatalogMeanings, type VersionLookup } from '../inventory/linking/match/catalogMeanings';
import { matchModule } from '../inventory/linking/match/match';
import { Evaluator } from '../inventory/linking/resolve/evaluator';
import type { ProgramModule } from '../inventory/linking/resolve/program';
import { languages } from '../languages/index.generated';
import type { ModuleSummary } from '../languages/summary/module';
import type { Manifest } from '../manifest/manifest';
import type { FilePort, TrackedFiles } from '../workspace/ports';
import { MAX_PARSED_BYTES } from './fileRecord';
import type { LinkIndex } from './linkIndex';

/** Whether a file may be written or made; `outside` where a link leads out of the folder. */
export type FileAccess = (path: string) => Promise<'writable' | 'read-only' | 'outside'>;

export interface FixSource {
  readonly inventory: Inventory;
  readonly catalog: Catalog;
  readonly modules: ReadonlyMap<string, ProgramModule>;
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
      const module = modules.get(path)?.summary;
      if (!module) return undefined;
      const evaluator = new Evaluator(index.program, meanings, index.hints);
      return new LinkContext(module, matchModule(evaluator, module), evaluator, catalog);
    },
    async parse(path) {
      const module = await parseNow(path, () => source.text(path));
      return (
        module && new LinkContext(module, [], new Evaluator(index.program, meanings, index.hints), catalog)
      );
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

async function parseNow(
  path: string,
  read: () => Promise<string | undefined>,
): Promise<ModuleSummary | undefined> {
  const language = languages.find((one) => one.family === 'code' && one.matches(path));
  const text = language && (await read());
  if (text === undefined || text.length > MAX_PARSED_BYTES) return undefined;
  await language?.prepare();
  const summary = language?.summarise(path, text);
  return summary?.kind === 'module' ? summary : undefined;
}

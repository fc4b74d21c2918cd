// Links sources given as path-to-text, with the shipped packs: what every test of the linker starts from.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../../../server/src/catalog/catalog';
import { loadCatalog } from '../../../../server/src/catalog/load';
import { LinkIndex } from '../../../../server/src/engine/linkIndex';
import type { Fact } from '../../../../server/src/inventory/facts/fact';
import { connect } from '../../../../server/src/inventory/linking/connect/connect';
import { FactGraph } from '../../../../server/src/inventory/linking/connect/factGraph';
import { impliedTools } from '../../../../server/src/inventory/linking/connect/impliedTools';
import { CatalogMeanings } from '../../../../server/src/inventory/linking/match/catalogMeanings';
import { ModuleResolver } from '../../../../server/src/inventory/linking/resolve/moduleResolver';
import { languages } from '../../../../server/src/languages/index.generated';
import type { ModuleSummary } from '../../../../server/src/languages/summary/module';
import { NEVER_CANCELLED } from '../../../../server/src/workspace/ports';
import { createStrictContainment } from './strictContainment';

const RULES = join(__dirname, '../../../../rules');
let catalog: Catalog | undefined;

export function shippedCatalog(): Catalog {
  if (!catalog) {
    const loaded = loadCatalog(
      {
        list: (path) => (existsSync(join(RULES, path)) ? readdirSync(join(RULES, path)) : []),
        read: (path) => readFileSync(join(RULES, path), 'utf8'),
      },
      '',
    );
    if (loaded.errors.length > 0)
      throw new Error(
        loaded.errors.map((error) => `${error.path}:${error.line} ${error.message}`).join('\n'),
      );
    catalog = loaded.catalog;
  }
  return catalog;
}

export async function summariseSources(
  sources: Readonly<Record<string, string>>,
): Promise<Map<string, ModuleSummary>> {
  const modules = new Map<string, ModuleSummary>();
  for (const [path, text] of Object.entries(sources)) {
    const language = languages.find((one) => one.family === 'code' && one.matches(path));
    if (!language) continue;
    await language.prepare();
    const summary = language.summarise(path, text);
    if (summary.kind === 'module') modules.set(path, summary);
  }
  return modules;
}

/** The facts of some sources. `versions` gives the version of a distribution (`{ ai: "6.0.0" }`). */
export async function linkSources(
  sources: Readonly<Record<string, string>>,
  versions: Readonly<Record<string, string>> = {},
): Promise<Fact[]> {
  const modules = await summariseSources(sources);
  const packs = shippedCatalog();
  const meanings = new CatalogMeanings(packs, (_from, _language, distribution) => versions[distribution]);
  const held = new Map([...modules].map(([path, summary]) => [path, { summary }]));
  const index = new LinkIndex(held, {
    catalog: packs,
    meanings,
    resolver: new ModuleResolver((path) => modules.has(path), [], new Map()),
  });
  await index.settle(NEVER_CANCELLED);
  const facts = index.facts();
  const moduleAt = (path: string) => modules.get(path);
  const graph = new FactGraph(facts, impliedTools(facts, moduleAt));
  const roleOf = (path: string) => (/(^|\/)tests?\//.test(path) ? ('test' as const) : ('product' as const));
  return connect({
    graph,
    surface: new Map(),
    containment: createStrictContainment(),
    moduleAt,
    roleOf,
    projectOf: () => '',
    tracing: {
      graph,
      modules: facts,
      switches: () => new Map(),
      projectOf: () => '',
      showsTools: (sdk) => packs.pack(sdk)?.instrumented !== 'calls',
      tellsTracing: (sdk) => packs.tellsTracing(sdk),
      isProduct: (path) => roleOf(path) === 'product',
    },
  });
}

export function only(facts: readonly Fact[], kind: Fact['kind']): Fact {
  const found = facts.filter((fact) => fact.kind === kind);
  if (found.length !== 1)
    throw new Error(`expected one ${kind}, found ${found.map((fact) => fact.id).join(', ') || 'none'}`);
  return found[0]!;
}

// Links snippets of several files with the real catalog, as the index does: a pass for hints, then the facts.
import { readdirSync, readFileSync } from 'node:fs';
import { type LoadedCatalog, loadCatalog } from '../../../../server/src/catalog/load';
import { link } from '../../../../server/src/inventory/linking/link';
import { CatalogMeanings } from '../../../../server/src/inventory/linking/match/catalogMeanings';
import type { ModuleFacts } from '../../../../server/src/inventory/linking/moduleFacts';
import { Evaluator } from '../../../../server/src/inventory/linking/resolve/evaluator';
import {
  ModuleResolver,
  type PathMapping,
} from '../../../../server/src/inventory/linking/resolve/moduleResolver';
import { Program } from '../../../../server/src/inventory/linking/resolve/program';
import { language as python } from '../../../../server/src/languages/python/language';
import type { ModuleSummary } from '../../../../server/src/languages/summary/module';
import { language as typescript } from '../../../../server/src/languages/typescript/language';
import type { Span } from '../../../../server/src/text/span';

let loaded: LoadedCatalog | undefined;

export function catalog(): LoadedCatalog['catalog'] {
  loaded ??= loadCatalog(
    {
      list: (directory) => readdirSync(directory).sort(),
      read: (path) => readFileSync(path, 'utf8'),
    },
    'rules',
  );
  return loaded.catalog;
}

export interface Linked {
  readonly program: Program;
  readonly modules: readonly ModuleFacts[];
  facts(path: string): ModuleFacts;
  evaluator(): Evaluator;
  /** The source text of a place. */
  text(place: Span & { readonly path: string }): string;
}

export async function linked(
  files: Readonly<Record<string, string>>,
  mappings: readonly PathMapping[] = [],
): Promise<Linked> {
  await Promise.all([python.prepare(), typescript.prepare()]);
  const summaries = new Map<string, ModuleSummary>();
  for (const [path, text] of Object.entries(files)) {
    const summary = (path.endsWith('.py') ? python : typescript).summarise(path, text);
    if (summary.kind === 'module') summaries.set(path, summary);
  }
  const program = new Program(
    new Map([...summaries].map(([path, summary]) => [path, { summary }])),
    new ModuleResolver((path) => summaries.has(path), mappings, new Map()),
  );
  const meanings = new CatalogMeanings(catalog(), () => undefined);
  const pass = (hints: ReadonlyMap<string, string>): ModuleFacts[] =>
    [...summaries.values()].map(
      (module) => link({ program, meanings, catalog: catalog(), hints }, module).facts,
    );
  let hints = new Map<string, string>();
  // Hints of plugins appear only once the hints of their parents are known.
  for (let round = 0; round < 3; round++)
    hints = new Map(pass(hints).flatMap((one) => Object.entries(one.hints)));
  const modules = pass(hints);
  return {
    program,
    modules,
    facts: (path) => modules.find((one) => one.path === path)!,
    evaluator: () => new Evaluator(program, meanings, hints),
    text: (place) => files[place.path]!.slice(place.start, place.end),
  };
}

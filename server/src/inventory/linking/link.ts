// Links one module: its matches to drafts of facts, edges, effects, guards and surface. What it read is reported, so that the index knows when to link it again.
import type { Catalog } from '../../catalog/catalog';
import type { ModuleSummary } from '../../languages/summary/module';
import { collectAgents } from './collect/agents';
import { collectBrowserKeys } from './collect/browserKeys';
import { collectClients } from './collect/clients';
import { collectDispatches } from './collect/dispatches';
import { collectEdges } from './collect/edges';
import { collectEffects } from './collect/effects';
import { collectGuards, collectTracers } from './collect/guards';
import { collectHandOvers } from './collect/handOvers';
import { collectImpure } from './collect/impure';
import { collectMcpServers } from './collect/mcpServers';
import { collectModelCalls } from './collect/modelCalls';
import { collectRawCalls } from './collect/rawCalls';
import { collectReadyMadeTools } from './collect/readyMadeTools';
import { collectTests } from './collect/testCases';
import { collectTools } from './collect/tools';
import { LinkContext } from './context';
import { matchModule } from './match/match';
import type { ModuleFacts } from './moduleFacts';
import { Evaluator } from './resolve/evaluator';
import type { MeaningSource } from './resolve/meaningSource';
import type { Program } from './resolve/program';
import { collectChatUis } from './surface/chatUi';
import { collectSurface } from './surface/surface';

/** Types that frameworks give to parameters of handlers: `path#fn:index` to `pack/Type`. */
export type Hints = ReadonlyMap<string, string>;

export interface LinkedModule {
  readonly facts: ModuleFacts;
  /** Read keys (see Program.onRead) on which the facts depend. */
  readonly reads: Iterable<string>;
}

export interface LinkInput {
  readonly program: Program;
  readonly meanings: MeaningSource;
  readonly catalog: Catalog;
  readonly hints: Hints;
}

/** Links one module. */
export function link(input: LinkInput, module: ModuleSummary): LinkedModule {
  const reads = new Set<string>();
  input.program.onRead = (key) => reads.add(key);
  try {
    const evaluator = new Evaluator(input.program, input.meanings, input.hints);
    const context = new LinkContext(module, matchModule(evaluator, module), evaluator, input.catalog);
    const { edges, open } = collectEdges(context);
    const { surface, hints } = collectSurface(context);
    const facts: ModuleFacts = {
      path: module.path,
      drafts: [
        ...collectClients(context),
        ...collectModelCalls(context),
        ...collectRawCalls(context),
        ...collectTools(context),
        ...collectReadyMadeTools(context),
        ...collectAgents(context),
        ...collectMcpServers(context),
        ...collectChatUis(context),
        ...collectBrowserKeys(context),
      ],
      edges,
      handOvers: collectHandOvers(context),
      open,
      effects: collectEffects(context),
      impure: collectImpure(context),
      tests: collectTests(context),
      guards: collectGuards(context),
      dispatches: collectDispatches(context),
      tracers: collectTracers(context),
      imports: importsOf(input.program, module),
      clientImports: clientImportsOf(input.program, module),
      surface,
      hints,
      blockers: [],
    };
    return { facts, reads };
  } finally {
    input.program.onRead = () => {};
  }
}

function clientImportsOf(program: Program, module: ModuleSummary): string[] {
  // Client code: a module of the browser, or one that renders (a server component hands actions to forms).
  const isClient =
    module.directives.includes('use client') || module.calls.some((call) => call.form === 'jsx');
  const taken = [...(isClient ? module.imports : []), ...module.exports.flatMap(({ from }) => from ?? [])];
  return taken.flatMap(({ module: specifier, imported }) => {
    const target = program.resolveImport(module, specifier);
    return target && target !== 'outside' ? [`${target.path}:${imported}`] : [];
  });
}

function importsOf(program: Program, module: ModuleSummary): string[] {
  const specifiers = [
    ...module.imports.filter((one) => !one.typeOnly).map((one) => one.module),
    ...module.exports.flatMap((one) => (one.from ? [one.from.module] : [])),
  ];
  const paths = new Set<string>();
  for (const specifier of specifiers) {
    const target = program.resolveImport(module, specifier);
    if (target && target !== 'outside') paths.add(target.path);
  }
  for (const binding of module.language === 'python' ? module.imports : []) {
    const submodule = program.resolveSubmodule(module, binding.module, binding.imported);
    if (submodule) paths.add(submodule.path);
  }
  return [...paths];
}

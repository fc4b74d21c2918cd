// The incremental index of linked modules: which facts each module yields, on what they depend, what a change makes stale.

import type { Catalog } from '../catalog/catalog';
import { definitionsAt, type NamedDefinitions } from '../inventory/linking/definitionsAt';
import { type LinkedModule, link } from '../inventory/linking/link';
import type { ModuleFacts } from '../inventory/linking/moduleFacts';
import { Evaluator } from '../inventory/linking/resolve/evaluator';
import type { MeaningSource } from '../inventory/linking/resolve/meaningSource';
import type { ModuleResolver } from '../inventory/linking/resolve/moduleResolver';
import { Program, type ProgramModule } from '../inventory/linking/resolve/program';
import type { ModuleSummary } from '../languages/summary/module';
import type { Cancellation } from '../workspace/ports';
import { Pacer } from './pause';
import type { GroupOf } from './projectGroups';

/** After this many rounds hints of handlers are taken as they are. */
const MAX_ROUNDS = 4;

export interface LinkIndexOptions {
  readonly catalog: Catalog;
  readonly meanings: MeaningSource;
  readonly resolver: ModuleResolver;
  /** One group if absent. */
  readonly groupOf?: GroupOf;
  /** Paths of tests and evaluations; none if absent. */
  readonly trials?: ReadonlySet<string>;
}

export class LinkIndex {
  readonly program: Program;
  private readonly linked = new Map<string, LinkedModule>();
  private sorted: ReadonlyMap<string, ModuleFacts> | undefined;
  /** Modules that read a key. */
  private readonly readers = new Map<string, { readonly key: string; readonly paths: Set<string> }>();
  /** Parameter types given by frameworks, and which module gave each. */
  readonly hints = new Map<string, string>();
  private readonly hintsOf = new Map<string, readonly string[]>();
  /** By key of a hint: what each module says. */
  private readonly givers = new Map<string, Map<string, string>>();
  /** Modules that could not be linked, with the name of the error. They are tried again after every change. */
  readonly failures = new Map<string, string>();
  /** Modules whose facts are out of date. Kept across cancelled runs. */
  private readonly stale = new Set<string>();

  constructor(
    private readonly modules: Map<string, ProgramModule>,
    private readonly options: LinkIndexOptions,
  ) {
    const { resolver, groupOf, trials } = options;
    this.program = new Program(modules, resolver, groupOf, (path) => trials?.has(path) ?? false);
    for (const path of modules.keys()) this.stale.add(path);
  }

  /** Puts a new version of a module in place (undefined: it is gone) and marks what depends on it. */
  change(path: string, module: ProgramModule | undefined): void {
    const known = this.modules.has(path);
    const keys = this.program.update(path, module);
    for (const key of keys) this.invalidate(key);
    // A file that comes or goes can change what any import means; only those that looked for it are concerned.
    if (known !== (module !== undefined))
      for (const reader of this.readers.get(`module:${path}`)?.paths ?? []) this.stale.add(reader);
    for (const failed of this.failures.keys()) this.stale.add(failed);
    if (module) this.stale.add(path);
    else this.forget(path);
  }

  /** Links what is stale. False if it was cancelled on the way; what is done stays done. */
  async settle(cancellation: Cancellation, progress?: (done: number) => void): Promise<boolean> {
    const pacer = new Pacer();
    for (let round = 0; round < MAX_ROUNDS && this.stale.size > 0; round++) {
      const batch = [...this.stale].sort();
      for (const [index, path] of batch.entries()) {
        if (cancellation.isCancelled) return false;
        const module = this.modules.get(path)?.summary;
        this.stale.delete(path);
        if (module) this.relink(module, round + 1 < MAX_ROUNDS);
        progress?.(index / batch.length);
        await pacer.breathe();
      }
    }
    this.stale.clear();
    return true;
  }

  /** The file an import means, parsed or not; undefined outside the workspace. */
  pathOf(from: ModuleSummary, specifier: string): string | undefined {
    return this.options.resolver.resolve(from.language, from.path, specifier);
  }

  /** What the word at an offset of a module stands for. */
  definitionsAt(module: ModuleSummary, offset: number): NamedDefinitions | undefined {
    const { program, hints, options } = this;
    return definitionsAt(new Evaluator(program, options.meanings, hints), module, offset);
  }

  facts(): ReadonlyMap<string, ModuleFacts> {
    this.sorted ??= new Map(
      [...this.linked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, linked]) => [path, linked.facts]),
    );
    return this.sorted;
  }

  private relink(module: ModuleSummary, spread: boolean): void {
    this.sorted = undefined;
    const before = this.linked.get(module.path);
    for (const key of before?.reads ?? []) this.readers.get(key)?.paths.delete(module.path);
    const { facts, reads } = this.link(module);
    this.linked.set(module.path, { facts, reads: [...reads].map((key) => this.readBy(key, module.path)) });
    if (spread) this.spreadHints(module.path, facts.hints);
  }

  /** Notes who read a key. Gives the key that is kept already, so that each is in memory once. */
  private readBy(key: string, path: string): string {
    const known = this.readers.get(key);
    if (known) {
      known.paths.add(path);
      return known.key;
    }
    this.readers.set(key, { key, paths: new Set([path]) });
    return key;
  }

  /** A module that cannot be linked costs its own facts, not those of the others. */
  private link(module: ModuleSummary): LinkedModule {
    const { program, hints, options } = this;
    this.failures.delete(module.path);
    try {
      return link({ program, meanings: options.meanings, catalog: options.catalog, hints }, module);
    } catch (error) {
      this.failures.set(module.path, error instanceof Error ? error.name : 'unknown reason');
      return { facts: emptyFacts(module.path), reads: new Set([`module:${module.path}`]) };
    }
  }

  /** New parameter types make the modules that asked for them stale. */
  private spreadHints(path: string, hints: Readonly<Record<string, string>>): void {
    for (const key of this.hintsOf.get(path) ?? []) if (!(key in hints)) this.give(key, path, undefined);
    for (const [key, type] of Object.entries(hints)) this.give(key, path, type);
    this.hintsOf.set(path, Object.keys(hints));
  }

  /** Of several modules that give a parameter a type, the first by path decides, whichever was linked last. */
  private give(key: string, path: string, type: string | undefined): void {
    const givers = this.givers.get(key) ?? new Map<string, string>();
    this.givers.set(key, givers);
    if (type === undefined) givers.delete(path);
    else givers.set(path, type);
    const [first] = [...givers.keys()].sort();
    const decided = first === undefined ? undefined : givers.get(first);
    if (this.hints.get(key) === decided) return;
    if (decided === undefined) this.hints.delete(key);
    else this.hints.set(key, decided);
    this.invalidate(`hint:${key}`);
  }

  private invalidate(key: string): void {
    for (const reader of this.readers.get(key)?.paths ?? []) this.stale.add(reader);
  }

  private forget(path: string): void {
    this.sorted = undefined;
    this.spreadHints(path, {});
    for (const key of this.linked.get(path)?.reads ?? []) this.readers.get(key)?.paths.delete(path);
    this.linked.delete(path);
    this.failures.delete(path);
    this.stale.delete(path);
  }
}

function emptyFacts(path: string): ModuleFacts {
  return {
    path,
    drafts: [],
    edges: [],
    handOvers: [],
    open: [],
    effects: [],
    impure: [],
    tests: { cases: [], hooks: [], fixtures: [], mocks: [] },
    guards: [],
    dispatches: [],
    tracers: [],
    imports: [],
    clientImports: [],
    surface: {
      apps: [],
      routes: [],
      middleware: [],
      mounts: [],
      catches: [],
      errorOptions: [],
      fileMiddleware: [],
      servers: [],
    },
    hints: {},
    blockers: [],
  };
}

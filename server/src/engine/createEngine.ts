// The engine over one root: reads, selects, links, connects and assesses; follows changes. The only place where all rooms meet.
import type { Manifest } from '../manifest/manifest';
import { createManifest } from '../manifest/manifest';
import { loadSecretFormats } from '../inventory/secrets/formats';
import { createSecretScanner } from '../inventory/secrets/scan';
import { createTagger } from '../inventory/secrets/tag';
import { createSeedGate } from '../inventory/selection/seeds';
import { selectFiles } from '../inventory/selection/selectFiles';
import { resolverInputs } from '../inventory/selection/resolverInputs';
import { ModuleResolver } from '../inventory/linking/resolve/moduleResolver';
import { CatalogMeanings } from '../inventory/linking/match/catalogMeanings';
import type { ModuleSummary } from '../languages/summary/module';
import { type Discovery, discover } from '../workspace/discovery';
import { type Cancellation, type FilePort, type Log, NEVER_CANCELLED, type TrackedFiles } from '../workspace/ports';
import type { Analysis, Progress } from './analysis';
import { assemble } from './assemble';
import type { Engine, EngineChange, EngineOptions } from './engine';
import { languageOf, readText } from './fileRecord';
import { FileStore, type KnownFile } from './fileStore';
import { LinkIndex } from './linkIndex';
import { Pacer } from './pause';
import { ProjectIndex } from './projectIndex';
import type { RuleData } from './ruleData';

export interface CreateEngineOptions extends EngineOptions {
  readonly ruleData: RuleData;
  readonly log: Log;
  /** Reads which files version control tracks; called at each scan. */
  readonly loadTracked: () => Promise<TrackedFiles>;
}

/** Files read at the same time. */
const PARALLEL_READS = 16;
/** Config files whose content decides what imports mean or which version is in use. */
const STRUCTURE = /(^|\/)(package\.json|[tj]sconfig[^/]*\.json|pyproject\.toml|setup\.(py|cfg)|requirements[^/]*\.txt|pnpm-workspace\.yaml|[^/]*lock[^/]*|airworthy\.yaml|\.gitignore)$/;

export function createEngine(options: CreateEngineOptions): Engine {
  return new WorkspaceEngine(options);
}

class WorkspaceEngine implements Engine {
  readonly root: string;
  readonly files: FilePort;
  current: Analysis | undefined;
  private readonly store: FileStore;
  private discovery: Discovery = { files: [], skipped: [] };
  private tracked: TrackedFiles = { state: 'none', paths: new Set() };
  private ignored = new Set<string>();
  private projects: ProjectIndex;
  private index: LinkIndex | undefined;
  private modules = new Map<string, ModuleSummary>();
  private revision = 0;
  /** Changes not yet part of an analysis; they survive a cancelled run. */
  private pending = new Map<string, EngineChange['kind']>();

  constructor(private readonly options: CreateEngineOptions) {
    this.root = options.root;
    this.files = options.files;
    const { catalog, reader } = options.ruleData;
    const tagger = createTagger();
    this.projects = ProjectIndex.empty();
    this.store = new FileStore({
      files: options.files,
      gate: createSeedGate(catalog),
      scanner: createSecretScanner(loadSecretFormats(reader, '').formats, tagger),
      tagger,
      roleOf: (path) => this.projects.roleOf(path),
      tracked: () => this.tracked,
      isIgnored: (path) => this.ignored.has(path),
    });
  }

  async text(path: string): Promise<string | undefined> {
    return readText(this.files, path).catch(() => undefined);
  }

  async scan({ cancellation = NEVER_CANCELLED, progress }: { cancellation?: Cancellation; progress?: Progress } = {}): Promise<Analysis | undefined> {
    progress?.report('looking for files', 0);
    await this.discover(cancellation);
    if (!(await this.readAll(this.discovery.files, cancellation, (done) => progress?.report('reading files', done)))) return undefined;
    this.pending.clear();
    if (!(await this.rebuild(cancellation, progress))) return undefined;
    return this.finish(cancellation);
  }

  async update(changes: readonly EngineChange[], { cancellation = NEVER_CANCELLED }: { cancellation?: Cancellation } = {}): Promise<Analysis | undefined> {
    for (const { path, kind } of changes) this.pending.set(path, kind);
    if (!this.index) return this.scan({ cancellation });
    const coming = [...this.pending].some(([path, kind]) => kind !== 'changed' || !this.store.has(path));
    const structural = coming || [...this.pending.keys()].some((path) => STRUCTURE.test(path));
    if (structural) await this.discover(cancellation);
    const listed = new Map(this.discovery.files.map((file) => [file.path, file]));
    for (const path of [...this.pending.keys()]) {
      if (cancellation.isCancelled) return undefined;
      const file = listed.get(path);
      if (file) await this.store.read(await this.stamped(file));
      else this.store.remove(path);
    }
    if (structural) {
      // Ignore rules decide whether an environment file is covered.
      for (const file of this.discovery.files) if (/(^|\/)\.env/.test(file.path)) await this.store.read(file);
      if (!(await this.rebuild(cancellation))) return undefined;
    } else if (!(await this.relink([...this.pending.keys()]))) return undefined;
    if (!(await this.index.settle(cancellation))) return undefined;
    const analysis = await this.finish(cancellation);
    if (analysis) this.pending.clear();
    return analysis;
  }

  private async stamped(file: KnownFile): Promise<KnownFile> {
    const stat = await this.files.stat(file.path);
    return stat ? { path: file.path, size: stat.size, modified: stat.modified } : file;
  }

  private async discover(cancellation: Cancellation): Promise<void> {
    this.tracked = await this.options.loadTracked();
    this.discovery = await discover(this.files, { exclude: this.options.exclude ?? [], tracked: this.tracked, cancellation });
    this.ignored = new Set(this.discovery.files.filter((file) => file.ignored).map((file) => file.path));
    const found = new Set(this.discovery.files.map((file) => file.path));
    for (const { record } of [...this.store.values()]) if (!found.has(record.path)) this.store.remove(record.path);
  }

  private async readAll(files: readonly KnownFile[], cancellation: Cancellation, report: (done: number) => void): Promise<boolean> {
    const pacer = new Pacer();
    for (let at = 0; at < files.length; at += PARALLEL_READS) {
      if (cancellation.isCancelled) return false;
      await Promise.all(files.slice(at, at + PARALLEL_READS).map((file) => this.store.read(file)));
      report(at / files.length);
      await pacer.breathe();
    }
    return true;
  }

  /** Manifests, projects, resolver and selection from what was read; parses what is selected and links it. */
  private async rebuild(cancellation: Cancellation, progress?: Progress): Promise<boolean> {
    const manifest = this.manifest();
    const heads = (path: string) => this.store.get(path)?.head;
    const inputs = resolverInputs(this.store.configs());
    const code = new Set(this.store.scans().map((scan) => scan.path));
    const resolver = new ModuleResolver((path) => code.has(path), inputs.mappings, inputs.packages);
    this.projects = ProjectIndex.of(this.store.configs(), [...code], manifest, heads);
    const selected = selectFiles({ scans: this.store.scans().filter((scan) => !manifest.isExcluded(scan.path)), resolver, roleOf: (path) => this.projects.roleOf(path) });
    this.projects.useImports(selected.imports);
    const modules = new Map<string, ModuleSummary>();
    const pacer = new Pacer();
    for (const [at, path] of selected.parsed.entries()) {
      if (cancellation.isCancelled) return false;
      const summary = await this.store.parse(path);
      if (summary) modules.set(path, summary);
      progress?.report('parsing', at / selected.parsed.length);
      await pacer.breathe();
    }
    this.modules = modules;
    const { catalog } = this.options.ruleData;
    const meanings = new CatalogMeanings(catalog, (from, language, distribution) => this.projects.versionOf(from, language, distribution));
    this.index = new LinkIndex(modules, { catalog, meanings, resolver });
    return this.index.settle(cancellation, (done) => progress?.report('linking', done));
  }

  /** Changed code files take their place in the index. A file that becomes interesting only now is parsed from here on. */
  private async relink(paths: readonly string[]): Promise<boolean> {
    for (const path of paths) {
      const language = languageOf(path);
      if (language?.family !== 'code') continue;
      const stored = this.store.get(path);
      const wanted = this.modules.has(path) || stored?.scan?.seed === true;
      const importsChanged = stored?.scan !== undefined && stored.scan.imports.some(({ specifier }) => specifier.startsWith('.')) && !this.modules.has(path);
      if (!wanted && !importsChanged) continue;
      const summary = await this.store.parse(path);
      this.index!.change(path, summary);
      await this.parseImported(summary);
    }
    return true;
  }

  /** Files that a changed file imports for the first time. */
  private async parseImported(summary: ModuleSummary | undefined): Promise<void> {
    const queue = summary ? [summary] : [];
    for (let module = queue.pop(); module; module = queue.pop()) {
      for (const { module: specifier } of module.imports) {
        const path = this.index!.pathOf(module, specifier);
        if (path === undefined || this.modules.has(path)) continue;
        const imported = await this.store.parse(path);
        if (!imported) continue;
        this.index!.change(path, imported);
        queue.push(imported);
      }
    }
  }

  private manifest(): Manifest {
    return createManifest([...this.store.values()].flatMap(({ manifest }) => (manifest ? [manifest] : [])));
  }

  private async finish(cancellation: Cancellation): Promise<Analysis | undefined> {
    const analysis = await assemble({
      root: this.root,
      revision: this.revision + 1,
      today: this.options.today,
      ruleData: this.options.ruleData,
      store: this.store,
      discovery: this.discovery,
      tracked: this.tracked,
      ignored: this.ignored,
      projects: this.projects,
      manifest: this.manifest(),
      modules: this.modules,
      index: this.index!,
      text: (path) => this.text(path),
      cancellation,
    });
    if (!analysis || cancellation.isCancelled) return undefined;
    this.revision++;
    this.current = analysis;
    return analysis;
  }
}

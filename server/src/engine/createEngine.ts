// The engine over one root: reads, selects, links, connects and assesses; follows changes. The only place where all rooms meet.

import type { Finding } from '../checklist/findings/finding';
import type { FixInput } from '../fixes/fix';
import type { NamedDefinitions } from '../inventory/linking/definitionsAt';
import { CatalogMeanings } from '../inventory/linking/match/catalogMeanings';
import { createSecretScanner } from '../inventory/secrets/scan';
import { createTagger } from '../inventory/secrets/tag';
import { createSeedGate } from '../inventory/selection/seeds';
import { selectFiles } from '../inventory/selection/selectFiles';
import { type Discovery, discover } from '../workspace/discovery';
import {
  type CacheFile,
  type Cancellation,
  type FilePort,
  type Log,
  NEVER_CANCELLED,
  type Thread,
  type TrackedFiles,
} from '../workspace/ports';
import type { Analysis, Progress } from './analysis';
import { assemble } from './assemble';
import type { KnownTexts } from './assembleInput';
import type { Engine, EngineChange, EngineOptions } from './engine';
import { readText } from './fileRecord';
import { type FileChange, FileStore, type KnownFile } from './fileStore';
import { createFixInput, type FileAccess } from './fixInput';
import { Kept } from './kept';
import { LinkIndex } from './linkIndex';
import { Pacer } from './pause';
import { type GroupOf, sameGroups } from './projectGroups';
import type { RuleData } from './ruleData';
import { createSettingPlaces } from './settingPlaces';
import type { ShelvedModule } from './shelf';
import { createStructure, linksAlike, type Structure } from './structure';
import { Summaries } from './summaries';
import { type StampedModule, SummaryCache } from './summaryCache';
import { WorkerPool } from './workerPool';

export interface CreateEngineOptions extends EngineOptions {
  readonly ruleData: RuleData;
  readonly log: Log;
  /** Reads which files version control tracks; called at each scan. */
  readonly loadTracked: () => Promise<TrackedFiles>;
  /** Whether files may be written; without it every file may. */
  readonly access?: FileAccess;
  /** Starts threads that summarise files, no more than so many at once; without it everything runs in this one. */
  readonly threads?: { readonly start: () => Thread; readonly most: number };
  /** Where summaries are kept between runs, and which program makes them. */
  readonly cache?: { readonly file: CacheFile; readonly version: string };
  /** Parses every code file, whatever the gate says: for tests that hold the gate against the truth. */
  readonly parseAll?: boolean;
}

/** Files read at the same time. */
const PARALLEL_READS = 16;
/** Files parsed at the same time, as far as there are threads: enough to keep all of them busy. */
const PARALLEL_PARSES = 8;
/** Files whose content decides which files there are. */
const DISCOVERY = /(^|\/)(\.gitignore|package\.json|pyproject\.toml|requirements[^/]*\.txt)$/;

type Options = { readonly cancellation?: Cancellation; readonly progress?: Progress };

/** What is out of date, from the least to the most. */
const STAGES = ['none', 'text', 'selection', 'structure'] as const satisfies readonly FileChange[];

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
  private ignored: ReadonlySet<string> = new Set();
  private structure: Structure | undefined;
  private index: LinkIndex | undefined;
  private groupOf: GroupOf = () => '';
  private trials: ReadonlySet<string> = new Set();
  private readonly kept = new Kept();
  private readonly texts: KnownTexts = new Map();
  private readonly settingPlaces = createSettingPlaces();
  private readonly modules = new Map<string, ShelvedModule>();
  private revision = 0;
  /** True once every file was read; until then an update is a scan. */
  private complete = false;
  /** Changes not yet read; they survive a cancelled run. */
  private readonly pending = new Map<string, EngineChange['kind']>();
  /** What of the files that were read is not yet in the index; survives a cancelled run. */
  private outdated: FileChange = 'structure';
  private readonly unparsed = new Set<string>();
  private readonly summaries: Summaries;
  private saving: Promise<void> = Promise.resolve();
  /** Faults that stand in the log. */
  private readonly told = new Set<string>();

  constructor(private readonly options: CreateEngineOptions) {
    this.root = options.root;
    this.files = options.files;
    const { catalog, secretFormats } = options.ruleData;
    const { threads, cache, log } = options;
    this.summaries = new Summaries({
      pool: threads && new WorkerPool(threads.start, threads.most),
      cache: cache && new SummaryCache(cache.file, cache.version, log),
    });
    const tagger = createTagger();
    this.store = new FileStore({
      files: options.files,
      gate: createSeedGate(catalog),
      scanner: createSecretScanner(secretFormats, tagger),
      tagger,
      summaries: this.summaries,
      tracked: () => this.tracked,
      isIgnored: (path) => this.ignored.has(path),
    });
  }

  async text(path: string): Promise<string | undefined> {
    return readText(this.files, path).catch(() => undefined);
  }

  async scan({ cancellation = NEVER_CANCELLED, progress }: Options = {}): Promise<Analysis | undefined> {
    this.complete = false;
    progress?.report('looking for files', 0);
    if (!(await this.discover(cancellation))) return undefined;
    if (!(await this.read(this.discovery.files, cancellation, progress))) return undefined;
    this.complete = true;
    this.pending.clear();
    const analysis = await this.settle(cancellation, progress);
    if (analysis) this.saving = this.saveSummaries(analysis);
    return analysis;
  }

  async close(): Promise<void> {
    await this.saving;
    this.summaries.close();
  }

  /** For the next run. A credential in a key slot is known only now. */
  private async saveSummaries({ inventory }: Analysis): Promise<void> {
    const withSecrets = new Set(inventory.secrets.map(({ path }) => path));
    const shared = new Map<string, StampedModule>();
    for (const path of this.modules.keys()) {
      const summary = withSecrets.has(path) ? undefined : this.store.shareable(path);
      if (summary) shared.set(path, summary);
    }
    await this.summaries.save(shared);
  }

  async update(
    changes: readonly EngineChange[],
    { cancellation = NEVER_CANCELLED }: Options = {},
  ): Promise<Analysis | undefined> {
    for (const { path, kind } of changes) this.pending.set(path, kind);
    if (!this.complete) return this.scan({ cancellation });
    const moved = [...this.pending].some(
      ([path, kind]) => kind !== 'changed' || !this.store.has(path) || DISCOVERY.test(path),
    );
    if (moved && !(await this.discover(cancellation))) return undefined;
    if (!(await this.read(moved ? this.outOfStep() : await this.stamped(), cancellation))) return undefined;
    this.pending.clear();
    return this.settle(cancellation);
  }

  fixInput(finding: Finding): FixInput | undefined {
    const { current, index, structure } = this;
    if (!current || !index || !structure) return undefined;
    return createFixInput(
      {
        inventory: current.inventory,
        catalog: this.options.ruleData.catalog,
        modules: this.modules,
        index,
        manifest: structure.manifest,
        tracked: this.tracked,
        files: this.files,
        access: this.options.access ?? (async () => 'writable'),
        versionOf: (from, language, distribution) =>
          structure.projects.versionOf(from, language, distribution),
        text: (path) => this.text(path),
      },
      finding,
    );
  }

  definitionsAt(path: string, offset: number): NamedDefinitions | undefined {
    const module = this.modules.get(path)?.summary;
    return module && this.index?.definitionsAt(module, offset);
  }

  titleOf(pack: string): string | undefined {
    return this.options.ruleData.catalog.pack(pack)?.title;
  }

  /** Lists the files anew and lets go of those that are gone. False, with nothing changed, if it was cancelled. */
  private async discover(cancellation: Cancellation): Promise<boolean> {
    const tracked = await this.options.loadTracked();
    const discovery = await discover(this.files, {
      exclude: this.options.exclude ?? [],
      tracked,
      cancellation,
    });
    if (cancellation.isCancelled) return false;
    this.tracked = tracked;
    this.discovery = discovery;
    this.kept.clear();
    this.ignored = new Set(discovery.files.filter((file) => file.ignored).map((file) => file.path));
    const found = new Set(discovery.files.map((file) => file.path));
    for (const { record } of this.store.values()) {
      if (found.has(record.path)) continue;
      this.store.remove(record.path);
      this.mark(record.path, 'structure');
    }
    return true;
  }

  /** Files that changed, that came, or whose ignore rules may be others now. */
  private outOfStep(): KnownFile[] {
    return this.discovery.files.filter((file) => {
      const record = this.store.get(file.path)?.record;
      const known =
        record && record.size === file.size && record.modified === file.modified && !record.skipped;
      return !known || this.pending.has(file.path) || /(^|\/)\.env/.test(file.path);
    });
  }

  private async stamped(): Promise<KnownFile[]> {
    return Promise.all(
      [...this.pending.keys()].map(async (path) => {
        const stat = await this.files.stat(path);
        const { size = 0, modified = 0 } = stat ?? this.store.get(path)?.record ?? {};
        return { path, size, modified };
      }),
    );
  }

  private async read(
    files: readonly KnownFile[],
    cancellation: Cancellation,
    progress?: Progress,
  ): Promise<boolean> {
    const pacer = new Pacer();
    for (let at = 0; at < files.length; at += PARALLEL_READS) {
      if (cancellation.isCancelled) return false;
      const batch = files.slice(at, at + PARALLEL_READS);
      const changes = await Promise.all(batch.map((file) => this.store.read(file)));
      for (const [index, change] of changes.entries()) this.mark(batch[index]!.path, change);
      progress?.report('reading files', at / files.length);
      await pacer.breathe();
    }
    return true;
  }

  /** Notes what a change of a file makes out of date. */
  private mark(path: string, change: FileChange): void {
    if (change === 'none') return;
    this.unparsed.add(path);
    const roleChanged = this.structure?.projects.refreshRole(path) === true;
    const least = roleChanged && change === 'text' ? 'selection' : change;
    if (STAGES.indexOf(least) > STAGES.indexOf(this.outdated)) this.outdated = least;
  }

  /** Brings structure, selection, index and analysis up to date, as far as something changed. */
  private async settle(cancellation: Cancellation, progress?: Progress): Promise<Analysis | undefined> {
    const changed = await this.toParse();
    if (!(await this.parse(changed, cancellation, progress))) return undefined;
    this.outdated = 'none';
    this.unparsed.clear();
    if (!(await this.index!.settle(cancellation, (done) => progress?.report('linking', done))))
      return undefined;
    return this.finish(cancellation);
  }

  /** Chooses what is to be parsed, and takes out of the index what no longer is. */
  private async toParse(): Promise<string[]> {
    const pacer = new Pacer();
    if (this.outdated === 'none') return [];
    if (this.outdated === 'text') return [...this.unparsed].filter((path) => this.modules.has(path));
    const alike = this.outdated === 'selection' || this.restructure();
    await pacer.breathe();
    const parsed = this.select();
    await pacer.breathe();
    this.kept.clear();
    const groupOf = this.structure!.projects.groups();
    const trials = this.structure!.projects.trialsAmong(this.structure!.code);
    const sameTrials = [...trials].join('\0') === [...this.trials].join('\0');
    if (!this.index || !alike || !sameTrials || !sameGroups(this.groupOf, groupOf, this.structure!.code))
      this.index = this.createIndex(groupOf, trials);
    this.groupOf = groupOf;
    this.trials = trials;
    const wanted = new Set(parsed);
    for (const path of [...this.modules.keys()]) if (!wanted.has(path)) this.index.change(path, undefined);
    return parsed.filter((path) => !this.modules.has(path) || this.unparsed.has(path));
  }

  /** Structure from what was read. False where imports or versions may mean something else than before. */
  private restructure(): boolean {
    const before = this.structure;
    const structure = createStructure(this.store);
    const alike = before !== undefined && linksAlike(before, structure);
    this.structure = alike ? { ...structure, resolver: before.resolver } : structure;
    return alike;
  }

  private createIndex(groupOf: GroupOf, trials: ReadonlySet<string>): LinkIndex {
    const { catalog } = this.options.ruleData;
    const meanings = new CatalogMeanings(catalog, (from, language, distribution) =>
      this.structure!.projects.versionOf(from, language, distribution),
    );
    const { resolver } = this.structure!;
    return new LinkIndex(this.modules, { catalog, meanings, resolver, groupOf, trials });
  }

  /** Paths of the files to parse, sorted. */
  private select(): readonly string[] {
    const { manifest, projects, resolver } = this.structure!;
    const scans = this.store.scans().filter((scan) => !manifest.isExcluded(scan.path));
    const selected = selectFiles({
      scans: this.options.parseAll ? scans.map((scan) => ({ ...scan, seed: true })) : scans,
      resolver,
      roleOf: (path) => projects.roleOf(path),
    });
    projects.useImports(selected.imports);
    return selected.parsed;
  }

  private async parse(
    paths: readonly string[],
    cancellation: Cancellation,
    progress?: Progress,
  ): Promise<boolean> {
    if (paths.length === 0) return true;
    const pacer = new Pacer();
    await this.summaries.expect(paths.length);
    for (let at = 0; at < paths.length; at += PARALLEL_PARSES) {
      if (cancellation.isCancelled) return false;
      const batch = paths.slice(at, at + PARALLEL_PARSES);
      const modules = await Promise.all(batch.map((path) => this.store.parse(path)));
      for (const [index, module] of modules.entries()) {
        const path = batch[index]!;
        if (module !== this.modules.get(path)) this.index!.change(path, module);
      }
      progress?.report('parsing', at / paths.length);
      await pacer.breathe();
    }
    return true;
  }

  private async finish(cancellation: Cancellation): Promise<Analysis | undefined> {
    const { manifest, projects, code } = this.structure!;
    const analysis = await assemble({
      root: this.root,
      revision: this.revision + 1,
      today: this.options.today,
      ruleData: this.options.ruleData,
      store: this.store,
      discovery: this.discovery,
      tracked: this.tracked,
      ignored: this.ignored,
      projects,
      code,
      manifest,
      modules: this.modules,
      index: this.index!,
      groupOf: this.groupOf,
      kept: this.kept,
      texts: this.texts,
      settingPlaces: this.settingPlaces,
      text: (path) => this.text(path),
      cancellation,
    });
    if (!analysis || cancellation.isCancelled) return undefined;
    this.logFaults(analysis);
    this.revision++;
    this.current = analysis;
    return analysis;
  }

  /** Each with its cause, once: the same analysis is made again and again. */
  private logFaults({ faults }: Analysis): void {
    const { log } = this.options;
    for (const { what, paths, error, trace } of faults) {
      const key = [what, error, ...paths].join('\0');
      if (this.told.has(key)) continue;
      this.told.add(key);
      log.warn(`${what} could not be found out for ${paths.join(', ') || 'the workspace'} (${error})`);
      log.debug(trace);
    }
  }
}

// One root as the editor features see it: its engine, the newest analysis, the documents open in it, the paths of both worlds.
import { basename } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../checklist/findings/finding';
import type { Analysis } from '../engine/analysis';
import type { Engine, EngineChange } from '../engine/engine';
import { type Phase, type ScanObserver, Scheduler } from '../engine/scheduler';
import { describeException } from '../text/describeException';
import { toUri } from '../text/uri';
import { createOverlayFiles } from '../workspace/overlayFiles';
import type { FilePort, Log } from '../workspace/ports';
import type { Host } from './host';
import { type FolderPath, PathMap } from './pathMap';

/** Versions of the open documents by path, as they stood when an analysis began. */
export type Versions = ReadonlyMap<string, number>;

export interface RootOptions {
  readonly host: Host;
  readonly log: Log;
  readonly root: string;
  readonly exclude: readonly string[];
  readonly onAnalysis: (root: WorkspaceRoot, analysis: Analysis, versions: Versions) => void;
  readonly onPhase: (root: WorkspaceRoot) => void;
  readonly onScan: (root: WorkspaceRoot) => ScanObserver;
}

export class WorkspaceRoot {
  readonly uri: string;
  readonly name: string;
  /** Disk with the open documents over it. */
  readonly files: FilePort;
  paths: PathMap;
  phase: Phase = { kind: 'scanning' };
  engine: Engine | undefined;
  #scheduler: Scheduler<Versions> | undefined;
  readonly #open = new Map<string, TextDocument>();
  #analysed: { readonly analysis: Analysis; readonly versions: Versions } | undefined;
  #byFingerprint: ReadonlyMap<string, Finding> | undefined;
  #disposed = false;

  constructor(private readonly options: RootOptions) {
    this.uri = toUri(options.root);
    this.name = basename(options.root) || options.root;
    this.paths = new PathMap(options.root, []);
    this.files = createOverlayFiles(options.host.filesAt(options.root), {
      textOf: (path) => this.#open.get(path)?.getText(),
      paths: () => this.#open.keys(),
    });
  }

  get root(): string {
    return this.options.root;
  }

  get analysis(): Analysis | undefined {
    return this.#analysed?.analysis;
  }

  finding(fingerprint: string): Finding | undefined {
    const findings = this.analysis?.findings ?? [];
    this.#byFingerprint ??= new Map(findings.map((finding) => [finding.fingerprint, finding]));
    return this.#byFingerprint.get(fingerprint);
  }

  /** Creates the engine and scans. Never rejects: a root that cannot be analysed says why. */
  async start(): Promise<void> {
    const { host, root, exclude, log } = this.options;
    try {
      const today = host.clock.today();
      this.engine = await host.createEngine({ root, files: this.files, today, exclude });
    } catch (error) {
      const why = describeException(error);
      log.error(`No engine for ${root}: ${why}`);
      this.#setPhase({ kind: 'failed', why });
      return;
    }
    if (this.#disposed) return;
    this.#scheduler = new Scheduler<Versions>({
      engine: this.engine,
      stamp: () => new Map([...this.#open].map(([path, { version }]) => [path, version])),
      onAnalysis: (analysis, versions) => this.#deliver(analysis, versions),
      onScan: () => this.options.onScan(this),
      onPhase: (phase) => this.#setPhase(phase),
      log,
    });
    this.#scheduler.scan();
  }

  /** Scans from zero; where there is no engine yet, one more attempt is made to create it. */
  async rescan(): Promise<void> {
    if (this.#scheduler) this.#scheduler.scan();
    else if (this.phase.kind === 'failed') {
      this.#setPhase({ kind: 'scanning' });
      await this.start();
    }
  }

  cancelScan(): void {
    this.#scheduler?.cancelScan();
  }

  changed(changes: readonly EngineChange[], delayMs: number): void {
    this.#scheduler?.changed(changes, delayMs);
  }

  /** Resolves when every change so far is in the analysis, or will never be. */
  async settle(): Promise<void> {
    await this.#scheduler?.settle();
  }

  open(path: string, document: TextDocument): void {
    this.#open.set(path, document);
  }

  close(path: string): void {
    this.#open.delete(path);
  }

  document(path: string): TextDocument | undefined {
    return this.#open.get(path);
  }

  openPaths(): Iterable<string> {
    return this.#open.keys();
  }

  /** The folders opened in the editor that lie in this root, and the documents open in it. */
  setFolders(folders: readonly FolderPath[], documents: readonly TextDocument[]): void {
    this.paths = new PathMap(this.options.root, folders);
    this.#open.clear();
    for (const document of documents) {
      const path = this.paths.toPath(document.uri);
      if (path !== undefined) this.#open.set(path, document);
    }
  }

  /** The URI by which the editor knows a path. */
  uriOf(path: string): string {
    return this.#open.get(path)?.uri ?? this.paths.toUri(path);
  }

  /** True if the open document is the one the analysis saw; also for files that are not open. */
  isCurrent(path: string, versions: Versions | undefined = this.#analysed?.versions): boolean {
    const document = this.#open.get(path);
    return document === undefined || versions?.get(path) === document.version;
  }

  dispose(): void {
    this.#disposed = true;
    this.#scheduler?.dispose();
    void this.engine?.close();
  }

  #deliver(analysis: Analysis, versions: Versions): void {
    this.#analysed = { analysis, versions };
    this.#byFingerprint = undefined;
    this.options.onAnalysis(this, analysis, versions);
  }

  #setPhase(phase: Phase): void {
    if (this.#disposed) return;
    this.phase = phase;
    this.options.onPhase(this);
  }
}

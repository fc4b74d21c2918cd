// One connected editor: what it can do, its settings, its documents and roots. Features are given this and nothing else.
import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../engine/analysis';
import type { ScanObserver } from '../engine/scheduler';
import type { Log } from '../workspace/ports';
import { DEFAULT_SETTINGS, type Settings } from '../workspace/settings';
import type { ClientAbilities } from './clientAbilities';
import type { Host } from './host';
import { Listeners } from './listeners';
import { RootSet } from './rootSet';
import { type Versions, WorkspaceRoot } from './workspaceRoot';

export interface SessionOptions {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly client: ClientAbilities;
  readonly host: Host;
  readonly log: Log;
}

export interface AnalysisEvent {
  readonly root: WorkspaceRoot;
  readonly analysis: Analysis;
  readonly versions: Versions;
}

export class Session {
  settings: Settings = DEFAULT_SETTINGS;
  readonly roots: RootSet;
  /** A new analysis of a root. */
  readonly onAnalysis: Listeners<AnalysisEvent>;
  /** A root began or ended a scan, came or went. */
  readonly onState: Listeners<void>;
  readonly onRemoved: Listeners<WorkspaceRoot>;
  readonly onSettings: Listeners<{ readonly before: Settings }>;
  /** Set by the feature that shows progress. */
  observeScan: ((root: WorkspaceRoot) => ScanObserver) | undefined;

  constructor(private readonly options: SessionOptions) {
    const { host, log } = options;
    this.onAnalysis = new Listeners('Showing an analysis', log);
    this.onState = new Listeners('Showing the state', log);
    this.onRemoved = new Listeners('Closing a folder', log);
    this.onSettings = new Listeners('Applying settings', log);
    this.roots = new RootSet({
      gitDirs: host.gitDirs,
      log,
      create: (root) => this.#createRoot(root),
      documents: () => options.documents.all(),
      onRemoved: (root) => this.onRemoved.tell(root),
      onChanged: () => this.onState.tell(),
    });
  }

  get connection(): Connection {
    return this.options.connection;
  }

  get documents(): TextDocuments<TextDocument> {
    return this.options.documents;
  }

  get client(): ClientAbilities {
    return this.options.client;
  }

  get host(): Host {
    return this.options.host;
  }

  get log(): Log {
    return this.options.log;
  }

  /** Other settings hold from now on. */
  apply(settings: Settings): void {
    const before = this.settings;
    this.settings = settings;
    this.onSettings.tell({ before });
  }

  #createRoot(root: string): WorkspaceRoot {
    const { host, log } = this.options;
    return new WorkspaceRoot({
      host,
      log,
      root,
      exclude: this.settings.exclude,
      onAnalysis: (of, analysis, versions) => this.onAnalysis.tell({ root: of, analysis, versions }),
      onPhase: () => this.onState.tell(),
      onScan: (of) => this.observeScan?.(of) ?? SILENT,
    });
  }
}

const SILENT: ScanObserver = { report: () => {}, end: () => {} };

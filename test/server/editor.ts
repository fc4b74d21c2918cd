// An editor for tests of the server: the other end of a connection in memory, with everything it was told.
import { resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { RuleSet } from '../../server/src/checklist/rules/rule';
import type { Host } from '../../server/src/editor/host';
import { startServer } from '../../server/src/editor/startServer';
import type { ChecklistParams } from '../../server/src/protocol/checklist';
import { CHECKLIST, STATE_CHANGED } from '../../server/src/protocol/methods';
import type { StateParams } from '../../server/src/protocol/state';
import { toUri } from '../../server/src/text/uri';
import { createClock } from '../../server/src/workspace/clock';
import { createLog } from '../../server/src/workspace/log';
import { createMemoryFiles } from '../../server/src/workspace/memoryFiles';
import type { FilePort } from '../../server/src/workspace/ports';
import { loadReal } from '../unit/checklist/diskReader';
import { createFakeEngines, type EngineControl } from './fakeEngine';
import { fakeRepairs } from './fakeRepairs';

/** What VS Code can do, as far as the server asks. */
export const ABLE: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
    },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: {},
      snippetEditSupport: true,
    },
  },
  window: { workDoneProgress: true },
};

export interface EditorOptions {
  /** Absolute folder to its files; the first one is `/ws`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Folders that are open; `/ws` by default. */
  readonly folders?: readonly string[];
  readonly abilities?: ClientCapabilities;
  readonly settings?: Record<string, unknown>;
  readonly host?: Partial<Host>;
}

export interface Told {
  readonly diagnostics: PublishDiagnosticsParams[];
  readonly checklists: ChecklistParams[];
  readonly states: StateParams[];
  readonly log: string[];
  /** Messages for the person. */
  readonly messages: string[];
  readonly registered: { readonly method: string; readonly options: unknown }[];
  readonly progress: unknown[];
  /** Every byte the server sent, in pieces. */
  readonly wire: string[];
}

export class Editor {
  readonly #versions = new Map<string, number>();
  settings: Record<string, unknown>;
  initialized: InitializeResult | undefined;
  readonly told: Told = {
    diagnostics: [],
    checklists: [],
    states: [],
    log: [],
    messages: [],
    registered: [],
    progress: [],
    wire: [],
  };

  constructor(
    readonly connection: ProtocolConnection,
    readonly engines: EngineControl,
    readonly disk: Map<string, string>,
    settings: Record<string, unknown>,
  ) {
    this.settings = settings;
  }

  open(path: string, text: string, languageId = 'typescript'): Promise<void> {
    const uri = uriOf(path);
    this.#versions.set(uri, 1);
    return this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a range, or everything. */
  type(path: string, text: string, range?: Range): Promise<void> {
    const uri = uriOf(path);
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [range ? { range, text } : { text }],
    });
  }

  save(path: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf(path) } });
  }

  close(path: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
  }

  /** What is shown for a file now; undefined if nothing was ever said. */
  shown(path: string): readonly Diagnostic[] | undefined {
    return this.told.diagnostics.findLast(({ uri }) => uri === uriOf(path))?.diagnostics;
  }

  codes(path: string): readonly unknown[] | undefined {
    return this.shown(path)?.map(({ code }) => code);
  }

  actions(path: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uriOf(path) },
      range,
      context: { diagnostics: [...(this.shown(path) ?? [])], only },
    });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  ask<Result>(method: string, params?: object): Promise<Result> {
    return params ? this.connection.sendRequest(method, params) : this.connection.sendRequest(method);
  }
}

/** Connects an editor to a server and opens its folders. Ends with the test. */
export async function openEditor(options: EditorOptions = {}): Promise<Editor> {
  const { folders = ['/ws'], abilities = ABLE } = options;
  const disk = new Map(Object.entries(options.files ?? {}));
  const engines = createFakeEngines();
  const { connection, wire } = connect(createHost(disk, engines.createEngine, options.host));
  const editor = new Editor(connection, engines.control, disk, { debounceMs: 10, ...options.settings });
  wire.on('data', (bytes: Buffer) => void editor.told.wire.push(bytes.toString()));
  listen(editor);
  connection.listen();
  onTestFinished(async () => {
    await connection.sendRequest('shutdown').catch(() => {});
    connection.dispose();
  });
  editor.initialized = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: uriOf(folders[0] ?? '/ws'),
    workspaceFolders: folders.map((path) => ({ uri: uriOf(path), name: path })),
    capabilities: abilities,
    initializationOptions: { airworthy: editor.settings },
  });
  await connection.sendNotification('initialized', {});
  return editor;
}

function connect(host: Host): { readonly connection: ProtocolConnection; readonly wire: PassThrough } {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(
    server,
    host,
    createLog('debug', (level, message) => server.console[level === 'debug' ? 'log' : level](message)),
  );
  server.listen();
  const connection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  return { connection, wire: toClient };
}

const realRules: { set?: RuleSet } = {};

function createHost(
  disk: ReadonlyMap<string, string>,
  createEngine: Host['createEngine'],
  over?: Partial<Host>,
): Host {
  const isFile = (path: string): boolean => disk.has(slashed(path));
  const isFolder = (path: string): boolean =>
    [...disk.keys()].some((file) => file.startsWith(`${slashed(path)}/`));
  return {
    createEngine,
    filesAt: (root) => {
      const files = new Map<string, string>();
      // Looked up at each use, so that later changes of the disk show.
      const fresh = (): FilePort => {
        files.clear();
        const prefix = `${slashed(root)}/`;
        for (const [path, text] of disk)
          if (path.startsWith(prefix)) files.set(path.slice(prefix.length), text);
        return below;
      };
      const below = createMemoryFiles(files);
      return {
        read: (path) => fresh().read(path),
        stream: (path) => fresh().stream(path),
        stat: (path) => fresh().stat(path),
        list: (path) => fresh().list(path),
        resolveLink: (path) => below.resolveLink(path),
      };
    },
    gitDirs: {
      read: async () => undefined,
      kind: async (path) => (isFile(path) ? 'file' : isFolder(path) ? 'directory' : undefined),
      real: async (path) => path,
    },
    clock: createClock('2026-11-22'),
    rules: () => {
      realRules.set ??= loadReal().rules;
      return realRules.set;
    },
    repairs: fakeRepairs,
    version: '0.0.0-test',
    pollMs: 20,
    ...over,
  };
}

/** Paths of tests are written with `/` and without a drive. */
function slashed(path: string): string {
  return path.replace(/^[A-Za-z]:/, '').replaceAll('\\', '/');
}

function listen(editor: Editor): void {
  const { connection, told } = editor;
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params) => void told.diagnostics.push(params),
  );
  connection.onNotification(CHECKLIST, (params) => void told.checklists.push(params));
  connection.onNotification(STATE_CHANGED, (params) => void told.states.push(params));
  connection.onNotification('window/logMessage', ({ message }) => void told.log.push(message));
  connection.onNotification('window/showMessage', ({ message }) => void told.messages.push(message));
  connection.onNotification('$/progress', (params) => void told.progress.push(params));
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('client/registerCapability', ({ registrations }) => {
    for (const { method, registerOptions } of registrations)
      told.registered.push({ method, options: registerOptions });
    return null;
  });
  connection.onRequest('client/unregisterCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => editor.settings));
}

export function uriOf(path: string): string {
  return toUri(resolve(path));
}

export function range(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}

/** Asks until the answer is neither false nor undefined. Throws, naming `what`. */
export async function eventually<T>(
  what: string,
  ask: () => T | false | undefined,
  limitMs = 4000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = ask();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause(5);
  }
}

/** Time in which nothing is expected to happen. */
export async function quiet(ms = 80): Promise<void> {
  await pause(ms);
}

// Changes on the disk that come from elsewhere: told by the editor where it can watch files, else looked for.
import {
  DidChangeWatchedFilesNotification,
  type FileChangeType,
  type FileEvent,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import type { EngineChange } from '../engine/engine';
import type { Feature } from './feature';
import { FilePoller } from './filePoller';
import { attempt } from './guard';
import type { Session } from './session';
import type { WorkspaceRoot } from './workspaceRoot';

/** Which files count is decided by the engine; these globs only spare it the noise of builds. */
const GLOBS = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,py,pyi,ipynb}',
  '**/*.{yaml,yml,json,jsonc,toml,tf,ini,cfg,txt,md,lock,sh}',
  '**/{Dockerfile*,Containerfile*,*.dockerfile,Procfile,.env*,*.env,.gitignore,.dockerignore}',
  // Which files are tracked, and on which branch.
  '**/.git/{HEAD,index}',
];

/** A branch switch tells of many files one by one; they make one run. In milliseconds. */
const GATHER_MS = 60;

const KINDS: Readonly<Record<FileChangeType, EngineChange['kind']>> = {
  1: 'created',
  2: 'changed',
  3: 'deleted',
};

export const feature: Feature = { start, opened };

function start(session: Session): void {
  session.connection.onDidChangeWatchedFiles(({ changes }) => {
    void attempt(session.log, 'Reading changes of files', () => changed(session, changes));
  });
}

async function opened(session: Session): Promise<void> {
  if (session.client.watchesFiles) return watch(session);
  const pollers = new Map<WorkspaceRoot, FilePoller>();
  const look = (): void => {
    for (const root of session.roots.all()) {
      if (pollers.has(root)) continue;
      const poller = new FilePoller({
        files: session.host.filesAt(root.root),
        exclude: session.settings.exclude,
        everyMs: session.host.pollMs ?? 3000,
        onChanges: (changes) => tell(session, root, changes),
      });
      pollers.set(root, poller);
      poller.start();
    }
  };
  session.onState.add(look);
  session.onRemoved.add((root) => {
    pollers.get(root)?.dispose();
    pollers.delete(root);
  });
  look();
}

/** Globs hold in the open folders; where a root reaches above them it is watched from its own top. */
async function watch(session: Session): Promise<void> {
  let watched = '';
  let registration: { dispose(): void } | undefined;
  const register = async (): Promise<void> => {
    const tops = session.client.relativePatterns ? session.roots.all().map(({ uri }) => uri) : [];
    const key = [...tops].sort().join('\n');
    if (key === watched && registration) return;
    watched = key;
    const watchers: FileSystemWatcher[] =
      tops.length > 0
        ? tops.flatMap((baseUri) => GLOBS.map((pattern) => ({ globPattern: { baseUri, pattern } })))
        : GLOBS.map((globPattern) => ({ globPattern }));
    const before = registration;
    registration = await session.connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers,
    });
    before?.dispose();
  };
  session.onState.add(() => void attempt(session.log, 'Watching files', register));
  await register();
}

function changed(session: Session, events: readonly FileEvent[]): void {
  const byRoot = new Map<WorkspaceRoot, EngineChange[]>();
  for (const { uri, type } of events) {
    const place = session.roots.locate(uri);
    if (!place) continue;
    const list = byRoot.get(place.root) ?? [];
    list.push({ path: place.path, kind: KINDS[type] });
    byRoot.set(place.root, list);
  }
  for (const [root, changes] of byRoot) tell(session, root, changes);
}

function tell(session: Session, root: WorkspaceRoot, changes: readonly EngineChange[]): void {
  // What lies under an open document does not count while it is open.
  root.changed(
    changes.filter(({ path }) => !root.document(path) && !/(?:^|\/)node_modules\//.test(path)),
    GATHER_MS,
  );
  if (
    changes.some(
      ({ path, kind }) => kind !== 'changed' && /(?:^|\/)(?:airworthy\.yaml|\.git\/HEAD)$/.test(path),
    )
  )
    void attempt(session.log, 'Looking for the root', () => session.roots.refresh());
}

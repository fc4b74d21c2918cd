// Running the VS Code server: its process, its log, its end. What is opened in it is said by the workbench URL.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { InstalledServer } from './installServer';
import { toolFile } from './projectRoot';
import { writeUserSettings } from './userSettings';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;
const HOST = '127.0.0.1';

export interface EditorServerOptions {
  readonly install: InstalledServer;
  /** Folder for sockets and the log; a short path, for socket paths may not exceed some 100 characters. */
  readonly runFolder: string;
  readonly userData: string;
  readonly extensions: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** True if the server ends itself some minutes after the last window has gone. */
  readonly endsWhenUnused: boolean;
}

export interface EditorServer {
  /** `host:port`. */
  readonly authority: string;
  /** Without it the server answers 403. */
  readonly token: string;
  readonly log: string;
  /** Settled when the process has ended, with how. */
  readonly ended: Promise<string>;
  /** Calls back with each line that the server writes from now on. */
  onLine(listener: (line: string) => void): void;
  /** Ends the server and all that it started. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it listens. Throws with its output if it does not. */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
  mkdirSync(options.extensions, { recursive: true });
  writeUserSettings(options.userData);
  const token = randomBytes(16).toString('hex');
  const child = spawn(options.install.node, serverArguments(options, token), {
    env: serverEnvironment(options.runFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own process group, so that extension host, file watcher and terminals can be ended with it.
    detached: true,
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`${code ?? signal}`));
  });
  const log = path.join(options.runFolder, 'server.log');
  const onLine = readLines(child, log);
  try {
    const port = await listeningPort(onLine, ended);
    return { authority: `${HOST}:${port}`, token, log, ended, onLine, stop: () => stop(child, ended) };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

function serverArguments(options: EditorServerOptions, token: string): string[] {
  return [
    ...['--require', toolFile('guard.js')],
    path.join(options.install.folder, 'out', 'server-main.js'),
    ...['--host', HOST],
    ...['--port', String(options.port)],
    ...['--connection-token', token],
    ...['--server-data-dir', options.userData],
    ...['--user-data-dir', options.userData],
    ...['--extensions-dir', options.extensions],
    ...['--telemetry-level', 'off'],
    '--accept-server-license-terms',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    // Without it newer releases take no extension under development from the URL.
    '--enable-smoke-test-driver',
    ...(options.endsWhenUnused ? ['--enable-remote-auto-shutdown'] : []),
  ];
}

/** What an enclosing editor would tell its own server must not reach this one. */
function serverEnvironment(runFolder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER_)/.test(name));
  return {
    ...Object.fromEntries(own),
    // No look-ups in an extension gallery.
    EXTENSIONS_GALLERY: '{}',
    TMPDIR: runFolder,
    XDG_RUNTIME_DIR: runFolder,
  };
}

function readLines(child: ChildProcess, log: string): EditorServer['onLine'] {
  const listeners: ((line: string) => void)[] = [];
  const file = createWriteStream(log);
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`);
      for (const listener of listeners) listener(line);
    });
  }
  child.once('close', () => file.end());
  return (listener) => listeners.push(listener);
}

function listeningPort(onLine: EditorServer['onLine'], ended: Promise<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const output: string[] = [];
    const fail = (why: string) =>
      reject(new Error(`the editor server ${why}\n${output.slice(-20).join('\n')}`));
    const limit = setTimeout(() => fail(`did not start within ${START_LIMIT_MS} ms`), START_LIMIT_MS);
    onLine((line) => {
      if (output.length < 200) output.push(line);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (!port) return;
      clearTimeout(limit);
      resolve(Number(port));
    });
    ended.then((how) => {
      clearTimeout(limit);
      fail(`ended (${how})`);
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  let limit: NodeJS.Timeout | undefined;
  await Promise.race([
    ended,
    new Promise((resolve) => {
      limit = setTimeout(resolve, STOP_LIMIT_MS);
    }),
  ]);
  clearTimeout(limit);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

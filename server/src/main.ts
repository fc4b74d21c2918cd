// The language server as a program: connects the editor at the other end with the disk, the rule data and the engine. Wiring only.
import { join } from 'node:path';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { createRepairs } from './editor/createRepairs';
import { logError } from './editor/guard';
import type { Host } from './editor/host';
import { startServer } from './editor/startServer';
import { createEngine } from './engine/createEngine';
import type { EngineOptions } from './engine/engine';
import { loadRuleData, type RuleData } from './engine/ruleData';
import { fixes } from './fixes/index.generated';
import { maskCredentials } from './reports/plainText';
import { bundleStamp } from './workspace/bundleStamp';
import { cacheDirectory, createCacheFile } from './workspace/cacheFile';
import { createClock } from './workspace/clock';
import { createDiskAccess } from './workspace/diskAccess';
import { createDiskFiles } from './workspace/diskFiles';
import { createGitDirReader } from './workspace/gitDir';
import { loadTrackedFiles } from './workspace/gitIndex';
import { limitHeapGrowth } from './workspace/heapGrowth';
import { createLog } from './workspace/log';
import type { Log } from './workspace/ports';
import { startThread, threadsAtOnce } from './workspace/workerThread';

/** The bundle lies in `dist`, beside the rule data. */
const PACKAGE = join(__dirname, '..');
const WORKER = join(__dirname, 'worker.js');
const CACHE = cacheDirectory(process.platform, process.env);
const TRANSPORTS = ['--stdio', '--node-ipc', '--socket', '--pipe'];

function main(): void {
  limitHeapGrowth();
  const connection = connect();
  const log = createLog('info', (level, message) =>
    connection.console[level === 'debug' ? 'log' : level](maskCredentials(message)),
  );
  keepRunning(log);
  startServer(connection, createHost(log), log);
  connection.listen();
}

/** Over what the arguments name; else standard input and output, as most editors start a server. */
function connect(): Connection {
  const named = process.argv.some((argument) => TRANSPORTS.includes(argument.split('=')[0]!));
  return named
    ? createConnection(ProposedFeatures.all)
    : createConnection(ProposedFeatures.all, process.stdin, process.stdout);
}

/** A fault that nobody caught is logged; people must not lose their squiggles over it. */
function keepRunning(log: Log): void {
  process.on('uncaughtException', (error) => logError(log, 'Something unexpected', error));
  process.on('unhandledRejection', (reason) => logError(log, 'Something unexpected', reason));
}

function createHost(log: Log): Host {
  const gitDirs = createGitDirReader();
  const ruleData = onFirstUse(() => loadSound(log));
  return {
    filesAt: createDiskFiles,
    gitDirs,
    clock: createClock(),
    rules: () => ruleData().rules,
    repairs: createRepairs(fixes, (engine, finding) => engine.fixInput?.(finding), log),
    version,
    createEngine: async (options: EngineOptions) =>
      createEngine({
        ...options,
        log,
        ruleData: ruleData(),
        loadTracked: () => loadTrackedFiles(gitDirs, options.root),
        access: createDiskAccess(options.root),
        threads: { start: () => startThread(WORKER), most: threadsAtOnce() },
        cache: { file: createCacheFile(CACHE, options.root), version: bundleStamp(WORKER, version) },
      }),
  };
}

function loadSound(log: Log): RuleData {
  const data = loadRuleData(join(PACKAGE, 'rules'), join(PACKAGE, 'dist', 'packs.json'));
  for (const error of data.errors) log.error(`Rule data: ${error}`);
  return data;
}

function onFirstUse<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}

main();

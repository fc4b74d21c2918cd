#!/usr/bin/env node
// The `airworthy` command: builds the ports from this process, runs a subcommand, sets the exit code. Wiring only.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { version } from '../../package.json';
import type { CommandPorts } from './commands/command';
import { createFixService } from './commands/fixService';
import { createProgressLine } from './commands/progressLine';
import { runCommand } from './commands/runCommand';
import { createEngine } from './engine/createEngine';
import { loadRuleData, type RuleData } from './engine/ruleData';
import { fixes } from './fixes/index.generated';
import { maskCredentials } from './reports/plainText';
import { colourStyle, plainStyle } from './reports/style';
import { bundleStamp } from './workspace/bundleStamp';
import { cacheDirectory, createCacheFile } from './workspace/cacheFile';
import { createClock } from './workspace/clock';
import { describeReadError } from './workspace/describeReadError';
import { createDiskAccess } from './workspace/diskAccess';
import { createDiskFiles } from './workspace/diskFiles';
import { createFileWriter } from './workspace/fileWriter';
import { createGitDirReader } from './workspace/gitDir';
import { loadTrackedFiles } from './workspace/gitIndex';
import { createLog } from './workspace/log';
import { createOverlayFiles } from './workspace/overlayFiles';
import { FileReadError, type Log } from './workspace/ports';
import { findRoot } from './workspace/root';
import { startThread, threadsAtOnce } from './workspace/workerThread';

/** The rule data beside the bundle: `rules/` next to `dist/`. */
function rulesDirectory(): string {
  return join(__dirname, '..', 'rules');
}

/** Writes to a stream until its reader is gone (`airworthy check | head`), which ends the output and nothing else. */
function createOutput(stream: NodeJS.WriteStream): (text: string) => void {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== 'EPIPE') process.exitCode = 2;
  });
  return (text) => {
    if (open) stream.write(text);
  };
}

/** Reads the rule data at its first use. A faulty file is left out and logged. */
function createRuleSource(log: Log): () => RuleData {
  let data: RuleData | undefined;
  return () => {
    if (data) return data;
    data = loadRuleData(rulesDirectory(), join(__dirname, 'packs.json'));
    for (const error of data.errors) log.warn(error);
    if (data.rules.items.length === 0) throw new FileReadError(rulesDirectory(), 'holds no rules');
    return data;
  };
}

async function readNamedFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(path));
  } catch (error) {
    throw new FileReadError(path, describeReadError(error));
  }
}

function createPorts(verbose: boolean): CommandPorts {
  const { stdout, stderr, env } = process;
  const write = createOutput(stdout);
  const writeError = createOutput(stderr);
  const log = createLog(verbose ? 'debug' : 'error', (level, message) =>
    writeError(`airworthy: ${level}: ${maskCredentials(message)}\n`),
  );
  const git = createGitDirReader();
  const ruleData = createRuleSource(log);
  const isTerminal = stdout.isTTY && env.TERM !== 'dumb';
  return {
    tool: { name: 'airworthy', version },
    cwd: process.cwd(),
    write,
    writeError,
    style: isTerminal && !env.NO_COLOR ? colourStyle : plainStyle,
    progress: isTerminal && stderr.isTTY ? createProgressLine(writeError, Date.now) : undefined,
    clock: createClock(),
    writer: createFileWriter(),
    rules: () => ruleData().rules,
    locate: (path) => findRoot(path, git),
    readFile: readNamedFile,
    async openEngine(root, { today, open, cache }) {
      const disk = createDiskFiles(root);
      const worker = join(__dirname, 'worker.js');
      const engine = createEngine({
        root,
        files: open ? createOverlayFiles(disk, open) : disk,
        today,
        ruleData: ruleData(),
        log,
        loadTracked: () => loadTrackedFiles(git, root),
        access: createDiskAccess(root),
        threads: { start: () => startThread(worker), most: threadsAtOnce() },
        cache: cache
          ? {
              file: createCacheFile(cacheDirectory(process.platform, process.env), root),
              version: bundleStamp(worker, version),
            }
          : undefined,
      });
      return { engine, close: () => engine.close() };
    },
    fixesFor: (engine) => createFixService(fixes, (finding) => engine.fixInput?.(finding)),
    startServer: () => {
      // A name esbuild does not follow: the server is a bundle of its own, loaded only by this subcommand.
      require(join(__dirname, 'server.js'));
    },
  };
}

const words = process.argv.slice(2);
runCommand(words, createPorts(words.includes('--verbose'))).then((code) => {
  process.exitCode ||= code;
});

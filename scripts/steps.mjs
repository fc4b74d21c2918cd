// Running the programs that `npm start`, `npm test` and `npm run package` consist of. Uses nothing but Node,
// for it runs before the dependencies are installed.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Command line of a program that a dependency brings. */
export function tool(name, ...args) {
  const scripts = {
    biome: '@biomejs/biome/bin/biome',
    knip: 'knip/bin/knip.js',
    tsc: 'typescript/bin/tsc',
    vitest: 'vitest/vitest.mjs',
    vsce: '@vscode/vsce/vsce',
  };
  return [process.execPath, path.join(root, 'node_modules', scripts[name]), ...args];
}

/** Command line of a script or bundle of this repository. */
export function script(file, ...args) {
  return [process.execPath, path.join(root, file), ...args];
}

/** Command line of npm: the one that runs this script, if any. */
export function npm(...args) {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return [process.execPath, own, ...args];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', ...args];
}

/**
 * Runs a command line in the project and resolves with its exit code. With `capture` what it wrote comes too
 * (`stdout` alone, `output` with the errors between); else it writes to this process's own output.
 */
export function run([program, ...args], { capture = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: program.endsWith('.cmd'),
    });
    let stdout = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => resolve({ code: 127, stdout, output: `${output}${error.message}\n` }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), stdout, output }),
    );
  });
}

/** Installs the dependencies if they are missing or older than the lock file. Throws if that fails. */
export async function ensureDependencies() {
  const installed = modified('node_modules/.package-lock.json');
  if (installed !== undefined && installed >= modified('package-lock.json')) return;
  console.log('Installing dependencies (npm ci)');
  const { code } = await run(npm('ci', '--include=dev', '--no-audit', '--no-fund'));
  if (code !== 0) throw new Error(`npm ci ended with ${code}`);
}

function modified(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs;
}

/** `61.2 s` */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

// `npm start [-- FOLDER] [--check]`: installs, builds, prints the checklist of a folder and opens it in an editor
// with Airworthy. Plain Node without dependencies, for it runs on a fresh clone.
//   --check       starts the built-in editor, fetches its page once and ends
//   --built-in    uses the built-in editor even where a `code` command is installed
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, root, run, script } from './steps.mjs';

const SAMPLE = 'test/workspaces/support-agent';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, 'built-in': { type: 'boolean', default: false } },
});

async function main() {
  const folder = path.resolve(process.env.INIT_CWD ?? root, positionals[0] ?? path.join(root, SAMPLE));
  if (!existsSync(folder)) throw new Error(`${folder} does not exist`);
  await ensureDependencies();
  await expectSuccess('The build', script('esbuild.mjs'));
  await printChecklist(folder);
  const code = flags.check || flags['built-in'] ? undefined : desktopEditor();
  if (code) {
    console.log(`\nOpening ${folder} in VS Code (${code})`);
    await expectSuccess('VS Code', [code, '--new-window', `--extensionDevelopmentPath=${root}`, folder]);
    return;
  }
  await expectSuccess(
    'The editor',
    script('dist/tools/open.js', folder, ...(flags.check ? ['--check'] : [])),
  );
}

/** Findings are what the command is for: only a failure to run (exit code 2) is one here. */
async function printChecklist(folder) {
  if (!existsSync(path.join(root, 'dist/cli.js'))) {
    console.log('The command (dist/cli.js) is not built, so there is no checklist to print.');
    return;
  }
  const { code } = await run(script('dist/cli.js', 'check', folder, '--format', 'text'));
  if (code > 1) throw new Error(`airworthy check ended with ${code}`);
}

/** Path of the `code` command, if there is one. */
function desktopEditor() {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

async function expectSuccess(what, command) {
  // Ctrl+C reaches the program started here too; this process waits for it to clean up.
  const wait = () => {};
  process.on('SIGINT', wait);
  const { code } = await run(command);
  process.off('SIGINT', wait);
  if (code !== 0) throw new Error(`${what} ended with ${code}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

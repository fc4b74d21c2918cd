// `npm run package [-- --built] [--update]`: builds the .vsix of the extension and checks that it, and the npm
// package of the command, hold the files listed in test/packaging and no others.
//   --built    takes dist/ as it is
//   --update   writes the lists instead of comparing; globs in them are kept
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import picomatch from 'picomatch';
import { packagedReadme } from './packagedReadme.mjs';
import { npm, root, run, script, tool } from './steps.mjs';

const LIMIT_MB = 6;
const README = 'dist/README.md';

const { values: flags } = parseArgs({
  options: { built: { type: 'boolean', default: false }, update: { type: 'boolean', default: false } },
});

async function main() {
  if (!flags.built) await output(script('esbuild.mjs', '--production'));
  const vsix = path.join(root, 'dist', 'airworthy.vsix');
  mkdirSync(path.dirname(vsix), { recursive: true });
  writeFileSync(path.join(root, README), packagedReadme(readFileSync(path.join(root, 'README.md'), 'utf8')));
  const shipped = await output(tool('vsce', 'ls', '--no-dependencies', '--readme-path', README));
  compare('vsix.txt', shipped.split(/\r?\n/).filter(Boolean));
  await output(
    tool(
      'vsce',
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--readme-path',
      README,
      // The patterns and false samples of rules/secrets look like the tokens they describe.
      '--allow-package-secrets',
      'slack',

      '--out',
      vsix,
    ),
  );
  const megabytes = statSync(vsix).size / 1024 / 1024;
  console.log(`dist/airworthy.vsix: ${megabytes.toFixed(2)} MB`);
  if (megabytes > LIMIT_MB) throw new Error(`the extension is larger than ${LIMIT_MB} MB`);

  const [packed] = Object.values(JSON.parse(await output(npm('pack', '--dry-run', '--json', '--silent'))));
  compare(
    'npm.txt',
    packed.files.map((file) => file.path),
  );
  console.log(`npm package: ${(packed.size / 1024 / 1024).toFixed(2)} MB`);
}

/** Each file must fit a line of the list, and each line a file. Throws with the differences. */
function compare(list, files) {
  const file = path.join(root, 'test', 'packaging', list);
  const lines = readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
  const fits = lines.map((line) => picomatch(line, { dot: true }));
  const unexpected = files.filter((name) => !fits.some((fit) => fit(name)));
  const missing = lines.filter((_, at) => !files.some((name) => fits[at](name)));
  if (unexpected.length === 0 && missing.length === 0) return;
  if (flags.update) {
    const kept = lines.filter((line) => !missing.includes(line));
    writeFileSync(file, `${[...kept, ...unexpected].sort().join('\n')}\n`);
    console.log(`test/packaging/${list} written: ${unexpected.length} added, ${missing.length} removed`);
    return;
  }
  throw new Error(
    [
      `test/packaging/${list} does not fit the package (npm run package -- --update writes it)`,
      ...unexpected.map((name) => `  not in the list: ${name}`),
      ...missing.map((line) => `  not in the package: ${line}`),
    ].join('\n'),
  );
}

/** What a command wrote; throws with it if the command fails. */
async function output(command) {
  const { code, stdout, output: all } = await run(command, { capture: true });
  if (code !== 0) throw new Error(`${path.basename(command[1] ?? command[0])} ended with ${code}\n${all}`);
  return stdout;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

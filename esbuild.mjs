// Bundles everything that runs: the extension, the language server and command, and the
// tools and editor tests of this repository. What belongs to which package is decided by .vscodeignore and .npmignore.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';

const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const { values: flags } = parseArgs({
  options: {
    /** Small and without source maps, as it is shipped. */
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    /** Only brings the generated lists of modules up to date. */
    indexes: { type: 'boolean', default: false },
  },
});

/** TypeScript is by far the largest dependency: one bundle holds it, the others require that file. */
const shareTypeScript = {
  name: 'share-typescript',
  setup({ onResolve }) {
    onResolve({ filter: /^ts-morph$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './typescript.js', external: true },
    );
  },
};

/** Options of every bundle. ES module entries come first: the UMD builds of some packages cannot be bundled. */
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  outdir: 'dist',
  logLevel: 'warning',
  sourcemap: flags.production ? false : 'linked',
  sourcesContent: false,
  minify: flags.production,
};

/** Bundles of the product: name in dist, entry. */
const product = {
  client: 'client/src/extension.ts',
  server: 'server/src/main.ts',
  cli: 'server/src/cli.ts',
  worker: 'server/src/worker.ts',
};

/** Bundles for those who build and test the product; readable, never shipped. */
const tools = {
  'tools/generateIndexes': 'scripts/indexes/main.ts',
  'tools/packs': 'scripts/packs/main.ts',
  'tools/setup': 'scripts/editor/setup.ts',
  'tools/open': 'scripts/editor/open.ts',
  'tools/launcher': 'scripts/editor/launcher.ts',
  'tools/guard': 'scripts/editor/guard.ts',
  'tools/bench': 'scripts/bench/main.ts',
  'tools/compareGate': 'scripts/bench/compareGate.ts',
  'tools/corpus': 'scripts/corpus/main.ts',
  'tools/spdlog': 'scripts/editor/standIns/spdlog.ts',
  'tools/watchdog': 'scripts/editor/standIns/watchdog.ts',
  'e2e/run': 'test/e2e/run.ts',
  'e2e/neovim': 'test/e2e/neovim/run.ts',
  'e2e/screenshots': 'test/e2e/screenshots/run.ts',
  ...entriesIn('test/e2e/suite', 'e2e/suite'),
  ...entriesIn('test/e2e/ui', 'e2e/ui'),
};

/** Test files of a folder, and the module that runs them. */
function entriesIn(folder, out) {
  if (!existsSync(path.join(root, folder))) return {};
  const names = readdirSync(path.join(root, folder)).filter((name) => /^index\.ts$|\.test\.ts$/.test(name));
  return Object.fromEntries(names.map((name) => [`${out}/${name.slice(0, -3)}`, `${folder}/${name}`]));
}

/** The entries that exist; the others are named, so that a missing one cannot go unnoticed. */
function existing(entries) {
  return Object.fromEntries(
    Object.entries(entries).filter(([name, entry]) => {
      const found = existsSync(path.join(root, entry));
      if (!found) console.log(`esbuild: ${entry} does not exist, so dist/${name}.js is not built`);
      return found;
    }),
  );
}

function options() {
  return [
    { ...shared, entryPoints: existing(product), external: ['vscode'], plugins: [shareTypeScript] },
    { ...shared, entryPoints: { typescript: 'ts-morph' } },
    {
      ...shared,
      entryPoints: existing(tools),
      external: ['vscode', 'mocha', 'playwright-core', '@vscode/test-electron', 'ts-morph'],
      minify: false,
      sourcemap: 'inline',
    },
  ];
}

/** The Python parser is WebAssembly, read from dist/wasm at run time. */
function copyWasm() {
  const from = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json')),
    'wasm',
  );
  const to = path.join(root, 'dist', 'wasm');
  mkdirSync(to, { recursive: true });
  for (const name of ['tree-sitter.wasm', 'tree-sitter-python.wasm'])
    cpSync(path.join(from, name), path.join(to, name));
}

/** The lists of languages, rules' operators and so on must be current before anything imports them. */
async function generateIndexes() {
  const entry = { 'tools/generateIndexes': tools['tools/generateIndexes'] };
  await build({ ...shared, entryPoints: entry, minify: false, sourcemap: false });
  const { generateIndexes: generate } = createRequire(import.meta.url)('./dist/tools/generateIndexes.js');
  for (const file of generate(root)) console.log(`esbuild: wrote ${file}`);
}

/** The packs as one text, which loads many times faster than their YAML; without it the YAML is read. */
async function compilePacks() {
  await build({
    ...shared,
    entryPoints: { 'tools/packs': tools['tools/packs'] },
    minify: false,
    sourcemap: false,
  });
  createRequire(import.meta.url)('./dist/tools/packs.js').writePacks(root);
}

/** What an earlier build left and this one might not overwrite: source maps, and tests that were removed since. */
function removeLeftovers() {
  for (const name of Object.keys(product)) rmSync(path.join(root, 'dist', `${name}.js.map`), { force: true });
  rmSync(path.join(root, 'dist', 'typescript.js.map'), { force: true });
  rmSync(path.join(root, 'dist', 'e2e'), { recursive: true, force: true });
}

if (!flags.indexes) removeLeftovers();
copyWasm();
await generateIndexes();
if (!flags.indexes) await compilePacks();
if (flags.watch && !flags.indexes) {
  const contexts = await Promise.all(options().map((each) => context({ ...each, logLevel: 'info' })));
  await Promise.all(contexts.map((each) => each.watch()));
} else if (!flags.indexes) {
  await Promise.all(options().map((each) => build(each)));
  for (const executable of ['tools/launcher.js', 'cli.js']) {
    const file = path.join(root, 'dist', executable);
    if (existsSync(file)) chmodSync(file, 0o755);
  }
}

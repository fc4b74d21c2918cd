// `npm test [-- --only static|unit|package|e2e]`: everything that must hold before a change is merged, each step
// timed. The last line, `N passed, N failed`, sums up all tests; a step that fails without a failed test counts as one.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, root, run, script, seconds, tool } from './steps.mjs';

const RESULTS = path.join(root, 'dist', 'results');

/** Steps in their order; those of one stage run side by side. `counts` reads a result file. */
const STAGES = [
  [{ name: 'build', only: 'always', command: script('esbuild.mjs', '--production') }],
  [
    { name: 'types', only: 'static', command: tool('tsc', '--noEmit') },
    { name: 'lint', only: 'static', command: tool('biome', 'check', '.') },
    { name: 'dead code', only: 'static', command: tool('knip') },
    { name: 'generated lists', only: 'static', command: script('dist/tools/generateIndexes.js', '--check') },
    { name: 'editors', only: 'e2e', command: script('dist/tools/setup.js') },
  ],
  [
    {
      name: 'unit, fixture and server tests',
      only: 'unit',
      command: tool(
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${result('vitest')}`,
      ),
      counts: vitestCounts,
      file: result('vitest'),
    },
  ],
  [{ name: 'packages', only: 'package', command: script('scripts/package.mjs', '--built') }],
  [
    {
      name: 'tests in the editor',
      only: 'e2e',
      command: script('dist/e2e/run.js', '--results', result('e2e')),
      counts: editorCounts,
      file: result('e2e'),
    },
  ],
  [
    {
      // Skipped, with a line that says so, where there is no Neovim.
      name: 'tests in Neovim',
      only: 'e2e',
      command: script('dist/e2e/neovim.js', '--results', result('neovim')),
      counts: editorCounts,
      file: result('neovim'),
    },
  ],
];

function result(name) {
  return path.join(RESULTS, `${name}.json`);
}

function vitestCounts({ numPassedTests, numFailedTests }) {
  return { passed: numPassedTests, failed: numFailedTests };
}

function editorCounts({ passed, failed }) {
  return { passed, failed };
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const names = new Set(STAGES.flat().map(({ only }) => only));
  if (values.only && !names.has(values.only)) throw new Error(`--only takes one of ${[...names].join(', ')}`);
  await ensureDependencies();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const wanted = ({ only }) => only === 'always' || !values.only || only === values.only;
  const totals = { passed: 0, failed: 0 };
  const began = Date.now();
  for (const stage of STAGES) {
    const outcomes = await Promise.all(stage.filter(wanted).map((step) => runStep(step, stage.length > 1)));
    for (const { passed, failed } of outcomes) {
      totals.passed += passed;
      totals.failed += failed;
    }
    // Nothing after a failed build would tell anything.
    if (stage[0].name === 'build' && totals.failed > 0) break;
  }
  console.log(`\n${seconds(Date.now() - began)} in all`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed === 0 ? 0 : 1;
}

/** Output of steps that run side by side is shown only if they fail. */
async function runStep(step, quiet) {
  const began = Date.now();
  if (!quiet) console.log(`\n== ${step.name}`);
  const { code, output } = await run(step.command, {
    capture: quiet,
    env: { NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  if (code !== 0 && output) console.log(`\n== ${step.name}\n${output.trimEnd()}`);
  const { passed, failed } = step.counts ? readCounts(step) : { passed: 0, failed: 0 };
  const broken = code !== 0 && failed === 0 ? 1 : 0;
  console.log(`== ${step.name}: ${code === 0 ? 'ok' : `failed (${code})`}, ${seconds(Date.now() - began)}`);
  return { passed, failed: failed + broken };
}

/** No result file means that the run ended before its tests did: the exit code tells, or this does. */
function readCounts(step) {
  try {
    return step.counts(JSON.parse(readFileSync(step.file, 'utf8')));
  } catch {
    console.log(`== ${step.name}: no results were written`);
    return { passed: 0, failed: 1 };
  }
}

main().catch((error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});

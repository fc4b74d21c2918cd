// Runs Neovim, where it is installed, on `airworthy lsp --stdio` and a copy of the sample:
// `node dist/e2e/neovim.js [--results FILE]`. Without Neovim it says so and counts as skipped.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../scripts/editor/projectRoot';
import { expectedLines } from '../expectedLines';
import { type SessionResults, saveResults } from '../results';
import { createRunFolder } from '../runFolder';

const LIMIT_MS = 90_000;

/** What session.lua writes. */
interface Seen {
  /** Why it ended early. */
  readonly why?: string;
  readonly diagnostics: readonly { readonly line: number; readonly code: string; readonly source: string }[];
  readonly actions: readonly string[];
  readonly text?: string;
  readonly cleared?: boolean;
}

interface Repair {
  readonly file: string;
  readonly rule: string;
  /** How the title of the action begins. */
  readonly action: string;
  /** What then stands in the file. */
  readonly gives: RegExp;
}

const REPAIRS: readonly Repair[] = [
  {
    file: 'api/src/llm.ts',
    rule: 'retries-switched-off',
    action: 'Retry',
    gives: /maxRetries: 3, timeout: 5_000/,
  },
  {
    file: 'worker/lumen_worker/llm.py',
    rule: 'hardcoded-secret',
    action: 'Move to NOTE_OPENAI_API_KEY',
    gives: /api_key=os\.environ\["NOTE_OPENAI_API_KEY"\]/,
  },
];

function main(): SessionResults {
  const version = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
  if (version.error || version.status !== 0) {
    console.log('skipped: there is no nvim on the PATH (Debian: apt-get install neovim)');
    return { passed: 0, failed: 0, skipped: REPAIRS.length };
  }
  console.log(version.stdout.split('\n')[0]);
  let failed = 0;
  for (const repair of REPAIRS) {
    const began = Date.now();
    try {
      tryRepair(repair);
      console.log(`  ok ${repair.file}: ${repair.action} (${Date.now() - began} ms)`);
    } catch (error) {
      failed++;
      console.log(`  failed ${repair.file}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { passed: REPAIRS.length - failed, failed, skipped: 0 };
}

/** Throws with what is not as it should be. */
function tryRepair({ file, rule, action, gives }: Repair): void {
  const folder = createRunFolder();
  try {
    const target = path.join(folder.workspace, file);
    const expected = expectedLines(readFileSync(target, 'utf8')).map(({ line }) => line);
    const seen = runSession({ root: folder.workspace, file: target, rule, action });
    assert.equal(seen.why ?? undefined, undefined);
    const lines = seen.diagnostics.map(({ line }) => line);
    assert.ok(
      lines.length > 0 && lines.every((line) => expected.includes(line)),
      `lines ${lines}, expected ${expected}`,
    );
    assert.ok(seen.diagnostics.every(({ source }) => source === 'airworthy'));
    assert.ok(seen.actions.some((title) => title.startsWith(`Ignore ${rule}`)));
    assert.match(seen.text ?? '', gives);
    assert.ok(seen.cleared, 'the diagnostic goes with the repair');
  } finally {
    folder.remove();
  }
}

function runSession(task: { root: string; file: string; rule: string; action: string }): Seen {
  const home = mkdtempSync(path.join(os.tmpdir(), 'airworthy-nvim-'));
  const out = path.join(home, 'seen.json');
  const command = [process.execPath, path.join(projectRoot, 'dist', 'cli.js'), 'lsp', '--stdio'];
  const script = path.join(projectRoot, 'test', 'e2e', 'neovim', 'session.lua');
  try {
    const run = spawnSync('nvim', ['--headless', '--clean', '-n', '-c', `luafile ${script}`], {
      encoding: 'utf8',
      timeout: LIMIT_MS,
      // Its log and state must not land in someone's home.
      env: {
        ...process.env,
        ...{
          HOME: home,
          XDG_STATE_HOME: home,
          XDG_CACHE_HOME: home,
          XDG_DATA_HOME: home,
          XDG_CONFIG_HOME: home,
        },
        AIRWORTHY_NVIM: JSON.stringify({ ...task, command, out }),
      },
    });
    try {
      return JSON.parse(readFileSync(out, 'utf8'));
    } catch {
      throw new Error(`Neovim wrote no result (${run.signal ?? run.status}): ${run.stderr.slice(-500)}`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { results: { type: 'string' } } });
const results = main();
if (values.results) saveResults(values.results, results);
console.log(`In Neovim: ${results.passed} passed, ${results.failed} failed, ${results.skipped} skipped`);
process.exitCode = results.failed === 0 ? 0 : 1;

// Runs inside the extension host: the module that VS Code calls to run the suite beside it.

import { runFolder } from '../mochaRun';
import { RESULTS_FILE, saveResults } from '../results';

/** Throws if a test failed, which VS Code turns into its exit code. */
export async function run(): Promise<void> {
  const results = await runFolder(__dirname, { timeout: 60_000 });
  const file = process.env[RESULTS_FILE];
  if (file) saveResults(file, results);
  if (results.failed > 0) throw new Error(`${results.failed} failed`);
}

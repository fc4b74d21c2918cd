// The result of one editor session, as it passes between processes in a file. A session without such a file,
// or without a passed test in it, has failed, whatever its exit code says.
import { readFileSync, writeFileSync } from 'node:fs';

/** Environment variable that names the file. */
export const RESULTS_FILE = 'AIRWORTHY_E2E_RESULTS';

export interface SessionResults {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts of a finished Mocha run. */
export function toResults(stats: Mocha.Stats | undefined): SessionResults {
  if (!stats) return { passed: 0, failed: 0, skipped: 0 };
  return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}

export function saveResults(file: string, results: SessionResults): void {
  writeFileSync(file, JSON.stringify(results));
}

/** undefined if the session ended before its tests did. */
export function loadResults(file: string): SessionResults | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

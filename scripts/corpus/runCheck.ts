// The built command on a folder, with a cache of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema, inventorySchema } from '../../server/src/reports/checkSchema';
import type { Families } from './labels';
import { type Observed, toObserved } from './observed';

interface Run {
  /** The bundle of the command. */
  readonly command: string;
  readonly folder: string;
  /** For reports and the cache. */
  readonly scratch: string;
}

export function runCheck(run: Run, families: Families): Observed {
  const check = checkSchema.parse(report(run, 'check'));
  const inventory = inventorySchema.parse(report(run, 'inventory'));
  return toObserved(check, inventory, families);
}

function report({ command, folder, scratch }: Run, name: 'check' | 'inventory'): unknown {
  const output = join(scratch, `${name}.json`);
  const words = [command, name, folder, '--format', 'json', '--quiet', '--output', output];
  const { status, stderr, error } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') },
  });
  // 1 says that a threshold was reached.
  if (status !== 0 && status !== 1)
    throw new Error(`${name} ended with ${status ?? 'a signal'}: ${error?.message ?? stderr.trim()}`);
  return JSON.parse(readFileSync(output, 'utf8'));
}

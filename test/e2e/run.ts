// Runs the tests in real editors: `node dist/e2e/run.js [--version V]… [--kind host|ui]… [--results FILE]`.
// Per version there is one session of each kind: `host` runs a suite inside the extension host, `ui` drives
// keyboard and mouse from outside. Where no editor can be installed, VS Code is downloaded and only `host` runs.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { canInstallEditors, RELEASES } from '../../scripts/editor/releases';
import { runHostSession } from './hostSession';
import type { SessionResults } from './results';
import { runUiSession } from './uiSession';

const KINDS = { host: runHostSession, ui: runUiSession } as const;
type Kind = keyof typeof KINDS;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      version: { type: 'string', multiple: true },
      kind: { type: 'string', multiple: true },
      results: { type: 'string' },
    },
  });
  const versions = values.version ?? RELEASES.map((release) => release.version);
  const kinds = (values.kind ?? Object.keys(KINDS)).filter(isKind);
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const version of versions) {
    for (const kind of kinds) {
      const { passed, failed, skipped } = await runSession(kind, version);
      totals.passed += passed;
      totals.failed += failed;
      totals.skipped += skipped;
    }
  }
  if (values.results) writeFileSync(values.results, JSON.stringify(totals));
  console.log(`\nIn the editor: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  return totals.failed === 0 && totals.passed > 0;
}

function isKind(name: string): name is Kind {
  if (name in KINDS) return true;
  throw new Error(`--kind takes ${Object.keys(KINDS).join(' or ')}, not "${name}"`);
}

/** A session that breaks counts as one failed test. */
async function runSession(kind: Kind, version: string): Promise<SessionResults> {
  if (kind === 'ui' && !canInstallEditors) {
    console.log(`\n-- VS Code ${version}, ui: skipped, for it needs Linux on x64`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const began = Date.now();
  console.log(`\n-- VS Code ${version}, ${kind}`);
  try {
    const results = await KINDS[kind](version);
    if (results.passed + results.failed === 0) throw new Error('no test ran');
    return results;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    console.log(`-- VS Code ${version}, ${kind}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}

main().then(
  (succeeded) => {
    process.exitCode = succeeded ? 0 : 1;
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);

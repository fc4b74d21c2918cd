// Holds the gate against the truth on real folders: `node dist/tools/compareGate.js FOLDER…`. Prints what parsing everything would add.
import { join, resolve } from 'node:path';
import type { Analysis } from '../../server/src/engine/analysis';
import { createEngine } from '../../server/src/engine/createEngine';
import { loadRuleData } from '../../server/src/engine/ruleData';
import { createDiskFiles } from '../../server/src/workspace/diskFiles';
import { createGitDirReader } from '../../server/src/workspace/gitDir';
import { loadTrackedFiles } from '../../server/src/workspace/gitIndex';
import { createLog } from '../../server/src/workspace/log';
import { projectRoot } from '../editor/projectRoot';

const SHOWN = 12;

async function scan(root: string, parseAll: boolean): Promise<Analysis> {
  const engine = createEngine({
    root,
    files: createDiskFiles(root),
    today: '2026-09-01',
    ruleData,
    log: createLog('error', (_level, message) => console.error(message)),
    loadTracked: () => loadTrackedFiles(createGitDirReader(), root),
    parseAll,
  });
  return (await engine.scan())!;
}

/** One line per fact, finding and status, so that two analyses are compared as sets of lines. */
function linesOf({ inventory, findings, items }: Analysis): Set<string> {
  return new Set([
    ...inventory.facts.map(
      (fact) => `fact ${fact.id} ${JSON.stringify([fact.attributes, fact.guards, fact.links])}`,
    ),
    ...findings.map(
      (finding) => `finding ${finding.rule} ${finding.place.path}:${finding.place.start} ${finding.message}`,
    ),
    ...items.map((item) => `item ${item.id} ${item.status} ${item.note}`),
  ]);
}

function report(label: string, lines: readonly string[]): void {
  for (const line of lines.slice(0, SHOWN)) console.log(`  ${label} ${line.slice(0, 400)}`);
  if (lines.length > SHOWN) console.log(`  ${label} … and ${lines.length - SHOWN} more`);
}

async function compare(folder: string): Promise<boolean> {
  const gated = await scan(folder, false);
  const whole = await scan(folder, true);
  const [a, b] = [linesOf(gated), linesOf(whole)];
  const lost = [...b].filter((line) => !a.has(line));
  const wrong = [...a].filter((line) => !b.has(line));
  const { parsed } = gated.inventory.files;
  console.log(
    `${folder}: ${parsed} of ${whole.inventory.files.parsed} parsed, ${lost.length} only without the gate, ${wrong.length} only with it`,
  );
  report('+', lost);
  report('-', wrong);
  return lost.length + wrong.length === 0;
}

const ruleData = loadRuleData(join(projectRoot, 'rules'), join(projectRoot, 'dist', 'packs.json'));

async function main(): Promise<void> {
  for (const folder of process.argv.slice(2)) if (!(await compare(resolve(folder)))) process.exitCode = 1;
}

void main();

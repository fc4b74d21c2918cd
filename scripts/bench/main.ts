// The benchmark: `npm run bench [-- FOLDER] [--files N] [--keystrokes N]`. What the engine takes, as a ratio to what nobody can do without.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { limitHeapGrowth } from '../../server/src/workspace/heapGrowth';
import { generateWorkspace, writeWorkspace } from './generateWorkspace';
import { measure } from './measure';
import { render } from './table';
import { unavoidable } from './unavoidable';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Code files of the generated workspace. */
    files: { type: 'string', default: '2000' },
    keystrokes: { type: 'string', default: '60' },
    /** Measures the unavoidable part alone; what to read comes over the standard input. */
    least: { type: 'boolean', default: false },
  },
});

async function run(): Promise<void> {
  limitHeapGrowth();
  const [folder] = positionals;
  if (values.least) {
    process.stdout.write(JSON.stringify(await unavoidable(JSON.parse(await text(process.stdin)))));
    return;
  }
  const keystrokes = Number(values.keystrokes);
  if (folder !== undefined) {
    console.log(render(await measure(resolve(folder), { keystrokes })));
    return;
  }
  const root = mkdtempSync(join(tmpdir(), 'airworthy-bench-'));
  try {
    const workspace = generateWorkspace(Number(values.files));
    writeWorkspace(root, workspace);
    console.log(render(await measure(root, { keystrokes, edited: workspace.edited })));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

void run();

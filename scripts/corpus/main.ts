// The corpus: `npm run corpus -- FOLDER [--repo NAME] [--items ID,ID|detected] [--verbose] [--json]`. FOLDER holds bare clones
// named owner+name. How much of what a reader saw in public repositories the built command sees, and where they differ.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkOut, findClone, hasCommit } from './checkout';
import { type Families, joinLabels, type Label, labelFiles, readFamilies, readLabel } from './labels';
import type { Observed } from './observed';
import { runCheck } from './runCheck';
import { type RepositoryScore, scoreRepository, sumOf } from './scoreRepository';
import { render } from './table';
import { toJson } from './toJson';

const DETECTED = 'detected';
const ROOT = join(__dirname, '../..');
const USAGE = 'npm run corpus -- FOLDER [--repo OWNER/NAME]… [--items ID,ID|detected] [--verbose] [--json]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** A repository, or a part of its name. */
    repo: { type: 'string', multiple: true, default: [] },
    /** Ids, or `detected` for those the product does not call not-checked. */
    items: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

interface Setup {
  readonly folder: string;
  readonly families: Families;
}

function run(): void {
  const [given] = positionals;
  const places = joinLabels(ROOT);
  const labels = labelFiles(places.labels).map((name) => readLabel(join(places.labels, name)));
  const problem = given === undefined ? USAGE : wrongNames(labels);
  if (given === undefined || problem !== undefined) {
    console.error(problem);
    process.exitCode = 2;
    return;
  }
  const setup = { folder: resolve(given), families: readFamilies(places.families) };
  const scores: RepositoryScore[] = [];
  const skipped: { readonly repository: string; readonly why: string }[] = [];
  for (const label of labels.filter(isWanted)) {
    const score = scoreClone(label, setup);
    if (typeof score === 'string') {
      skipped.push({ repository: label.repository, why: score });
      console.error(`skipped ${label.repository}: ${score}`);
    } else {
      scores.push(score);
      if (!values.json) console.log(`${render(score, { verbose: values.verbose, perItem: false })}\n`);
    }
  }
  if (values.json) console.log(JSON.stringify(toJson(scores, skipped), undefined, 1));
  else if (scores.length > 1) console.log(render(sumOf(scores), { verbose: false, perItem: true }));
}

function wrongNames(labels: readonly Label[]): string | undefined {
  const repository = values.repo.find((part) => !labels.some((label) => label.repository.includes(part)));
  if (repository !== undefined) return `no label for ${repository}`;
  const ids = values.items === DETECTED ? [] : (values.items?.split(',') ?? []);
  const item = ids.find((id) => !labels.some(({ items }) => id in items));
  return item === undefined ? undefined : `no item ${item}`;
}

function wantedItems({ statuses }: Observed): ReadonlySet<string> | undefined {
  if (values.items !== DETECTED)
    return values.items === undefined ? undefined : new Set(values.items.split(','));
  return new Set([...statuses].filter(([, status]) => status !== 'not-checked').map(([id]) => id));
}

function isWanted({ repository }: Label): boolean {
  return values.repo.length === 0 || values.repo.some((part) => repository.includes(part));
}

/** The figures, or why there are none. */
function scoreClone(label: Label, { folder, families }: Setup): RepositoryScore | string {
  const clone = findClone(folder, label.repository);
  if (clone === undefined) return `not in ${folder}`;
  if (!hasCommit(clone, label.commit)) return `its clone lacks the labelled commit ${label.commit}`;
  const scratch = mkdtempSync(join(tmpdir(), 'airworthy-corpus-'));
  try {
    const tree = join(scratch, 'tree');
    const missing = checkOut(clone, label.commit, tree, label.scope);
    for (const path of missing) console.error(`${label.repository}: the clone lacks ${path}`);
    const observed = runCheck({ command: join(ROOT, 'dist/cli.js'), folder: tree, scratch }, families);
    return scoreRepository(label, observed, wantedItems(observed));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

run();

// What check, inventory and fix begin with: the paths of the command line, their root, and an analysis of it.
import type { Analysis } from '../engine/analysis';
import { isDate } from '../manifest/schema';
import { toRelative } from '../text/uri';
import type { OpenTexts } from '../workspace/overlayFiles';
import { FileReadError } from '../workspace/ports';
import { decodeText } from '../workspace/text';
import type { CommandArguments, CommandPorts, OpenEngine, OptionSpec } from './command';
import { UsageError } from './usageError';

export interface Target {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root; empty if the root itself is meant. */
  readonly paths: readonly string[];
}

export const TODAY: OptionSpec = {
  name: 'today',
  value: 'DATE',
  help: 'the date (YYYY-MM-DD) that waivers and attestations are held against',
};

/** Finds the one root of all paths. Throws UsageError, and FileReadError for a path that does not exist. */
export async function locateTarget(words: readonly string[], ports: CommandPorts): Promise<Target> {
  if (words.some((word) => word.trim() === '')) throw new UsageError('a path is empty');
  const found = [];
  for (const word of words.length === 0 ? ['.'] : words) found.push(await ports.locate(word));
  const root = found[0]!.root;
  const other = found.find((each) => each.root !== root);
  if (other) throw new UsageError(`${root} and ${other.root} are checked one at a time`);
  const paths = [...new Set(found.map(({ argument }) => toRelative(root, argument)))];
  return { root, paths: paths.includes('') ? [] : paths };
}

/** The date of `--today`, or that of the clock. Throws UsageError. */
export function dateFrom(given: CommandArguments, ports: CommandPorts): string {
  const date = given.text('today');
  if (date !== undefined && !(/^\d{4}-\d{2}-\d{2}$/.test(date) && isDate(date)))
    throw new UsageError(`--today takes a date written YYYY-MM-DD, not "${date}"`);
  return date ?? ports.clock.today();
}

export interface AnalyseOptions {
  readonly target: Target;
  readonly today: string;
  readonly open?: OpenTexts;
  readonly quiet?: boolean;
  readonly cache: boolean;
}

/** Opens an engine, scans, hands the analysis to `use` and closes the engine whatever happens. */
export async function withAnalysis<Result>(
  { target, today, open, quiet, cache }: AnalyseOptions,
  ports: CommandPorts,
  use: (analysis: Analysis, engine: OpenEngine['engine']) => Promise<Result>,
): Promise<Result> {
  const opened = await ports.openEngine(target.root, { today, open, cache });
  try {
    const progress = quiet ? undefined : ports.progress;
    const analysis = await opened.engine.scan({ progress });
    progress?.clear();
    if (!analysis) throw new Error('the analysis was cancelled');
    refuseUnread(analysis, target);
    return await use(analysis, opened.engine);
  } finally {
    await opened.close();
  }
}

/** What was asked for by name and cannot be read is an error: nothing was found in it because nobody looked. */
function refuseUnread({ inventory }: Analysis, { root, paths }: Target): void {
  const asked = new Set(paths.length === 0 ? [''] : paths);
  const read = new Set(
    inventory.facts.flatMap(({ kind, place, attributes }) =>
      kind === 'file' && attributes.text?.value !== 'unknown' ? [place.path] : [],
    ),
  );
  const unread = inventory.files.skipped.find(({ path }) => asked.has(path) && !read.has(path));
  if (unread) throw new FileReadError(unread.path || root, unread.why);
}

/** Text for `--config`: what stands in for the manifest at the root. */
export function manifestOverlay(bytes: Uint8Array, path: string): OpenTexts {
  const decoded = decodeText(bytes);
  if ('binary' in decoded) throw new UsageError(`${path} is a binary file`);
  return {
    textOf: (each) => (each === 'airworthy.yaml' ? decoded.text : undefined),
    paths: () => ['airworthy.yaml'],
  };
}

// What `airworthy check` was asked for: its options, and their values checked.
import { CATEGORIES } from '../checklist/rules/load';
import type { RuleSet } from '../checklist/rules/rule';
import { nearest } from '../text/nearest';
import { TODAY } from './analyse';
import type { CommandArguments, OptionSpec } from './command';
import { FAIL_ON, type FailOn, type Thresholds } from './thresholds';
import { UsageError } from './usageError';

/** A word that can only be an item; a path of that form is written with `./`. */
const ITEM_WORD = new RegExp(`^(?:${CATEGORIES.join('|')})/[a-z0-9-]+$`);

export const CHECK_OPTIONS: readonly OptionSpec[] = [
  { name: 'format', value: 'FORMAT', help: 'text (default) or json' },
  { name: 'output', value: 'FILE', help: 'write the report to a file' },
  { name: 'fail-on', value: 'LEVEL', help: `${FAIL_ON.join(', ')}: when to exit with 1 (default error)` },
  { name: 'min-score', value: 'N', help: 'exit with 1 if readiness is lower: 0 to 1, or percent above 1' },
  {
    name: 'require',
    value: 'ITEM',
    multiple: true,
    takesMore: ITEM_WORD,
    help: 'exit with 1 unless these items are passing or attested',
  },
  { name: 'item', value: 'ITEM', multiple: true, takesMore: ITEM_WORD, help: 'only these items' },
  { name: 'config', value: 'FILE', help: 'take this file for the airworthy.yaml of the root' },
  TODAY,
  { name: 'quiet', help: 'only findings and the outcome; no progress' },
  { name: 'no-cache', help: 'read and parse everything anew' },
  { name: 'changed', value: 'REF' },
  { name: 'baseline', value: 'FILE' },
  { name: 'update-baseline' },
];

const LATER = ['changed', 'baseline', 'update-baseline'] as const;

export interface CheckRequest extends Thresholds {
  readonly format: string;
  readonly output?: string;
  readonly items: readonly string[];
  readonly config?: string;
  readonly quiet: boolean;
  /** Whether what earlier runs kept may be used. */
  readonly cache: boolean;
  readonly verbose: boolean;
}

/** Reads the options. Rules are asked for only if items are named. Throws UsageError. */
export function toCheckRequest(given: CommandArguments, rules: () => RuleSet): CheckRequest {
  const later = LATER.find((option) => given.has(option));
  if (later) throw new UsageError(`--${later} is not available yet`);
  if (given.has('quiet') && given.has('verbose'))
    throw new UsageError('--quiet and --verbose exclude each other');
  return {
    format: given.text('format') ?? 'text',
    output: given.text('output'),
    failOn: toFailOn(given.text('fail-on')),
    minScore: toMinScore(given.text('min-score')),
    require: toItems(given.texts('require'), rules),
    items: toItems(given.texts('item'), rules),
    config: given.text('config'),
    quiet: given.has('quiet'),
    cache: !given.has('no-cache'),
    verbose: given.has('verbose'),
  };
}

function toFailOn(word = 'error'): FailOn {
  const found = FAIL_ON.find((each) => each === word);
  if (!found) throw new UsageError(`--fail-on takes ${FAIL_ON.join(', ')}, not "${word}"`);
  return found;
}

/** 0 to 1; above 1 the number is percent. */
function toMinScore(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const percent = text.endsWith('%');
  const digits = percent ? text.slice(0, -1).trim() : text;
  const number = /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
  const score = percent || number > 1 ? number / 100 : number;
  if (!(score >= 0 && score <= 1))
    throw new UsageError(`--min-score takes a number from 0 to 1, or percent, not "${text}"`);
  return score;
}

function toItems(words: readonly string[], rules: () => RuleSet): readonly string[] {
  if (words.length === 0) return [];
  const known = rules().items.map(({ id }) => id);
  for (const word of words) {
    if (known.includes(word)) continue;
    const meant = nearest(word, known);
    throw new UsageError(`there is no item "${word}"${meant ? `; did you mean "${meant}"?` : ''}`);
  }
  return [...new Set(words)];
}

// `airworthy fix`: makes the repairs of findings, one after the other, each on what the one before left.
import type { Finding } from '../checklist/findings/finding';
import type { Analysis } from '../engine/analysis';
import type { Engine } from '../engine/engine';
import type { FixOutcome } from '../fixes/fix';
import { liesIn } from '../manifest/glob';
import { counts } from '../reports/findingsText';
import { toPlain } from '../reports/plainText';
import type { FixTitle } from '../reports/report';
import { toLocation } from '../reports/reportPlace';
import { plural } from '../reports/textTable';
import { nearest } from '../text/nearest';
import type { OpenTexts } from '../workspace/overlayFiles';
import { dateFrom, locateTarget, TODAY, withAnalysis } from './analyse';
import { type Applied, type ApplyRepair, applyInMemory, applyOnDisk } from './applyRepair';
import type { Command, CommandPorts } from './command';
import type { FixService } from './fixService';
import { MadeEdits } from './madeEdits';
import { UsageError } from './usageError';

/** Far more than anybody makes at once; keeps two repairs that undo each other from going on for ever. */
const MAX_REPAIRS = 1000;

export const command: Command = {
  name: 'fix',
  usage: '[path…] [options]',
  summary: 'Repairs findings: the safe repairs, or all of one rule.',
  options: [
    {
      name: 'rule',
      value: 'ID',
      multiple: true,
      help: 'repair the findings of this rule, also where it needs your judgement',
    },
    { name: 'dry-run', help: 'show the changes and make none' },
    TODAY,
    { name: 'quiet', help: 'no progress' },
    { name: 'no-cache', help: 'read and parse everything anew' },
  ],
  async run(given, ports) {
    const rules = knownRules(given.texts('rule'), ports);
    const today = dateFrom(given, ports);
    const target = await locateTarget(given.words, ports);
    const { root, paths } = target;
    const dryRun = given.has('dry-run');
    const memory = new Map<string, string>();
    const open: OpenTexts = { textOf: (path) => memory.get(path), paths: () => memory.keys() };
    const options = {
      target,
      today,
      open: dryRun ? open : undefined,
      quiet: given.has('quiet'),
      cache: !given.has('no-cache'),
    };
    return withAnalysis(options, ports, async (analysis, engine) => {
      const fixes = ports.fixesFor(engine);
      const apply = dryRun ? applyInMemory(memory) : applyOnDisk(root, ports);
      await new FixRun({ engine, fixes, ports, rules, paths, dryRun, apply }).run(analysis);
      return 0 as const;
    });
  },
};

/** Throws UsageError for a rule nobody knows; those of a team are known to the analysis only. */
function knownRules(wanted: readonly string[], ports: CommandPorts): readonly string[] {
  if (wanted.length === 0) return [];
  const known = ports.rules().rules.map(({ id }) => id);
  for (const rule of wanted) {
    if (known.includes(rule) || rule.startsWith('custom/')) continue;
    const meant = nearest(rule, known);
    throw new UsageError(`there is no rule "${rule}"${meant ? `; did you mean "${meant}"?` : ''}`);
  }
  return wanted;
}

interface FixRunOptions {
  readonly engine: Engine;
  readonly fixes: FixService;
  readonly ports: CommandPorts;
  /** None: safe repairs of every rule. */
  readonly rules: readonly string[];
  readonly paths: readonly string[];
  readonly dryRun: boolean;
  readonly apply: ApplyRepair;
}

interface Wanted {
  readonly finding: Finding;
  readonly fix: FixTitle;
}

class FixRun {
  private readonly tried = new Set<string>();
  /** A finding that outlives its repair is not repaired a second way. */
  private readonly repaired = new Set<string>();
  private readonly edits = new MadeEdits();
  private made = 0;
  private refused = 0;

  constructor(private readonly options: FixRunOptions) {}

  async run(first: Analysis): Promise<void> {
    let analysis = first;
    for (let round = 0; round < MAX_REPAIRS; round++) {
      const next = this.next(analysis);
      if (!next) break;
      this.tried.add(keyOf(next.finding, next.fix));
      const paths = await this.repair(analysis, next);
      if (paths.length === 0) continue;
      const changes = paths.map(({ path, isNew }) => ({
        path,
        kind: isNew ? ('created' as const) : ('changed' as const),
      }));
      analysis = (await this.options.engine.update(changes)) ?? analysis;
    }
    if (this.options.dryRun) {
      const secrets = first.inventory.secrets.map(({ place }) => place);
      for (const line of this.edits.diff(secrets)) this.options.ports.write(`${line}\n`);
    }
    this.sumUp(analysis);
  }

  private next(analysis: Analysis): Wanted | undefined {
    for (const finding of this.candidates(analysis)) {
      if (this.repaired.has(finding.fingerprint)) continue;
      const offers = this.options.fixes.offers(finding, { refused: true });
      const fix = offers.find((each) => this.isWanted(each) && !this.tried.has(keyOf(finding, each)));
      if (fix) return { finding, fix };
    }
    return undefined;
  }

  private candidates({ findings }: Analysis): readonly Finding[] {
    const { rules, paths } = this.options;
    return findings.filter(
      (finding) =>
        counts(finding) &&
        (rules.length === 0 || rules.includes(finding.rule)) &&
        (paths.length === 0 || paths.some((path) => liesIn(finding.place.path, path))),
    );
  }

  private isWanted({ safety }: FixTitle): boolean {
    return safety === 'safe' || this.options.rules.length > 0;
  }

  /** The files that changed; none where the repair is refused. */
  private async repair(analysis: Analysis, { finding, fix }: Wanted): Promise<Applied['files']> {
    const { engine, fixes, ports } = this.options;
    const where = `${this.whereOf(finding, analysis)}  ${finding.rule}`;
    const outcome = await fixes.repair(finding, fix.id);
    const texts = await textsOf(outcome, engine);
    const { files, refused } = await this.options.apply(outcome, (path) => texts.get(path));
    if (refused !== undefined || 'refused' in outcome) {
      this.refused++;
      ports.write(`${where}  not repaired: ${toPlain(refused ?? '')}\n`);
      return [];
    }
    this.made++;
    this.repaired.add(finding.fingerprint);
    this.edits.add(outcome.edits, (path) => texts.get(path));
    const notes = (outcome.notes ?? []).map((note) => `    ${toPlain(note)}`);
    ports.write(`${[`${where}  ${toPlain(outcome.title)}`, ...notes].join('\n')}\n`);
    return files;
  }

  /** Repairs move what stands below them: people look for a line of the file as they know it. */
  private whereOf({ place }: Finding, analysis: Analysis): string {
    const lineTable = (path: string) => this.edits.linesBefore(path) ?? analysis.lineTable(path);
    return toPlain(toLocation(this.edits.before(place), { lineTable }));
  }

  private sumUp(analysis: Analysis): void {
    const { ports, dryRun, rules } = this.options;
    const made = `${plural(this.made, 'repair')} ${dryRun ? 'would be made' : 'made'} in ${plural(this.edits.paths.length, 'file')}`;
    const refused = this.refused > 0 ? `, ${this.refused} not possible` : '';
    ports.write(`${made}${refused}\n`);
    if (rules.length > 0) return;
    const waiting = new Map<string, number>();
    for (const finding of this.candidates(analysis)) {
      const offers = this.options.fixes.offers(finding);
      if (offers.length === 0 || offers.some((each) => this.isWanted(each))) continue;
      waiting.set(finding.rule, (waiting.get(finding.rule) ?? 0) + 1);
    }
    for (const [rule, number] of waiting)
      ports.write(
        `--rule ${rule} tries a repair for ${plural(number, 'finding')}, which needs your judgement\n`,
      );
  }
}

function keyOf(finding: Finding, fix: FixTitle): string {
  return `${finding.fingerprint} ${fix.id}`;
}

async function textsOf(outcome: FixOutcome, engine: Engine): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if ('refused' in outcome) return texts;
  for (const { path } of outcome.edits) {
    const text = await engine.text(path);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

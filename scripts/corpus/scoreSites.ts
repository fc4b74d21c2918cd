// Sites and attributes of one repository against its labels.
import {
  FACT_KINDS,
  FAULT_ITEMS,
  isWithin,
  type Label,
  type LabelledSite,
  PROOF_KINDS,
  splitPlace,
} from './labels';
import { type Matching, matchSites } from './matchSites';
import type { Attributes, ObservedSite, Value } from './observed';

export interface KindScore {
  required: number;
  hit: number;
  /** Found, and no label names it. */
  wrong: number;
  duplicates: number;
  optionalHit: number;
}

export interface AttributeScore {
  labelled: number;
  given: number;
  /** Of lists, the part that both name. */
  correct: number;
}

export interface SiteScores {
  readonly kinds: ReadonlyMap<string, KindScore>;
  readonly attributes: ReadonlyMap<string, AttributeScore>;
  readonly remarks: readonly string[];
}

/** Sites in tests, notebooks, vendored and built files were not labelled. */
export function isUnread(path: string): boolean {
  return (
    path.endsWith('.ipynb') ||
    /(^|\/)(tests?|__tests__|spec|node_modules|\.venv|dist|build)\//.test(path) ||
    /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py|[^/]*\.(test|spec)\.[cm]?[jt]sx?)$/.test(path)
  );
}

/** Of kinds that are found among proofs nothing can be wrong, so their hits prove no precision. */
export function precisionParts(kinds: Iterable<readonly [string, KindScore]>): readonly [number, number] {
  const scores = [...kinds].filter(([kind]) => !RECALL_ONLY.has(kind)).map(([, score]) => score);
  const hits = scores.reduce((total, { hit }) => total + hit, 0);
  return [hits, scores.reduce((total, { wrong }) => total + wrong, hits)];
}

const RECALL_ONLY: ReadonlySet<string> = new Set(PROOF_KINDS);

export function scoreSites(label: Label, found: readonly ObservedSite[]): SiteScores {
  const labels = label.sites.filter(({ at }) => !isUnread(splitPlace(at).path));
  // Of the five kinds and of faults, what no label names is wrong; others are scored where a file names some of them.
  const known = new Set<string>([...FACT_KINDS, ...label.sites.map(({ kind }) => kind)]);
  const observed = found.filter(
    (each) =>
      (each.item !== undefined || known.has(each.kind) || each.kind in FAULT_ITEMS) &&
      !isUnread(each.path) &&
      (label.scope?.some((folder) => isWithin(each.path, folder)) ?? true),
  );
  const tally = new Tally();
  const matching = matchSites(labels, observed);
  for (const [at, site] of labels.entries()) tally.label(site, observed[matching.observedOf.get(at) ?? -1]);
  for (const [at, site] of observed.entries()) tally.observed(site, at, matching);
  return tally;
}

class Tally implements SiteScores {
  readonly kinds = new Map<string, KindScore>();
  readonly attributes = new Map<string, AttributeScore>();
  readonly remarks: string[] = [];

  label(site: LabelledSite, found: ObservedSite | undefined): void {
    const score = this.kind(site.kind);
    if (site.optional) {
      if (found !== undefined) score.optionalHit++;
      return;
    }
    score.required++;
    if (found === undefined) {
      this.remarks.push(`missed ${site.kind} ${site.at}${site.name === undefined ? '' : ` ${site.name}`}`);
      return;
    }
    score.hit++;
    if ('attributes' in site) this.compare(site, site.attributes ?? {}, found.attributes ?? {});
  }

  observed(site: ObservedSite, at: number, { labelOf, duplicates }: Matching): void {
    if (labelOf.has(at) || site.free) return;
    if (duplicates.has(at)) {
      this.kind(site.kind).duplicates++;
      return;
    }
    this.kind(site.kind).wrong++;
    this.remarks.push(`wrong ${site.kind} ${site.path}:${site.line}${site.name ? ` ${site.name}` : ''}`);
  }

  private compare(site: LabelledSite, wanted: Attributes, given: Attributes): void {
    for (const [name, want] of Object.entries(wanted)) {
      const key = `${site.kind}.${name}`;
      const score = this.attributes.get(key) ?? { labelled: 0, given: 0, correct: 0 };
      this.attributes.set(key, score);
      const got = given[name];
      score.labelled++;
      if (got === undefined) {
        this.remarks.push(`unknown ${key} ${site.at}: label ${JSON.stringify(want)}`);
        continue;
      }
      const agreement = agree(want, got);
      score.given++;
      score.correct += agreement;
      if (agreement < 1)
        this.remarks.push(
          `differs ${key} ${site.at}: label ${JSON.stringify(want)}, got ${JSON.stringify(got)}`,
        );
    }
  }

  private kind(name: string): KindScore {
    const score = this.kinds.get(name) ?? { required: 0, hit: 0, wrong: 0, duplicates: 0, optionalHit: 0 };
    this.kinds.set(name, score);
    return score;
  }
}

/** 1 or 0; of lists, how much of both together they share. */
export function agree(want: Value, got: Value): number {
  if (!isList(want)) return normal(want) === normal(got) ? 1 : 0;
  const wanted = toSet(want);
  const given = toSet(isList(got) ? got : [String(got)]);
  const shared = [...wanted].filter((each) => given.has(each)).length;
  return shared / new Set([...wanted, ...given]).size;
}

function isList(value: Value): value is readonly string[] {
  return typeof value === 'object';
}

/** An empty list says that there is none. */
function toSet(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.length === 0 ? ['none'] : list.map(normal));
}

function normal(value: Value): string {
  return String(value).trim().toLowerCase();
}

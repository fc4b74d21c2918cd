// Which observed site is which labelled one: the same kind, at most two lines apart, one to one.
import { type LabelledSite, splitPlace } from './labels';
import { type ObservedSite, PROOF } from './observed';

const TOLERANCE = 2;

export interface Matching {
  /** Index of the observed site by index of the label. */
  readonly observedOf: ReadonlyMap<number, number>;
  readonly labelOf: ReadonlyMap<number, number>;
  /** Observed ones beside a label that another one took: the same site told twice, which is not wrong. */
  readonly duplicates: ReadonlySet<number>;
}

interface Pair {
  readonly label: number;
  readonly observed: number;
  /** Compared in this order, the least first: another name, distance, optional. */
  readonly rank: readonly number[];
}

export function matchSites(labels: readonly LabelledSite[], observed: readonly ObservedSite[]): Matching {
  const pairs = labels
    .flatMap((site, label) => observed.flatMap((other, at) => toPair([site, label], [other, at])))
    .sort(compare);
  const observedOf = new Map<number, number>();
  const labelOf = new Map<number, number>();
  for (const pair of pairs) {
    if (observedOf.has(pair.label) || labelOf.has(pair.observed)) continue;
    observedOf.set(pair.label, pair.observed);
    labelOf.set(pair.observed, pair.label);
  }
  const duplicates = new Set(pairs.map((pair) => pair.observed).filter((at) => !labelOf.has(at)));
  return { observedOf, labelOf, duplicates };
}

function toPair(
  [site, label]: readonly [LabelledSite, number],
  [other, observed]: readonly [ObservedSite, number],
): Pair[] {
  if (!isSameKind(site, other)) return [];
  const distances = [site.at, ...(site.also ?? [])].flatMap((place, nth) => {
    const { path, line } = splitPlace(place);
    const distance = Math.abs(line - other.line);
    return path === other.path && distance <= TOLERANCE ? [distance + nth * 0.1] : [];
  });
  if (distances.length === 0) return [];
  const sameName = site.name !== undefined && site.name.toLowerCase() === other.name?.toLowerCase();
  return [{ label, observed, rank: [sameName ? 0 : 1, Math.min(...distances), site.optional ? 1 : 0] }];
}

function isSameKind(site: LabelledSite, other: ObservedSite): boolean {
  return 'item' in site ? other.kind === PROOF && other.item === site.item : other.kind === site.kind;
}

function compare(a: Pair, b: Pair): number {
  for (const [nth, value] of a.rank.entries()) {
    const difference = value - (b.rank[nth] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.label - b.label || a.observed - b.observed;
}

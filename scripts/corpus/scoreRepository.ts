// All figures of one repository, and of several in sum.
import { FAULT_ITEMS, type Label } from './labels';
import type { Observed } from './observed';
import { type AttributeScore, type KindScore, scoreSites } from './scoreSites';
import { scoreStatuses } from './scoreStatuses';

export interface RepositoryScore {
  readonly repository: string;
  readonly kinds: ReadonlyMap<string, KindScore>;
  readonly attributes: ReadonlyMap<string, AttributeScore>;
  readonly confusion: ReadonlyMap<string, number>;
  /** Per item: its confusion. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Everything in which label and command differ. */
  readonly remarks: readonly string[];
}

/** With `items`, statuses, proofs and faults of these alone; facts and attributes are of no item. */
export function scoreRepository(
  label: Label,
  observed: Observed,
  items?: ReadonlySet<string>,
): RepositoryScore {
  const wanted = items === undefined ? label : narrow(label, items);
  const found = observed.sites.filter(({ kind }) => items === undefined || isOf(kind, items));
  const sites = scoreSites(wanted, found);
  const statuses = scoreStatuses(wanted, observed.statuses);
  const ids = Object.keys(wanted.items);
  return {
    repository: label.repository,
    kinds: sites.kinds,
    attributes: sites.attributes,
    confusion: statuses.confusion,
    items: new Map(ids.map((id) => [id, scoreStatuses(only(wanted, id), observed.statuses).confusion])),
    remarks: [...sites.remarks, ...statuses.remarks],
  };
}

function narrow(label: Label, items: ReadonlySet<string>): Label {
  return {
    ...label,
    sites: label.sites.filter((site) => ('item' in site ? items.has(site.item) : isOf(site.kind, items))),
    items: Object.fromEntries(Object.entries(label.items).filter(([id]) => items.has(id))),
  };
}

function only(label: Label, id: string): Label {
  return { ...label, items: Object.fromEntries(Object.entries(label.items).filter(([each]) => each === id)) };
}

/** Only faults belong to an item by their kind. */
function isOf(kind: string, items: ReadonlySet<string>): boolean {
  return kind === 'secret' || kind === 'error-leak' ? items.has(FAULT_ITEMS[kind]) : true;
}

export function sumOf(scores: readonly RepositoryScore[]): RepositoryScore {
  const ids = new Set(scores.flatMap(({ items }) => [...items.keys()]));
  return {
    repository: `all ${scores.length}`,
    kinds: add(scores.map(({ kinds }) => kinds)),
    attributes: add(scores.map(({ attributes }) => attributes)),
    confusion: addCounts(scores.map(({ confusion }) => confusion)),
    items: new Map([...ids].map((id) => [id, addCounts(scores.map(({ items }) => items.get(id)))])),
    remarks: [],
  };
}

function add<Figures extends KindScore | AttributeScore>(
  maps: readonly ReadonlyMap<string, Figures>[],
): ReadonlyMap<string, Figures> {
  const total = new Map<string, Figures>();
  for (const [key, figures] of maps.flatMap((map) => [...map])) {
    const before = total.get(key);
    const sums = Object.entries(figures).map(([name, value]) => [
      name,
      value + ((before as Readonly<Record<string, number>> | undefined)?.[name] ?? 0),
    ]);
    total.set(key, Object.fromEntries(sums) as Figures);
  }
  return total;
}

function addCounts(maps: readonly (ReadonlyMap<string, number> | undefined)[]): ReadonlyMap<string, number> {
  const total = new Map<string, number>();
  for (const [key, count] of maps.flatMap((map) => [...(map ?? [])]))
    total.set(key, (total.get(key) ?? 0) + count);
  return total;
}

// What the command printed on one repository, in the words of the labels.
import type { CheckJson, InventoryEntry, InventoryJson } from '../../server/src/reports/checkSchema';
import { FAULT_ITEMS, type Families } from './labels';

export type Value = string | number | boolean | readonly string[];
export type Attributes = Readonly<Record<string, Value>>;

export interface ObservedSite {
  readonly kind: string;
  readonly path: string;
  readonly line: number;
  readonly name?: string;
  readonly attributes?: Attributes;
  /** Of a proof: its item. */
  readonly item?: string;
  /** May be what a label names, and is not wrong where none does. */
  readonly free?: boolean;
}

export interface Observed {
  readonly sites: readonly ObservedSite[];
  readonly statuses: ReadonlyMap<string, string>;
}

/** The kind of a proof, whatever kind of measure a label makes of it. */
export const PROOF = 'proof';

export function toObserved(check: CheckJson, inventory: InventoryJson, families: Families): Observed {
  return {
    sites: [
      ...inventory.inventory.filter(isSite).map((entry) => toSite(entry, families)),
      ...Object.entries(FAULT_ITEMS).flatMap(([kind, item]) => faults(check, kind, item)),
      ...proofs(check),
    ],
    statuses: new Map(check.items.map(({ id, status }) => [id, status])),
  };
}

/** An endpoint counts if it reaches a model. Labels know no entry that merely counts as an agent where none is defined. */
function isSite({ role, kind, attributes }: InventoryEntry): boolean {
  if (role !== 'product') return false;
  if (kind === 'endpoint') return Boolean(attributes.reachesModel?.value);
  return attributes.form?.value !== 'entry';
}

function toSite({ kind, name, place, attributes }: InventoryEntry, families: Families): ObservedSite {
  const given: Record<string, Value> = {};
  for (const [key, { value }] of Object.entries(attributes)) if (value !== 'unknown') given[key] = value;
  if (typeof given.sdk === 'string') given.sdk = families.get(given.sdk) ?? given.sdk;
  const effects = attributes.effects;
  if (effects !== undefined && effects.value !== 'unknown') given.effects = namesOf(effects.effective);
  if (kind === 'model-call') {
    if (given.maxTokens === 'default') given.maxTokens = 'inherited';
    if (given.timeout === 'default') given.timeout = 'unset';
  }
  return { kind, path: place.path, line: place.line, name, attributes: given };
}

function namesOf(effective: unknown): string[] {
  if (!Array.isArray(effective)) return [];
  const names = effective.map((each: { readonly name?: unknown }) => each.name);
  return [...new Set(names.filter((name): name is string => typeof name === 'string'))];
}

/** Related places are more of the same fault, or what it belongs to: only the first is certainly one. */
function faults({ findings }: CheckJson, kind: string, item: string): ObservedSite[] {
  return findings
    .filter((each) => each.item === item && (each.severity === 'error' || each.severity === 'warning'))
    .flatMap(({ place, related }) => [
      { kind, path: place.path, line: place.line },
      ...related.map(({ path, line }) => ({ kind, path, line, free: true })),
    ]);
}

function proofs({ items, scopes }: CheckJson): ObservedSite[] {
  const sites = [...items, ...scopes.flatMap((scope) => scope.items)].flatMap(({ id, facets }) =>
    facets.flatMap(({ evidence }) =>
      evidence.map(({ path, line }) => ({ kind: PROOF, path, line, item: id, free: true })),
    ),
  );
  return [...new Map(sites.map((site) => [`${site.item} ${site.path}:${site.line}`, site])).values()];
}

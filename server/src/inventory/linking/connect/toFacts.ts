// Drafts to facts: ids that stay when lines move, links by id, in stable order.
import type { FileRole } from '../../../manifest/fileRoles';
import { comparePlaces } from '../../../text/span';
import type { Attribute, Fact, GuardMark } from '../../facts/fact';
import type { DefinitionKey, FactDraft } from '../moduleFacts';

/** A draft with everything that was found out about its surroundings. */
export interface Connected {
  readonly draft: FactDraft;
  readonly attributes: Record<string, Attribute>;
  readonly guards: readonly GuardMark[];
  /** Links by name to definition keys. */
  readonly links: Readonly<Record<string, readonly DefinitionKey[]>>;
}

export interface FactPlacing {
  roleOf(path: string): FileRole;
  projectOf(path: string): string;
}

export function toFacts(connected: readonly Connected[], placing: FactPlacing): Fact[] {
  const ordered = [...connected].sort((a, b) => comparePlaces(a.draft.place, b.draft.place));
  const ids = new Map<Connected, string>();
  const counts = new Map<string, number>();
  for (const one of ordered) {
    const base = `${one.draft.kind}:${one.draft.place.path}#${one.draft.name}`;
    const n = (counts.get(base) ?? 0) + 1;
    counts.set(base, n);
    ids.set(one, n === 1 ? base : `${base}~${n}`);
  }
  const byKey = new Map<DefinitionKey, string[]>();
  for (const one of ordered) {
    const list = byKey.get(one.draft.key);
    if (list) list.push(ids.get(one)!);
    else byKey.set(one.draft.key, [ids.get(one)!]);
  }
  return ordered.map((one) => ({
    id: ids.get(one)!,
    kind: one.draft.kind,
    name: one.draft.name,
    role: placing.roleOf(one.draft.place.path),
    project: placing.projectOf(one.draft.place.path),
    place: one.draft.place,
    sdk: one.draft.sdk,
    attributes: one.attributes,
    argumentPlaces: one.draft.argumentPlaces,
    links: toLinks(one, byKey),
    guards: one.guards,
    isA: {},
  }));
}

function toLinks(
  one: Connected,
  byKey: ReadonlyMap<DefinitionKey, readonly string[]>,
): Record<string, string[]> {
  const links: Record<string, string[]> = {};
  for (const [name, keys] of Object.entries(one.links)) {
    const ids = [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
    if (ids.length > 0) links[name] = ids;
  }
  return links;
}

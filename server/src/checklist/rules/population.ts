// Which subjects a facet is about in each app, and whether the facet applies there.
import type { Place } from '../../text/span';
import type { Condition } from './conditions/condition';
import type { Moment } from './operator';
import type { Facet, Hidden, Item, Selector } from './rule';
import { selects } from './selector';
import type { SubjectView } from './subjectView';
import { type Verdict, verdict } from './truth';
import type { InventoryWorld } from './world';

/** A subject of a facet in one app. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  /** True for a file as a subject: what is found in it counts as found in that subject. */
  readonly file: boolean;
  /** False only if the choice itself could not be made. */
  readonly sure: boolean;
  /** Why not, where it could not. */
  readonly why?: { readonly why: string; readonly place: Place };
}

/** The members of facets, by app. */
export class Populations {
  /** By selector and item: selectors of subjects.yaml are shared between items with different roles. */
  private readonly known = new Map<Selector, Map<Item, Map<string, readonly Member[]>>>();

  constructor(readonly world: InventoryWorld) {}

  of(item: Item, selector: Selector, app: string): readonly Member[] {
    let byItem = this.known.get(selector);
    if (!byItem) {
      byItem = new Map();
      this.known.set(selector, byItem);
    }
    let byApp = byItem.get(item);
    if (!byApp) {
      byApp = new Map();
      byItem.set(item, byApp);
    }
    let members = byApp.get(app);
    if (!members) {
      members = membersIn(app, item, selector, this.world);
      byApp.set(app, members);
    }
    return members;
  }
}

function membersIn(app: string, item: Item, selector: Selector, world: InventoryWorld): readonly Member[] {
  const members: Member[] = [];
  for (const view of world.candidates(selector, app)) {
    if (!item.roles.has(view.role)) continue;
    const chosen = selects(selector, momentOf(view, item, app, world));
    if (chosen.truth === false) continue;
    members.push({
      id: view.id,
      name: view.name,
      place: view.place,
      file: view.kind === 'file',
      sure: chosen.truth === true,
      why: chosen.blockers[0],
    });
  }
  const seen = new Set(members.map(({ id }) => id));
  const hiding = selector.hidden.flatMap((hidden) => hidingIn(app, item, hidden, world));
  return [...members, ...hiding.filter(({ id }) => !seen.has(id))];
}

/** What may hold more members that nobody sees: each counts as one that cannot be told. */
function hidingIn(app: string, item: Item, { holders, path }: Hidden, world: InventoryWorld): Member[] {
  return world.candidates(holders, app).flatMap((view) => {
    const reading = item.roles.has(view.role) ? view.read(path) : undefined;
    if (!reading || reading.known) return [];
    const { id, name, place } = view;
    return [{ id, name, place, file: false, sure: false, why: reading.blockers[0] }];
  });
}

/** Whether a facet applies in an app. `attested`: whether an attestation names it, valid or not. */
export function appliesIn(
  item: Item,
  facet: Facet,
  app: string,
  populations: Populations,
  attested: boolean,
): Verdict {
  if (!facet.applies) return verdict(true);
  const { world } = populations;
  return facet.applies({
    attested,
    count: (name) => {
      const selector = world.selector(name);
      const members = selector ? populations.of(item, selector, app) : [];
      return { sure: members.filter(({ sure }) => sure).length, possible: members.length };
    },
    product: (condition: Condition) => condition.test(momentOf(NOBODY, item, app, world)),
  });
}

function momentOf(view: SubjectView, item: Item, app: string, world: InventoryWorld): Moment {
  return { view, app, world, proofRoles: item.proofRoles };
}

/** Stands where an app is asked rather than a subject of it. */
const NOBODY: SubjectView = {
  kind: 'element',
  id: '',
  name: '',
  place: { path: '', start: 0, end: 0 },
  project: '',
  role: 'product',
  read: () => ({ known: true, value: undefined }),
};

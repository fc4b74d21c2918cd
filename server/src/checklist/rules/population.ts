// Which subjects a facet is about in each app, and whether the facet applies there.
import type { Place } from '../../text/span';
import type { Condition } from './conditions/condition';
import type { Moment } from './operator';
import type { Facet, Item, Selector } from './rule';
import { selects } from './selector';
import type { SubjectView } from './subjectView';
import type { Truth, Verdict } from './truth';
import type { InventoryWorld } from './world';

/** A subject of a facet in one app. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  /** False only if the choice itself could not be made. */
  readonly sure: boolean;
  /** Why not, where it could not. */
  readonly why?: { readonly why: string; readonly place: Place };
}

/** The members of a facet's subject in an app. */
export function membersOf(item: Item, facet: Facet, app: string, world: InventoryWorld): readonly Member[] {
  return membersOfSelector(facet.subject, item, app, world);
}

function membersOfSelector(
  selector: Selector,
  item: Item,
  app: string,
  world: InventoryWorld,
): readonly Member[] {
  return world.candidates(selector).flatMap((view) => {
    if (!item.roles.has(view.role) || !world.homesOf(view).includes(app)) return [];
    const chosen = selects(selector, momentOf(view, item, app, world));
    if (chosen.truth === false) return [];
    const { id, name, place } = view;
    return [{ id, name, place, sure: chosen.truth === true, why: chosen.blockers[0] }];
  });
}

/** Whether a facet applies in an app. `attested`: whether an attestation names it, valid or not. */
export function appliesIn(
  item: Item,
  facet: Facet,
  app: string,
  world: InventoryWorld,
  attested: boolean,
): Verdict {
  if (!facet.applies) return { truth: true as Truth, blockers: [] };
  return facet.applies({
    attested,
    count: (name) => {
      const selector = world.selector(name);
      const members = selector ? membersOfSelector(selector, item, app, world) : [];
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

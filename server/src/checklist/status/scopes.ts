// Scopes: apps and libraries, their agents, folders. Which results belong to which, and how they fold. Knows no rule.
import type { Fact, Inventory, Project } from '../../inventory/facts/fact';
import { liesIn } from '../../manifest/glob';
import type { Steps } from '../steps';
import type { FoldedFacet } from './facetState';
import { foldItem, type ItemIdentity, worstOf } from './itemStatus';
import { type Membership, reachOf } from './membership';
import { readinessOf } from './readiness';
import type { ItemResult, Scope } from './status';

/** An item as scopes need it. */
export interface ScopedItem extends ItemIdentity {
  readonly facets: readonly { readonly id: string; readonly quantifier: 'each' | 'none' | 'some' }[];
}

/** Asks for one facet in an app; with `within`, over these subjects only. */
export type FacetFolder = (
  item: ScopedItem,
  facet: string,
  app: string,
  within?: ReadonlySet<string>,
) => FoldedFacet;

export interface ScopesInput {
  readonly inventory: Inventory;
  readonly membership: Membership;
  readonly items: readonly ScopedItem[];
  readonly fold: FacetFolder;
  /** Fingerprints of an item's findings in an app, within these subjects if given. */
  readonly findings: (item: string, app: string, within?: ReadonlySet<string>) => readonly string[];
  /** Directories of the workspace folders; the root if absent. */
  readonly folders?: readonly string[];
  /** The items of an app, where an earlier run left them and they still hold. */
  readonly known: (app: string) => readonly ItemResult[] | undefined;
  readonly keep: (app: string, items: readonly ItemResult[]) => void;
  /** True if agents are folded only once somebody asks for their items. */
  readonly lazyAgents: boolean;
  /** Projects out of scope in which credentials were found; they count for the folder, not for an app. */
  readonly outside: readonly string[];
}

export interface Scoped {
  /** The whole analysis: the worst of its folders. */
  readonly items: readonly ItemResult[];
  /** Folders first, each followed by its projects, each followed by its agents. */
  readonly scopes: readonly Scope[];
}

/** Folds everything, with a pause after each app and agent. */
export function* createScopes(input: ScopesInput): Steps<Scoped> {
  const folders = [...(input.folders?.length ? input.folders : [''])];
  const deepest = (path: string): string | undefined =>
    folders.filter((folder) => liesIn(path, folder)).sort((a, b) => b.length - a.length)[0];
  const agents = agentsByApp(input);
  const projects: { project: Project; items: readonly ItemResult[]; fresh: boolean }[] = [];
  for (const project of input.membership.scopes) {
    const known = input.known(project.path);
    const items = known ?? (yield* itemsOf(input, project.path));
    if (!known) input.keep(project.path, items);
    projects.push({ project, items, fresh: !known });
  }
  const scopes: Scope[] = [];
  const byFolder: (readonly ItemResult[])[] = [];
  for (const folder of folders) {
    const inside = projects.filter(({ project }) => deepest(project.path) === folder);
    const stray = input.outside.filter((path) => deepest(path) === folder);
    const items = yield* foldFolder(
      input,
      inside.map((each) => each.items),
      stray,
    );
    if (inside.length > 0 || stray.length > 0) byFolder.push(items);
    scopes.push(toScope('folder', folder, nameOf(folder), `folder:${folder}`, items));
    for (const each of inside) {
      const { path, name } = each.project;
      scopes.push(toScope('project', path, name, `project:${path}`, each.items));
      for (const scope of agentScopes(input, agents, each.project, each.items)) {
        scopes.push(scope);
        if (input.lazyAgents || !each.fresh) continue;
        scope.items;
        yield;
      }
    }
  }
  return {
    items: input.items.map((item, at) => worstOf(pick(byFolder, at) ?? [nothing(item)])),
    scopes,
  };
}

function* itemsOf(input: ScopesInput, app: string): Steps<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (const item of input.items) {
    const facets = item.facets.map(({ id }) => input.fold(item, id, app));
    results.push(foldItem(item, facets, input.findings(item.id, app)));
    yield;
  }
  return results;
}

/** Worst of the apps. Credentials outside of them can only make an item worse, so passing facets there are not counted. */
function* foldFolder(
  input: ScopesInput,
  apps: readonly (readonly ItemResult[])[],
  stray: readonly string[],
): Steps<readonly ItemResult[]> {
  const folded: ItemResult[] = [];
  for (const [at, item] of input.items.entries()) {
    const results = [...(pick(apps, at) ?? [])];
    for (const path of stray)
      if (input.findings(item.id, path).length > 0)
        results.push(...(yield* itemsOf({ ...input, items: [item] }, path)));
    folded.push(results.length > 0 ? worstOf(results) : nothing(item));
    yield;
  }
  return folded;
}

/** The at-th item of each list, or undefined if there is no list. */
function pick(lists: readonly (readonly ItemResult[])[], at: number): ItemResult[] | undefined {
  return lists.length > 0 ? lists.map((items) => items[at]!) : undefined;
}

/** What is said of an item where there is no agent code at all. */
function nothing(item: ScopedItem): ItemResult {
  const { id, title, category } = item;
  const note = 'no agent found';
  const counts = { met: 0, unset: 0, unknown: 0, evidence: [], evidenceTotal: 0, blockers: [] };
  const facets = item.facets.map((facet) => ({
    id: facet.id,
    state: 'not-applicable' as const,
    ...counts,
    note,
  }));
  return { id, title, category, status: 'not-applicable', facets, subjects: 0, findings: [], note };
}

interface Agents {
  /** Agents of product code by the app they are judged in. */
  readonly byApp: ReadonlyMap<string, readonly Fact[]>;
  readonly facts: ReadonlyMap<string, Fact>;
}

function agentsByApp({ inventory, membership }: ScopesInput): Agents {
  const byApp = new Map<string, Fact[]>();
  for (const fact of inventory.facts) {
    if (fact.kind !== 'agent' || fact.role !== 'product') continue;
    for (const app of membership.homesOf(fact)) {
      const agents = byApp.get(app);
      if (agents) agents.push(fact);
      else byApp.set(app, [fact]);
    }
  }
  return { byApp, facts: new Map(inventory.facts.map((fact) => [fact.id, fact])) };
}

/** `each` and `none` facets over the subjects an agent reaches, `some` facets as the app has them. */
function agentScopes(
  input: ScopesInput,
  { byApp, facts }: Agents,
  project: Project,
  appItems: readonly ItemResult[],
): readonly Scope[] {
  return (byApp.get(project.path) ?? []).map((agent) =>
    lazyScope({ kind: 'agent', path: agent.place.path, name: agent.name, id: `agent:${agent.id}` }, () => {
      const within = reachOf(agent, facts);
      return input.items.map((item, at) => {
        const facets = item.facets.map(({ id, quantifier }) =>
          input.fold(item, id, project.path, quantifier === 'some' ? undefined : within),
        );
        const inherited = item.facets.every(({ quantifier }) => quantifier === 'some');
        const findings = inherited
          ? (appItems[at]?.findings ?? [])
          : input.findings(item.id, project.path, within);
        return foldItem(item, facets, findings);
      });
    }),
  );
}

/** A scope whose items are folded once, when they are first asked for. */
function lazyScope(
  identity: Pick<Scope, 'id' | 'kind' | 'path' | 'name'>,
  itemsOf: () => readonly ItemResult[],
): Scope {
  let items: readonly ItemResult[] | undefined;
  const known = (): readonly ItemResult[] => {
    items ??= itemsOf();
    return items;
  };
  return {
    ...identity,
    get items() {
      return known();
    },
    get readiness() {
      return readinessOf(known());
    },
  };
}

function toScope(
  kind: Scope['kind'],
  path: string,
  name: string,
  id: string,
  items: readonly ItemResult[],
): Scope {
  return { id, kind, path, name, readiness: readinessOf(items), items };
}

function nameOf(folder: string): string {
  return folder.split('/').at(-1) || '.';
}

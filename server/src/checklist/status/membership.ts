// Which app a fact is judged in, and whose files count for an app. Projects and links only; knows no rule.
import type { Fact, FactKind, Inventory, Project } from '../../inventory/facts/fact';

/** Kinds that are judged where they are reached, when a library holds them. */
const REACHED: ReadonlySet<FactKind> = new Set([
  'model-client',
  'model-call',
  'tool',
  'agent',
  'endpoint',
  'mcp-server',
  'prompt',
  'retriever',
  'chat-ui',
  'store',
  'guardrail',
]);

export interface Membership {
  /** Apps, and libraries that are judged by themselves, in path order. */
  readonly scopes: readonly Project[];
  /** Directories of the scopes a fact is judged in; empty if its project is out of scope. */
  homesOf(fact: Fact): readonly string[];
  /** Scopes a file of this project counts in. */
  homesOfProject(path: string): readonly string[];
  /** Projects whose evidence counts for a scope: itself, its parts, what it imports, the root. */
  sourcesOf(scope: string): ReadonlySet<string>;
}

export function createMembership(inventory: Inventory): Membership {
  const byPath = new Map(inventory.projects.map((project) => [project.path, project]));
  const apps = inventory.projects.filter(({ kind }) => kind === 'app');
  const importers = (library: string) =>
    apps.filter(({ imports }) => imports.includes(library)).map(({ path }) => path);
  const ownerOf = (project: Project): readonly string[] => {
    if (project.kind === 'app') return [project.path];
    if (project.kind === 'part') return project.owner !== undefined ? [project.owner] : soleOf(apps);
    return [];
  };
  const reachedFrom = reachability(inventory, (fact) => ownerOf(byPath.get(fact.project) ?? OUTSIDE)[0]);
  const homesOf = (fact: Fact): readonly string[] => {
    const project = byPath.get(fact.project) ?? OUTSIDE;
    if (project.kind !== 'library') return ownerOf(project);
    if (REACHED.has(fact.kind)) {
      const apart = reachedFrom.get(fact.id);
      return apart ? [...apart].sort() : [project.path];
    }
    return withItself(project.path);
  };
  const withItself = (library: string): readonly string[] => {
    const users = importers(library);
    return alone.has(library) ? [...users, library] : users;
  };
  const alone = new Set(
    inventory.projects
      .filter(({ kind, path }) => kind === 'library' && importers(path).length === 0)
      .map(({ path }) => path),
  );
  for (const fact of inventory.facts)
    if (REACHED.has(fact.kind) && byPath.get(fact.project)?.kind === 'library' && !reachedFrom.has(fact.id))
      alone.add(fact.project);
  return {
    scopes: inventory.projects
      .filter(({ kind, path }) => kind === 'app' || alone.has(path))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    homesOf,
    homesOfProject: (path) => {
      const project = byPath.get(path) ?? OUTSIDE;
      return project.kind === 'library' ? withItself(path) : ownerOf(project);
    },
    sourcesOf: (scope) => {
      const parts = inventory.projects.filter(
        (project) => project.kind === 'part' && ownerOf(project).includes(scope),
      );
      return new Set([scope, '', ...parts.map(({ path }) => path), ...(byPath.get(scope)?.imports ?? [])]);
    },
  };
}

const OUTSIDE: Project = { path: '', name: '', kind: 'outside', imports: [] };

function soleOf(apps: readonly Project[]): readonly string[] {
  return apps.length === 1 ? apps.map(({ path }) => path) : [];
}

/** For each fact of a library: the apps from which links lead to it. */
function reachability(
  inventory: Inventory,
  appOf: (fact: Fact) => string | undefined,
): Map<string, Set<string>> {
  const facts = new Map(inventory.facts.map((fact) => [fact.id, fact]));
  const reached = new Map<string, Set<string>>();
  const queue = inventory.facts.flatMap((fact) => {
    const app = appOf(fact);
    return app === undefined ? [] : [{ fact, app }];
  });
  for (const { fact, app } of queue) {
    for (const id of reachableLinks(fact)) {
      const next = facts.get(id);
      if (!next || appOf(next) !== undefined) continue;
      const apps = reached.get(id) ?? new Set<string>();
      if (apps.has(app)) continue;
      reached.set(id, apps.add(app));
      queue.push({ fact: next, app });
    }
  }
  return reached;
}

/** Links that lead from a fact to what it uses. `agents` of a tool and `tests` point back at users. */
export function reachableLinks(fact: Fact): readonly string[] {
  return Object.entries(fact.links).flatMap(([name, ids]) =>
    name === 'tests' || (name === 'agents' && fact.kind === 'tool') ? [] : ids,
  );
}

/** Ids of all facts that links lead to from one fact, itself included. */
export function reachOf(start: Fact, facts: ReadonlyMap<string, Fact>): ReadonlySet<string> {
  const seen = new Set([start.id]);
  for (const id of seen) for (const next of reachableLinks(facts.get(id) ?? start)) seen.add(next);
  return seen;
}

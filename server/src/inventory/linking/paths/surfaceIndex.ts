// The surface of all modules together: the ways from the outermost app down to a route, and what stands on each.
import type { Place } from '../../../text/span';
import type { DefinitionKey, GuardUse, ModuleFacts, RouteFact, SurfaceFacts } from '../moduleFacts';

type App = SurfaceFacts['apps'][number];
type Here<T> = T & { readonly module: string };
type Mount = Here<SurfaceFacts['mounts'][number]>;
type Middleware = Here<SurfaceFacts['middleware'][number]>;
type Catch = Here<SurfaceFacts['catches'][number]>;

/** One app or router on the way, with where the next one below it is registered on it. */
export interface WayLink {
  readonly app: DefinitionKey;
  readonly module: string;
  readonly at: number;
  /** The route's path as this app sees it. */
  readonly below: string;
  /** Guards that stand on the registration itself. */
  readonly guards: readonly GuardUse[];
}

/** From the route outwards. */
export type Way = readonly WayLink[];

/** A guard use on a way; `order` where it cannot be told whether it was registered before the route. */
export interface UseOnWay {
  readonly use: GuardUse;
  readonly unsure?: string;
}

const MAX_WAYS = 16;

export class SurfaceIndex {
  private readonly apps = new Map<DefinitionKey, App>();
  private readonly mounts = new Map<DefinitionKey, Mount[]>();
  private readonly lifted = new Map<DefinitionKey, DefinitionKey[]>();
  private readonly middleware = new Map<DefinitionKey, Middleware[]>();
  private readonly catches = new Map<DefinitionKey, Catch[]>();
  readonly fileMiddleware: SurfaceFacts['fileMiddleware'][number][] = [];
  readonly servers: SurfaceFacts['servers'][number][] = [];

  constructor(modules: Iterable<Pick<ModuleFacts, 'path' | 'surface'>>) {
    for (const { path: module, surface } of modules) {
      for (const app of surface.apps) this.apps.set(app.key, app);
      for (const mount of surface.mounts) {
        add(this.mounts, mount.router, { ...mount, module });
        if (mount.lifted) add(this.lifted, mount.app, mount.router);
      }
      for (const one of surface.middleware) add(this.middleware, one.app, { ...one, module });
      for (const one of surface.catches) add(this.catches, one.app, { ...one, module });
      this.fileMiddleware.push(...surface.fileMiddleware);
      this.servers.push(...surface.servers);
    }
  }

  app(key: DefinitionKey): App | undefined {
    return this.apps.get(key);
  }

  /** Every way on which a route is reached. One way without links for routes that lie on no app. */
  ways(route: RouteFact): Way[] {
    if (route.app === undefined) return [[]];
    const first: WayLink = {
      app: route.app,
      module: route.draft.place.path,
      at: route.at,
      below: joinPaths(this.apps.get(route.app)?.prefix ?? '', route.path),
      guards: [],
    };
    return this.extend([first], new Set([route.app])).slice(0, MAX_WAYS);
  }

  private extend(way: WayLink[], seen: ReadonlySet<DefinitionKey>): Way[] {
    const last = way.at(-1)!;
    const next: WayLink[] = (this.mounts.get(last.app) ?? []).map((mount) => ({
      app: mount.app,
      module: mount.module,
      at: mount.at,
      below: joinPaths(this.apps.get(mount.app)?.prefix ?? '', mount.path, last.below),
      guards: mount.guards,
    }));
    const made = this.apps.get(last.app);
    if (made?.under)
      next.push({
        app: made.under,
        module: made.place.path,
        at: made.place.start,
        below: last.below,
        guards: [],
      });
    const open = next.filter((link) => !seen.has(link.app));
    if (open.length === 0 || way.length > MAX_WAYS) return [way];
    return open.flatMap((link) => this.extend([...way, link], new Set([...seen, link.app])));
  }

  /** Guards and middleware that a way passes, outermost first. */
  usesOn(way: Way): UseOnWay[] {
    return [...way]
      .reverse()
      .flatMap((link) => [
        ...(this.apps.get(link.app)?.guards ?? []).map((use) => ({ use })),
        ...[link.app, ...(this.lifted.get(link.app) ?? [])].flatMap((app) =>
          (this.middleware.get(app) ?? []).flatMap((one) => this.passed(one, link, app !== link.app)),
        ),
        ...link.guards.map((use) => ({ use })),
      ]);
  }

  /** Guards that were told of the route's handler itself. */
  usesOnHandler({ handler }: RouteFact): UseOnWay[] {
    const told = (handler && this.middleware.get(handler)) || [];
    return told.flatMap(({ uses, only }) =>
      uses.map((use) => (only ? { use, unsure: `it is told so only if ${only.when}` } : { use })),
    );
  }

  private passed(middleware: Middleware, link: WayLink, lifted: boolean): UseOnWay[] {
    if (!coversPath(middleware.path, link.below)) return [];
    const { only } = middleware;
    const together =
      middleware.module === link.module && only && only.within.start <= link.at && link.at < only.within.end;
    if (only && !together) {
      const unsure = `it is registered only if ${only.when}`;
      return middleware.uses.map((use) => ({ use, unsure }));
    }
    if (middleware.order === 'all' || lifted) return middleware.uses.map((use) => ({ use }));
    if (middleware.module === link.module)
      // One call may register both (`app.use("/x", limiter, router)`); links of a chain start together, their callees do not.
      return middleware.at <= link.at ? middleware.uses.map((use) => ({ use })) : [];
    return middleware.uses.map((use) => ({
      use,
      unsure: 'it is registered in another file, so the order cannot be told',
    }));
  }

  /** Error handlers on a way, nearest first. */
  catchesOn(way: Way): Catch[] {
    return way.flatMap((link) =>
      [link.app, ...(this.lifted.get(link.app) ?? [])].flatMap((app) => this.catches.get(app) ?? []),
    );
  }

  /** Where a guard could be added on a way, nearest first. */
  placesOn(way: Way): Place[] {
    return way.flatMap((link) => this.apps.get(link.app)?.place ?? []);
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** `/v1` and `chat` are `/v1/chat`. */
export function joinPaths(...parts: readonly string[]): string {
  const steps = parts.flatMap((part) => part.split('/')).filter(Boolean);
  return `/${steps.join('/')}`;
}

/** True if middleware registered for a path runs for a route. Parameters and wildcards cover anything. */
export function coversPath(path: string, route: string): boolean {
  const wanted = path.split('/').filter(Boolean);
  const given = route.split('/').filter(Boolean);
  for (const [index, step] of wanted.entries()) {
    if (step === '*' || step.startsWith('*') || step === '(.*)') return true;
    const other = given[index];
    if (other === undefined) return false;
    if (step !== other && !step.startsWith(':') && !other.startsWith(':')) return false;
  }
  return true;
}

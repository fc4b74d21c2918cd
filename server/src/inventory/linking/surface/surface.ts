// The surface of one module: apps, routes, middleware, mounts, error handlers, servers, and hints for handlers' parameters.
// What guards mean for an endpoint is decided in `paths/`, where all modules are known.
import type { LinkContext } from '../context';
import type { SurfaceFacts } from '../moduleFacts';
import { collectApps } from './apps';
import { collectErrorOptions } from './errorOptions';
import { collectFileMiddleware } from './fileMiddleware';
import { collectFileRoutes, collectServerActions } from './fileRoutes';
import { addCalledFunctions, HintBook } from './hints';
import { collectRegistered } from './middleware';
import { collectRoutes } from './routes';
import { collectServers } from './servers';

/** Surface facts of a module, and the parameter types frameworks give (`path#fn:index` to `pack/Type`). */
export function collectSurface(context: LinkContext): {
  surface: SurfaceFacts;
  hints: Record<string, string>;
} {
  const book = new HintBook();
  addCalledFunctions(context, book);
  const routes = [
    ...collectRoutes(context, book),
    ...collectFileRoutes(context, book),
    ...collectServerActions(context, book),
  ];
  const fileMiddleware = collectFileMiddleware(context, book);
  const surface: SurfaceFacts = {
    apps: collectApps(context),
    routes: routes.map((route) => {
      const pack = context.catalog.pack(route.draft.sdk ?? '');
      return {
        ...route,
        ...(pack?.returnValue === 'ignored' ? { returnIgnored: true as const } : {}),
        ...(pack?.guardedBy && {
          around: { title: pack.title, failures: pack.guardedBy === 'settings' },
        }),
      };
    }),
    ...collectRegistered(context, book),
    errorOptions: collectErrorOptions(context),
    fileMiddleware,
    servers: collectServers(context),
  };
  return { surface, hints: book.hints };
}

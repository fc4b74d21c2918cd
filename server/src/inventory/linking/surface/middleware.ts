// Middleware, mounted routers and error handlers that calls and decorators register on an app.
import { environmentCondition } from '../collect/environmentConditions';
import type { LinkContext } from '../context';
import { siteKey } from '../context';
import { type Match, matchCall } from '../match/match';
import type { AnsweredType, DefinitionKey, SurfaceFacts } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { answeredType, modelAskedIn } from './answeredType';
import { appKeyOf, registeredOn } from './apps';
import { guardsAt, knownUses, toGuardUses, usesOfValue } from './guardUses';
import type { HintBook } from './hints';
import type { GuardMeaning } from './productGuard';
import { allAt, flatten, textAt } from './slotReads';
import { keyOfFunction, unwrap } from './wrappers';

type FunctionAbstract = Extract<Abstract, { kind: 'function' }>;

/** Records spread into records deeper than this are not opened. */
const MAX_SPREADS = 4;

export interface Registered {
  readonly middleware: SurfaceFacts['middleware'][number][];
  readonly mounts: SurfaceFacts['mounts'][number][];
  readonly catches: SurfaceFacts['catches'][number][];
}

export function collectRegistered(context: LinkContext, book: HintBook): Registered {
  const found: Registered = { middleware: [], mounts: [], catches: [] };
  for (const match of context.matches) {
    const { middleware, mount, catches, guard } = match.known.meaning;
    const before = found.middleware.length;
    if ((guard?.how === 'middleware' || guard?.how === 'exempt') && guard.covers)
      found.middleware.push(...toCoverage(context, match, guard));
    const app = middleware || mount || catches ? holderOf(context, match) : undefined;
    if (app !== undefined) {
      if (mount) found.mounts.push(...toMounts(context, match, app, book));
      if (catches) found.catches.push(...toCatches(context, match, app, book));
      if (middleware) found.middleware.push(...toMiddleware(context, match, app, book));
    }
    const only =
      found.middleware.length > before ? environmentCondition(context, match.site.call) : undefined;
    if (only) found.middleware.push(...found.middleware.splice(before).map((one) => ({ ...one, only })));
  }
  return found;
}

/** A guard that is handed the app it covers (`Limiter(app=app, default_limits=[…])`), or the view it leaves out (`limiter.exempt(view)`). */
function toCoverage(context: LinkContext, match: Match, guard: GuardMeaning): Registered['middleware'] {
  const place = context.place(match.site.call.calleeSpan);
  const uses = knownUses(context, [match.known], place, match);
  if (uses.length === 0) return [];
  return allAt(context, match, guard.covers).flatMap((value) => {
    // A view that is left out stands for itself.
    const view = guard.how === 'exempt' && value.kind === 'function' ? keyOfFunction(value) : undefined;
    const app = view ?? appKeyOf(value);
    return app === undefined
      ? []
      : [{ app, at: match.site.call.calleeSpan.start, path: '', order: 'all' as const, uses, place }];
  });
}

/** What the match registers on: the receiver, the app it makes, the class or function it decorates. */
function holderOf(context: LinkContext, match: Match): DefinitionKey | undefined {
  if (match.receiver) return registeredOn(context, match);
  if (match.decorated?.kind === 'class') return `${match.decorated.module.path}!${match.decorated.class}`;
  // On a single method the decorator belongs to its route.
  if (match.decorated) return undefined;
  return match.known.meaning.app || match.known.meaning.mount ? siteKey(match.site) : undefined;
}

function toMiddleware(
  context: LinkContext,
  match: Match,
  app: DefinitionKey,
  book: HintBook,
): Registered['middleware'] {
  const { middleware, mount, catches } = match.known.meaning;
  const place = context.place(match.site.call.calleeSpan);
  const guards = (value: Abstract): boolean => {
    if (value.kind === 'constant' || value.kind === 'object' || appKeyOf(value) !== undefined) return false;
    if (value.kind !== 'function') return true;
    return !(mount?.instance !== undefined || (catches && takesError(value, catches.parameters)));
  };
  const given = (middleware!.handlers ?? []).flatMap(
    (slot) => valuesAt(context.evaluator, slot, match).values,
  );
  for (const value of flatten(context.evaluator, given))
    if (value.kind === 'function' && guards(value))
      book.addUnwrapped(unwrap(context.evaluator, value), middleware!.parameters);
  const uses = given.flatMap((value) =>
    flatten(context.evaluator, [value]).every(guards)
      ? usesOfValue(context, value, place, match)
      : flatten(context.evaluator, [value])
          .filter(guards)
          .flatMap((one) => toGuardUses(context, one, place, match)),
  );
  if (uses.length === 0) return [];
  const path = textAt(context, match, middleware!.path) ?? '';
  return [{ app, at: match.site.call.calleeSpan.start, path, order: middleware!.order, uses, place }];
}

/** Where one call takes middleware and error handlers alike, the number of parameters tells them apart. */
function takesError(value: FunctionAbstract, parameters: readonly string[] | undefined): boolean {
  return (
    parameters !== undefined &&
    value.module.functions[value.function]!.parameters.length === parameters.length
  );
}

function toMounts(
  context: LinkContext,
  match: Match,
  app: DefinitionKey,
  book: HintBook,
): Registered['mounts'] {
  const { mount } = match.known.meaning;
  const place = context.place(match.site.call.calleeSpan);
  const guards = guardsAt(context, match, mount!.guards, place);
  const path = textAt(context, match, mount!.path) ?? '';
  return allAt(context, match, mount!.router).flatMap((value) => {
    const plugin = mount!.instance !== undefined && value.kind === 'function' ? value : undefined;
    if (plugin) book.add(plugin.module, plugin.function, [mount!.instance!]);
    const router = plugin ? keyOfFunction(plugin) : appKeyOf(value);
    if (router === undefined || router === app) return [];
    const lifted = plugin !== undefined && isLifted(context, plugin);
    return [
      { app, router, at: match.site.call.calleeSpan.start, path, guards, ...(lifted ? { lifted } : {}) },
    ];
  });
}

/** True for a plugin that its own module hands to something that lifts it out of its encapsulation. */
function isLifted({ evaluator }: LinkContext, plugin: FunctionAbstract): boolean {
  const { module } = plugin;
  const isPlugin = (value: Abstract): boolean =>
    alternatives(value).some(
      (one) => one.kind === 'function' && one.module === module && one.function === plugin.function,
    );
  return module.calls.some((call) => {
    const site = evaluator.site(module, call);
    // Few calls are handed the plugin; only those are matched.
    if (!call.arguments.some(({ value }) => isPlugin(evaluator.evaluate(value, site.frame)))) return false;
    return matchCall(evaluator, site).some(({ known, receiver }) =>
      (known.meaning.lifts ?? []).some((slot) =>
        valuesAt(evaluator, slot, { site, receiver }).values.some(isPlugin),
      ),
    );
  });
}

function toCatches(
  context: LinkContext,
  match: Match,
  app: DefinitionKey,
  book: HintBook,
): Registered['catches'] {
  const { catches, middleware } = match.known.meaning;
  const values = allAt(context, match, catches!.handlers);
  const handlers = values.filter((value): value is FunctionAbstract => {
    if (value.kind !== 'function') return false;
    // A call that makes an app has error handlers at their own slot.
    return !middleware || match.known.meaning.app !== undefined || takesError(value, catches!.parameters);
  });
  const types = allAt(context, match, catches!.types).map((type) => answeredType(context, type));
  const place = context.place(match.site.call.calleeSpan);
  const byType = values.flatMap((value) => handlersByType(context, value, 0));
  for (const handler of [...handlers, ...byType.map((one) => one.handler)])
    book.add(handler.module, handler.function, catches!.parameters);
  const wanted = catches!.rejections;
  const reached = wanted
    ? context.evaluator.meanings.hasEither(
        context.module.language,
        context.module.path,
        match.known.pack,
        wanted,
      )
    : 'yes';
  const toCatch = (given: readonly FunctionAbstract[], answered: readonly AnsweredType[]) => ({
    app,
    handlers: given.map(keyOfFunction),
    types: answered,
    modelAsked: given.flatMap((handler) => modelAskedIn(context, handler)),
    place,
    ...(reached === 'yes' ? {} : { rejections: reached }),
  });
  const together = handlers.length > 0 ? [toCatch(handlers, types)] : [];
  return [...together, ...byType.map(({ handler, type }) => toCatch([handler], [type]))];
}

/** A record of handlers by what they answer for: `{ Exception: sorry, 404: nothingHere }`. */
function handlersByType(
  context: LinkContext,
  value: Abstract,
  depth: number,
): { handler: FunctionAbstract; type: AnsweredType }[] {
  const { evaluator } = context;
  if (value.kind !== 'object' || depth > MAX_SPREADS) return [];
  return value.value.entries.flatMap((entry) => {
    const given = alternatives(evaluator.evaluate(entry.value, value.frame));
    if (entry.kind === 'spread') return given.flatMap((one) => handlersByType(context, one, depth + 1));
    const type: AnsweredType =
      entry.kind === 'property'
        ? { name: entry.key, origin: 'other' }
        : answeredType(context, evaluator.evaluate(entry.key, value.frame));
    return given.flatMap((one) => (one.kind === 'function' ? [{ handler: one, type }] : []));
  });
}

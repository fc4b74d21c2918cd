// Routes registered by calls and decorators: `app.post("/chat", limiter, chat)`, `@router.get("/x")`.
import type { RouteMeaning } from '../../../catalog/routeMeaning';
import { waysFrom } from '../collect/modelCalls';
import { calleeText, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { GuardUse, RouteFact } from '../moduleFacts';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { appKeyOf, registeredOn } from './apps';
import { classHandlers } from './classRoutes';
import { toEndpointDraft } from './endpointDraft';
import { guardsAt, usesOfValue } from './guardUses';
import { answers, type Handler, toHandler } from './handlers';
import type { HintBook } from './hints';
import { guardState } from './productGuard';
import { allAt, firstAt, flatten, textAt } from './slotReads';

/** Functions of a script that call one another deeper than this are not followed to its body. */
const MAX_CALLERS = 12;

export function collectRoutes(context: LinkContext, book: HintBook): RouteFact[] {
  const routes = new Map<string, RouteFact>();
  for (const match of context.matches) {
    const { route } = match.known.meaning;
    if (route?.classes)
      for (const one of methodRoutes(context, match, route, book)) routes.set(one.draft.key, one);
    const found = route && toRoute(context, match, route, book);
    if (!found) continue;
    // However often an interface leads to a function it is one endpoint; what a script asks for last is what it answers.
    const same = route.form === 'interface' && found.handler;
    const key = same ? `${match.known.pack} ${same}` : `${found.draft.key} ${routes.size}`;
    if (route.handlers === 'script' || !routes.has(key)) routes.set(key, found);
  }
  return [...routes.values()];
}

/** One route for each method of a class that answers. */
function methodRoutes(context: LinkContext, match: Match, route: RouteMeaning, book: HintBook): RouteFact[] {
  if (!route.classes || route.handlers === 'script') return [];
  const place = context.place(match.site.call.calleeSpan);
  const path = pathOf(context, match, route);
  const found = classHandlers(context, match, route.handlers, route.classes) ?? [];
  return found.flatMap(({ method, value, before }, index) => {
    const handler = toHandler(context, value, place, book, route.parameters);
    if (!handler) return [];
    const draft = toEndpointDraft({
      key: `${routeKey(match)}_${index}`,
      within: context.functionKey(match.site.call.function),
      place: namePlace(handler),
      framework: match.known.pack,
      form: 'route',
      method,
      route: path,
      handler: handlerKey(handler),
    });
    const app = routerOf(context, match, route);
    const guards = [...guardsAt(context, match, route.guards, place), ...before, ...handler.before];
    const at = match.site.call.calleeSpan.start;
    return [{ draft, app, method, path: path ?? '', at, before: guards, handler: draft.runs[0] }];
  });
}

function namePlace({ value: { module, function: fn } }: Handler): RouteFact['draft']['place'] {
  const summary = module.functions[fn]!;
  return placeOf(module, summary.nameSpan ?? { start: summary.start, end: summary.start + 1 });
}

function toRoute(
  context: LinkContext,
  match: Match,
  route: RouteMeaning,
  book: HintBook,
): RouteFact | undefined {
  const { call } = match.site;
  const place = context.place(call.calleeSpan);
  const served = servedAt(context, match, route);
  const found = handlersAt(context, match, route);
  if (!found && !served) return undefined;
  const { last, before } = found ?? { before: [] };
  const handler = last && toHandler(context, last, place, book, route.parameters);
  const middle = before.flatMap((value) => usesOfValue(context, value, place, match));
  hintMiddleware(flatten(context.evaluator, before), route, book);
  const path = pathOf(context, match, route);
  const method = methodOf(context, match, route);
  const draft = toEndpointDraft({
    ...(route.form && { name: nameOf(match, handler) }),
    key: routeKey(match),
    within: context.functionKey(call.function),
    place: decoratedPlace(context, match) ?? place,
    framework: match.known.pack,
    form: route.form ?? (method === 'WS' ? 'socket' : 'route'),
    method,
    ...(route.form && route.path.length === 0 ? {} : { route: path }),
    handler: handler && handlerKey(handler),
  });
  return {
    draft: served ? { ...draft, refers: { agents: served } } : draft,
    app: routerOf(context, match, route),
    method,
    path: path ?? '',
    at: call.calleeSpan.start,
    before: [
      ...slotGuards(context, match),
      ...guardsAt(context, match, route.guards, place),
      ...middle,
      ...(handler?.before ?? []),
    ],
    handler: draft.runs[0],
  };
}

/** Calls in a chain (`route.get(…).post(…)`) begin at one place; the name that is called is each one's own. */
function routeKey({ site: { module, call } }: Match): string {
  return `${module.path}@${call.calleeSpan.start}*route`;
}

/** What answers, and what stands before it in order. The first slot that holds a function decides. */
function handlersAt(
  context: LinkContext,
  match: Match,
  route: RouteMeaning,
): { last: Abstract; before: readonly Abstract[] } | undefined {
  if (route.handlers === 'script') return { last: scriptAround(context, match.site), before: [] };
  for (const slot of route.handlers) {
    const given = valuesAt(context.evaluator, slot, match).values.filter(mayHandle);
    const opened = given.map((value) => flatten(context.evaluator, [value]).filter(mayHandle));
    const at = opened.findLastIndex((values) => values.some((value) => answers(context, value)));
    if (at < 0) continue;
    const values = opened[at]!;
    const last = values.findLastIndex((value) => answers(context, value));
    return { last: values[last]!, before: [...given.slice(0, at), ...values.slice(0, last)] };
  }
  return undefined;
}

/** The function of the file that is run for it: its body, where that leads to the call. */
function scriptAround(context: LinkContext, { module, call }: Match['site']): Abstract {
  let fn = call.function;
  for (let i = 0; i < MAX_CALLERS && fn > 0; i++) {
    const name = module.functions[fn]!.name;
    const from = module.calls.find(({ callee }) => callee.kind === 'reference' && callee.name === name);
    // Nobody in the file calls it: pages are handed over as functions.
    if (!from || from.function === fn) break;
    fn = from.function;
  }
  return { kind: 'function', module, function: fn, at: context.place(call.calleeSpan) };
}

/** Keys of models and agents that answer by themselves; undefined where the pack names no such slots. */
function servedAt(context: LinkContext, match: Match, route: RouteMeaning): string[] | undefined {
  if (!route.serves) return undefined;
  const behind = {
    ...match,
    known: { ...match.known, meaning: { ...match.known.meaning, through: route.serves } },
  };
  return [...new Set(waysFrom(context, behind, 0).flat())];
}

/** What no path names is named by its function, else as it is written. */
function nameOf(match: Match, handler: Handler | undefined): string {
  const fn = handler?.value.module.functions[handler.value.function];
  return fn?.name && fn.id > 0 ? fn.name : calleeText(match.site.call.callee);
}

function mayHandle(value: Abstract): boolean {
  return value.kind !== 'constant' && value.kind !== 'object';
}

function hintMiddleware(values: readonly Abstract[], route: RouteMeaning, book: HintBook): void {
  for (const value of values)
    if (value.kind === 'function') book.add(value.module, value.function, route.parameters);
}

export function handlerKey(handler: Handler): string {
  return `${handler.value.module.path}#${handler.value.function}`;
}

/** A guard that the registering call itself switches on (`config: { rateLimit: … }`). */
function slotGuards(context: LinkContext, match: Match): GuardUse[] {
  const { guard } = match.known.meaning;
  if (guard?.how !== 'slot' || guardState(context, guard, match) !== 'active') return [];
  const [at] = firstAt(context, match, guard.needs);
  return [
    {
      place: at?.at ?? context.place(match.site.call.calleeSpan),
      capability: guard.capability,
      product: match.known.pack,
      because: 'set on the route',
    },
  ];
}

function pathOf(context: LinkContext, match: Match, route: RouteMeaning): string | undefined {
  if (route.path.length === 0) return '';
  const given = firstAt(context, match, route.path).filter((value) => value.kind !== 'function');
  if (given.length === 0) return '';
  return textAt(context, match, route.path);
}

function methodOf(context: LinkContext, match: Match, route: RouteMeaning): string {
  const { method } = route;
  if (method === 'ALL') return '*';
  if (method === 'member') {
    const { callee } = match.site.call;
    return (
      callee.kind === 'member' ? callee.property : callee.kind === 'reference' ? callee.name : '*'
    ).toUpperCase();
  }
  if (typeof method === 'string') return method;
  const words = firstAt(context, match, method).flatMap(alternatives);
  if (words.length === 0) return 'GET';
  const named = words.flatMap((word) =>
    word.kind === 'constant' && typeof word.value === 'string' ? [word.value.toUpperCase()] : [],
  );
  return named.length === words.length ? [...new Set(named)].join('|') : '*';
}

/** A decorated handler is named by its function. */
function decoratedPlace(context: LinkContext, match: Match): RouteFact['draft']['place'] | undefined {
  if (match.decorated?.kind !== 'function') return undefined;
  const fn = match.decorated.module.functions[match.decorated.function]!;
  return context.place(fn.nameSpan ?? match.site.call.calleeSpan);
}

/** The app or router a route is registered on. A method of a decorated class lies on that class; a route made on its own is its own router. */
function routerOf(context: LinkContext, match: Match, { on }: RouteMeaning): string | undefined {
  if (on)
    return allAt(context, match, on)
      .map(appKeyOf)
      .find((key) => key !== undefined);
  const { decorated } = match;
  if (!match.receiver && decorated?.kind === 'function') {
    const owner = decorated.module.functions[decorated.function]!.class;
    return owner === undefined ? undefined : `${decorated.module.path}!${owner}`;
  }
  return match.receiver ? registeredOn(context, match) : siteKey(match.site);
}

// Apps and routers: where they are made, what guards stand on them, and the key under which routes refer to them.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Place } from '../../../text/span';
import { type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { DefinitionKey, SurfaceFacts } from '../moduleFacts';
import type { Abstract } from '../resolve/abstract';
import type { Program } from '../resolve/program';
import { guardsAt } from './guardUses';
import { firstAt, textAt } from './slotReads';

/** Chains of calls longer than this (`app.use(…).get(…)…`) are not followed to their start. */
const MAX_CHAIN = 60;

export function collectApps(context: LinkContext): SurfaceFacts['apps'][number][] {
  return context.matches.flatMap((match) => {
    const { app } = match.known.meaning;
    if (!app) return [];
    const place = context.place(match.site.call.calleeSpan);
    return [
      {
        key: appKeyOfMatch(match),
        kind: app.kind,
        framework: match.known.pack,
        place,
        prefix: textAt(context, match, app.prefix) ?? '',
        guards: guardsAt(context, match, app.guards, place),
        under: registeredOn(context, match),
        ...debugOf(context, match, app.debug),
      },
    ];
  });
}

function debugOf(
  context: LinkContext,
  match: Match,
  slots: Parameters<typeof firstAt>[2],
): { debug?: Place } {
  const on = firstAt(context, match, slots).find(
    (value) => value.kind === 'constant' && value.value === true,
  );
  return on ? { debug: on.at } : {};
}

/** The key of the app or router a match makes. */
function appKeyOfMatch(match: Match): DefinitionKey {
  if (match.decorated?.kind === 'class') return `${match.decorated.module.path}!${match.decorated.class}`;
  return siteKey(match.site);
}

/** The app or router a call was made on: its definition, or the function whose parameter it is (a plugin). */
export function registeredOn(context: LinkContext, match: Match): DefinitionKey | undefined {
  const { callee } = match.site.call;
  if (match.receiver) {
    const made = appKeyOf(match.receiver);
    if (made) return made;
    return parameterOwner(context.evaluator.program, match.site.module, callee, match.site.call.function);
  }
  return undefined;
}

/** The key of an app or router value, through calls that give their receiver back. */
export function appKeyOf(value: Abstract): DefinitionKey | undefined {
  let origin = value.kind === 'instance' ? value.origin : undefined;
  for (let i = 0; i < MAX_CHAIN && origin; i++) {
    const { meaning, returns } = origin.known;
    if (meaning.app) return siteKey(origin.site);
    // A route or mount made on its own and handed to an app (`Starlette(routes=[Route(…)])`).
    if (!origin.receiver && (meaning.route || meaning.mount)) return siteKey(origin.site);
    origin =
      returns === 'receiver' && origin.receiver?.kind === 'instance' ? origin.receiver.origin : undefined;
  }
  return undefined;
}

/** The function whose parameter stands at the start of a callee (`app` in `app.route("/x").get`). */
function parameterOwner(
  program: Program,
  module: ModuleSummary,
  callee: Value,
  from: number,
): DefinitionKey | undefined {
  const name = rootName(module, callee);
  if (name === undefined) return undefined;
  const { names } = program.scope(module);
  for (let fn = from; fn >= 0; fn = module.functions[fn]?.parent ?? -1) {
    const definitions = names[fn]?.get(name);
    if (definitions)
      return definitions.some((one) => one.kind === 'parameter') ? `${module.path}#${fn}` : undefined;
  }
  return undefined;
}

function rootName(module: ModuleSummary, callee: Value): string | undefined {
  let current: Value | undefined = callee;
  for (let i = 0; i < MAX_CHAIN && current; i++) {
    if (current.kind === 'reference') return current.name;
    if (current.kind === 'member') current = current.object;
    else if (current.kind === 'call') current = module.calls[current.call]?.callee;
    else return undefined;
  }
  return undefined;
}

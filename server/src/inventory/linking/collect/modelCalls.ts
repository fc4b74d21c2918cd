// Model calls: requests to a model and runs of an agent, with the settings that reach them.
import type { Meaning, SettingName } from '../../../catalog/meaning';
import type { Span } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { settingAttribute } from '../attributes/toAttribute';
import { calleeText, type LinkContext, siteKey } from '../context';
import { type Layer, obstacleOf, outerLayers } from '../match/layers';
import type { Match } from '../match/match';
import { combine, openResult, type SettingResult, settingOf } from '../match/settings';
import type { FactDraft } from '../moduleFacts';
import { alternatives } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { switchOf } from './agents';
import { count } from './clients';
import { chosenOf, grantAttributes, joinGrants, type ToolGrant, toolsAt } from './toolGrants';

type Request = NonNullable<Meaning['request']>;

const CAPLESS = new Set(['embedding', 'image', 'audio', 'video', 'realtime', 'moderation', 'batch', 'other']);

/** One fact per call site: several alternatives of its callee are weighed together. */
export function collectModelCalls(context: LinkContext): FactDraft[] {
  const bySite = new Map<string, Match[]>();
  for (const match of context.matches) {
    if (!match.known.meaning.request) continue;
    const key = siteKey(match.site);
    const list = bySite.get(key);
    if (list) list.push(match);
    else bySite.set(key, [match]);
  }
  return [...bySite.values()].map((matches) => toModelCall(context, matches));
}

function toModelCall(context: LinkContext, matches: readonly Match[]): FactDraft {
  const [match] = matches as [Match];
  const { call } = match.site;
  const { request } = match.known.meaning as { request: Request };
  const enclosing = context.module.functions[call.function];
  const owner = enclosing?.name || '';
  const text = calleeText(call.callee);
  const grant = toolGrantOf(context, matches);
  const clients = clientsOf(context, matches);
  // A callee that may be something else, too: nothing is known of that alternative.
  const open = [
    ...matches.flatMap((one) => one.unfollowed ?? []),
    ...alternatives(context.evaluator.callee(match.site)).flatMap((one) => obstacleOf(one) ?? []),
  ];
  const look = (name: SettingName): SettingResult => {
    const known = matches.map((one) => settingOf(context.evaluator, one, name));
    // What stands at the call itself is handed to whatever is called.
    const decided = known.every((result) => result.origin === 'set');
    return combine([...known, ...(decided ? [] : open.slice(0, 1).map(openResult))]);
  };
  return {
    kind: 'model-call',
    name: owner ? `${owner}/${text}` : text,
    place: context.place(call.calleeSpan),
    sdk: match.known.pack,
    key: siteKey(match.site),
    within: context.functionKey(call.function),
    attributes: {
      sdk: { value: match.known.pack },
      call: { value: request.call },
      output: { value: request.output },
      model: modelOf(context, match, look('model')),
      streaming: streamingOf(context, match),
      maxTokens: maxTokensOf(look('maxTokens'), request),
      timeout: originAttribute(look('timeout')),
      retries: retriesOf(look('retries'), request),
      toolTimeout: originAttribute(look('toolTimeout')),
      stepLimit: originAttribute(look('stepLimit')),
      telemetry: switchOf(context, match, 'telemetry'),
      approval: switchOf(context, match, 'approval'),
      ...grantAttributes(grant),
      attributed: attributedOf(look('attribution')),
      // Whether its clients are local is known once all of them are seen.
      ...(clients.all && open.length === 0
        ? {}
        : { local: { value: matches.every((one) => isReadyMadeLocal(context, one, 0)) } }),
    },
    argumentPlaces: argumentPlacesOf(context, match),
    runs: [],
    refers: { client: clients.keys, tools: grant.keys, parts: grant.parts },
    ...(clients.ways.length > 1 ? { ways: clients.ways } : {}),
    guards: [],
    approvals: grant.approvals,
  };
}

function maxTokensOf(result: SettingResult, request: Request): Attribute {
  if (request.call === 'request' && CAPLESS.has(request.output))
    return { value: 'not-applicable', because: 'this kind of call has no output cap' };
  if (result.origin === 'default') {
    const n = (result.effective as { n?: unknown } | undefined)?.n;
    if (result.effective === 'not-applicable' || n === 'not-applicable')
      return settingAttribute(result, 'not-applicable');
    // A limit that SDK or API always sends or asks for is a cap, whatever its number.
    return settingAttribute(result, typeof n === 'number' || n === 'provider-limit' ? 'default' : 'unset');
  }
  if (result.origin === 'absent') return settingAttribute(result, 'unset');
  const n = (result.effective as { n?: unknown } | undefined)?.n;
  if (n === 'none') return settingAttribute(result, 'unset', 'switched off');
  return settingAttribute(result, result.origin);
}

function retriesOf(result: SettingResult, request: Request): Attribute {
  if (request.output === 'realtime') return { value: 'not-applicable' };
  if (result.origin === 'default')
    return settingAttribute(result, count(result.effective) === 0 ? 'none' : 'default');
  if (result.origin === 'absent')
    return { value: 'unknown', because: 'no retry default is recorded for this call', blockers: [] };
  if (count(result.effective) === 0) return settingAttribute(result, 'disabled');
  return settingAttribute(result, result.origin === 'set' ? 'custom' : 'inherited');
}

function originAttribute(result: SettingResult): Attribute {
  return settingAttribute(result, result.origin === 'absent' ? 'unset' : result.origin);
}

function attributedOf(result: SettingResult): Attribute {
  return settingAttribute(result, result.origin === 'set' || result.origin === 'inherited' ? 'set' : 'unset');
}

function streamingOf(context: LinkContext, match: Match): Attribute {
  const { streaming } = match.known.meaning.request!;
  if (typeof streaming === 'boolean') return { value: streaming };
  for (const slot of streaming) {
    const found = valuesAt(context.evaluator, slot, match);
    const values = found.values.flatMap(alternatives);
    if (values.length > 0) {
      if (values.every((value) => value.kind === 'constant'))
        return { value: values.some((value) => value.kind === 'constant' && value.value === true) };
      return { value: 'unknown', because: 'the flag is known only at run time' };
    }
    if (found.blocked) return { value: 'unknown', because: found.blocked.why };
  }
  return { value: false };
}

function modelOf(context: LinkContext, match: Match, result: SettingResult): Attribute {
  const slots = match.known.meaning.request?.model ?? [];
  const names: string[] = [];
  for (const slot of slots) {
    for (const value of valuesAt(context.evaluator, slot, match).values.flatMap(alternatives)) {
      if (value.kind === 'constant' && typeof value.value === 'string') names.push(value.value);
      if (value.kind === 'instance' && value.origin)
        names.push(...constantArguments(context, value.origin.site));
    }
  }
  if (names.length === 0 && typeof result.effective === 'string') names.push(result.effective);
  return { value: names.length > 0 ? 'set' : 'unknown', effective: names };
}

function constantArguments(context: LinkContext, site: Match['site']): string[] {
  const [first] = site.call.arguments;
  const value = first && context.evaluator.evaluate(first.value, site.frame);
  return value?.kind === 'constant' && typeof value.value === 'string' ? [value.value] : [];
}

function argumentPlacesOf(
  context: LinkContext,
  match: Match,
): Record<string, ReturnType<LinkContext['place']>> {
  const { call } = match.site;
  const inside: Span = call.argumentsSpan;
  return { arguments: context.place(inside) };
}

interface Clients {
  readonly keys: readonly string[];
  /** The keys of each way it may go. */
  readonly ways: readonly (readonly string[])[];
  /** False if the request may also go through a client that is not seen. */
  readonly all: boolean;
}

/** The clients and agents a request goes through. */
function clientsOf(context: LinkContext, matches: readonly Match[]): Clients {
  const visit = (layer: Match | Layer, depth: number): boolean => {
    const groups = depth < 6 ? outerLayers(context.evaluator, layer) : [];
    return groups
      .map((group) => {
        const seen = group.layers.map((inner) => {
          return visit(inner, depth + 1) || inner.known.meaning.client !== undefined;
        });
        return seen.length > 0 && !group.blocked && seen.every(Boolean);
      })
      .some(Boolean);
  };
  const all = matches.map((match) => visit(match, 0)).every(Boolean);
  const ways = matches.flatMap((match) => waysFrom(context, match, 0));
  return { keys: [...new Set(ways.flat())], ways, all };
}

/** True if what a package exports for a server on this machine sends the request: nothing sets that client up. */
function isReadyMadeLocal(context: LinkContext, layer: Match | Layer, depth: number): boolean {
  const receivers = layer.receiver ? alternatives(layer.receiver) : [];
  if (receivers.length > 0 && receivers.every((one) => one.kind === 'instance' && one.local)) return true;
  const groups = depth < 6 ? outerLayers(context.evaluator, layer) : [];
  return groups.some(
    ({ layers, blocked }) =>
      layers.length > 0 && !blocked && layers.every((one) => isReadyMadeLocal(context, one, depth + 1)),
  );
}

const MAX_WAYS = 24;

/** The clients and agents behind a layer, for each way through what may be one of several. */
export function waysFrom(context: LinkContext, layer: Match | Layer, depth: number): string[][] {
  let ways: string[][] = [[]];
  for (const group of depth < 6 ? outerLayers(context.evaluator, layer) : []) {
    const options = group.layers.flatMap((inner) => {
      const { client, agent } = inner.known.meaning;
      const own = client || agent ? [siteKey(inner.site)] : [];
      return waysFrom(context, inner, depth + 1).map((way) => [...own, ...way]);
    });
    if (options.length === 0) continue;
    // Past the bound ways are joined: no key is lost, only which of them go together.
    ways =
      ways.length * options.length > MAX_WAYS
        ? ways.map((way) => [...way, ...options.flat()])
        : ways.flatMap((way) => options.map((option) => [...way, ...option]));
  }
  return ways;
}

/** Tools given at the call, bound to the model, or held by what it runs. */
function toolGrantOf(context: LinkContext, matches: readonly Match[]): ToolGrant {
  const grants: ToolGrant[] = [];
  const visit = (layer: Match | Layer, depth: number): void => {
    const { meaning } = layer.known;
    const slots = [...(meaning.request?.tools ?? []), ...(meaning.tools ?? [])];
    if (slots.length > 0)
      grants.push(chosenOf(context, layer, meaning.request?.chosen ?? [], toolsAt(context, layer, slots)));
    for (const group of depth < 6 ? outerLayers(context.evaluator, layer) : [])
      for (const inner of group.layers) if (!inner.known.meaning.agent) visit(inner, depth + 1);
  };
  for (const match of matches) visit(match, 0);
  return joinGrants(grants);
}

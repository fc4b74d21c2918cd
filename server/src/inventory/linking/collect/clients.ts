// Model clients: constructors and factories of SDK clients and chat models.

import type { Slot } from '../../../catalog/slots';
import type { Attribute } from '../../facts/fact';
import { settingAttribute } from '../attributes/toAttribute';
import { calleeText, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import { settingOf } from '../match/settings';
import type { FactDraft } from '../moduleFacts';
import { type Abstract, alternatives, rootOf } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';

export function collectClients(context: LinkContext): FactDraft[] {
  return context.matches
    .filter((match) => match.known.meaning.client && match.form !== 'subclass')
    .map((match) => toClient(context, match));
}

function toClient(context: LinkContext, match: Match): FactDraft {
  const { call } = match.site;
  const client = match.known.meaning.client!;
  const name = context.nameOf(call);
  const argumentPlaces: Record<string, ReturnType<LinkContext['place']>> = {};
  const key = apiKeyOf(context, match);
  if (key.place) argumentPlaces.apiKey = key.place;
  return {
    kind: 'model-client',
    name: name?.name ?? calleeText(call.callee),
    place: context.place(call.calleeSpan),
    sdk: match.known.pack,
    key: siteKey(match.site),
    within: context.functionKey(call.function),
    attributes: {
      sdk: { value: match.known.pack },
      ...(client.provider ? { provider: { value: client.provider } } : {}),
      apiKey: key.attribute,
      ...(client.variable?.[0] ? { keyVariable: { value: client.variable[0] } } : {}),
      retries: retriesOf(context, match),
      timeout: timeoutOf(context, match),
      ...baseUrlOf(context, match),
      ...browserOf(context, match),
    },
    argumentPlaces,
    runs: [],
    refers: {},
    guards: [],
  };
}

function retriesOf(context: LinkContext, match: Match): Attribute {
  const result = settingOf(context.evaluator, match, 'retries');
  if (result.origin === 'default')
    return settingAttribute(result, count(result.effective) === 0 ? 'none' : 'default');
  if (result.origin === 'absent')
    return { value: 'default', because: 'no default is recorded for this client' };
  return settingAttribute(result, count(result.effective) === 0 ? 'disabled' : 'custom');
}

function timeoutOf(context: LinkContext, match: Match): Attribute {
  const result = settingOf(context.evaluator, match, 'timeout');
  if (result.origin === 'set' || result.origin === 'inherited') return settingAttribute(result, 'set');
  return settingAttribute(result, 'unset');
}

export function count(effective: unknown): number | undefined {
  const value =
    typeof effective === 'object' && effective !== null
      ? (effective as Record<string, unknown>).count
      : undefined;
  return typeof value === 'number' ? value : undefined;
}

function first(
  context: LinkContext,
  match: Match,
  slots: readonly Slot[] | undefined,
): { values: readonly Abstract[]; blocked?: { why: string; at: Abstract['at'] } } {
  for (const slot of slots ?? []) {
    const found = valuesAt(context.evaluator, slot, match);
    if (found.values.length > 0) return { values: found.values.flatMap(alternatives) };
    if (found.blocked) return { values: [], blocked: found.blocked };
  }
  return { values: [] };
}

/** Where the key comes from. A literal may still be a placeholder: the secrets room judges that. */
function apiKeyOf(context: LinkContext, match: Match): { attribute: Attribute; place?: Abstract['at'] } {
  const client = match.known.meaning.client!;
  if (!client.apiKey)
    return {
      attribute: { value: client.variable ? 'default' : 'none', because: 'the SDK reads its own variable' },
    };
  const { values, blocked } = first(context, match, client.apiKey);
  if (values.length === 0 && blocked)
    return {
      attribute: {
        value: 'unknown',
        because: blocked.why,
        blockers: [{ why: blocked.why, place: blocked.at }],
      },
    };
  // What stands in for a variable that is not set is a key like any other.
  const given = values
    .flatMap((value) =>
      value.kind === 'env' && value.fallback ? [value, ...alternatives(value.fallback)] : [value],
    )
    .filter((value) => !(value.kind === 'constant' && (value.value === null || value.value === '')));
  if (given.length === 0)
    return {
      attribute: {
        value: 'default',
        effective: client.variable?.[0] ?? null,
        because: 'the SDK reads its own variable',
      },
    };
  const words = given.map(keyWord);
  const literal = given[words.indexOf('hardcoded')];
  // Where a key may be handed over and the environment stands in for it, this place reads the environment.
  const deciding = literal ?? given.find((value) => value.kind === 'env') ?? given[0]!;
  const word = words[given.indexOf(deciding)]!;
  return {
    attribute: { value: word, place: deciding.at, effective: deciding.kind === 'env' ? deciding.name : null },
    place: deciding.at,
  };
}

function keyWord(value: Abstract): string {
  if (value.kind === 'env') return 'env';
  if (value.kind === 'constant')
    return typeof value.value === 'string' && value.value !== '' ? 'hardcoded' : 'default';
  const source = rootOf(value);
  if (source.kind === 'parameter' || isOnlyTyped(source)) return 'param';
  if (isFetched(source)) return 'unknown';
  // A settings object, a secret manager or an identity: something at run time, not a literal.
  if (
    value.kind === 'result' ||
    value.kind === 'instance' ||
    value.kind === 'function' ||
    value.kind === 'text'
  )
    return 'env';
  return 'unknown';
}

/** What is known by its type alone, such as the request a handler gets: somebody hands it over. */
function isOnlyTyped(source: Abstract): boolean {
  return source.kind === 'instance' && !source.origin && !source.ready;
}

/** What came over the network, such as a short-lived token: where its sender has it from is not seen here. */
function isFetched(source: Abstract): boolean {
  return source.kind === 'instance' && source.origin?.known.meaning.effect?.name === 'network';
}

/** The switch that lets it run in a browser. */
function browserOf(context: LinkContext, match: Match): Record<string, Attribute> {
  const { values, blocked } = first(context, match, match.known.meaning.client!.browser);
  const on = values.find((value) => value.kind === 'constant' && value.value === true);
  if (on && values.length === 1) return { browser: { value: true, place: on.at } };
  const isOff = values.every((value) => value.kind === 'constant' && value.value !== true);
  if (isOff && !blocked) return { browser: { value: false } };
  const at = blocked?.at ?? values[0]!.at;
  const why = blocked?.why ?? 'whether it may run in a browser is decided at run time';
  return { browser: { value: 'unknown', because: why, blockers: [{ why, place: at }] } };
}

function baseUrlOf(context: LinkContext, match: Match): Record<string, Attribute> {
  const client = match.known.meaning.client!;
  const { values } = first(context, match, client.baseUrl);
  const [value] = values;
  if (!value || (value.kind === 'constant' && value.value === null)) {
    return { baseUrl: { value: 'default' }, local: { value: client.local ?? false } };
  }
  const word = value.kind === 'env' ? 'env' : value.kind === 'constant' ? 'constant' : 'param';
  const text =
    value.kind === 'constant'
      ? String(value.value)
      : value.kind === 'env' && value.fallback?.kind === 'constant'
        ? String(value.fallback.value)
        : '';
  const local =
    client.local === true ||
    /^(https?:\/\/)?(localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal|ollama|vllm|lmstudio)/.test(
      text,
    );
  return {
    baseUrl: { value: word, effective: value.kind === 'env' ? value.name : text, place: value.at },
    local: { value: local, place: value.at },
  };
}

// Model calls without an SDK: plain HTTP requests to a provider's host.

import type { Pack } from '../../../catalog/pack';
import { parseSlot } from '../../../catalog/slots';
import type { Attribute } from '../../facts/fact';
import { settingAttribute } from '../attributes/toAttribute';
import { calleeText, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import { settingOf } from '../match/settings';
import type { FactDraft } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { presenceOf } from '../resolve/presence';
import { valuesAt } from '../resolve/slotValues';

type Provider = Pack['providerHosts'][number];

export function collectRawCalls(context: LinkContext): FactDraft[] {
  const providers = context.catalog.packs.flatMap((pack) =>
    pack.providerHosts.map((host) => ({ pack: pack.id, host })),
  );
  if (providers.length === 0) return [];
  return context.matches.flatMap((match) => {
    const { effect } = match.known.meaning;
    if (effect?.name !== 'network' || !effect.host) return [];
    const url = effect.host
      .flatMap((slot) => valuesAt(context.evaluator, slot, match).values.flatMap(alternatives))
      .map(urlText)
      .find((text) => text !== undefined);
    const found = url === undefined ? undefined : providers.find(({ host }) => matchesHost(host, url));
    return found && url !== undefined ? [toCall(context, match, found.pack, found.host, url)] : [];
  });
}

/** The constant beginning of a URL, with spliced parts left out. */
function urlText(value: Abstract): string | undefined {
  if (value.kind === 'constant') return typeof value.value === 'string' ? value.value : undefined;
  if (value.kind === 'env') return value.fallback && urlText(value.fallback);
  if (value.kind !== 'text') return undefined;
  return value.parts.map((part) => (typeof part === 'string' ? part : (urlText(part) ?? '…'))).join('');
}

function matchesHost({ host, paths }: Provider, url: string): boolean {
  const name = /^https?:\/\/([^/:?#]+)/.exec(url)?.[1];
  if (name === undefined) return false;
  if (host.startsWith('.') ? !name.endsWith(host) : name !== host) return false;
  return paths.length === 0 || paths.some((path) => url.includes(path));
}

function toCall(
  context: LinkContext,
  match: Match,
  pack: string,
  provider: Provider,
  url: string,
): FactDraft {
  const { call } = match.site;
  const owner = context.module.functions[call.function]?.name ?? '';
  const text = calleeText(call.callee);
  const timeout = settingOf(context.evaluator, match, 'timeout');
  const body = bodyOf(context, match);
  const place = context.place(call.calleeSpan);
  return {
    kind: 'model-call',
    name: owner ? `${owner}/${text}` : text,
    place,
    sdk: pack,
    key: siteKey(match.site),
    within: context.functionKey(call.function),
    attributes: {
      sdk: { value: pack },
      call: { value: 'request' },
      output: { value: 'text' },
      raw: { value: true },
      model: { value: 'unknown', effective: [] },
      streaming: streamingOf(context, provider, body, url),
      maxTokens: capOf(context, provider, body),
      timeout: settingAttribute(timeout, timeout.origin === 'absent' ? 'unset' : timeout.origin),
      retries: retriesOf(context, match),
      stepLimit: { value: 'unset' },
      telemetry: { value: 'none', because: 'a plain HTTP request has no switch for it' },
      approval: { value: false },
      attributed: { value: 'unset' },
      tools: { value: 'unknown' },
      toolGrant: { value: 'explicit' },
    },
    argumentPlaces: { arguments: context.place(call.argumentsSpan) },
    runs: [],
    refers: { client: [], tools: [] },
    guards: [],
  };
}

/** A plain request is made once, unless the client it is made with may say otherwise. */
function retriesOf(context: LinkContext, match: Match): Attribute {
  const { origin, because, blocked } = settingOf(context.evaluator, match, 'retries');
  if (origin === 'unknown')
    return { value: 'unknown', because, blockers: blocked ? [{ why: blocked.why, place: blocked.at }] : [] };
  return {
    value: 'unset',
    effective: { count: 0, backoff: 'none', jitter: false },
    because: 'a plain HTTP request is made once',
    definitions: [{ ...context.place(match.site.call.calleeSpan), role: 'call' }],
  };
}

/** The JSON body of the request: what is handed to `JSON.stringify`, or the `json`/`data` argument. */
function bodyOf(context: LinkContext, match: Match): readonly Abstract[] {
  const values = ['kw.json', 'kw.data', 'arg1.body', 'arg1.json', 'arg1.data', 'arg1'].flatMap((text) => {
    const slot = parseSlot(text);
    return slot ? [valuesAt(context.evaluator, slot, match).values] : [];
  });
  const first = values.find((found) => found.length > 0) ?? [];
  return first.flatMap(alternatives).flatMap((value) => {
    if (value.kind !== 'result') return [value];
    const [argument] = value.site.call.arguments;
    return argument ? alternatives(context.evaluator.evaluate(argument.value, value.site.frame)) : [value];
  });
}

function capOf(context: LinkContext, provider: Provider, body: readonly Abstract[]): Attribute {
  if (body.length === 0) return { value: 'unknown', because: 'the body of the request cannot be found' };
  for (const cap of provider.caps) {
    let current = body;
    for (const key of cap.split('.'))
      current = current.flatMap((value) => presenceOf(context.evaluator, value, key).values);
    const [value] = current;
    if (value && !(value.kind === 'constant' && value.value === null)) {
      return {
        value: 'set',
        effective: {
          n: value.kind === 'constant' && typeof value.value === 'number' ? value.value : 'configured',
        },
        place: value.at,
        because: 'set in the body',
      };
    }
  }
  const blocked = body
    .map((value) => presenceOf(context.evaluator, value, provider.caps[0] ?? 'max_tokens').blocked)
    .find((one) => one !== undefined);
  if (blocked)
    return { value: 'unknown', because: blocked.why, blockers: [{ why: blocked.why, place: blocked.at }] };
  return { value: 'unset', effective: { n: 'none' }, because: 'the body sets no cap' };
}

function streamingOf(
  context: LinkContext,
  provider: Provider,
  body: readonly Abstract[],
  url: string,
): Attribute {
  if (url.includes(':stream')) return { value: true };
  if (!provider.streams) return { value: false };
  const values = body.flatMap((value) => presenceOf(context.evaluator, value, provider.streams!).values);
  if (values.length === 0) return { value: false };
  return values.every((value) => value.kind === 'constant')
    ? { value: values.some((value) => value.kind === 'constant' && value.value === true) }
    : { value: 'unknown', because: 'the flag is known only at run time' };
}

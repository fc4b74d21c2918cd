// What a tool does when it runs: effects in its body and in functions it reaches, with time limits and targets.

import type { Place } from '../../../text/span';
import type { Attribute, Blocker, EffectiveValue } from '../../facts/fact';
import { pathOfKey } from '../keys';
import type { CallerTimeout, EffectSite, FactDraft, GuardSite } from '../moduleFacts';
import type { FactGraph, Reached } from './factGraph';

/** How deep a tool's body is followed. */
const DEPTH = 3;
/** Modules for logging, caching and tracing: what they do is not what the tool does. */
const PLUMBING =
  /(^|\/)(log|logs|logger|logging|cache|caching|tracing|tracer|telemetry|metrics|instrumentation|observability)(\.[a-z]+$|\/)/i;
const NEEDS_LIMIT = new Set(['network', 'shell', 'code-exec']);
/** These wait for an answer over the network too, of services that packs do not always know so far. */
const ASKS_SERVICE = new Set(['message-send', 'payment', 'cloud-mutate']);
const DATABASE = new Set(['db-read', 'db-write']);
const SETS = new Set<unknown>(['set', 'inherited']);
const BROWSER = 'a browser requests this address, and how long it waits is not known';
export const LONGEST_GOOD_MS = 60_000;

interface Limited {
  /** `configured`: a limit that is set at run time, or whose length cannot be told. */
  readonly ms: number | 'configured';
  /** Where it is set; undefined where a default decides. */
  readonly setAt?: Place;
  /** Where something around the call sets it. */
  readonly because?: string;
}

/** The limit, or why it is not known. */
type Limit = Limited | 'none' | Blocker;

interface ReachedEffect {
  readonly effect: EffectSite;
  readonly reached: Reached;
  /** The call that lets it wait for ever, where that is not the blocking call itself. */
  readonly blamed?: Place;
}

/** The attributes effects, timeout, databaseTimeout and hosts of one tool. `holders`: the agents and model-calls it is given to. */
export function toolEffects(
  graph: FactGraph,
  tool: FactDraft,
  holders: readonly FactDraft[],
): Record<string, Attribute> {
  if (tool.attributes.hosted?.value === true) return hosted(tool);
  const reached = graph.reach(tool.runs, DEPTH).filter((one) => !PLUMBING.test(pathOfKey(one.function)));
  const effects: ReachedEffect[] = reached.flatMap((one) =>
    graph.effectsIn(one.function).map((effect) => ({ effect, reached: one })),
  );
  const within = new Set(reached.map((one) => one.function));
  const blockers = blockersOf(graph, tool, reached);
  return {
    effects: effectsAttribute(tool, effects, blockers),
    ...timeoutAttributes(graph, tool, holders, perCaller(effects, within), blockers),
    hosts: hostsAttribute(tool, effects, blockers),
  };
}

/** Where callers decide on the time limit: the effect once for each call of the tool that leads to it. */
function perCaller(effects: readonly ReachedEffect[], within: ReadonlySet<string>): ReachedEffect[] {
  return effects.flatMap((one) => {
    const { timeout } = one.effect;
    const callers = timeout?.byCaller?.filter(({ from }) => within.has(from)) ?? [];
    if (!timeout || callers.length === 0 || one.reached.depth === 0) return [one];
    return callers.map(({ ms, origin, because, place, setAt }) => ({
      reached: one.reached,
      effect: { ...one.effect, timeout: { ms, origin, because, setAt, definitions: timeout.definitions } },
      ...(decides(timeout.byCaller!) ? { blamed: place } : {}),
    }));
  });
}

/** Whether it is for the callers to say: some of them wait for ever, others do not. */
function decides(callers: readonly CallerTimeout[]): boolean {
  return callers.some(({ ms }) => ms !== 'none');
}

function hosted(tool: FactDraft): Record<string, Attribute> {
  const effective = tool.attributes.readyMade?.effective ?? [];
  return {
    effects: { value: Array.isArray(effective) && effective.length > 0 ? 'some' : 'none', effective },
    timeout: { value: 'not-applicable', because: 'the provider runs it' },
    databaseTimeout: { value: 'not-applicable' },
    hosts: { value: 'none' },
  };
}

function blockersOf(graph: FactGraph, tool: FactDraft, reached: readonly Reached[]): Blocker[] {
  const blockers: Blocker[] = reached.flatMap((one) =>
    graph.openIn(one.function).map(({ why, place }) => ({ why, place })),
  );
  if (tool.attributes.bodyUnknown?.value === true)
    blockers.push({ why: 'its body cannot be followed', place: tool.place });
  const inner = tool.attributes.runsUnknown?.place;
  if (inner) blockers.push({ why: 'what its body was handed to run cannot be followed', place: inner });
  const last = reached.filter((one) => one.depth === DEPTH);
  // Functions deeper than that are not looked at.
  for (const one of last) {
    const deeper = graph.reach([one.function], 1).length > 1;
    if (deeper)
      blockers.push({
        why: `calls deeper than ${DEPTH} are not followed`,
        place: one.way.length > 0 ? tool.place : tool.place,
      });
  }
  return blockers.slice(0, 5);
}

function effectsAttribute(
  tool: FactDraft,
  effects: readonly ReachedEffect[],
  blockers: readonly Blocker[],
): Attribute {
  const readyMade = (tool.attributes.readyMade?.effective ?? []) as readonly EffectiveValue[];
  const list: EffectiveValue[] = [...readyMade];
  const places: Place[] = [];
  for (const { effect } of effects) {
    const grade = isRelative(effect) && effect.grade === 'unknown' ? 'unknown' : effect.grade;
    list.push({
      name: effect.name,
      grade,
      sandboxed: effect.sandboxed,
      path: effect.place.path,
      start: effect.place.start,
      end: effect.place.end,
    });
    places.push(effect.place);
  }
  const value = list.length > 0 ? 'some' : blockers.length > 0 ? 'unknown' : 'none';
  const attribute: Attribute = {
    value,
    effective: list,
    places,
    place: places[0],
    blockers: value === 'unknown' || blockers.length > 0 ? blockers : undefined,
  };
  return attribute;
}

function timeoutAttributes(
  graph: FactGraph,
  tool: FactDraft,
  holders: readonly FactDraft[],
  effects: readonly ReachedEffect[],
  blockers: readonly Blocker[],
): Record<string, Attribute> {
  const blocking = effects.filter(({ effect }) => needsLimit(effect) && effect.timeout && !effect.sandboxed);
  const databases = effects.filter(({ effect }) => DATABASE.has(effect.name) && effect.timeout);
  const asking = blocking.some(({ effect }) => ASKS_SERVICE.has(effect.name));
  return {
    ...(asking ? { asksService: { value: true } } : {}),
    timeout: timeoutOf(graph, tool, holders, blocking, blockers),
    databaseTimeout: databaseTimeout(databases),
  };
}

function needsLimit({ name, timeout }: EffectSite): boolean {
  return (
    NEEDS_LIMIT.has(name) || (ASKS_SERVICE.has(name) && timeout !== undefined && timeout.ms !== 'unknown')
  );
}

function timeoutOf(
  graph: FactGraph,
  tool: FactDraft,
  holders: readonly FactDraft[],
  effects: readonly ReachedEffect[],
  blockers: readonly Blocker[],
): Attribute {
  const readyMade = tool.attributes.readyMade?.value === true;
  if (effects.length === 0) {
    if (blockers.length > 0) return { value: 'unknown', because: blockers[0]!.why, blockers };
    if (readyMade)
      return {
        value: 'unknown',
        because: 'its body is in a package',
        blockers: [{ why: 'its body is in a package', place: tool.place }],
      };
    return { value: 'not-applicable', because: 'it makes no blocking call' };
  }
  const whole = wholeLimit(graph, tool) ?? limitOfHolders(holders);
  if (whole) return whole;
  const unlimited: Place[] = [];
  const definitions = [];
  let longest: (Limited & { readonly place: Place; readonly because: string }) | undefined;
  let unknownOne: Blocker | undefined;
  for (const { effect, reached, blamed } of effects) {
    const limit = limitOf(graph, effect, reached);
    if (limit === 'none') {
      unlimited.push(blamed ?? effect.place);
      definitions.push(...(effect.timeout!.definitions ?? []));
    } else if ('why' in limit) unknownOne ??= limit;
    else if (!longest || lengthOf(limit.ms) > lengthOf(longest.ms))
      longest = { because: effect.timeout!.because, ...limit, place: effect.place };
  }
  if (unlimited.length > 0)
    return {
      value: false,
      effective: { ms: 'none' },
      places: unlimited,
      place: unlimited[0],
      definitions,
      because: 'a call without a time limit',
    };
  if (unknownOne) return { value: 'unknown', because: unknownOne.why, blockers: [unknownOne] };
  return {
    value: true,
    effective: { ms: longest?.ms ?? 0 },
    place: longest?.place,
    shownAt: longest?.setAt,
    because: longest?.because ?? 'every call has a time limit',
  };
}

/** A limit on the tool itself, a decorator or a race around its body. */
function wholeLimit(graph: FactGraph, tool: FactDraft): Attribute | undefined {
  const own = tool.attributes.ownTimeout;
  if (own && (own.value === 'set' || own.value === 'inherited')) return { ...own, value: true };
  for (const run of tool.runs) {
    const guard = graph.guardsOver(run).find(isLimit);
    if (guard)
      return {
        value: true,
        effective: guard.effective ?? { ms: 'configured' },
        place: guard.place,
        because: `limited by ${guard.because}`,
      };
  }
  return undefined;
}

/** A limit on tools that everybody who runs this one sets; where several do, the longest. */
function limitOfHolders(holders: readonly FactDraft[]): Attribute | undefined {
  const limits = holders.map((holder) => holder.attributes.toolTimeout);
  const [first] = limits;
  if (!first || !limits.every((limit) => limit && SETS.has(limit.value))) return undefined;
  const longest = limits.reduce((long, limit) =>
    lengthOf(guardMs(limit!.effective)) > lengthOf(guardMs(long!.effective)) ? limit : long,
  );
  return { ...longest!, value: true, because: 'limited where it is given to a model' };
}

/** The limit of one call in ms: its own, or that of a race, block or wrapper around it or around a call on the way to it. */
function limitOf(graph: FactGraph, effect: EffectSite, reached: Reached): Limit {
  const own = effect.timeout!.ms;
  const { setAt } = effect.timeout!;
  if (typeof own === 'number' && own <= LONGEST_GOOD_MS) return { ms: own, setAt };
  const spots: { within: string; at: number }[] = [
    ...reached.way.map((edge) => ({ within: edge.from, at: edge.at })),
    { within: effect.within, at: effect.place.start },
  ];
  const guards = spots.flatMap(({ within, at }) => {
    const path = pathOfKey(within);
    return (graph.modules.get(path)?.guards ?? []).filter(
      (guard) =>
        guard.capability === 'timeout' &&
        guard.covers.some((cover) => cover === within || coversOffset(cover, path, at)),
    );
  });
  // Of several around it the shortest ends it; one whose length is seen says more than one that is set somewhere.
  const limits = guards.filter(isLimit).map(({ effective, place, because }) => ({
    ms: guardMs(effective),
    setAt: place,
    because: `limited by ${because}`,
  }));
  const seen = limits.filter(({ ms }) => ms !== 'configured');
  const [limit] = (seen.length > 0 ? seen : limits).sort((a, b) => lengthOf(a.ms) - lengthOf(b.ms));
  if (limit) return limit;
  if (own === 'configured') return { ms: own, setAt };
  const [open] = guards.filter((guard) => msOf(guard.effective) === 'unknown');
  if (open) return { why: open.because, place: open.place };
  // An address without a host is one for browsers: how long servers wait does not hold there.
  const ofServers = typeof own === 'number' && effect.timeout!.origin === 'default';
  if (ofServers && isRelative(effect)) return { why: BROWSER, place: effect.place };
  if (own === 'none') return own;
  return own === 'unknown' ? { why: effect.timeout!.because, place: effect.place } : { ms: own, setAt };
}

/** Whether a guard surely ends what it covers. */
function isLimit(guard: GuardSite): boolean {
  const ms = msOf(guard.effective);
  return guard.capability === 'timeout' && ms !== 'none' && ms !== 'unknown';
}

function isRelative(effect: EffectSite): boolean {
  return effect.hosts === 'constant' && effect.host === '';
}

function msOf(effective: EffectiveValue | undefined): unknown {
  return (effective as { ms?: unknown } | undefined)?.ms;
}

function guardMs(effective: EffectiveValue | undefined): Limited['ms'] {
  const ms = msOf(effective);
  return typeof ms === 'number' ? ms : 'configured';
}

/** To compare by; what cannot be told is taken for a good one. */
function lengthOf(ms: Limited['ms']): number {
  return ms === 'configured' ? LONGEST_GOOD_MS : ms;
}

/** True if a key of a guard is the text around an offset of a file. */
export function coversOffset(cover: string, path: string, at: number): boolean {
  const match = /^(.*)@(\d+)-(\d+)$/.exec(cover);
  return match !== null && match[1] === path && Number(match[2]) <= at && at < Number(match[3]);
}

function databaseTimeout(effects: readonly ReachedEffect[]): Attribute {
  const [first] = effects;
  if (!first) return { value: 'not-applicable' };
  const open = effects.find(({ effect }) => effect.timeout!.ms === 'none');
  if (open)
    return {
      value: false,
      effective: { ms: 'none' },
      definitions: open.effect.timeout!.definitions,
      place: open.effect.place,
    };
  if (effects.some(({ effect }) => effect.timeout!.ms === 'unknown'))
    return { value: 'unknown', because: 'the pool’s settings cannot be followed' };
  return {
    value: true,
    effective: { ms: 'configured' },
    place: first.effect.timeout!.setAt ?? first.effect.place,
  };
}

function hostsAttribute(
  tool: FactDraft,
  effects: readonly ReachedEffect[],
  blockers: readonly Blocker[],
): Attribute {
  const network = effects.filter(({ effect }) => effect.name === 'network');
  if (network.length === 0) return blockers.length > 0 ? { value: 'unknown', blockers } : { value: 'none' };
  const kinds = network.map(({ effect, reached }) => {
    if (effect.hosts !== 'model-given') return effect.hosts;
    // A parameter of the tool's own body is filled by the model; of a function further in, what is passed is not followed here.
    return tool.runs.includes(effect.within) && reached.depth === 0 ? 'model-given' : 'unknown';
  });
  const place = network[0]!.effect.place;
  if (kinds.includes('model-given'))
    return {
      value: 'set',
      effective: 'model-given',
      place: network[kinds.indexOf('model-given')]!.effect.place,
    };
  if (kinds.includes('unknown'))
    return { value: 'unknown', because: 'where a request goes cannot be followed', place };
  return { value: 'set', effective: kinds.includes('configured') ? 'configured' : 'constant', place };
}

// What a setting effectively is at a call: looked up along its layers, with where it was decided and why.
import type { Setting, SettingName } from '../../../catalog/meaning';
import type { EffectiveValue } from '../../facts/fact';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { ABSENT, blocked, type Presence } from '../resolve/presence';
import { valuesAt } from '../resolve/slotValues';
import { assignedValues } from './assigned';
import { partWithSay } from './extended';
import { type Interpreted, interpret } from './interpret';
import { type Layer, outerLayers } from './layers';
import { withParts } from './parts';
import { limitsOfSignal } from './signals';
import { isSometimesZero, SOMETIMES_ZERO, weakest } from './weakest';

/** `set` at the call itself; `inherited` from an outer layer; `default` of the SDK; `absent`: nothing sets it and no default is known. */
export interface SettingResult {
  readonly origin: 'set' | 'inherited' | 'default' | 'absent' | 'unknown';
  readonly effective?: EffectiveValue;
  readonly because: string;
  readonly place?: Abstract['at'];
  readonly blocked?: { readonly why: string; readonly at: Abstract['at'] };
  /** A branch on which it is certainly not set, where the whole is unknown. */
  readonly absentAt?: Abstract['at'];
  /** Layers that have a slot for it, nearest first: where one edit could set it. */
  readonly settable: readonly Layer[];
}

const MAX_LAYERS = 8;

/** Looks a setting up from a layer outwards. */
export function settingOf(evaluator: Evaluator, layer: Layer, name: SettingName): SettingResult {
  return combine([look(evaluator, layer, name, 0)]);
}

function look(evaluator: Evaluator, layer: Layer, name: SettingName, depth: number): SettingResult {
  const setting = layer.known.meaning.settings?.[name];
  const own = setting ? ownValue(evaluator, layer, name, setting) : undefined;
  const settable = setting && setting.slots.length > 0 ? [layer] : [];
  const around = setting?.around && !own?.result ? defaultOf(evaluator, layer, setting) : undefined;
  if (around && around.origin === 'default')
    return { ...around, origin: depth === 0 ? 'default' : 'inherited', settable };
  if (own?.result) {
    const origin = depth === 0 || own.result.origin === 'unknown' ? own.result.origin : 'inherited';
    const result: SettingResult = { ...own.result, origin };
    if (!own.partly) return { ...result, settable };
    // Set on some paths only: what holds on the others decides.
    const rest = outer(evaluator, layer, name, depth, setting);
    return { ...combine([result, rest], own.absentAt), settable: [...settable, ...rest.settable] };
  }
  const rest = outer(evaluator, layer, name, depth, setting);
  return { ...rest, settable: [...settable, ...rest.settable] };
}

function outer(
  evaluator: Evaluator,
  layer: Layer,
  name: SettingName,
  depth: number,
  setting: Setting | undefined,
): SettingResult {
  const settable: Layer[] = [];
  let fallback: SettingResult | undefined = setting ? defaultOf(evaluator, layer, setting) : undefined;
  let blocked: SettingResult['blocked'] = layer.open;
  if (depth < MAX_LAYERS && !setting?.onlyHere) {
    for (const group of outerLayers(evaluator, layer)) {
      const results = group.layers.map((inner) => look(evaluator, inner, name, depth + 1));
      settable.push(...results.flatMap((result) => result.settable));
      // One of several that cannot be followed: it may be without what the others have.
      if (group.blocked && results.length > 0) results.push(openResult(group.blocked));
      const telling = results.filter((result) => result.origin !== 'absent' && result.origin !== 'default');
      if (telling.length > 0 && group.optional) results.push(ABSENT_RESULT);
      if (telling.length > 0) return { ...combine(results), settable };
      if (group.blocked && results.length === 0) blocked ??= group.blocked;
      fallback ??= results.find((result) => result.origin === 'default');
    }
  }
  // A layer that cannot be followed may set it.
  if (blocked) return { ...openResult(blocked), settable };
  if (fallback) return { ...fallback, settable };
  return { origin: 'absent', because: 'nothing sets it', settable };
}

const ABSENT_RESULT: SettingResult = { origin: 'absent', because: 'nothing sets it', settable: [] };

/** What a part that cannot be followed says of a setting. */
export function openResult(blocked: NonNullable<SettingResult['blocked']>): SettingResult {
  return { origin: 'unknown', because: blocked.why, blocked, settable: [] };
}

interface OwnValue {
  readonly result?: SettingResult;
  readonly partly: boolean;
  readonly absentAt?: Abstract['at'];
}

function ownValue(evaluator: Evaluator, layer: Layer, name: SettingName, setting: Setting): OwnValue {
  const presence = ownPresence(evaluator, layer, setting);
  const results = presence.values.map((value) => interpret(evaluator, name, setting, value, layer.site));
  const set = results.filter((result) => result.kind !== 'absent');
  const absentAt = presence.absentAt ?? results.find((result) => result.kind === 'absent')?.at;
  if (presence.blocked && set.length === 0) {
    return {
      result: { origin: 'unknown', because: presence.blocked.why, blocked: presence.blocked, settable: [] },
      partly: false,
    };
  }
  if (set.length === 0) return { partly: false };
  const unknownOne = set.find((result) => result.kind === 'unknown') ?? zeroAmong(set);
  const partly = presence.absent || set.length < results.length;
  const [first] = set;
  const least = weakest(set.map((one) => one.effective!));
  const result: SettingResult =
    unknownOne || presence.blocked
      ? {
          origin: 'unknown',
          because: unknownOne?.why ?? presence.blocked!.why,
          blocked: unknownOne ? { why: unknownOne.why ?? '', at: unknownOne.at } : presence.blocked,
          place: first!.at,
          settable: [],
        }
      : {
          origin: 'set',
          effective: withParts(evaluator, layer, setting, least),
          because: 'set',
          place: (set.find((one) => one.effective === least) ?? first!).at,
          settable: [],
        };
  return { result, partly, absentAt };
}

/** The zero among values that are not all zero, as something that cannot be told. */
function zeroAmong(set: readonly Interpreted[]): Interpreted | undefined {
  if (!isSometimesZero(set.map((one) => one.effective))) return undefined;
  const zero = set.find((one) => amountsToNothing(one));
  return zero && { ...zero, why: SOMETIMES_ZERO };
}

function ownPresence(evaluator: Evaluator, layer: Layer, setting: Setting): Presence {
  let found: Presence = ABSENT;
  for (const slot of setting.slots) {
    const presence = valuesAt(evaluator, slot, layer);
    if (presence.values.length > 0 && !presence.absent) return presence;
    // Where one spelling is missing the other may stand (`wide ? { max_tokens } : { max_output_tokens }`).
    const both = found.values.length > 0 && presence.values.length > 0;
    if (presence.values.length > 0 || (presence.blocked && !found.blocked))
      found = {
        ...presence,
        values: [...found.values, ...presence.values],
        ...(both ? { absentAt: undefined, blocked: spelledTwice(presence.values[0]!) } : {}),
      };
  }
  for (const slot of setting.signals ?? []) {
    const presence = valuesAt(evaluator, slot, layer);
    // Only a signal that is itself a time limit counts; any other (the user leaving) is none.
    const limits = presence.values.flatMap((value) => limitsOfSignal(evaluator, value));
    if (limits.length > 0) return { ...presence, values: limits };
  }
  if (found.values.length > 0 || found.blocked) return found;
  const unseen = unseenAt(evaluator, layer, setting);
  if (unseen) return unseen;
  const part = partWithSay(evaluator, layer, setting);
  return part
    ? blocked('what the client is extended with may set it', part.at)
    : assignedValues(evaluator, layer, setting);
}

/** What may decide it and cannot be read, where such a thing is given. */
function unseenAt(evaluator: Evaluator, layer: Layer, setting: Setting): Presence | undefined {
  for (const slot of setting.unseen ?? []) {
    const presence = valuesAt(evaluator, slot, layer);
    const given = presence.values
      .flatMap(alternatives)
      .find((value) => !(value.kind === 'constant' && !value.value));
    if (given) return blocked('what stands here may decide it', given.at);
    if (presence.blocked) return presence;
  }
  return undefined;
}

function spelledTwice(value: Abstract): NonNullable<Presence['blocked']> {
  return { why: 'it is spelled in two ways, each on some paths only', at: value.at };
}

/** The default that what stands at a slot decides; unknown where that cannot be told. */
function defaultByName(
  evaluator: Evaluator,
  layer: Layer,
  { slots, starts }: NonNullable<Setting['defaultBy']>,
): EffectiveValue | undefined {
  for (const slot of slots) {
    const found = valuesAt(evaluator, slot, layer);
    if (found.values.length === 0 && !found.blocked) continue;
    const values = found.blocked || found.absent ? [] : found.values.flatMap(alternatives);
    const known = values.map((value) => {
      const text = value.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
      return Object.entries(starts).find(([start]) => text?.startsWith(start))?.[1] as EffectiveValue;
    });
    const [first] = known;
    const agreed = known.every((one) => JSON.stringify(one) === JSON.stringify(first));
    return agreed ? first : undefined;
  }
  return undefined;
}

/** A model that a pack knows stands there instead of a name: what it says is asked behind this layer. */
function isMade(evaluator: Evaluator, layer: Layer, { slots }: NonNullable<Setting['defaultBy']>): boolean {
  const values = slots.flatMap((slot) => valuesAt(evaluator, slot, layer).values).flatMap(alternatives);
  return values.length > 0 && values.every((value) => value.kind === 'instance' && value.origin);
}

function defaultOf(evaluator: Evaluator, layer: Layer, setting: Setting): SettingResult | undefined {
  const place = placeOf(layer.site.module, layer.site.call.calleeSpan);
  if (setting.defaultBy) {
    if (isMade(evaluator, layer, setting.defaultBy)) return undefined;
    const effective = defaultByName(evaluator, layer, setting.defaultBy);
    return effective === undefined
      ? openResult({ why: 'the default depends on a model that is not known', at: place })
      : {
          origin: 'default',
          effective: withParts(evaluator, layer, setting, effective),
          because: setting.note ?? 'SDK default',
          place,
          settable: [],
        };
  }
  if (!setting.default) return undefined;
  const known = evaluator.meanings.defaultFor(
    layer.site.module.language,
    layer.site.module.path,
    layer.known.pack,
    setting.default,
  );
  if (known === undefined) return undefined;
  if (known === 'unknown') {
    return {
      origin: 'unknown',
      because: 'the default depends on a version that is not known',
      blocked: { why: 'the default depends on a version that is not known', at: place },
      settable: [],
    };
  }
  return {
    origin: 'default',
    effective: withParts(evaluator, layer, setting, known.value as EffectiveValue),
    because: setting.note ?? 'SDK default',
    place,
    settable: [],
  };
}

/** Several possibilities at once: alike if all agree on set or not; else unknown, naming the branch that is not set. */
export function combine(results: readonly SettingResult[], absentAt?: Abstract['at']): SettingResult {
  const [first] = results;
  if (!first) return ABSENT_RESULT;
  if (results.length === 1) return first;
  const settable = results.flatMap((result) => result.settable);
  const unknownOne = results.find((result) => result.origin === 'unknown');
  const set = results.filter((result) => result.origin === 'set' || result.origin === 'inherited');
  const open = results.filter((result) => result.origin === 'absent' || result.origin === 'default');
  const where = absentAt ?? open[0]?.place;
  if (unknownOne)
    return { ...unknownOne, absentAt: set.length > 0 && open.length > 0 ? where : undefined, settable };
  if (isSometimesZero(results.map((result) => result.effective))) {
    const at = results.find(amountsToNothing)?.place;
    return {
      origin: 'unknown',
      because: SOMETIMES_ZERO,
      ...(at ? { blocked: { why: SOMETIMES_ZERO, at } } : {}),
      place: at,
      settable,
    };
  }
  // Where each of them amounts to nothing (`off` on one path, off by default on the other), so does the whole.
  const nothing = open.every((result) => result.origin === 'default') && results.every(amountsToNothing);
  if (open.length === 0 || set.length === 0 || nothing) {
    // What holds back least is what it amounts to, so it is shown there too.
    const effective = weakest(
      results.map((result) => result.effective).filter((value) => value !== undefined),
    );
    const least = results.find((result) => result.effective === effective);
    return { ...first, effective, place: least?.place ?? first.place, settable };
  }
  if (open.every((result) => result.origin === 'default' && !isNothing(result.effective))) {
    const effective = weakest(results.map((result) => result.effective!));
    const least = results.find((result) => result.effective === effective);
    return { ...first, effective, place: least?.place ?? first.place, settable };
  }
  const at = where ?? results.find((result) => result.place)?.place;
  return {
    origin: 'unknown',
    because: 'set on some paths only',
    ...(at ? { blocked: { why: 'it is set on some paths only', at } } : {}),
    absentAt: where,
    place: set[0]?.place,
    settable,
  };
}

function amountsToNothing({ effective }: Pick<SettingResult, 'effective'>): boolean {
  return isNothing(effective);
}

/** A default that means "no limit", "no retry", "off". */
function isNothing(effective: EffectiveValue | undefined): boolean {
  if (typeof effective !== 'object' || effective === null || Array.isArray(effective))
    return effective === undefined || effective === 'none' || effective === false;
  const record = effective as Record<string, EffectiveValue>;
  return record.n === 'none' || record.ms === 'none' || record.count === 0;
}

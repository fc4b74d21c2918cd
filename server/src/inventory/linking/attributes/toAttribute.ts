// Turns what the settings look-up found into the attributes of a fact.
import type { Attribute, Definition } from '../../facts/fact';
import type { Layer } from '../match/layers';
import type { SettingResult } from '../match/settings';
import { placeOf } from '../resolve/abstract';

/** `unknown` with the place that blocked. */
export function unknownAttribute(result: SettingResult, extra: Partial<Attribute> = {}): Attribute {
  return {
    value: 'unknown',
    because: result.because,
    place: result.blocked?.at ?? result.place,
    definitions: toDefinitions(result.settable),
    blockers: result.blocked ? [{ why: result.blocked.why, place: result.blocked.at }] : [],
    unsetBranch: result.absentAt,
    ...extra,
  };
}

/** An attribute with `word` as its value and everything else from the look-up. */
export function settingAttribute(
  result: SettingResult,
  word: Attribute['value'],
  because?: string,
): Attribute {
  if (result.origin === 'unknown') return unknownAttribute(result);
  return {
    value: word,
    effective: result.effective,
    because: because ?? reason(result),
    place: result.place,
    definitions: toDefinitions(result.settable),
  };
}

function reason(result: SettingResult): string {
  if (result.origin === 'set') return 'set here';
  if (result.origin === 'inherited') return `set on ${roleWord(result)}`;
  if (result.origin === 'default') return result.because;
  return 'nothing sets it';
}

function roleWord(result: SettingResult): string {
  const place = result.place;
  const holder =
    place &&
    result.settable.find(
      (layer) =>
        layer.site.module.path === place.path &&
        layer.site.call.start <= place.start &&
        place.end <= layer.site.call.end,
    );
  return holder ? `the ${roleOf(holder)}` : 'an outer layer';
}

function roleOf(layer: Layer): Definition['role'] {
  const { meaning } = layer.known;
  if (meaning.request) return 'call';
  if (meaning.agent) return 'agent';
  if (meaning.client) return 'client';
  return 'model';
}

/** Where one edit could set it, nearest first. */
export function toDefinitions(layers: readonly Layer[]): Definition[] {
  const seen = new Set<string>();
  const definitions: Definition[] = [];
  for (const layer of layers) {
    const place = placeOf(layer.site.module, layer.site.call.calleeSpan);
    const key = `${place.path}:${place.start}`;
    if (!seen.has(key)) definitions.push({ ...place, role: roleOf(layer) });
    seen.add(key);
  }
  return definitions;
}

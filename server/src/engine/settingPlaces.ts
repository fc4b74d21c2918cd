// The whole setting whose bare value stands at a place: what a squiggle covers. Kept per summary; a changed file has another one.
import { type BareSettings, bareSettings, spanKey } from '../languages/summary/bareSettings';
import type { ModuleSummary } from '../languages/summary/module';
import type { Place } from '../text/span';

export type SettingPlaces = (module: ModuleSummary | undefined, place: Place) => Place | undefined;

export function createSettingPlaces(): SettingPlaces {
  const known = new WeakMap<ModuleSummary, BareSettings>();
  return (module, place) => {
    if (!module || place.cell !== undefined) return undefined;
    const settings = known.get(module) ?? bareSettings(module);
    known.set(module, settings);
    const whole = settings.get(spanKey(place));
    return whole && { ...place, ...whole };
  };
}

// The whole setting whose bare value stands at a place: what a squiggle covers. Kept per module; a changed file has another one.
import type { ProgramModule } from '../inventory/linking/resolve/program';
import { type BareSettings, bareSettings, spanKey } from '../languages/summary/bareSettings';
import type { Place } from '../text/span';

export type SettingPlaces = (module: ProgramModule | undefined, place: Place) => Place | undefined;

export function createSettingPlaces(): SettingPlaces {
  const known = new WeakMap<ProgramModule, BareSettings>();
  return (module, place) => {
    if (!module || place.cell !== undefined) return undefined;
    const settings = known.get(module) ?? bareSettings(module.summary);
    known.set(module, settings);
    const whole = settings.get(spanKey(place));
    return whole && { ...place, ...whole };
  };
}

// Sets one of the options packs know (output cap, timeout, retries, step limit, telemetry) at a layer, at the slot that fits the call best.

import type { SettingName } from '../../catalog/meaning';
import type { Slot } from '../../catalog/slots';
import type { LinkContext } from '../../inventory/linking/context';
import type { Layer } from '../../inventory/linking/match/layers';
import { settingOf } from '../../inventory/linking/match/settings';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { styleOf } from '../codeFile';
import type { FileEdit, FixInput } from '../fix';
import { matchesAt } from '../matchAt';
import { editSlot, fitnessOf } from './slotEdit';
import { unknownSpelling } from './spelling';
import { lastKey, type Wanted, writeOption } from './writtenOption';

export interface OptionSet {
  readonly edits: readonly FileEdit[];
  /** The option's own name (`max_tokens`). */
  readonly option: string;
  readonly layer: Layer;
}

export interface Preferences {
  /** Orders the slots of a layer before their fitness does; equal numbers leave it to the fitness. */
  readonly slot?: (layer: Layer, slot: Slot) => number;
  /** Orders the layers, nearest first otherwise. */
  readonly layer?: (layer: Layer) => number;
  /** Layers where the option may be set; all otherwise. */
  readonly allows?: (layer: Layer) => boolean;
}

const NOTHING: EditRefusal = { refused: 'this SDK has no option for it here' };

/** Sets the option at the use at the finding's place or at a layer behind it. The nearest place that can take it wins. */
export async function setOption(
  input: FixInput,
  name: SettingName,
  wanted: Wanted,
  preferences: Preferences = {},
): Promise<OptionSet | EditRefusal> {
  const { place } = input.finding;
  const context = input.module(place.path);
  if (!context) return { refused: `${place.path} is no code that was analysed` };
  const layers = layersAt(input, context, name, preferences);
  return layers.length === 0 ? NOTHING : setAtLayers(input, context, layers, name, wanted, preferences);
}

/** The same for given layers, nearest first. */
export async function setAtLayers(
  input: FixInput,
  context: LinkContext,
  layers: readonly Layer[],
  name: SettingName,
  wanted: Wanted,
  preferences: Preferences = {},
): Promise<OptionSet | EditRefusal> {
  let refusal: EditRefusal | undefined;
  for (const layer of layers) {
    const done =
      unknownSpelling(input, context, layer, name) ??
      (await setAtLayer(input, context, layer, name, wanted, preferences));
    if (!isRefusal(done)) return done;
    refusal ??= done;
  }
  return refusal ?? NOTHING;
}

/** The layers with a slot for the option, from the use at the finding's place outwards. */
export function layersAt(
  input: FixInput,
  context: LinkContext,
  name: SettingName,
  preferences: Preferences = {},
): readonly Layer[] {
  const seen = new Map<string, Layer>();
  for (const match of matchesAt(context, input.finding.place)) {
    for (const layer of settingOf(context.evaluator, match, name).settable) {
      const key = `${layer.site.module.path}:${layer.site.call.start}`;
      if (!seen.has(key)) seen.set(key, layer);
    }
  }
  const order = preferences.layer ?? (() => 0);
  return [...seen.values()].filter(preferences.allows ?? (() => true)).sort((a, b) => order(a) - order(b));
}

async function setAtLayer(
  input: FixInput,
  context: LinkContext,
  layer: Layer,
  name: SettingName,
  wanted: Wanted,
  preferences: Preferences,
): Promise<OptionSet | EditRefusal> {
  const slots = layer.known.meaning.settings?.[name]?.slots ?? [];
  const style = styleOf(layer.site.module.language, (await input.read(layer.site.module.path)) ?? '');
  const order = preferences.slot ?? (() => 0);
  let refusal: EditRefusal | undefined;
  const fitting: { slot: Slot; order: number; fitness: number }[] = [];
  for (const slot of slots) {
    const fitness = fitnessOf(context, layer, slot);
    if (isRefusal(fitness)) refusal ??= fitness;
    else fitting.push({ slot, order: order(layer, slot), fitness });
  }
  // Sorting is stable: of equally good slots the one the pack names first is taken.
  fitting.sort((a, b) => a.order - b.order || a.fitness - b.fitness);
  for (const { slot } of fitting) {
    const edits = await editSlot(
      input,
      context,
      layer,
      slot,
      writeOption(input, layer, name, slot, wanted, style),
    );
    if (!isRefusal(edits)) return { edits, option: lastKey(slot) ?? '', layer };
    refusal ??= edits;
  }
  return refusal ?? NOTHING;
}

/** " on the client in src/llm.ts", where the option is not set at the finding's own place. */
export function elsewhere(input: FixInput, layer: Layer): string {
  const { call, module } = layer.site;
  const { place } = input.finding;
  if (module.path === place.path && call.calleeSpan.start === place.start) return '';
  const { meaning } = layer.known;
  const role = meaning.agent ? 'agent' : meaning.request ? 'call' : meaning.client ? 'client' : 'model';
  return ` on the ${role}${module.path === place.path ? '' : ` in ${module.path}`}`;
}

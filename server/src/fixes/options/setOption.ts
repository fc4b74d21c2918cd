// Sets one of the options packs know (output cap, timeout, retries, step limit, telemetry) at a layer, at the slot that fits the call best.

import type { SettingName } from '../../catalog/meaning';
import type { Slot } from '../../catalog/slots';
import type { LinkContext } from '../../inventory/linking/context';
import type { Layer } from '../../inventory/linking/match/layers';
import { settingOf } from '../../inventory/linking/match/settings';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { Place } from '../../text/span';
import { styleOf } from '../codeFile';
import type { FileEdit, FixInput } from '../fix';
import { matchesAt } from '../matchAt';
import { editBranch, halfFilledSlot } from './branchOption';
import { editBeginning, givenAt, renamed } from './givenOption';
import { editSlot, fitnessOf } from './slotEdit';
import { otherSpellings, unknownSpelling } from './spelling';
import { lastKey, type Wanted, writeOption } from './writtenOption';

export interface OptionSet {
  readonly edits: readonly FileEdit[];
  /** The option's own name (`max_tokens`). */
  readonly option: string;
  /** " on the client in src/llm.ts", where the option is not set at the finding's own place. */
  readonly where: string;
  /** The name it had before, where it stood under that of another version. */
  readonly renamed?: string;
}

export interface Preferences {
  /** Orders the slots of a layer before their fitness does; equal numbers leave it to the fitness. */
  readonly slot?: (layer: Layer, slot: Slot) => number;
  /** Orders the layers, nearest first otherwise. */
  readonly layer?: (layer: Layer) => number;
  /** Why the option must not be set at a layer that has it; it may at all others. */
  readonly refusal?: (layer: Layer) => EditRefusal | undefined;
  /** Its values mean the same under the names of other versions. */
  readonly renames?: boolean;
}

const NO_OPTION: EditRefusal = { refused: 'what is called here has no option for it' };

/**
 * Sets the option at the use at the finding's place or at a layer behind it. The nearest place that can take it wins.
 * Where the finding stands on a branch of what its subject is given, the option is set on that branch.
 */
export async function setOption(
  input: FixInput,
  name: SettingName,
  wanted: Wanted,
  preferences: Preferences = {},
): Promise<OptionSet | EditRefusal> {
  const { place } = input.finding;
  const context = input.module(place.path);
  if (!context) return { refused: `${place.path} is no code that was analysed` };
  if (matchesAt(context, place).length === 0) return setOnBranch(input, name, wanted);
  const { layers, refusal } = layersAt(context, place, name, preferences);
  return layers.length === 0 ? refusal : setAtLayers(input, context, layers, name, wanted, preferences);
}

async function setOnBranch(
  input: FixInput,
  name: SettingName,
  wanted: Wanted,
): Promise<OptionSet | EditRefusal> {
  const { finding, inventory } = input;
  const subject = inventory.facts.find(({ id }) => id === finding.subject);
  const context = subject && input.module(subject.place.path);
  if (!context) return { refused: 'no call that takes this option is known at this place' };
  const { layers } = layersAt(context, subject.place, name);
  const branch = halfFilledSlot(context, layers, (one) => one.known.meaning.settings?.[name]?.slots ?? []);
  if (!branch) return { refused: 'which option the other branches set cannot be told' };
  const { layer, slot } = branch;
  const { path } = finding.place;
  const style = styleOf(layer.site.module.language, (await input.read(path)) ?? '');
  const written = writeOption(input, layer, name, slot, wanted, style);
  const edits = await editBranch(input, context, branch, finding.place, written);
  return isRefusal(edits) ? edits : { edits, option: lastKey(slot) ?? '', where: ' on this branch' };
}

/** The nearest layer that can take it. */
async function setAtLayers(
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
  return refusal ?? NO_OPTION;
}

/** The layers with a slot for the option, from the use at the place outwards, and why there may be none. */
function layersAt(
  context: LinkContext,
  place: Place,
  name: SettingName,
  preferences: Preferences = {},
): { readonly layers: readonly Layer[]; readonly refusal: EditRefusal } {
  const seen = new Map<string, Layer>();
  let refusal: EditRefusal | undefined;
  for (const match of matchesAt(context, place)) {
    const { settable, blocked } = settingOf(context.evaluator, match, name);
    if (blocked) refusal ??= { refused: `where it is to be set cannot be followed: ${blocked.why}` };
    for (const layer of settable) {
      const key = `${layer.site.module.path}:${layer.site.call.start}`;
      const wrong = preferences.refusal?.(layer);
      if (wrong) refusal ??= wrong;
      else if (!seen.has(key)) seen.set(key, layer);
    }
  }
  const order = preferences.layer ?? (() => 0);
  const layers = [...seen.values()].sort((a, b) => order(a) - order(b));
  return { layers, refusal: refusal ?? NO_OPTION };
}

async function setAtLayer(
  input: FixInput,
  context: LinkContext,
  layer: Layer,
  name: SettingName,
  wanted: Wanted,
  preferences: Preferences,
): Promise<OptionSet | EditRefusal> {
  const all = layer.known.meaning.settings?.[name]?.slots ?? [];
  const olds = preferences.renames ? otherSpellings(input, context, layer, name) : [];
  const old = await renamed(input, context, layer, olds, all[0]);
  if (old && isRefusal(old)) return old;
  const where = elsewhere(input, layer);
  if (old) return { edits: old.edits, option: lastKey(all[0]!) ?? '', where, renamed: old.from };
  const { slots, partly, open } = givenAt(context, layer, all);
  const style = styleOf(layer.site.module.language, (await input.read(layer.site.module.path)) ?? '');
  if (partly) {
    const written = writeOption(input, layer, name, partly, wanted, style);
    const edits = await editBeginning(input, context, layer, partly, written);
    return isRefusal(edits)
      ? edits
      : { edits, option: lastKey(partly) ?? '', where: ' where the options are made' };
  }
  const order = preferences.slot ?? (() => 0);
  let refusal: EditRefusal | undefined;
  const fitting: { slot: Slot; order: number; fitness: number }[] = [];
  for (const slot of slots) {
    const fitness = fitnessOf(context, layer, slot);
    if (isRefusal(fitness)) refusal ??= fitness;
    else if (open) refusal ??= { refused: `what is handed over here may set it already: ${open}` };
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
    if (!isRefusal(edits)) return { edits, option: lastKey(slot) ?? '', where };
    refusal ??= edits;
  }
  return refusal ?? NO_OPTION;
}

function elsewhere(input: FixInput, layer: Layer): string {
  const { call, module } = layer.site;
  const { place } = input.finding;
  if (module.path === place.path && call.calleeSpan.start === place.start) return '';
  const { meaning } = layer.known;
  const role = meaning.agent ? 'agent' : meaning.request ? 'call' : meaning.client ? 'client' : 'model';
  return ` on the ${role}${module.path === place.path ? '' : ` in ${module.path}`}`;
}

// Sets an option on the one branch that lacks it: in the object that is handed over, or spread in, on that branch.
import type { Slot } from '../../catalog/slots';
import type { LinkContext } from '../../inventory/linking/context';
import type { Layer } from '../../inventory/linking/match/layers';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import { setEntry } from '../../languages/edits/objectEntry';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { ObjectValue } from '../../languages/summary/value';
import { contains, type Place } from '../../text/span';
import { openCode, withImports } from '../codeFile';
import { eachValue } from '../environment/literals';
import { inFile } from '../fileEdits';
import type { FileEdit, FixInput } from '../fix';
import { lastKey, type WrittenOption } from './writtenOption';

/** Where a branch that lacks the option could take it: the slot the other branches use. */
export interface BranchSlot {
  readonly layer: Layer;
  readonly slot: Slot;
}

/** The slot that is filled on some paths and not on others; the nearest layer first. */
export function halfFilledSlot(
  context: LinkContext,
  layers: readonly Layer[],
  slotsOf: (layer: Layer) => readonly Slot[],
): BranchSlot | undefined {
  for (const layer of layers) {
    const slot = slotsOf(layer).find((one) => {
      const { values, absent } = valuesAt(context.evaluator, one, layer);
      return values.length > 0 && absent;
    });
    if (slot) return { layer, slot };
  }
  return undefined;
}

/** Edits of the object at a place, which is one of those that stand at the slot or are spread into one. */
export async function editBranch(
  input: FixInput,
  context: LinkContext,
  { layer, slot }: BranchSlot,
  place: Place,
  written: WrittenOption,
): Promise<readonly FileEdit[] | EditRefusal> {
  const key = lastKey(slot);
  const file = await openCode(input, place.path);
  if (isRefusal(file)) return file;
  let object: ObjectValue | undefined;
  eachValue(file.module, (value) => {
    if (value.kind === 'object' && value.start === place.start && value.end === place.end) object = value;
  });
  const found = object;
  if (!found || key === undefined)
    return { refused: 'what stands on this branch is no object that could take the option' };
  if (!isLastLevel(context, layer, slot, place))
    return { refused: 'how deep in the options of this branch it belongs cannot be told' };
  return withImports(file, written.imports, (locals) => {
    const edits = setEntry(file.text, found, [key], written.code(locals), file.style);
    return isRefusal(edits) ? edits : inFile(file.path, edits);
  });
}

/** True where the option is a direct entry of the object at the place, not of one inside it. */
function isLastLevel({ evaluator }: LinkContext, layer: Layer, slot: Slot, place: Place): boolean {
  if (slot.from !== 'argument' && slot.from !== 'keyword') return false;
  const depth = slot.path.length + (slot.from === 'keyword' ? 1 : 0);
  if (depth <= 1) return true;
  if (slot.path.length === 0) return false;
  const holders = valuesAt(evaluator, { ...slot, path: slot.path.slice(0, -1) }, layer).values;
  return holders.flatMap(alternatives).some(({ at }) => at.path === place.path && contains(at, place));
}

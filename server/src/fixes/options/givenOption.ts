// What is there of an option before it is set: all of it, a part of the paths, or its name in another version. No second spelling may come beside it.
import type { Slot } from '../../catalog/slots';
import type { LinkContext } from '../../inventory/linking/context';
import type { Layer } from '../../inventory/linking/match/layers';
import { type Abstract, alternatives } from '../../inventory/linking/resolve/abstract';
import { ABSENT, presenceOf } from '../../inventory/linking/resolve/presence';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import { positionalArguments } from '../../languages/edits/callArgument';
import { setEntry } from '../../languages/edits/objectEntry';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { Value } from '../../languages/summary/value';
import { openCode, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import type { FileEdit, FixInput } from '../fix';
import { lastKey, type WrittenOption } from './writtenOption';

export interface Given {
  /** The slots the option may be written at: those that have it, where one does. */
  readonly slots: readonly Slot[];
  /** The slot that has it on some paths only. */
  readonly partly?: Slot;
  /** Why none may be written: what cannot be seen may have it. */
  readonly open?: string;
}

/** What the slots of a layer hold already. */
export function givenAt(context: LinkContext, layer: Layer, slots: readonly Slot[]): Given {
  const found = slots.map((slot) => ({ slot, presence: valuesAt(context.evaluator, slot, layer) }));
  const full = found.filter(({ presence }) => presence.values.length > 0 && !presence.absent);
  if (full.length > 0) return { slots: full.map(({ slot }) => slot) };
  const partly = found.find(({ presence }) => presence.values.length > 0)?.slot;
  if (partly) return { slots: [partly], partly };
  return { slots, open: found.find(({ presence }) => presence.blocked)?.presence.blocked?.why };
}

/** Sets an option that is added later on some paths: in the literal the options begin with, where what is added wins. */
export async function editBeginning(
  input: FixInput,
  context: LinkContext,
  layer: Layer,
  slot: Slot,
  written: WrittenOption,
): Promise<readonly FileEdit[] | EditRefusal> {
  const key = lastKey(slot);
  const refusal = {
    refused: `\`${key}\` is set on some paths already, and where the others begin cannot be told`,
  };
  const object = key === undefined ? undefined : beginningOf(context, layer, slot, key);
  if (!object || key === undefined) return refusal;
  const file = await openCode(input, object.at.path);
  if (isRefusal(file)) return file;
  return withImports(file, written.imports, (locals) => {
    const edits = setEntry(file.text, object.value, [key], written.code(locals), file.style);
    return isRefusal(edits) ? edits : inFile(file.path, edits);
  });
}

/** The one literal behind a slot that says nothing of the key itself. */
function beginningOf(
  { evaluator }: LinkContext,
  layer: Layer,
  slot: Slot,
  key: string,
): Extract<Abstract, { kind: 'object' }> | undefined {
  const found = holders(layer, slot).flatMap((value) =>
    alternatives(evaluator.evaluate(value, layer.site.frame)),
  );
  const [only] = found;
  if (found.length !== 1 || only?.kind !== 'object') return undefined;
  const plain = only.added.every(
    (one) =>
      one.kind !== 'property' || (typeof one.property === 'string' && (one.property !== key || !one.given)),
  );
  const before = presenceOf(evaluator, { ...only, added: [], handings: undefined }, key);
  return plain && before === ABSENT ? only : undefined;
}

/** The values that are objects with the option as a direct entry. */
function holders(layer: Layer, slot: Slot): readonly Value[] {
  const { call } = layer.site;
  if (slot.from === 'keyword' && slot.path.length === 0)
    return call.arguments.filter(({ spread }) => spread === 'keyword').map(({ value }) => value);
  const given =
    slot.from === 'argument' && slot.path.length === 1 ? positionalArguments(call)[slot.index] : undefined;
  return given && !given.spread ? [given.value] : [];
}

/** Gives an option that stands under another version's name the name it has in this one; undefined where it stands nowhere. */
export async function renamed(
  input: FixInput,
  context: LinkContext,
  layer: Layer,
  olds: readonly Slot[],
  slot: Slot | undefined,
): Promise<{ readonly edits: readonly FileEdit[]; readonly from: string } | EditRefusal | undefined> {
  const old = olds.find((one) => {
    const { values, blocked } = valuesAt(context.evaluator, one, layer);
    return values.length > 0 && !blocked;
  });
  const from = old && lastKey(old);
  if (!from) return undefined;
  const to = slot && lastKey(slot);
  const refusal = {
    refused: `\`${from}\` stands here, which this version does not read${to ? `: it is called \`${to}\`` : ''}`,
  };
  const [value] = holders(layer, old);
  const object = value && alternatives(context.evaluator.evaluate(value, layer.site.frame));
  const [only] = object ?? [];
  if (!to || object?.length !== 1 || only?.kind !== 'object') return refusal;
  const entries = only.value.entries.filter((one) => one.kind === 'property' && one.key === from);
  const [entry] = entries;
  if (entries.length !== 1 || entry?.kind !== 'property') return refusal;
  const file = await openCode(input, only.at.path);
  if (isRefusal(file)) return file;
  const { start, end } = entry.keySpan;
  const isQuoted = file.text[start] === '"' || file.text[start] === "'";
  const name = isQuoted ? file.style.string(to) : entry.shorthand ? `${to}: ${from}` : to;
  return { edits: inFile(file.path, [{ start, end, text: name }]), from };
}

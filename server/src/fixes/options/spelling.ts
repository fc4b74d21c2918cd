// Whether the name of an option is known at a place: where it differs between majors and the major is not known, no name is right.
import type { Entry } from '../../catalog/entry';
import type { SettingName } from '../../catalog/meaning';
import { canonicalModule } from '../../catalog/names';
import type { Slot } from '../../catalog/slots';
import type { LinkContext } from '../../inventory/linking/context';
import type { Layer } from '../../inventory/linking/match/layers';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import type { EditRefusal } from '../../languages/edits/textEdit';
import type { FixInput } from '../fix';
import { lastKey } from './writtenOption';

/** A refusal where the pack knows several spellings and the meaning at hand is that for an unknown version. */
export function unknownSpelling(
  input: FixInput,
  context: LinkContext,
  layer: Layer,
  name: SettingName,
): EditRefusal | undefined {
  const { pack, meaning } = layer.known;
  if (meaning.versions !== undefined) return undefined;
  const ranged = entriesOf(input, context, layer).filter(
    (entry) => entry.pack === pack && entry.meaning.versions !== undefined && entry.meaning.as === meaning.as,
  );
  if (ranged.length === 0) return undefined;
  const spellings = ranged.map((entry) => entry.meaning.settings?.[name]?.slots.map(lastKey)[0]);
  if (spellings.every((one) => one === spellings[0])) return undefined;
  const title = input.catalog.pack(pack)?.title ?? pack;
  const known = [...new Set(spellings.filter((one) => one !== undefined))].map((one) => `\`${one}\``);
  return {
    refused: `which version of ${title} is in use is not known, and the option differs between versions (${known.join(', ')})`,
  };
}

/** Slots under which other versions of the same call take the option, and this one does not. */
export function otherSpellings(
  input: FixInput,
  context: LinkContext,
  layer: Layer,
  name: SettingName,
): readonly Slot[] {
  const { pack, meaning } = layer.known;
  const own = new Set(meaning.settings?.[name]?.slots.map(lastKey));
  return entriesOf(input, context, layer)
    .filter((entry) => entry.pack === pack && entry.meaning.as === meaning.as)
    .flatMap((entry) => entry.meaning.settings?.[name]?.slots ?? [])
    .filter((slot) => !own.has(lastKey(slot)));
}

function entriesOf(input: FixInput, context: LinkContext, layer: Layer): readonly Entry[] {
  const { language } = layer.site.module;
  const [callee] = alternatives(context.evaluator.callee(layer.site));
  if (callee?.kind === 'symbol')
    return input.catalog.meaningsOf(language, `${canonicalModule(callee.module)}:${callee.path.join('.')}`);
  if (callee?.kind === 'instance')
    return input.catalog.membersOf(language, callee.type, callee.path.join('.') || '()');
  return [];
}

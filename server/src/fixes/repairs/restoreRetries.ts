// Replaces the literal that switches retries off by a few of them.
import type { LinkContext } from '../../inventory/linking/context';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import { isRefusal } from '../../languages/edits/textEdit';
import { type Place, samePlace } from '../../text/span';
import { openCode } from '../codeFile';
import { inFile } from '../fileEdits';
import type { Fix, FixInput } from '../fix';

export const fix: Fix = {
  id: 'restore-retries',
  safety: 'safe',
  title: (input) => `Retry up to ${input.number('retries')} times`,
  async offer(input) {
    const place = valueAt(input);
    const file = await openCode(input, place.path);
    if (isRefusal(file)) return file;
    const written = file.text.slice(place.start, place.end);
    if (!/^(?:0|1|false|False|-1|null|None)$/.test(written))
      return { refused: 'what switches the retries off is no plain number here' };
    const counts = countedAt(file.context, input);
    if (counts === undefined) return { refused: 'which option this number belongs to cannot be followed' };
    const retries = input.number('retries');
    const number = file.style.number(counts === 'attempts' ? retries + 1 : retries);
    return {
      title: `Retry up to ${retries} times`,
      edits: inFile(file.path, [{ start: place.start, end: place.end, text: number }]),
      annotation: 'Repeats a call that a busy provider refused',
    };
  },
};

function valueAt({ finding }: FixInput): Place {
  return finding.value ?? finding.place;
}

/** What the number at the place counts; undefined if no retry option of this file takes its value from there. */
function countedAt(context: LinkContext, input: FixInput): 'retries' | 'attempts' | undefined {
  for (const path of new Set([context.module.path, ...input.finding.related.map((one) => one.path)])) {
    const holder = path === context.module.path ? context : input.module(path);
    for (const match of holder?.matches ?? []) {
      const setting = match.known.meaning.settings?.retries;
      for (const slot of setting?.slots ?? []) {
        const values = valuesAt(holder!.evaluator, slot, match).values.flatMap(alternatives);
        if (values.some(({ at }) => samePlace(at, { ...valueAt(input), cell: at.cell })))
          return setting!.counts ?? 'retries';
      }
    }
  }
  return undefined;
}

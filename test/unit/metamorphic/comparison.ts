// Whether an inventory says the same of a rewritten workspace, or less; never something else.
import type { Attribute, EffectiveValue, Fact } from '../../../server/src/inventory/facts/fact';

/** Where a fact was and where it is now. */
export type Locate = (
  path: string,
  offset: number,
) => { readonly path: string; readonly offset: number; readonly length: number } | undefined;

const KINDS: readonly string[] = ['model-client', 'model-call', 'tool', 'agent'];

/** One line for each fact that is lost or says something else. */
export function differences(before: readonly Fact[], after: readonly Fact[], locate: Locate): string[] {
  const lines: string[] = [];
  let here = 0;
  for (const fact of before) {
    if (!KINDS.includes(fact.kind)) continue;
    const to = locate(fact.place.path, fact.place.start);
    if (!to) continue;
    here++;
    const found = after.filter(
      ({ kind, place }) =>
        kind === fact.kind &&
        place.path === to.path &&
        place.start >= to.offset &&
        place.start <= to.offset + to.length,
    );
    const [first] = found;
    if (!first) lines.push(`${fact.id} is lost`);
    else if (found.every((one) => contradictions(fact, one).length > 0))
      lines.push(...contradictions(fact, first));
  }
  const counted = after.filter(({ kind }) => KINDS.includes(kind)).length;
  if (counted > before.filter(({ kind }) => KINDS.includes(kind)).length && here > 0)
    lines.push(`${counted} facts, ${here} before`);
  return lines;
}

function contradictions(before: Fact, after: Fact): string[] {
  return Object.entries(before.attributes).flatMap(([name, was]) => {
    const is = after.attributes[name];
    if (is === undefined) return [`${before.id} ${name}: ${shown(was)} is gone`];
    if (is.value === 'unknown' || was.value === 'unknown' || agree(was, is)) return [];
    return [`${before.id} ${name}: ${shown(was)} became ${shown(is)}`];
  });
}

/** Parts of an effective value may have become what nobody can tell. */
function agree(was: Attribute, is: Attribute): boolean {
  if (!isRecord(was.effective) || !isRecord(is.effective)) return shown(was) === shown(is);
  const [before, after] = [was.effective, is.effective];
  return Object.keys({ ...before, ...after }).every(
    (key) =>
      /^(unknown|configured)$/.test(String(after[key])) ||
      JSON.stringify(before[key]) === JSON.stringify(after[key]),
  );
}

function isRecord(value: EffectiveValue | undefined): value is Readonly<Record<string, EffectiveValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown({ value, effective }: Attribute): string {
  return JSON.stringify(effective ?? value);
}

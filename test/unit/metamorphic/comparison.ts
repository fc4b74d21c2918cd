// Whether an inventory says the same of a rewritten workspace, or less; never something else.
import type { Attribute, EffectiveValue, Fact } from '../../../server/src/inventory/facts/fact';

/** Where a fact was and where it is now. */
export type Locate = (
  path: string,
  offset: number,
) => { readonly path: string; readonly offset: number; readonly length: number } | undefined;

const KINDS: readonly string[] = ['model-client', 'model-call', 'tool', 'agent'];

/** Rules treat answers in words and as objects alike: where a call may be either, one of the two is named. */
const SAME_OUTPUT = new Set(['text', 'object']);

/** One line for each fact that is lost or says something else. */
export function differences(before: readonly Fact[], after: readonly Fact[], locate: Locate): string[] {
  const lines: string[] = [];
  const matched = new Set<Fact>();
  for (const fact of before) {
    const to = KINDS.includes(fact.kind) && locate(fact.place.path, fact.place.start);
    if (!to) continue;
    const found = after.filter(
      ({ kind, place }) =>
        kind === fact.kind &&
        place.path === to.path &&
        place.start >= to.offset &&
        place.start <= to.offset + to.length,
    );
    for (const one of found) matched.add(one);
    const [first] = found;
    if (!first && !isDoubtful(fact)) lines.push(`${fact.id} is lost`);
    else if (first && found.every((one) => contradictions(fact, one).length > 0))
      lines.push(...contradictions(fact, first));
  }
  if (matched.size > 0)
    for (const fact of after)
      if (KINDS.includes(fact.kind) && !matched.has(fact) && !isDoubtful(fact))
        lines.push(`${fact.id} is new`);
  return lines;
}

/** A request that may be an agent, as nobody can tell whether it has tools. */
function isDoubtful({ kind, attributes }: Fact): boolean {
  return kind === 'agent' && attributes.tools?.value === 'unknown';
}

function contradictions(before: Fact, after: Fact): string[] {
  return Object.entries(before.attributes).flatMap(([name, was]) => {
    const is = after.attributes[name];
    if (is === undefined) return [`${before.id} ${name}: ${shown(was)} is gone`];
    if (name === 'output' && [was, is].every(({ value }) => SAME_OUTPUT.has(String(value)))) return [];
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
      /^(unknown|configured|undefined)$/.test(String(after[key])) ||
      JSON.stringify(before[key]) === JSON.stringify(after[key]),
  );
}

function isRecord(value: EffectiveValue | undefined): value is Readonly<Record<string, EffectiveValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without places, which moved. */
function shown({ value, effective }: Attribute): string {
  return JSON.stringify(effective ?? value, (key, one) => (/^(path|start|end)$/.test(key) ? undefined : one));
}

// Fields of settings classes, which their base reads from the environment. What such a base is, packs say.
import type { Meaning } from '../../../catalog/meaning';
import type { ClassField, ClassSummary, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { type Abstract, oneOf } from './abstract';
import { callResult } from './calls';
import type { Evaluator } from './evaluator';
import { valuesAt } from './slotValues';

type Reads = NonNullable<Meaning['environment']>;
type Owner = Pick<Extract<Abstract, { kind: 'class' }>, 'module' | 'class'>;

/** How many classes above one are asked. */
const MAX_BASES = 4;

/** What a field of a settings class holds; undefined for any other class, and where the field has a default that is seen. */
export function environmentField(
  evaluator: Evaluator,
  owner: Owner,
  field: ClassField,
  at: Abstract['at'],
): Abstract | undefined {
  if (owner.module.language !== 'python' || !field.annotation) return undefined;
  const isPlain = field.value && field.value.kind !== 'call' && !isNothing(field.value);
  if (isPlain) return undefined;
  const lineage = lineageOf(evaluator, owner);
  if (!lineage) return undefined;
  const { name, missing, known } =
    field.value?.kind === 'call'
      ? described(evaluator, owner, field.value.call, lineage.reads)
      : { name: undefined, missing: field.value !== undefined, known: undefined };
  if (known) return known;
  const read: Abstract = { kind: 'env', name: (name ?? lineage.prefix + field.name).toUpperCase(), at };
  return missing ? oneOf([read, { kind: 'constant', value: null, at }], at) : read;
}

/** What the call at a field says: another name, that nothing stands in for it, or what does, as far as it is seen. */
function described(
  evaluator: Evaluator,
  { module, class: id }: Owner,
  call: number,
  reads: Reads,
): { readonly name?: string; readonly missing: boolean; readonly known?: Abstract } {
  const frame = evaluator.frame(module, module.classes[id]!.function);
  const site = { module, call: module.calls[call]!, frame };
  const callee = evaluator.callee(site);
  if (callee.kind !== 'symbol' || callee.path.at(-1) !== reads.described)
    return { missing: false, known: callResult(evaluator, site) };
  const first = (slots: Reads['names']): Abstract | undefined =>
    slots.flatMap((slot) => valuesAt(evaluator, slot, { site }).values)[0];
  const name = first(reads.names);
  const fallback = first(reads.default);
  const missing = fallback?.kind === 'constant' && (fallback.value === null || fallback.value === '');
  return {
    name: name?.kind === 'constant' && typeof name.value === 'string' ? name.value : undefined,
    missing,
    known: fallback?.kind === 'constant' && !missing ? fallback : undefined,
  };
}

function isNothing(value: Value): boolean {
  return value.kind === 'constant' && (value.value === null || value.value === '');
}

/** What the nearest known base of a class reads, with the prefix that holds for it. */
function lineageOf(
  evaluator: Evaluator,
  { module, class: id }: Owner,
  depth = 0,
): { readonly reads: Reads; readonly prefix: string } | undefined {
  const summary = module.classes[id]!;
  const frame = evaluator.frame(module, summary.function);
  for (const base of summary.bases) {
    const found = evaluator.evaluate(base, frame);
    const above =
      found.kind === 'class' && depth < MAX_BASES ? lineageOf(evaluator, found, depth + 1) : undefined;
    const known =
      found.kind === 'symbol'
        ? evaluator.meanings
            .ofExport(module.language, module.path, found.module, found.path, 'subclass')
            .find(({ meaning }) => meaning.environment)
        : undefined;
    const reads = above?.reads ?? known?.meaning.environment;
    if (reads) return { reads, prefix: prefixIn(module, summary, reads.prefix) ?? above?.prefix ?? '' };
  }
  return undefined;
}

/** A constant of a name in a class: a keyword or key at one of its fields, a field of a class inside it. */
function prefixIn(module: ModuleSummary, summary: ClassSummary, name: string): string | undefined {
  const inside = module.classes.filter((one) => summary.start < one.start && one.end <= summary.end);
  const values = [
    ...inside.flatMap(({ fields }) => fields.flatMap((field) => (field.name === name ? [field.value] : []))),
    ...summary.fields.flatMap(({ value }) => given(module, value, name)),
  ];
  const found = values.find((value) => value?.kind === 'constant');
  return found?.kind === 'constant' ? String(found.value ?? '') : undefined;
}

function given(module: ModuleSummary, value: Value | undefined, name: string): (Value | undefined)[] {
  if (value?.kind === 'call')
    return (module.calls[value.call]?.arguments ?? []).flatMap((one) => {
      if (one.spread === 'keyword') return given(module, one.value, name);
      return one.name === name ? [one.value] : [];
    });
  if (value?.kind !== 'object') return [];
  return value.entries.flatMap((one) => (one.kind === 'property' && one.key === name ? [one.value] : []));
}

// How an attribute is described: the words it may have, the shape of its effective value, what it means. Types and builders only.

/** Allowed words; `text`, `number` and `boolean` stand for any of that type. `unknown` is always allowed and never listed. */
export type Words = readonly string[];

/** The shape of an effective value: one word, a record, or a list of records or of words. */
export type EffectiveShape =
  | { readonly kind: 'word'; readonly words: Words }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Words>> }
  | { readonly kind: 'records'; readonly fields: Readonly<Record<string, Words>> }
  | { readonly kind: 'list'; readonly words: Words };

export interface AttributeSpec {
  readonly values: Words;
  readonly effective?: EffectiveShape;
  /** What holds where the linker does not write the attribute; without it, absence is unknown. */
  readonly absent?: boolean | string;
  /** What it tells and where its places lie, for the linker that fills it and for rule authors. */
  readonly meaning: string;
}

export type AttributeTable = Readonly<Record<string, AttributeSpec>>;

export const YES_NO: Words = ['boolean'];

export function attribute(values: Words, meaning: string, effective?: EffectiveShape): AttributeSpec {
  return effective ? { values, meaning, effective } : { values, meaning };
}

export function flag(meaning: string, effective?: EffectiveShape): AttributeSpec {
  return attribute(YES_NO, meaning, effective);
}

/** A flag that is false where the linker says nothing. */
export function mark(meaning: string, effective?: EffectiveShape): AttributeSpec {
  return { ...flag(meaning, effective), absent: false };
}

/** The same with what holds where the linker says nothing. */
export function otherwise(absent: string, spec: AttributeSpec): AttributeSpec {
  return { ...spec, absent };
}

export function word(...words: string[]): EffectiveShape {
  return { kind: 'word', words };
}

export function listOf(...words: string[]): EffectiveShape {
  return { kind: 'list', words };
}

export function record(fields: Readonly<Record<string, Words>>): EffectiveShape {
  return { kind: 'record', fields };
}

export function records(fields: Readonly<Record<string, Words>>): EffectiveShape {
  return { kind: 'records', fields };
}

/** True if this constant is among the words. */
export function allows(words: Words, value: unknown): boolean {
  if (words.includes(String(value))) return true;
  if (typeof value === 'string') return words.includes('text');
  if (typeof value === 'number') return words.includes('number');
  return typeof value === 'boolean' && words.includes('boolean');
}

// The way an attribute is named in a rule: `timeout`, `timeout.effective.ms`, `maxTokens.unsetBranch`, `links.tools`. Parsing and checking.
import { allows, type EffectiveShape, type Words } from '../../inventory/facts/attributeSpec';
import { attributeSpec } from '../../inventory/facts/attributes';
import type { FactKind } from '../../inventory/facts/fact';

export interface AttributePath {
  readonly text: string;
  readonly attribute: string;
  readonly part: 'value' | 'effective' | 'unsetBranch' | 'links';
  /** Keys inside the effective value. */
  readonly keys: readonly string[];
}

/** Names every fact has besides its attributes. */
const BUILT_IN: Readonly<Record<string, Words>> = { name: ['text'], role: ['text'], sdk: ['text'] };

/** Parses the text; undefined if it is no attribute path. */
export function parseAttributePath(text: string): AttributePath | undefined {
  const [attribute, part, ...keys] = text.split('.');
  if (!attribute) return undefined;
  if (attribute === 'links')
    return part && keys.length === 0 ? { text, attribute: part, part: 'links', keys } : undefined;
  if (part === undefined) return { text, attribute, part: 'value', keys: [] };
  if (part === 'effective' && keys.every(Boolean)) return { text, attribute, part, keys };
  return part === 'unsetBranch' && keys.length === 0 ? { text, attribute, part, keys } : undefined;
}

/** What can stand at a path: words of a value, or the fields of the records of a list. */
export interface PathShape {
  readonly words?: Words;
  readonly fields?: Readonly<Record<string, Words>>;
  readonly list: boolean;
}

/** The shape at this path for a kind, or a message why there is none. */
export function shapeAt(kind: FactKind | 'secret', path: AttributePath): PathShape | string {
  if (path.part === 'links') return { words: ['text'], list: true };
  const builtIn = BUILT_IN[path.attribute];
  if (builtIn && path.part === 'value') return { words: builtIn, list: false };
  const spec = attributeSpec(kind, path.attribute);
  if (!spec) return `a ${kind} has no attribute "${path.attribute}"`;
  if (path.part === 'value') return { words: spec.values, list: false };
  if (path.part === 'unsetBranch') return { words: ['boolean'], list: false };
  if (!spec.effective) return `"${path.attribute}" of a ${kind} has no effective value`;
  return shapeInside(spec.effective, path);
}

function shapeInside(shape: EffectiveShape, path: AttributePath): PathShape | string {
  const [key, ...deeper] = path.keys;
  if (key === undefined) {
    if (shape.kind === 'word' || shape.kind === 'list')
      return { words: shape.words, list: shape.kind === 'list' };
    return { fields: shape.fields, list: shape.kind === 'records' };
  }
  const words = shape.kind === 'record' && Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
  return words && deeper.length === 0 ? { words, list: false } : `"${path.text}" does not exist`;
}

/** Constants of an operand that can never stand at this shape. */
export function impossibleWords(shape: PathShape, constants: readonly unknown[]): readonly unknown[] {
  const words = shape.words;
  return words ? constants.filter((constant) => !allows(words, constant)) : [];
}

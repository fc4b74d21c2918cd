// Slots: where a pack says a value stands at a call. `arg0.maxTokens`, `kw.timeout`, `receiver`, `args1+`, `decorated`, `method._run`.
import { z } from 'zod';

export type Slot =
  /** Positional argument `index`, then the property path inside it. */
  | { readonly from: 'argument'; readonly index: number; readonly path: readonly string[] }
  /** All positional arguments from `index` on. */
  | { readonly from: 'rest'; readonly index: number }
  /** Keyword argument (Python). A path step looks into an object's property or a call's keyword of that name. */
  | { readonly from: 'keyword'; readonly name: string; readonly path: readonly string[] }
  /** The object the member was called on. */
  | { readonly from: 'receiver'; readonly path: readonly string[] }
  /** What a decorator stands on. */
  | { readonly from: 'decorated' }
  /** For subclasses: a method or field of the class. */
  | { readonly from: 'method'; readonly name: string }
  | { readonly from: 'field'; readonly name: string };

const PATTERN =
  /^(?:arg(?<arg>\d+)(?<argPath>(?:\.[\w$-]+)*)|args(?<rest>\d+)\+|kw\.(?<kw>[\w]+)(?<kwPath>(?:\.[\w$-]+)*)|receiver(?<receiverPath>(?:\.[\w$-]+)*)|(?<decorated>decorated)|method\.(?<method>[\w$]+)|field\.(?<field>[\w$]+))$/;

const split = (path: string | undefined): string[] => (path ? path.slice(1).split('.') : []);

/** Parses one slot; undefined if the text is no slot. */
export function parseSlot(text: string): Slot | undefined {
  const groups = PATTERN.exec(text)?.groups;
  if (!groups) return undefined;
  if (groups.arg !== undefined)
    return { from: 'argument', index: Number(groups.arg), path: split(groups.argPath) };
  if (groups.rest !== undefined) return { from: 'rest', index: Number(groups.rest) };
  if (groups.kw !== undefined) return { from: 'keyword', name: groups.kw, path: split(groups.kwPath) };
  if (groups.decorated !== undefined) return { from: 'decorated' };
  if (groups.method !== undefined) return { from: 'method', name: groups.method };
  if (groups.field !== undefined) return { from: 'field', name: groups.field };
  return { from: 'receiver', path: split(groups.receiverPath) };
}

export const slotSchema = z.string().transform((text, context): Slot => {
  const slot = parseSlot(text);
  if (slot) return slot;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is no slot (arg0.key, args1+, kw.name, receiver, decorated, method.name, field.name)`,
  });
  return z.NEVER;
});

/** One slot or several, tried in order. */
export const slotsSchema = z.union([slotSchema.transform((slot) => [slot]), z.array(slotSchema)]);

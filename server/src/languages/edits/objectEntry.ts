// Options in an object or dict literal, also nested ones: set, replaced, taken out.
import type { ObjectEntry, ObjectValue } from '../summary/value';
import type { CodeStyle } from './codeStyle';
import { appendItem, removeItem, type WrittenList } from './listItem';
import type { EditRefusal, TextEdit } from './textEdit';

type Property = Extract<ObjectEntry, { kind: 'property' }>;

/** Sets `path` (`['timeout', 'request']`) to `value`, written code. Existing entries are replaced, missing ones appended. */
export function setEntry(
  text: string,
  object: ObjectValue,
  path: readonly string[],
  value: string,
  style: CodeStyle,
): readonly TextEdit[] | EditRefusal {
  const [key, ...rest] = path;
  if (key === undefined) return { refused: 'no option is named' };
  const index = object.entries.findLastIndex((entry) => entry.kind === 'property' && entry.key === key);
  const found = object.entries[index] as Property | undefined;
  if (!found) {
    const written = rest.reduceRight((inner, name) => style.object([style.entry(name, inner)]), value);
    return appendEntry(text, object, key, written, style);
  }
  if (object.entries.slice(index + 1).some((entry) => entry.kind !== 'property')) {
    return { refused: 'what is spread in after it may set it again' };
  }
  if (rest.length === 0) return replaceEntry(found, value, style);
  if (found.value.kind === 'object') return setEntry(text, found.value, rest, value, style);
  if (found.value.kind === 'constant' && found.value.value === null) {
    return replaceEntry(
      found,
      rest.reduceRight((inner, name) => style.object([style.entry(name, inner)]), value),
      style,
    );
  }
  return { refused: `\`${key}\` is not written as an object here` };
}

/** Appends `key: value` in the layout of the object. */
export function appendEntry(
  text: string,
  object: ObjectValue,
  key: string,
  value: string,
  style: CodeStyle,
): readonly TextEdit[] | EditRefusal {
  const list = entriesOf(text, object);
  if ('refused' in list) return list;
  // `dict(a=1)` takes keywords.
  const item = text[object.start] === '{' ? style.entry(key, value) : `${key}=${value}`;
  return appendItem(text, list, item, text[object.start] === '{' ? style : { ...style, spaced: false });
}

/** Takes the entry of this name out; undefined if there is none. */
export function removeEntry(
  text: string,
  object: ObjectValue,
  key: string,
  style: CodeStyle,
): readonly TextEdit[] | EditRefusal | undefined {
  const index = object.entries.findLastIndex((entry) => entry.kind === 'property' && entry.key === key);
  if (index < 0) return undefined;
  const list = entriesOf(text, object);
  return 'refused' in list ? list : removeItem(text, list, index, style.comments);
}

function replaceEntry(entry: Property, value: string, style: CodeStyle): readonly TextEdit[] | EditRefusal {
  if (entry.shorthand) return [{ ...spanOf(entry.keySpan), text: style.entry(entry.key, value) }];
  if (entry.value.kind === 'function') return { refused: `\`${entry.key}\` is a function` };
  return [{ ...spanOf(entry.value), text: value }];
}

/** The entries as a written list, from the first name to the closing bracket. */
export function entriesOf(text: string, object: ObjectValue): WrittenList | EditRefusal {
  const opening = text.indexOf(text[object.start] === '{' ? '{' : '(', object.start);
  const close = object.end - 1;
  if (opening < 0 || opening >= close || !['}', ')'].includes(text[close] ?? ''))
    return { refused: 'the object is not complete' };
  return {
    open: opening + 1,
    close,
    items: object.entries.map((entry) => ({ start: entryStart(text, entry), end: entry.value.end })),
  };
}

function entryStart(text: string, entry: ObjectEntry): number {
  if (entry.kind === 'property') return methodStart(entry);
  const mark = entry.kind === 'computed' ? '[' : text[entry.value.start - 1] === '*' ? '*' : '.';
  let at = entry.kind === 'computed' ? entry.key.start : entry.value.start;
  while (at > 0 && (text[at - 1] === mark || /\s/.test(text[at - 1]!))) at--;
  while (/\s/.test(text[at]!)) at++;
  return at;
}

/** `async execute() {}` starts before its name. */
function methodStart(entry: Property): number {
  return entry.value.kind === 'function' && entry.value.start < entry.keySpan.start
    ? entry.value.start
    : entry.keySpan.start;
}

function spanOf({ start, end }: { readonly start: number; readonly end: number }): {
  start: number;
  end: number;
} {
  return { start, end };
}

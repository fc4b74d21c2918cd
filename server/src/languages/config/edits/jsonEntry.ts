// Adds an entry to an object of a JSON file, among its neighbours in alphabetical order where they are sorted.
import { appendItem, insertBefore, type WrittenList } from '../../edits/listItem';
import type { EditRefusal, TextEdit } from '../../edits/textEdit';
import type { ConfigNode } from '../../summary/config';

type MapNode = Extract<ConfigNode, { kind: 'map' }>;

/** `key` and `value` are plain text: both are written as JSON strings. */
export function addJsonEntry(
  text: string,
  map: MapNode,
  key: string,
  value: string,
): readonly TextEdit[] | EditRefusal {
  if (text[map.start] !== '{' || text[map.end - 1] !== '}') return { refused: 'the object is not complete' };
  const list: WrittenList = {
    open: map.start + 1,
    close: map.end - 1,
    items: map.entries.map((entry) => ({ start: entry.keySpan.start, end: entry.value.end })),
  };
  const item = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const keys = map.entries.map((entry) => entry.key);
  const sorted = keys.every((one, at) => at === 0 || keys[at - 1]! <= one);
  const next = sorted ? keys.findIndex((one) => one > key) : -1;
  return next >= 0
    ? insertBefore(text, list, next, item)
    : appendItem(text, list, item, { comments: 'slash', spaced: true });
}

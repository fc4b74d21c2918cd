import { describe, expect, it } from 'vitest';
import {
  appendItem,
  insertBefore,
  removeItem,
  type WrittenList,
} from '../../../../server/src/languages/edits/listItem';
import { applyEdits, isRefusal } from '../../../../server/src/languages/edits/textEdit';

const STYLE = { comments: 'slash', spaced: true } as const;

/** The list between the first `[` and the last `]`; its items are the words in it that are no comment. */
function listIn(text: string): WrittenList {
  const open = text.indexOf('[') + 1;
  const close = text.lastIndexOf(']');
  const items = [...text.matchAll(/\b[a-z]\d\b/g)].map((match) => ({
    start: match.index,
    end: match.index + 2,
  }));
  return { open, close, items };
}

function appended(text: string): string {
  const edits = appendItem(text, listIn(text), 'NEW', STYLE);
  if (isRefusal(edits)) return `refused: ${edits.refused}`;
  return applyEdits(text, edits);
}

describe('appendItem', () => {
  it.each([
    ['[]', '[ NEW ]'],
    ['[ ]', '[ NEW ]'],
    ['[a1]', '[a1, NEW]'],
    ['[ a1, b2 ]', '[ a1, b2, NEW ]'],
    ['[a1, ]', '[a1, NEW, ]'],
    ['[a1 /* 🦊 */]', '[a1, NEW /* 🦊 */]'],
    ['[(a1 as X)]', '[(a1 as X), NEW]'],
    ['[\n  a1,\n  b2,\n]', '[\n  a1,\n  b2,\n  NEW,\n]'],
    ['[\n\ta1,\n\tb2\n]', '[\n\ta1,\n\tb2,\n\tNEW\n]'],
    ['[\r\n  a1, // 🦊\r\n]', '[\r\n  a1, // 🦊\r\n  NEW,\r\n]'],
    ['[\n  a1 // why\n]', '[\n  a1, // why\n  NEW\n]'],
    ['[a1,\n b2]', '[a1,\n b2,\n NEW]'],
    ['[\n  // nothing yet\n]', '[\n  // nothing yet\n  NEW,\n]'],
    ['[\n  a1, b2\n]', '[\n  a1, b2, NEW\n]'],
  ])('%j', (before, after) => {
    expect(appended(before)).toBe(after);
  });

  it('is refused where a comment leaves no place', () => {
    expect(appended('[ /* none */ ]')).toContain('refused');
  });
});

describe('insertBefore', () => {
  it.each([
    ['[a1, b2]', 1, '[a1, NEW, b2]'],
    ['[\n  a1,\n  b2,\n]', 1, '[\n  a1,\n  NEW,\n  b2,\n]'],
  ] as const)('%j', (before, index, after) => {
    expect(applyEdits(before, insertBefore(before, listIn(before), index, 'NEW'))).toBe(after);
  });
});

describe('removeItem', () => {
  it.each([
    ['[a1, b2, c3]', 0, '[b2, c3]'],
    ['[a1, b2, c3]', 1, '[a1, c3]'],
    ['[a1, b2, c3]', 2, '[a1, b2]'],
    ['[a1]', 0, '[]'],
    ['[\n  a1,\n  b2, // why\n  c3,\n]', 1, '[\n  a1,\n  c3,\n]'],
    ['[\r\n  a1,\r\n  b2\r\n]', 1, '[\r\n  a1\r\n]'],
  ] as const)('%j without %i', (before, index, after) => {
    expect(applyEdits(before, removeItem(before, listIn(before), index, 'slash'))).toBe(after);
  });
});

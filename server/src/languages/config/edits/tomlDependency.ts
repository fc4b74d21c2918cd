// Adds a dependency to a pyproject file: to the list of `[project]`, or to the table of Poetry.

import { lineBreakAt, lineEnd } from '../../edits/layout';
import { appendItem } from '../../edits/listItem';
import type { EditRefusal, TextEdit } from '../../edits/textEdit';
import type { ConfigNode } from '../../summary/config';
import { nodeAt } from './nodeAt';

/** Refused where the file has neither. */
export function addTomlDependency(
  text: string,
  root: ConfigNode,
  name: string,
  range: string,
): readonly TextEdit[] | EditRefusal {
  const list = nodeAt(root, ['project', 'dependencies']);
  if (list?.kind === 'list' && text[list.start] === '[') {
    return appendItem(
      text,
      { open: list.start + 1, close: list.end - 1, items: list.items },
      `"${name}${range}"`,
      { comments: 'hash', spaced: false },
    );
  }
  const table = nodeAt(root, ['tool', 'poetry', 'dependencies']);
  const last = table?.kind === 'map' ? table.entries.at(-1) : undefined;
  if (!last) return { refused: 'pyproject.toml lists no dependencies' };
  const end = lineEnd(text, last.value.end);
  return [{ start: end, end, text: `${lineBreakAt(text, end)}${name} = "${range}"` }];
}

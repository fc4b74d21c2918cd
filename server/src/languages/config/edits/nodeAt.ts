// Looks a node up by its keys.
import type { ConfigNode } from '../../summary/config';

export function nodeAt(root: ConfigNode | undefined, path: readonly string[]): ConfigNode | undefined {
  let node = root;
  for (const key of path) {
    if (node?.kind !== 'map') return undefined;
    node = node.entries.findLast((entry) => entry.key === key)?.value;
  }
  return node;
}

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

/** The innermost scalar or templated node that covers an offset. */
export function scalarAround(root: ConfigNode, offset: number): ConfigNode | undefined {
  const children =
    root.kind === 'map' ? root.entries.map((entry) => entry.value) : root.kind === 'list' ? root.items : [];
  for (const child of children) {
    const found = scalarAround(child, offset);
    if (found) return found;
  }
  const isLeaf = root.kind === 'scalar' || root.kind === 'templated';
  return isLeaf && root.start <= offset && offset < Math.max(root.end, root.start + 1) ? root : undefined;
}

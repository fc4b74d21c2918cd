// Short reads of config trees for manifests and compiler settings: what is not there or templated is undefined.
import { entryOf } from '../../languages/config/configPath';
import type { ConfigEntry, ConfigNode, ConfigSummary } from '../../languages/summary/config';

/** The first document of a file; undefined if nothing parsed. */
export function rootOf(summary: ConfigSummary | undefined): ConfigNode | undefined {
  return summary?.documents[0];
}

/** The node under these keys, one after the other. */
export function nodeAt(node: ConfigNode | undefined, ...keys: readonly string[]): ConfigNode | undefined {
  let current = node;
  for (const key of keys) current = current && entryOf(current, key)?.value;
  return current;
}

export function textAt(node: ConfigNode | undefined, ...keys: readonly string[]): string | undefined {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}

export function entriesAt(node: ConfigNode | undefined, ...keys: readonly string[]): readonly ConfigEntry[] {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'map' ? found.entries : [];
}

export function itemsAt(node: ConfigNode | undefined, ...keys: readonly string[]): readonly ConfigNode[] {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'list' ? found.items : [];
}

/** All texts in a node, in source order. */
export function textsIn(node: ConfigNode | undefined): string[] {
  if (!node) return [];
  if (node.kind === 'scalar') return typeof node.value === 'string' ? [node.value] : [];
  if (node.kind === 'list') return node.items.flatMap(textsIn);
  return node.kind === 'map' ? node.entries.flatMap(({ value }) => textsIn(value)) : [];
}

/** Name of the file in lower case. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** Directory of a path, '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

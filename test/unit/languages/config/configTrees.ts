// Reading aids for the tests of the config languages.
import { find } from '../../../../server/src/languages/config/configPath';
import type { Language } from '../../../../server/src/languages/language';
import type { ConfigNode, ConfigSummary } from '../../../../server/src/languages/summary/config';

export function summariseConfig(language: Language, path: string, text: string): ConfigSummary {
  const summary = language.summarise(path, text);
  if (summary.kind !== 'config') throw new Error('not a config summary');
  return summary;
}

/** The tree as plain data; a templated node is `<its text>`. */
export function toPlain(node: ConfigNode | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'templated') return `<${node.text}>`;
  if (node.kind === 'list') return node.items.map(toPlain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, toPlain(entry.value)]));
}

/** Source text of every node that `path` leads to in the first document. */
export function sourcesAt(summary: ConfigSummary, text: string, path: string): string[] {
  return find(summary.documents[0]!, path).nodes.map((node) => text.slice(node.start, node.end));
}

/** Every span of a tree, for checks that hold everywhere. */
export function* spansOf(node: ConfigNode): Generator<{ start: number; end: number }> {
  yield node;
  if (node.kind === 'list') for (const item of node.items) yield* spansOf(item);
  if (node.kind !== 'map') return;
  for (const entry of node.entries) {
    yield entry.keySpan;
    yield* spansOf(entry.value);
  }
}

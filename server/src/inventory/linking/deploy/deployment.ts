// What a config file runs, before it is known which code that is. Data, and reading single values of a config tree.
import type { ConfigEntry, ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import type { Place, Span } from '../../../text/span';

export interface Deployment {
  readonly form: 'service' | 'workload' | 'function';
  readonly name: string;
  readonly place: Place;
  /** Directory an image is built from, relative to the root; '' for the root itself. */
  readonly folder?: string;
  /** The Dockerfile, relative to the root. */
  readonly dockerfile?: string;
  readonly image?: string;
  /** The words of its own command, where it has one. */
  readonly command?: readonly string[];
  /** Path of the module with its handler, without ending. */
  readonly handler?: string;
  /** Switches that take the walls of its container down. */
  readonly privileged: readonly Place[];
  /** Statements that allow the role it runs under everything. */
  readonly iamWildcard: readonly Place[];
}

export function placeIn(config: ConfigSummary, { start, end }: Span): Place {
  return { path: config.path, start, end };
}

/** The single text, or the items of a list of texts. */
export function textsOf(node: ConfigNode | undefined): readonly string[] {
  if (node?.kind === 'scalar') return typeof node.value === 'string' ? [node.value] : [];
  return node?.kind === 'list' ? node.items.flatMap(textsOf) : [];
}

/** A node, or the items of it if it is a list. */
export function eachOf(node: ConfigNode | undefined): readonly ConfigNode[] {
  if (!node) return [];
  return node.kind === 'list' ? node.items : [node];
}

export function isTrue(node: ConfigNode | undefined): node is ConfigNode {
  return node?.kind === 'scalar' && node.value === true;
}

/** The words of a command, given as a list or as one line; undefined where there is none or it is filled in later. */
export function wordsOf(...nodes: readonly (ConfigNode | undefined)[]): readonly string[] | undefined {
  const words = nodes.flatMap((node) => textsOf(node)).flatMap((text) => text.split(/\s+/));
  const found = words.filter((word) => word !== '');
  return found.length > 0 ? found : undefined;
}

/** A path as written in a file, from the root; undefined if it leads out of it. */
export function fromRoot(folder: string, written: string): string | undefined {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of written.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

/** The last entry of each key, as later ones win. */
export function lastEntries(node: ConfigNode | undefined): readonly ConfigEntry[] {
  if (node?.kind !== 'map') return [];
  return [...new Map(node.entries.map((entry) => [entry.key, entry])).values()];
}

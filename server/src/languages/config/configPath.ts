// Reads config trees by path: `spec.template.spec.containers[0].image`, `[*]`, `[?key=value]`. Knows no format.
import type { ConfigEntry, ConfigNode } from '../summary/config';
import { isTemplated } from './configSummary';

export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  /** Items whose value at `path` is `value`, compared as text. */
  | { readonly kind: 'where'; readonly path: readonly string[]; readonly value: string }
  /** `[$own]`: items chosen by the caller. */
  | { readonly kind: 'named'; readonly name: string };

export type ConfigPath = readonly PathStep[];

/** Chooses items for `[$name]`; undefined where it cannot be known. */
export type Selector = (item: ConfigNode) => boolean | undefined;

export interface Found {
  /** What the path leads to, in source order; templated nodes at the end of the path are among them. */
  readonly nodes: readonly ConfigNode[];
  /** True if a templated value stands at the end of the path or hides what may be there: then an empty answer means nothing. */
  readonly unknown: boolean;
}

/** A path that is not well formed; the message says what and where. */
export class ConfigPathError extends Error {}

const STEP =
  /\.?(?:([^.[\]"\s][^.[\]]*)|\[(\d+)\]|\[(\*)\]|\["((?:[^"\\]|\\.)*)"\]|\[\?([^=\]]+)=([^\]]*)\]|\[\$([\w-]+)\])/y;

/**
 * Parses a path: keys joined by dots, `["a.b/c"]` for keys with dots, `[n]`, `[*]` (items of a list, values of a
 * map), `[?key=value]`, `[?a.b=value]`, `[$name]`. The empty path is the root. Throws ConfigPathError.
 */
export function parseConfigPath(text: string): ConfigPath {
  const steps: PathStep[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    const dotted = text[at] === '.';
    if (!match || (dotted && at === 0) || (!dotted && at > 0 && text[at] !== '[')) {
      throw new ConfigPathError(`cannot read the path "${text}" at character ${at + 1}`);
    }
    steps.push(toStep(match));
    at = STEP.lastIndex;
  }
  return steps;
}

function toStep(match: RegExpExecArray): PathStep {
  const [, key, index, all, quoted, where, value, name] = match;
  if (key !== undefined) return { kind: 'key', key };
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  if (all !== undefined) return { kind: 'all' };
  if (quoted !== undefined) return { kind: 'key', key: quoted.replace(/\\(.)/g, '$1') };
  if (where !== undefined) {
    const text = (value ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
    return { kind: 'where', path: where.trim().split('.'), value: text };
  }
  return { kind: 'named', name: name ?? '' };
}

/** Nodes under `node` that `path` leads to. Throws ConfigPathError if the path is text and not well formed. */
export function find(
  node: ConfigNode,
  path: ConfigPath | string,
  selectors: Readonly<Record<string, Selector>> = {},
): Found {
  const steps = typeof path === 'string' ? parseConfigPath(path) : path;
  let nodes: ConfigNode[] = [node];
  let unknown = false;
  for (const step of steps) {
    const next: ConfigNode[] = [];
    for (const current of nodes) {
      if (follow(current, step, selectors, next)) unknown = true;
    }
    nodes = next;
  }
  return { nodes, unknown: unknown || nodes.some((found) => found.kind === 'templated') };
}

/** The entry that holds `key`: the last one, as later keys win. Undefined for anything but a map that has it. */
export function entryOf(node: ConfigNode, key: string): ConfigEntry | undefined {
  if (node.kind !== 'map') return undefined;
  return node.entries.findLast((entry) => entry.key === key);
}

/** Adds what `step` leads to; the answer is true if something may be hidden. */
function follow(
  node: ConfigNode,
  step: PathStep,
  selectors: Readonly<Record<string, Selector>>,
  into: ConfigNode[],
): boolean {
  if (node.kind === 'templated') return true;
  if (step.kind === 'key') return followKey(node, step.key, into);
  if (step.kind === 'index') return followIndex(node, step.index, into);
  const items = itemsOf(node);
  if (step.kind === 'all') {
    into.push(...items);
    return hasTemplatedKey(node);
  }
  const chosen: Selector =
    step.kind === 'where'
      ? (item) => holds(item, step.path, step.value)
      : (selectors[step.name] ?? (() => undefined));
  let unknown = hasTemplatedKey(node);
  for (const item of items) {
    const answer = item.kind === 'templated' ? undefined : chosen(item);
    if (answer === undefined) unknown = true;
    else if (answer) into.push(item);
  }
  return unknown;
}

function followKey(node: ConfigNode, key: string, into: ConfigNode[]): boolean {
  const entry = entryOf(node, key);
  if (!entry) return hasTemplatedKey(node);
  into.push(entry.value);
  return false;
}

/** A templated item may stand for none or many, so the positions after it are not known. */
function followIndex(node: ConfigNode, index: number, into: ConfigNode[]): boolean {
  if (node.kind !== 'list') return false;
  if (node.items.slice(0, index).some((item) => item.kind === 'templated')) return true;
  const item = node.items[index];
  if (item) into.push(item);
  return false;
}

function itemsOf(node: ConfigNode): readonly ConfigNode[] {
  if (node.kind === 'list') return node.items;
  return node.kind === 'map' ? node.entries.map((entry) => entry.value) : [];
}

/** A map with `{{ include … }}` among its keys may hold any key. */
function hasTemplatedKey(node: ConfigNode): boolean {
  return node.kind === 'map' && node.entries.some((entry) => isTemplated(entry.key));
}

function holds(item: ConfigNode, path: readonly string[], value: string): boolean | undefined {
  const steps: PathStep[] = path.map((key) => ({ kind: 'key', key }));
  const { nodes, unknown } = find(item, steps);
  if (unknown) return undefined;
  return nodes.some((node) => node.kind === 'scalar' && String(node.value) === value);
}

// The parser's YAML nodes to a config tree: anchors, merge keys, templated values, bounded depth and size.
import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../../text/span';
import type { ConfigEntry, ConfigNode } from '../../summary/config';
import { isTemplated, MAX_DEPTH, toList, toMap, toScalar } from '../configSummary';
import type { Masked } from './templateMask';

/** Nodes that aliases may add to one document; beyond, an alias is unknown. */
const MAX_ALIASED_NODES = 20_000;

const MAX_TEMPLATED_TEXT = 500;

/** A node with the number of nodes in it, aliases counted as often as they are used. */
interface Sized {
  readonly node: ConfigNode;
  readonly size: number;
}

/** Builds the tree of one document. `text` is the file as written, `masked` the text that was parsed. */
export function createTreeBuilder(text: string, masked: Masked): { toTree(contents: unknown): ConfigNode } {
  const anchors = new Map<string, Sized>();
  let aliased = 0;

  function build(node: unknown, depth: number, at: number): Sized {
    if (isAlias(node)) return fromAlias(node);
    const span = spanOf(node, at);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return { node: toScalar(null, span), size: 1 };
    const tooDeep = !isScalar(node) && depth >= MAX_DEPTH;
    const built = tooDeep || isCustomTag(node.tag) ? toUnknown(span) : fromNode(node, span, depth);
    if (node.anchor) anchors.set(node.anchor, built);
    return built;
  }

  function fromNode(node: Scalar | YAMLMap | YAMLSeq, span: Span, depth: number): Sized {
    if (isScalar(node)) return { node: fromScalar(node, span), size: 1 };
    return isMap(node) ? fromMap(node, span, depth) : fromSeq(node, span, depth);
  }

  function fromAlias(alias: Alias): Sized {
    const span = spanOf(alias, 0);
    const target = anchors.get(alias.source);
    if (!target || aliased + target.size > MAX_ALIASED_NODES) return toUnknown(span);
    aliased += target.size;
    return target;
  }

  function fromScalar(node: Scalar, span: Span): ConfigNode {
    const written = text.slice(span.start, span.end);
    if (isTemplated(written)) return toTemplated(span);
    const { value } = node;
    if (value === null || typeof value === 'boolean') return toScalar(value, span);
    if (typeof value === 'number' && Number.isFinite(value)) return toScalar(value, span);
    return toScalar(typeof value === 'string' ? value : written, span);
  }

  function fromMap(map: YAMLMap, span: Span, depth: number): Sized {
    // A stand-in alone may have been a map, a list or a scalar: the whole value is unknown.
    if (map.items.length > 0 && map.items.every(isStandIn)) return toUnknown(span);
    const own: ConfigEntry[] = [];
    const merged: ConfigEntry[] = [];
    let size = 1;
    for (const pair of map.items) {
      const keySpan = spanOf(pair.key, span.start);
      const key = keyOf(pair.key, keySpan);
      const value = build(pair.value, depth + 1, keySpan.end);
      size += value.size;
      const sources = key === '<<' ? mergeSources(value.node) : undefined;
      if (sources) merged.push(...sources);
      else own.push({ key, keySpan, value: guarded(value.node, keySpan, span) });
    }
    const entries = merged.length === 0 ? own : [...inherited(merged, own), ...own];
    return { node: toMap(entries, span), size };
  }

  function fromSeq(seq: YAMLSeq, span: Span, depth: number): Sized {
    let size = 1;
    const items = seq.items.map((item) => {
      // A compact pair in a flow list (`[a: 1]`) is a map of one entry.
      const built = isPair(item) ? fromPair(item, span, depth + 1) : build(item, depth + 1, span.start);
      size += built.size;
      return guarded(built.node, built.node, span);
    });
    return { node: toList(items, span), size };
  }

  function fromPair(pair: Pair, parent: Span, depth: number): Sized {
    const keySpan = spanOf(pair.key, parent.start);
    const value = build(pair.value, depth + 1, keySpan.end);
    const entry = { key: keyOf(pair.key, keySpan), keySpan, value: value.node };
    return { node: toMap([entry], { start: keySpan.start, end: value.node.end }), size: value.size + 1 };
  }

  /** `value`, or a templated node if it stands in a branch that does not hold all of its parent. */
  function guarded(value: ConfigNode, at: Span, parent: Span): ConfigNode {
    const conditional = masked.regions.some(
      (region) =>
        region.start <= at.start &&
        at.end <= region.end &&
        !(region.start <= parent.start && parent.end <= region.end),
    );
    return conditional && value.kind !== 'templated' ? toTemplated(value) : value;
  }

  function toTemplated({ start, end }: Span): ConfigNode {
    return { kind: 'templated', text: text.slice(start, end).slice(0, MAX_TEMPLATED_TEXT), start, end };
  }

  function toUnknown(span: Span): Sized {
    return { node: toTemplated(span), size: 1 };
  }

  function keyOf(key: unknown, span: Span): string {
    const written = text.slice(span.start, span.end);
    if (!isScalar(key) || isTemplated(written)) return written.trim();
    return typeof key.value === 'string' ? key.value : (key.source ?? '');
  }

  /** The span of a node as written, without blanks after it; empty at `at` for a value that is not there. */
  function spanOf(node: unknown, at: number): Span {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    if (!range) return { start: at, end: at };
    const [start, stop] = range;
    let end = Math.min(stop, text.length);
    while (end > start && /\s/.test(text[end - 1]!)) end--;
    return { start, end };
  }

  return { toTree: (contents) => build(contents, 0, 0).node };
}

/** Tags such as `!Ref` or `!secret` name a value that stands elsewhere. */
function isCustomTag(tag: string | undefined): boolean {
  return (
    tag !== undefined &&
    !/^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq|set|omap|binary|timestamp))$/.test(tag)
  );
}

function isStandIn(pair: Pair): boolean {
  const empty = pair.value === null || (isScalar(pair.value) && pair.value.value === null);
  return (
    empty && isScalar(pair.key) && typeof pair.key.value === 'string' && /^\uE000+$/.test(pair.key.value)
  );
}

/** The entries that `<<: value` brings in; undefined if the value is nothing that can be merged. */
function mergeSources(value: ConfigNode): readonly ConfigEntry[] | undefined {
  if (value.kind === 'map') return value.entries;
  if (value.kind === 'templated') return [{ key: '{{ merged }}', keySpan: value, value }];
  if (value.kind !== 'list') return undefined;
  // The first map of the list wins, so it is put last.
  return value.items.toReversed().flatMap((item) => mergeSources(item) ?? []);
}

/** Merged entries that the map does not set itself; the last one of a key. */
function inherited(merged: readonly ConfigEntry[], own: readonly ConfigEntry[]): ConfigEntry[] {
  const set = new Set(own.map((entry) => entry.key));
  const kept = new Map<string, ConfigEntry>();
  for (const entry of merged) if (!set.has(entry.key)) kept.set(entry.key, entry);
  return [...kept.values()];
}

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
import { type Masked, STAND_IN } from './templateMask';

/** Nodes that aliases may add to one document; beyond, an alias is unknown. */
const MAX_ALIASED_NODES = 20_000;

const MAX_TEMPLATED_TEXT = 500;

/** A node with the number of nodes in it, aliases counted as often as they are used. */
interface Sized {
  readonly node: ConfigNode;
  readonly size: number;
}

/** Builds the tree of one document. `text` is the file as written, `masked` the text that was parsed. */
export class TreeBuilder {
  private readonly anchors = new Map<string, Sized>();
  private aliased = 0;

  constructor(
    private readonly text: string,
    private readonly masked: Masked,
  ) {}

  toTree(contents: unknown): ConfigNode {
    return this.build(contents, 0, 0).node;
  }

  private build(node: unknown, depth: number, at: number): Sized {
    if (isAlias(node)) return this.fromAlias(node);
    const span = this.spanOf(node, at);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return { node: toScalar(null, span), size: 1 };
    const tooDeep = !isScalar(node) && depth >= MAX_DEPTH;
    const built = tooDeep || isCustomTag(node.tag) ? this.toUnknown(span) : this.fromNode(node, span, depth);
    if (node.anchor) this.anchors.set(node.anchor, built);
    return built;
  }

  private fromNode(node: Scalar | YAMLMap | YAMLSeq, span: Span, depth: number): Sized {
    if (isScalar(node)) return { node: this.fromScalar(node, span), size: 1 };
    return isMap(node) ? this.fromMap(node, span, depth) : this.fromSeq(node, span, depth);
  }

  private fromAlias(alias: Alias): Sized {
    const span = this.spanOf(alias, 0);
    const target = this.anchors.get(alias.source);
    if (!target || this.aliased + target.size > MAX_ALIASED_NODES) return this.toUnknown(span);
    this.aliased += target.size;
    return target;
  }

  private fromScalar(node: Scalar, span: Span): ConfigNode {
    const written = this.text.slice(span.start, span.end);
    if (isTemplated(written) || this.isMasked(span)) return this.toTemplated(span);
    const { value } = node;
    if (value === null || typeof value === 'boolean') return toScalar(value, span);
    if (typeof value === 'number' && Number.isFinite(value)) return toScalar(value, span);
    return toScalar(typeof value === 'string' ? value : written, span);
  }

  private fromMap(map: YAMLMap, span: Span, depth: number): Sized {
    // A stand-in alone may have been a map, a list or a scalar: the whole value is unknown.
    if (map.items.length > 0 && map.items.every(isStandIn))
      return this.toUnknown(this.spanOf(map.items[0]!.key, span.start));
    const own: ConfigEntry[] = [];
    const merged: ConfigEntry[] = [];
    let size = 1;
    for (const pair of map.items) {
      const keySpan = this.spanOf(pair.key, span.start);
      const key = this.keyOf(pair.key, keySpan);
      const value = isStandIn(pair)
        ? this.toUnknown(keySpan)
        : this.build(pair.value, depth + 1, keySpan.end);
      size += value.size;
      const sources = key === '<<' ? mergeSources(value.node) : undefined;
      if (sources) merged.push(...sources);
      else own.push({ key, keySpan, value: this.guarded(value.node, keySpan, span) });
    }
    const entries = merged.length === 0 ? own : [...inherited(merged, own), ...own];
    const ends = own.flatMap((entry) => [entry.keySpan.end, entry.value.end]);
    return { node: toMap(entries, map.flow ? span : endingAt(span, ends)), size };
  }

  private fromSeq(seq: YAMLSeq, span: Span, depth: number): Sized {
    let size = 1;
    const items = seq.items.map((item) => {
      // A compact pair in a flow list (`[a: 1]`) is a map of one entry.
      const built = isPair(item)
        ? this.fromPair(item, span, depth + 1)
        : this.build(item, depth + 1, span.start);
      size += built.size;
      return this.guarded(built.node, built.node, span);
    });
    const ends = items.map((item) => item.end);
    return { node: toList(items, seq.flow ? span : endingAt(span, ends)), size };
  }

  private fromPair(pair: Pair, parent: Span, depth: number): Sized {
    const keySpan = this.spanOf(pair.key, parent.start);
    const value = this.build(pair.value, depth + 1, keySpan.end);
    const entry = { key: this.keyOf(pair.key, keySpan), keySpan, value: value.node };
    return { node: toMap([entry], { start: keySpan.start, end: value.node.end }), size: value.size + 1 };
  }

  /** `value`, or a templated node if it stands in a branch that does not hold all of its parent. */
  private guarded(value: ConfigNode, at: Span, parent: Span): ConfigNode {
    const conditional = this.masked.regions.some(
      (region) =>
        region.start <= at.start &&
        at.end <= region.end &&
        !(region.start <= parent.start && parent.end <= region.end),
    );
    return conditional && value.kind !== 'templated' ? this.toTemplated(value) : value;
  }

  private toTemplated({ start, end }: Span): ConfigNode {
    return { kind: 'templated', text: this.text.slice(start, end).slice(0, MAX_TEMPLATED_TEXT), start, end };
  }

  private isMasked({ start, end }: Span): boolean {
    return this.masked.text !== this.text && this.masked.text.slice(start, end).includes(STAND_IN);
  }

  private toUnknown(span: Span): Sized {
    return { node: this.toTemplated(span), size: 1 };
  }

  private keyOf(key: unknown, span: Span): string {
    const written = this.text.slice(span.start, span.end);
    // A stand-in may cover only a part of its directive.
    if (this.isMasked(span) && !isTemplated(written)) return '{{ … }}';
    if (!isScalar(key) || isTemplated(written)) return written.trim();
    return typeof key.value === 'string' ? key.value : (key.source ?? '');
  }

  /** The span of a node as written, without blanks after it; empty at `at` for a value that is not there. */
  private spanOf(node: unknown, at: number): Span {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    if (!range) return { start: at, end: at };
    const [start, stop] = range;
    let end = Math.min(stop, this.text.length);
    while (end > start && /\s/.test(this.masked.text[end - 1]!)) end--;
    return { start, end };
  }
}

/** A block collection ends with its last value; the parser counts comments below it too. */
function endingAt(span: Span, ends: readonly number[]): Span {
  let end = span.start;
  for (const at of ends) if (at > end && at <= span.end) end = at;
  return { start: span.start, end: end > span.start ? end : span.end };
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

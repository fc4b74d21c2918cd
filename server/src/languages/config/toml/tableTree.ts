// A tree under construction: TOML tables are opened by path, in any order. Knows paths and nodes, no syntax.
import type { Span } from '../../../text/span';
import type { ConfigEntry, ConfigNode } from '../../summary/config';
import { MAX_DEPTH, toList, toMap } from '../configSummary';

export interface KeyPart {
  readonly key: string;
  readonly span: Span;
}

interface Table {
  readonly slots: Map<string, Slot>;
  span: Span;
}

interface Slot {
  readonly keySpan: Span;
  value: ConfigNode | Table | Table[];
}

/** Collects `[table]`, `[[array of tables]]` and `key = value` lines into one config tree. */
export interface TableTree {
  /** Makes the table at `path` the current one; `array` adds a new element to the list there. */
  open(path: readonly KeyPart[], array: boolean): void;
  /** Sets a dotted key of the current table. */
  set(path: readonly KeyPart[], value: ConfigNode): void;
  toNode(end: number): ConfigNode;
}

export function createTableTree(): TableTree {
  const root: Table = { slots: new Map(), span: { start: 0, end: 0 } };
  let current: Table | undefined = root;
  return {
    open(path, array) {
      const last = path.at(-1);
      const parent = last && path.length <= MAX_DEPTH ? descend(root, path.slice(0, -1)) : undefined;
      current = last && parent ? openSlot(parent, last, array) : undefined;
    },
    set(path, value) {
      const last = path.at(-1);
      const table =
        current && last && path.length <= MAX_DEPTH ? descend(current, path.slice(0, -1)) : undefined;
      if (!table || !last) return;
      table.slots.set(last.key, { keySpan: last.span, value });
      widen(table, value.end);
      if (current) widen(current, value.end);
    },
    toNode: (end) => toMapNode({ ...root, span: { start: 0, end } }),
  };
}

/** The table that `path` leads to, made where missing; undefined if something else stands in the way. */
function descend(from: Table, path: readonly KeyPart[]): Table | undefined {
  let table: Table | undefined = from;
  for (const part of path) {
    const slot: Slot | undefined = table.slots.get(part.key);
    if (!slot) table = addTable(table, part);
    else if (Array.isArray(slot.value)) table = slot.value.at(-1);
    else table = isTable(slot.value) ? slot.value : undefined;
    if (!table) return undefined;
  }
  return table;
}

function openSlot(parent: Table, part: KeyPart, array: boolean): Table | undefined {
  const slot = parent.slots.get(part.key);
  if (slot && array) {
    if (!Array.isArray(slot.value)) return undefined;
    const element: Table = { slots: new Map(), span: part.span };
    slot.value.push(element);
    return element;
  }
  if (slot) return !Array.isArray(slot.value) && isTable(slot.value) ? slot.value : undefined;
  const table: Table = { slots: new Map(), span: part.span };
  parent.slots.set(part.key, { keySpan: part.span, value: array ? [table] : table });
  return table;
}

function addTable(parent: Table, part: KeyPart): Table {
  const table: Table = { slots: new Map(), span: part.span };
  parent.slots.set(part.key, { keySpan: part.span, value: table });
  return table;
}

function widen(table: Table, end: number): void {
  table.span = { start: table.span.start, end: Math.max(table.span.end, end) };
}

function isTable(value: ConfigNode | Table): value is Table {
  return 'slots' in value;
}

function toMapNode(table: Table): ConfigNode {
  const entries: ConfigEntry[] = [];
  let { end } = table.span;
  for (const [key, { keySpan, value }] of table.slots) {
    const node = toNode(value);
    end = Math.max(end, node.end);
    entries.push({ key, keySpan, value: node });
  }
  return toMap(entries, { start: table.span.start, end });
}

function toNode(value: ConfigNode | Table | Table[]): ConfigNode {
  if (!Array.isArray(value)) return isTable(value) ? toMapNode(value) : value;
  const items = value.map(toMapNode);
  return toList(items, { start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0 });
}

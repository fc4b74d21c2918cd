// Displays, subscripts and comprehensions: lists, dicts and what is taken out of them.
import type { ListValue, ObjectEntry, Value } from '../summary/value';
import { constantText } from './calls';
import { qualifiedName } from './imports';
import { createUnknown, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

/** Lists, tuples and sets, with or without brackets. */
export function readList(builder: ModuleBuilder, node: SyntaxNode): ListValue {
  const { start, end } = node;
  const items = node.children.map((child) => {
    const spread = child.type === 'list_splat' || child.type === 'list_splat_pattern';
    return { value: builder.value(spread ? child.children[0] : child, child), spread };
  });
  if (node.damaged) items.push({ value: createUnknown({ start: end, end }, 'syntax error'), spread: true });
  return { kind: 'list', start, end, items };
}

export function readDictionary(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const entries: ObjectEntry[] = node.children.map((child) => readEntry(builder, child));
  // A broken entry may set any key.
  if (node.damaged)
    entries.push({ kind: 'spread', value: createUnknown({ start: end, end }, 'syntax error') });
  return { kind: 'object', start, end, entries };
}

function readEntry(builder: ModuleBuilder, node: SyntaxNode): ObjectEntry {
  const [first, second] = node.children;
  if (node.type === 'dictionary_splat') return { kind: 'spread', value: builder.value(first, node) };
  if (node.type !== 'pair' || !first || node.damaged) {
    return { kind: 'spread', value: createUnknown(node, 'syntax error', builder.values(node.children)) };
  }
  const key = constantText(builder, first);
  if (key === undefined)
    return { kind: 'computed', key: builder.value(first, node), value: builder.value(second, node) };
  const keySpan = { start: first.start, end: first.end };
  return { kind: 'property', key, keySpan, value: builder.namedValue(second, key, node) };
}

/** `object[index]`; `os.environ["X"]` is an environment read. */
export function readSubscript(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const [object, index] = node.children;
  if (object && index && node.children.length === 2) {
    const name = constantText(builder, index);
    if (name !== undefined && qualifiedName(builder, object) === 'os.environ')
      return { kind: 'env', start, end, name };
  }
  const objectValue = builder.value(object, node);
  return { kind: 'index', start, end, object: objectValue, index: readIndex(builder, node) };
}

/** What stands between the brackets: one value, or a list where commas separate several. */
export function readIndex(builder: ModuleBuilder, node: SyntaxNode): Value {
  const indices = node.children.slice(1);
  const [first, second] = indices;
  if (!first || !second) return builder.value(first, node);
  const items = builder.values(indices).map((value) => ({ value, spread: false }));
  return { kind: 'list', start: first.start, end: indices.at(-1)!.end, items };
}

/** A comprehension: unknown, with the values it is made of. Its own variables are unknown inside. */
export function readComprehension(builder: ModuleBuilder, node: SyntaxNode): Value {
  const outer = builder.comprehensionNames;
  const [body, ...clauses] = node.children;
  const values: Value[] = [];
  for (const clause of clauses) {
    if (clause.type === 'for_in_clause') {
      const [left, ...sources] = clause.children;
      values.push(...builder.values(sources));
      if (left) builder.comprehensionNames = [...builder.comprehensionNames, ...identifiersIn(builder, left)];
    } else values.push(...builder.values(clause.children));
  }
  const parts = body?.type === 'pair' ? body.children : body ? [body] : [];
  values.unshift(...builder.values(parts));
  builder.comprehensionNames = outer;
  return createUnknown(node, 'comprehension', values);
}

function identifiersIn(builder: ModuleBuilder, node: SyntaxNode): string[] {
  if (node.type === 'identifier') return [builder.textOf(node)];
  return node.children.flatMap((child) => identifiersIn(builder, child));
}

// Object and array literals.
import { ts } from 'ts-morph';
import { GETTER, type ListValue, type ObjectEntry, type Value } from '../summary/value';
import { unread } from './damage';
import { docBefore } from './docComment';
import { readFunction } from './functions';
import { propertyText } from './targets';
import type { ExpressionReader, Naming, Walk } from './walk';

const { SyntaxKind } = ts;

export const literalReaders: readonly (readonly [ts.SyntaxKind, ExpressionReader])[] = [
  [SyntaxKind.ObjectLiteralExpression, readObject],
  [SyntaxKind.ArrayLiteralExpression, readArray],
];

function readObject(walk: Walk, node: ts.ObjectLiteralExpression): Value {
  const entries: ObjectEntry[] = [];
  for (const property of node.properties) {
    const entry = readEntry(walk, property);
    if (entry) entries.push(entry);
  }
  if (walk.damaged.has(node)) entries.push({ kind: 'spread', value: unread(walk, node) });
  return { kind: 'object', entries, ...walk.span(node) };
}

function readEntry(walk: Walk, node: ts.ObjectLiteralElementLike): ObjectEntry | undefined {
  if (ts.isSpreadAssignment(node)) return { kind: 'spread', value: walk.value(node.expression) };
  if (ts.isShorthandPropertyAssignment(node)) {
    const { name } = node;
    const initial = node.objectAssignmentInitializer;
    // `{ a = f() }` is only right in a pattern; in a literal it is a colon not yet typed.
    if (initial) {
      const value = walk.unknown(node, 'assignment', [walk.value(initial)]);
      return { kind: 'property', key: name.text, keySpan: walk.span(name), value };
    }
    if (name.text === '') return undefined;
    return {
      kind: 'property',
      key: name.text,
      keySpan: walk.span(name),
      value: walk.value(name),
      shorthand: true,
    };
  }
  const key = propertyText(node.name);
  if (key === undefined) {
    const computed = walk.value((node.name as ts.ComputedPropertyName).expression);
    return { kind: 'computed', key: computed, value: entryValue(walk, node) };
  }
  const keySpan = walk.span(node.name);
  return {
    kind: 'property',
    key,
    keySpan,
    value: entryValue(walk, node, { name: key, span: keySpan, doc: docBefore(walk, node) }),
  };
}

function entryValue(
  walk: Walk,
  node: ts.PropertyAssignment | ts.MethodDeclaration | ts.AccessorDeclaration,
  naming?: Naming,
): Value {
  if (ts.isPropertyAssignment(node)) return walk.value(node.initializer, naming);
  const method = readFunction(walk, node, naming);
  if (ts.isMethodDeclaration(node)) return method;
  // What is read is what the getter inside returns; what a setter does is not known without running it.
  return walk.unknown(node, ts.isGetAccessor(node) ? GETTER : 'accessor', [method]);
}

function readArray(walk: Walk, node: ts.ArrayLiteralExpression): Value {
  const items: ListValue['items'][number][] = [];
  for (const element of node.elements) {
    if (ts.isSpreadElement(element)) items.push({ value: walk.value(element.expression), spread: true });
    else items.push({ value: walk.value(element), spread: false });
  }
  if (walk.damaged.has(node)) items.push({ value: unread(walk, node), spread: true });
  return { kind: 'list', items, ...walk.span(node) };
}

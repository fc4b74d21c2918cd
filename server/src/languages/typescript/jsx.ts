// JSX: every element is a call of its component with one object of attributes.
import { ts } from 'ts-morph';
import type { ListValue, ObjectEntry, Value } from '../summary/value';
import { calleeSpan } from './calls';
import { constant } from './constants';
import type { ExpressionReader, Naming, Walk } from './walk';

const { SyntaxKind } = ts;

export const jsxReaders: readonly (readonly [ts.SyntaxKind, ExpressionReader])[] = [
  [
    SyntaxKind.JsxElement,
    (walk, node: ts.JsxElement) => readElement(walk, node, node.openingElement, node.children),
  ],
  [
    SyntaxKind.JsxSelfClosingElement,
    (walk, node: ts.JsxSelfClosingElement) => readElement(walk, node, node, []),
  ],
  [SyntaxKind.JsxFragment, (walk, node: ts.JsxFragment) => readChildren(walk, node, node.children)],
  [SyntaxKind.JsxExpression, readExpression],
  [SyntaxKind.JsxNamespacedName, readNamespacedName],
];

/** `<div>` is a call of the reference `div`; its place for new arguments is after the last attribute. */
function readElement(
  walk: Walk,
  whole: ts.Node,
  opening: ts.JsxOpeningLikeElement,
  children: readonly ts.JsxChild[],
): Value {
  const callee = walk.value(opening.tagName);
  const entries: ObjectEntry[] = [];
  for (const property of opening.attributes.properties) entries.push(readAttribute(walk, property));
  const content = readChildren(walk, whole, children);
  if (content.items.length > 0) {
    const keySpan = { start: opening.end, end: opening.end };
    entries.push({ kind: 'property', key: 'children', keySpan, value: content });
  }
  const attributes = {
    start: opening.tagName.end,
    end: Math.max(opening.attributes.end, opening.tagName.end),
  };
  return walk.call({
    form: 'jsx',
    callee,
    calleeSpan: calleeSpan(walk, opening.tagName),
    arguments: [{ value: { kind: 'object', entries, ...attributes }, ...attributes }],
    argumentsSpan: attributes,
    awaited: false,
    ...walk.span(whole),
  });
}

function readAttribute(walk: Walk, node: ts.JsxAttributeLike): ObjectEntry {
  if (ts.isJsxSpreadAttribute(node)) return { kind: 'spread', value: walk.value(node.expression) };
  const key = walk.textOf(node.name);
  const keySpan = walk.span(node.name);
  // An attribute without a value is true.
  const value = node.initializer
    ? walk.value(node.initializer, { name: key, span: keySpan })
    : constant(true, keySpan);
  return { kind: 'property', key, keySpan, value };
}

function readExpression(walk: Walk, node: ts.JsxExpression, naming?: Naming): Value {
  if (!node.expression) return walk.unknown(node, 'empty');
  return walk.value(node.expression, naming);
}

function readNamespacedName(walk: Walk, node: ts.JsxNamespacedName): Value {
  return { kind: 'reference', name: walk.textOf(node), ...walk.span(node) };
}

function readChildren(walk: Walk, whole: ts.Node, children: readonly ts.JsxChild[]): ListValue {
  const items: ListValue['items'][number][] = [];
  for (const child of children) {
    if (ts.isJsxText(child)) {
      const text = child.text.trim().replace(/\s+/g, ' ');
      if (text !== '') items.push({ value: constant(text, textSpan(child)), spread: false });
    } else if (!ts.isJsxExpression(child) || child.expression) {
      items.push({
        value: walk.value(child),
        spread: ts.isJsxExpression(child) && child.dotDotDotToken !== undefined,
      });
    }
  }
  const first = children[0];
  const span = first ? { start: first.pos, end: children.at(-1)!.end } : walk.span(whole);
  return { kind: 'list', items, ...span };
}

/** The text without the line breaks and indentation around it. */
function textSpan(node: ts.JsxText): { start: number; end: number } {
  const { text } = node;
  const lead = text.length - text.trimStart().length;
  const trail = text.length - text.trimEnd().length;
  return {
    start: Math.min(node.pos + lead, node.end),
    end: Math.max(node.end - trail, Math.min(node.pos + lead, node.end)),
  };
}

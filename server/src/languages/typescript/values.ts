// Expressions without operators or calls: names, literals, members, templates, and what is transparent around them.
import { ts } from 'ts-morph';
import type { Value } from '../summary/value';
import { constant, foldTemplate } from './constants';
import { variableRead } from './environment';
import { WRAPPER_KINDS } from './transparent';
import type { ExpressionReader, Naming, Walk } from './walk';

const { SyntaxKind } = ts;

export const valueReaders: readonly (readonly [ts.SyntaxKind, ExpressionReader])[] = [
  [SyntaxKind.Identifier, readIdentifier],
  [SyntaxKind.PrivateIdentifier, readIdentifier],
  [SyntaxKind.StringLiteral, readString],
  [SyntaxKind.NoSubstitutionTemplateLiteral, readString],
  [SyntaxKind.NumericLiteral, readNumber],
  [SyntaxKind.BigIntLiteral, readBigInt],
  [SyntaxKind.TrueKeyword, (walk, node: ts.Node) => constant(true, walk.span(node))],
  [SyntaxKind.FalseKeyword, (walk, node: ts.Node) => constant(false, walk.span(node))],
  [SyntaxKind.NullKeyword, (walk, node: ts.Node) => constant(null, walk.span(node))],
  [SyntaxKind.OmittedExpression, (walk, node: ts.Node) => constant(null, walk.span(node))],
  [SyntaxKind.RegularExpressionLiteral, (walk, node: ts.Node) => walk.unknown(node, 'regular expression')],
  [SyntaxKind.ThisKeyword, (walk, node: ts.Node) => ({ kind: 'self', ...walk.span(node) })],
  [SyntaxKind.SuperKeyword, (walk, node: ts.Node) => ({ kind: 'self', parent: true, ...walk.span(node) })],
  [
    SyntaxKind.ImportKeyword,
    (walk, node: ts.Node) => ({ kind: 'reference', name: 'import', ...walk.span(node) }),
  ],
  [
    SyntaxKind.MetaProperty,
    (walk, node: ts.Node) => ({ kind: 'reference', name: walk.textOf(node), ...walk.span(node) }),
  ],
  [SyntaxKind.PropertyAccessExpression, readMember],
  [SyntaxKind.ElementAccessExpression, readIndex],
  [SyntaxKind.TemplateExpression, readTemplate],
  [SyntaxKind.SpreadElement, readSpread],
  ...WRAPPER_KINDS.map((kind) => [kind, readInner] as const),
];

/** Expressions of a kind without a reader, with the values directly inside them. */
export function readOther(walk: Walk, node: ts.Node): Value {
  const children: Value[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isExpression(child)) children.push(walk.value(child));
  });
  return walk.unknown(node, SyntaxKind[node.kind] ?? 'unknown syntax', children);
}

function readIdentifier(walk: Walk, node: ts.Identifier): Value {
  const span = walk.span(node);
  if (node.text === '') return walk.unknown(node, 'missing');
  if (node.text === 'undefined') return constant(null, span);
  return { kind: 'reference', name: node.text, start: span.start, end: span.end };
}

function readString(walk: Walk, node: ts.StringLiteralLike): Value {
  return constant(node.text, walk.span(node));
}

function readNumber(walk: Walk, node: ts.NumericLiteral): Value {
  // The parser has already normalised separators and other bases to decimal text.
  const value = Number(node.text);
  return Number.isFinite(value)
    ? constant(value, walk.span(node))
    : walk.unknown(node, 'number out of range');
}

function readBigInt(walk: Walk, node: ts.BigIntLiteral): Value {
  const value = Number(node.text.replace(/n$/, ''));
  return Number.isSafeInteger(value)
    ? constant(value, walk.span(node))
    : walk.unknown(node, 'number out of range');
}

function readInner(walk: Walk, node: ts.ParenthesizedExpression, naming?: Naming): Value {
  return walk.value(node.expression, naming);
}

function readSpread(walk: Walk, node: ts.SpreadElement): Value {
  return walk.unknown(node, 'spread', [walk.value(node.expression)]);
}

function readMember(walk: Walk, node: ts.PropertyAccessExpression): Value {
  const span = walk.span(node);
  const variable = variableRead(node);
  if (variable !== undefined) return { kind: 'env', name: variable, ...span };
  const object = walk.value(node.expression);
  const member = {
    kind: 'member',
    object,
    property: node.name.text,
    propertySpan: walk.span(node.name),
    ...span,
  } as const;
  return node.questionDotToken ? { ...member, optional: true } : member;
}

function readIndex(walk: Walk, node: ts.ElementAccessExpression): Value {
  const span = walk.span(node);
  const variable = variableRead(node);
  if (variable !== undefined) return { kind: 'env', name: variable, ...span };
  const object = walk.value(node.expression);
  return { kind: 'index', object, index: walk.value(node.argumentExpression), ...span };
}

function readTemplate(walk: Walk, node: ts.TemplateExpression): Value {
  const parts: (string | Value)[] = [node.head.text];
  for (const piece of node.templateSpans) parts.push(walk.value(piece.expression), piece.literal.text);
  return foldTemplate(parts, walk.span(node));
}

// Type annotations to values: names are references, type arguments are indexes. Types are not understood, only spelt.
import { ts } from 'ts-morph';
import type { ObjectEntry, Value } from '../summary/value';
import { constant } from './constants';
import { propertyText } from './targets';
import { stringOf } from './transparent';
import type { Walk } from './walk';

const { SyntaxKind } = ts;

/** `Promise<X>` is an index of Promise, `A | B` the operation `|`, `{ a: B }` an object of types. */
export function readType(walk: Walk, node: ts.TypeNode): Value {
  return walk.deeper(() => readTypeNode(walk, node)) ?? walk.unknown(node, 'nested too deeply');
}

function readTypeNode(walk: Walk, node: ts.TypeNode): Value {
  const span = walk.span(node);
  if (ts.isTypeReferenceNode(node)) {
    return withArguments(walk, readEntityName(walk, node.typeName), node.typeArguments, node);
  }
  if (ts.isUnionTypeNode(node))
    return { kind: 'operation', operator: '|', operands: readTypes(walk, node.types), ...span };
  if (ts.isIntersectionTypeNode(node)) {
    return { kind: 'operation', operator: '&', operands: readTypes(walk, node.types), ...span };
  }
  if (ts.isParenthesizedTypeNode(node) || ts.isOptionalTypeNode(node) || ts.isRestTypeNode(node)) {
    return readType(walk, node.type);
  }
  if (ts.isNamedTupleMember(node)) return readType(walk, node.type);
  if (ts.isArrayTypeNode(node)) {
    const object: Value = { kind: 'reference', name: 'Array', ...span };
    return { kind: 'index', object, index: readType(walk, node.elementType), ...span };
  }
  if (ts.isTupleTypeNode(node)) return listOf(walk, node.elements, node);
  if (ts.isLiteralTypeNode(node)) return walk.value(node.literal);
  if (ts.isTypeLiteralNode(node))
    return { kind: 'object', entries: readMembers(walk, node.members), ...span };
  if (ts.isTypeOperatorNode(node)) return readOperator(walk, node);
  if (ts.isTypeQueryNode(node)) {
    const operand = ts.isImportTypeNode(node.exprName)
      ? readType(walk, node.exprName)
      : readEntityName(walk, node.exprName);
    return {
      kind: 'operation',
      operator: 'typeof',
      operands: [withArguments(walk, operand, node.typeArguments, node)],
      ...span,
    };
  }
  if (ts.isIndexedAccessTypeNode(node)) {
    return {
      kind: 'index',
      object: readType(walk, node.objectType),
      index: readType(walk, node.indexType),
      ...span,
    };
  }
  if (ts.isImportTypeNode(node)) return readImportType(walk, node);
  if (ts.isExpressionWithTypeArguments(node)) {
    return withArguments(walk, walk.value(node.expression), node.typeArguments, node);
  }
  if (node.kind === SyntaxKind.ThisType) return { kind: 'self', ...span };
  if (node.kind === SyntaxKind.UndefinedKeyword) return constant(null, span);
  const keyword = ts.tokenToString(node.kind);
  return keyword === undefined
    ? walk.unknown(node, SyntaxKind[node.kind] ?? 'type')
    : { kind: 'reference', name: keyword, ...span };
}

function readTypes(walk: Walk, nodes: readonly ts.TypeNode[]): Value[] {
  return nodes.map((node) => readType(walk, node));
}

function listOf(walk: Walk, nodes: readonly ts.TypeNode[], whole: ts.Node): Value {
  const items = readTypes(walk, nodes).map((value) => ({ value, spread: false }));
  return { kind: 'list', items, ...walk.span(whole) };
}

/** One type argument is the index itself, several are a list. */
function withArguments(
  walk: Walk,
  object: Value,
  types: readonly ts.TypeNode[] | undefined,
  whole: ts.Node,
): Value {
  const first = types?.[0];
  if (!types || !first) return object;
  const index = types.length === 1 ? readType(walk, first) : listOf(walk, types, whole);
  return { kind: 'index', object, index, ...walk.span(whole) };
}

function readEntityName(walk: Walk, node: ts.EntityName): Value {
  if (ts.isIdentifier(node)) return walk.value(node);
  const object =
    walk.deeper(() => readEntityName(walk, node.left)) ?? walk.unknown(node, 'nested too deeply');
  return {
    kind: 'member',
    object,
    property: node.right.text,
    propertySpan: walk.span(node.right),
    ...walk.span(node),
  };
}

function readOperator(walk: Walk, node: ts.TypeOperatorNode): Value {
  if (node.operator !== SyntaxKind.KeyOfKeyword) return readType(walk, node.type);
  return { kind: 'operation', operator: 'keyof', operands: [readType(walk, node.type)], ...walk.span(node) };
}

/** `import("m").X` is a member of the module. */
function readImportType(walk: Walk, node: ts.ImportTypeNode): Value {
  const span = walk.span(node);
  const name = ts.isLiteralTypeNode(node.argument) ? stringOf(node.argument.literal) : undefined;
  if (name === undefined) return walk.unknown(node, 'import type');
  let object: Value = { kind: 'module', module: name, ...span };
  for (const part of namesOf(node.qualifier)) {
    object = { kind: 'member', object, property: part.text, propertySpan: walk.span(part), ...span };
  }
  return withArguments(walk, object, node.typeArguments, node);
}

function namesOf(name: ts.EntityName | undefined): ts.Identifier[] {
  const names: ts.Identifier[] = [];
  let rest = name;
  while (rest && ts.isQualifiedName(rest)) {
    names.unshift(rest.right);
    rest = rest.left;
  }
  return rest ? [rest, ...names] : names;
}

function readMembers(walk: Walk, members: readonly ts.TypeElement[]): ObjectEntry[] {
  const entries: ObjectEntry[] = [];
  for (const member of members) {
    if (!ts.isPropertySignature(member) && !ts.isMethodSignature(member)) continue;
    const key = propertyText(member.name);
    if (key === undefined) continue;
    const value =
      ts.isPropertySignature(member) && member.type
        ? readType(walk, member.type)
        : walk.unknown(member, 'type member');
    entries.push({ kind: 'property', key, keySpan: walk.span(member.name), value });
  }
  return entries;
}

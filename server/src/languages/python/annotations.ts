// Type annotations as values: names, unions and subscripts; names in quotes are names.
import type { Span } from '../../text/span';
import type { Value } from '../summary/value';
import { constantText } from './calls';
import { createUnknown, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

const DOTTED_NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

export function readAnnotation(builder: ModuleBuilder, node: SyntaxNode): Value {
  switch (node.type) {
    case 'type':
      return node.children[0] ? readAnnotation(builder, node.children[0]) : createUnknown(node, 'missing');
    case 'string':
      return readQuotedName(builder, node) ?? builder.value(node, node);
    case 'union_type':
      return readUnion(builder, node);
    case 'binary_operator':
      return node.operators[0] === '|' ? readUnion(builder, node) : builder.value(node, node);
    case 'generic_type':
    case 'subscript':
      return readGeneric(builder, node);
    case 'member_type':
      return readMember(builder, node);
    case 'list':
      return createList(
        node,
        node.children.map((child) => readAnnotation(builder, child)),
      );
    default:
      return builder.value(node, node);
  }
}

function readUnion(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const operands = node.children.map((child) => readAnnotation(builder, child));
  return { kind: 'operation', start, end, operator: '|', operands };
}

function readGeneric(builder: ModuleBuilder, node: SyntaxNode): Value {
  const [first, ...rest] = node.children;
  const object = builder.value(first, node);
  const parameters = rest.flatMap((child) => (child.type === 'type_parameter' ? child.children : [child]));
  const base = object.kind === 'reference' ? object.name : object.kind === 'member' ? object.property : '';
  // What stands in `Literal[...]`, and after the type in `Annotated[T, ...]`, are values and not types.
  const types = base === 'Literal' ? 0 : base === 'Annotated' ? 1 : parameters.length;
  const values = parameters.map((child, at) =>
    at < types ? readAnnotation(builder, child) : builder.value(child, node),
  );
  const { start, end } = node;
  const [only, second] = values;
  const within = { start: values[0]?.start ?? end, end: values.at(-1)?.end ?? end };
  const index = only && !second ? only : createList(within, values);
  return { kind: 'index', start, end, object, index };
}

function readMember(builder: ModuleBuilder, node: SyntaxNode): Value {
  const [object, property] = node.children;
  if (!object || !property) return createUnknown(node, 'missing', builder.values(node.children));
  return createMember(readAnnotation(builder, object), builder.textOf(property), property);
}

/** `"Foo"`, `"models.Foo"`; any other text stays text. */
function readQuotedName(builder: ModuleBuilder, node: SyntaxNode): Value | undefined {
  const text = constantText(builder, node);
  if (text === undefined || !DOTTED_NAME.test(text)) return undefined;
  const at = builder.textOf(node).indexOf(text);
  // Written with escapes: there is no place to point at.
  if (at === -1) return undefined;
  let start = node.start + at;
  const [first, ...rest] = text.split('.');
  let value: Value = { kind: 'reference', start, end: start + first!.length, name: first! };
  for (const property of rest) {
    start = value.end + 1;
    value = createMember(value, property, { start, end: start + property.length });
  }
  return value;
}

function createMember(object: Value, property: string, propertySpan: Span): Value {
  const { start, end } = propertySpan;
  return { kind: 'member', start: object.start, end, object, property, propertySpan: { start, end } };
}

function createList({ start, end }: Span, values: readonly Value[]): Value {
  return { kind: 'list', start, end, items: values.map((value) => ({ value, spread: false })) };
}

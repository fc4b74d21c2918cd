// Expressions to values: which reader reads which syntax, and the readers too small for a file of their own.
import type { Value } from '../summary/value';
import { readAnnotation } from './annotations';
import { readCall } from './calls';
import { readComprehension, readDictionary, readList, readSubscript } from './collections';
import { createUnknown, type ModuleBuilder } from './moduleBuilder';
import { readBinary, readBoolean, readComparison, readConditional, readNot, readUnary } from './operations';
import { readConcatenatedString, readString } from './strings';
import type { SyntaxNode } from './syntax';

type ValueReader = (builder: ModuleBuilder, node: SyntaxNode) => Value;

const READERS = new Map<string, ValueReader>([
  ['identifier', readIdentifier],
  ['attribute', readAttribute],
  ['subscript', readSubscript],
  ['call', readCall],
  ['string', readString],
  ['concatenated_string', readConcatenatedString],
  ['integer', readNumber],
  ['float', readNumber],
  ['true', (_, node) => createConstant(node, true)],
  ['false', (_, node) => createConstant(node, false)],
  ['none', (_, node) => createConstant(node, null)],
  ['list', readList],
  ['tuple', readList],
  ['set', readList],
  ['expression_list', readList],
  ['pattern_list', readList],
  ['tuple_pattern', readList],
  ['list_pattern', readList],
  ['dictionary', readDictionary],
  ['list_comprehension', readComprehension],
  ['set_comprehension', readComprehension],
  ['dictionary_comprehension', readComprehension],
  ['generator_expression', readComprehension],
  ['parenthesized_expression', readInner],
  ['type', readInner],
  ['as_pattern_target', readInner],
  ['await', readAwait],
  ['named_expression', readNamed],
  ['lambda', (builder, node) => builder.namedValue(node, '', node)],
  ['conditional_expression', readConditional],
  ['boolean_operator', readBoolean],
  ['not_operator', readNot],
  ['unary_operator', readUnary],
  ['binary_operator', readBinary],
  ['comparison_operator', readComparison],
  ['yield', readYield],
  ['generic_type', readAnnotation],
  ['union_type', readAnnotation],
  ['member_type', readAnnotation],
]);

/** Displays know which of their parts are sound; in any other broken expression no part can be trusted to be in its place. */
const BEARS_DAMAGE = new Set(['list', 'tuple', 'set', 'dictionary', 'parenthesized_expression']);

export function readValue(builder: ModuleBuilder, node: SyntaxNode): Value {
  if (node.damaged && !BEARS_DAMAGE.has(node.type)) {
    return createUnknown(node, 'syntax error', builder.values(node.children));
  }
  const reader = READERS.get(node.type);
  return reader ? reader(builder, node) : createUnknown(node, node.type, builder.values(node.children));
}

function createConstant({ start, end }: SyntaxNode, value: number | boolean | null): Value {
  return { kind: 'constant', start, end, value };
}

function readIdentifier(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const name = builder.textOf(node);
  if (builder.comprehensionNames.includes(name)) return createUnknown(node, 'comprehension variable');
  if (name === builder.frame.selfName) return { kind: 'self', start, end };
  return { kind: 'reference', start, end, name };
}

function readAttribute(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const [object, name] = node.children;
  if (!object || !name) return createUnknown(node, 'missing', builder.values(node.children));
  const propertySpan = { start: name.start, end: name.end };
  return {
    kind: 'member',
    start,
    end,
    object: builder.value(object, node),
    property: builder.textOf(name),
    propertySpan,
  };
}

function readInner(builder: ModuleBuilder, node: SyntaxNode): Value {
  return builder.value(node.children[0], node);
}

/** Transparent, but the call waited for is marked. */
function readAwait(builder: ModuleBuilder, node: SyntaxNode): Value {
  const value = readInner(builder, node);
  if (value.kind === 'call') builder.calls[value.call]!.awaited = true;
  return value;
}

/** `name := value` is the value; the assignment takes place before the statement it stands in. */
function readNamed(builder: ModuleBuilder, node: SyntaxNode): Value {
  const [name, expression] = node.children;
  const value = builder.value(expression, node);
  const target = name && builder.target(name);
  if (target)
    builder.before.push({
      kind: 'assign',
      start: node.start,
      end: node.end,
      target,
      value,
      declares: 'none',
    });
  return value;
}

function readYield(builder: ModuleBuilder, node: SyntaxNode): Value {
  builder.frame.generator = true;
  const { start, end, children } = node;
  const operands = children.length > 1 ? [readList(builder, node)] : builder.values(children);
  return { kind: 'operation', start, end, operator: 'yield', operands };
}

/** Complex numbers (`2j`) have no constant of their own. */
function readNumber(builder: ModuleBuilder, node: SyntaxNode): Value {
  const digits = builder.textOf(node).replaceAll('_', '').replace(/l$/i, '');
  const value = Number(digits);
  return digits === '' || !Number.isFinite(value)
    ? createUnknown(node, 'number')
    : createConstant(node, value);
}

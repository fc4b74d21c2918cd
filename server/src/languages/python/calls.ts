// Calls: call sites with their arguments, and the few calls that are values of another kind (environment reads, `super()`, `dict(...)`).
import type { Argument } from '../summary/module';
import type { ObjectEntry, Value } from '../summary/value';
import { qualifiedName } from './imports';
import { createUnknown, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

const ENV_READERS = new Set(['os.getenv', 'os.environ.get', 'os.environ.setdefault']);
const SPECIAL_NAMES = new Set(['getenv', 'get', 'setdefault', 'import_module']);

export function readCall(builder: ModuleBuilder, node: SyntaxNode): Value {
  const [callee, list] = node.children;
  if (!callee || !list) return createUnknown(node, 'call', builder.values(node.children));
  const special = readSpecialCall(builder, node, callee, list);
  if (special) return special;
  const inPlace = calledInPlace(callee, list);
  if (inPlace) return builder.value(inPlace, node);
  const { start, end } = node;
  const calleeValue = builder.value(callee, node);
  const last = callee.type === 'attribute' ? (callee.children[1] ?? callee) : callee;
  const call = builder.addCall({
    start,
    end,
    form: 'call',
    callee: calleeValue,
    calleeSpan: { start: last.start, end: last.end },
    arguments: readArguments(builder, list),
    argumentsSpan: { start: list.start, end: list.end },
  });
  return { kind: 'call', start, end, call };
}

/** What `(lambda: value)()` gives: the value, as if it stood there. */
function calledInPlace(callee: SyntaxNode, list: SyntaxNode): SyntaxNode | undefined {
  const [lambda] = callee.type === 'parenthesized_expression' ? callee.children : [];
  const [body, ...more] = lambda?.type === 'lambda' ? lambda.children : [];
  const isBare = list.type === 'argument_list' && list.children.length === 0 && !list.damaged;
  return isBare && body && more.length === 0 && body.type !== 'lambda_parameters' ? body : undefined;
}

function readArguments(builder: ModuleBuilder, list: SyntaxNode): Argument[] {
  // `f(x for x in y)`: the parentheses belong to the generator.
  if (list.type !== 'argument_list')
    return [{ start: list.start, end: list.end, value: builder.value(list, list) }];
  const read = list.children.map((child) => readArgument(builder, child));
  if (list.damaged) read.push(createUnreadArgument(list));
  return read;
}

/** What stands in a broken argument list may be any argument: as if unknown keywords were spread in. */
function createUnreadArgument({ end }: SyntaxNode): Argument {
  return { start: end, end, value: createUnknown({ start: end, end }, 'syntax error'), spread: 'keyword' };
}

function readArgument(builder: ModuleBuilder, node: SyntaxNode): Argument {
  const { start, end } = node;
  const [first, second] = node.children;
  switch (node.type) {
    case 'keyword_argument': {
      if (!first) return { start, end, value: createUnknown(node, 'missing') };
      const nameSpan = { start: first.start, end: first.end };
      return { start, end, value: builder.value(second, node), name: builder.textOf(first), nameSpan };
    }
    case 'list_splat':
    case 'parenthesized_list_splat':
      return { start, end, value: builder.value(first, node), spread: 'positional' };
    case 'dictionary_splat':
      return { start, end, value: builder.value(first, node), spread: 'keyword' };
    default:
      return { start, end, value: builder.value(node, node) };
  }
}

function readSpecialCall(
  builder: ModuleBuilder,
  node: SyntaxNode,
  callee: SyntaxNode,
  list: SyntaxNode,
): Value | undefined {
  if (list.damaged) return undefined;
  const { start, end } = node;
  const attribute = callee.type === 'attribute' ? callee.children[1] : undefined;
  if (callee.type === 'identifier') {
    const name = builder.textOf(callee);
    if (name === 'super') {
      builder.values(list.children);
      return { kind: 'self', start, end, parent: true };
    }
    if (name === 'dict' && !builder.importOf(name)) return readDictCall(builder, node, list);
    if (!builder.importOf(name)) return undefined;
  } else if (!attribute || !SPECIAL_NAMES.has(builder.textOf(attribute))) return undefined;
  const qualified = qualifiedName(builder, callee);
  if (qualified === 'importlib.import_module') return readImportCall(builder, node, list);
  return qualified !== undefined && ENV_READERS.has(qualified) ? readEnvCall(builder, node, list) : undefined;
}

/** `dict(a=1, **x)` with keywords only. */
function readDictCall(builder: ModuleBuilder, node: SyntaxNode, list: SyntaxNode): Value | undefined {
  const { start, end } = node;
  if (list.type !== 'argument_list') return undefined;
  if (!list.children.every(({ type }) => type === 'keyword_argument' || type === 'dictionary_splat'))
    return undefined;
  const entries = list.children.map((child): ObjectEntry => {
    const argument = readArgument(builder, child);
    if (argument.name === undefined) return { kind: 'spread', value: argument.value };
    return { kind: 'property', key: argument.name, keySpan: argument.nameSpan!, value: argument.value };
  });
  return { kind: 'object', start, end, entries };
}

function readImportCall(builder: ModuleBuilder, node: SyntaxNode, list: SyntaxNode): Value | undefined {
  const name = constantText(builder, list.children[0]);
  return name === undefined ? undefined : { kind: 'module', start: node.start, end: node.end, module: name };
}

/** `os.getenv("X", default)` and its likes; a computed name stays a call. */
function readEnvCall(builder: ModuleBuilder, node: SyntaxNode, list: SyntaxNode): Value | undefined {
  let key: SyntaxNode | undefined;
  let fallback: SyntaxNode | undefined;
  for (const [position, child] of list.children.entries()) {
    const keyword =
      child.type === 'keyword_argument' && child.children[0] ? builder.textOf(child.children[0]) : '';
    if (keyword === 'key') key = child.children[1];
    else if (keyword === 'default') fallback = child.children[1];
    else if (keyword !== '' || child.type.endsWith('_splat')) return undefined;
    else if (position === 0) key = child;
    else fallback = child;
  }
  const name = constantText(builder, key);
  if (name === undefined) return undefined;
  const { start, end } = node;
  return fallback
    ? { kind: 'env', start, end, name, fallback: builder.value(fallback, node) }
    : { kind: 'env', start, end, name };
}

/** The text of a plain string literal. Literals make no calls, so reading one twice adds nothing. */
export function constantText(builder: ModuleBuilder, node: SyntaxNode | undefined): string | undefined {
  if (node?.type !== 'string' && node?.type !== 'concatenated_string') return undefined;
  if (hasInterpolation(node) || node.children.some(hasInterpolation)) return undefined;
  const value = builder.value(node, node);
  return value.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

function hasInterpolation(node: SyntaxNode): boolean {
  return node.children.some((child) => child.type === 'interpolation');
}

// Function definitions and lambdas to function summaries.
import type { Span } from '../../text/span';
import type { FunctionSummary, Parameter, Statement } from '../summary/module';
import type { Value } from '../summary/value';
import { constantText } from './calls';
import { childOf, type ModuleBuilder } from './moduleBuilder';
import { readParameters } from './parameters';
import type { SyntaxNode } from './syntax';

const DOC_LENGTH = 200;
const IMPLICIT_STATIC = new Set(['staticmethod']);

/** Reads a `def` with everything inside it; returns the function's index. Its span leaves the decorators out. */
export function readFunction(builder: ModuleBuilder, node: SyntaxNode, decorators: readonly Value[]): number {
  const nameNode = childOf(node, 'identifier');
  const name = nameNode ? builder.textOf(nameNode) : '';
  const block = childOf(node, 'block');
  const bodySpan = block ? { start: block.start, end: block.end } : { start: node.end, end: node.end };
  const parameters = readParameters(builder, childOf(node, 'parameters'));
  const returnType = childOf(node, 'type');
  const returns = returnType && builder.annotation(returnType);
  const isMethod = builder.classBody !== undefined;
  const owner = isMethod ? { class: builder.classBody } : {};
  const selfName = isMethod ? ownSelf(parameters, decorators) : inheritedSelf(builder, parameters);
  const doc = block && readDoc(builder, block.children);
  return addFunction(builder, selfName, (id, parent) => {
    const body = builder.block(block?.children ?? []);
    return {
      id,
      start: node.start,
      end: node.end,
      name,
      ...(nameNode && { nameSpan: { start: nameNode.start, end: nameNode.end } }),
      parameters,
      body,
      bodySpan,
      async: builder.text.startsWith('async', node.start) && !/\w/.test(builder.text.charAt(node.start + 5)),
      generator: builder.frame.generator,
      parent,
      ...owner,
      decorators,
      ...(returns && { returns }),
      directives: [],
      ...(doc !== undefined && { doc }),
    };
  });
}

/** A lambda, named after what it is stored under ('' for none): a function whose body is one return. */
export function readLambda(builder: ModuleBuilder, node: SyntaxNode, name: string): Value {
  const { start, end } = node;
  const parameters = readParameters(builder, childOf(node, 'lambda_parameters'));
  const last = node.children.at(-1);
  const expression = last?.type === 'lambda_parameters' ? undefined : last;
  const bodySpan: Span = expression ? { start: expression.start, end: expression.end } : { start: end, end };
  const id = addFunction(builder, inheritedSelf(builder, parameters), (own, parent) => {
    const body: Statement[] = [];
    builder.before = body;
    const value = builder.value(expression, node);
    body.push({ kind: 'return', ...bodySpan, value });
    const { generator } = builder.frame;
    const fixed = { async: false, decorators: [], directives: [] };
    return { id: own, start, end, name, parameters, body, bodySpan, generator, parent, ...fixed };
  });
  return { kind: 'function', start, end, function: id };
}

/** The docstring of a body, without its indentation. */
export function readDoc(builder: ModuleBuilder, body: readonly SyntaxNode[]): string | undefined {
  const [first] = body;
  const literal =
    first?.type === 'expression_statement' && first.children.length === 1 ? first.children[0] : undefined;
  // An f-string is no docstring.
  const text = constantText(builder, literal);
  if (text === undefined) return undefined;
  const lines = text.trim().replace(/\n[ \t]+/g, '\n');
  // A cut must not fall between the halves of a character.
  return lines.slice(0, DOC_LENGTH).replace(/[\ud800-\udbff]$/, '');
}

/** The last name of a decorator: `tool` for `@tool`, `@agent.tool` and `@tool(...)`. */
export function decoratorName(builder: ModuleBuilder, decorator: Value): string | undefined {
  const value = decorator.kind === 'call' ? builder.calls[decorator.call]!.callee : decorator;
  if (value.kind === 'reference') return value.name;
  return value.kind === 'member' ? value.property : undefined;
}

function ownSelf(parameters: readonly Parameter[], decorators: readonly Value[]): string | undefined {
  const isStatic = decorators.some((each) => each.kind === 'reference' && IMPLICIT_STATIC.has(each.name));
  const [first] = parameters;
  return isStatic || first?.form !== 'positional' || first.name === '' ? undefined : first.name;
}

/** A nested function sees the method's `self` unless a parameter hides it. */
function inheritedSelf(builder: ModuleBuilder, parameters: readonly Parameter[]): string | undefined {
  const { selfName } = builder.frame;
  return parameters.some(({ name }) => name === selfName) ? undefined : selfName;
}

function addFunction(
  builder: ModuleBuilder,
  selfName: string | undefined,
  read: (id: number, parent: number) => FunctionSummary,
): number {
  const id = builder.functions.length;
  const parent = builder.frame.function;
  builder.functions.push(undefined);
  builder.within({ function: id, selfName, generator: false }, () => {
    builder.functions[id] = read(id, parent);
  });
  return id;
}

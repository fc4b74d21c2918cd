// Functions of every form: declared, expressions, arrows, methods, accessors, static blocks.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type { FunctionSummary, Parameter, Statement } from '../summary/module';
import type { FunctionValue, Value } from '../summary/value';
import { docBefore } from './docComment';
import { bindingTarget, namingOf } from './targets';
import { readType } from './types';
import type { Draft, ExpressionReader, Naming, Walk } from './walk';

const { SyntaxKind } = ts;

export const functionReaders: readonly (readonly [ts.SyntaxKind, ExpressionReader])[] = [
  [SyntaxKind.ArrowFunction, (walk, node: ts.ArrowFunction, naming) => readFunction(walk, node, naming)],
  [SyntaxKind.FunctionExpression, readFunctionExpression],
];

/** A function's own name wins over the name of what it is assigned to. */
function readFunctionExpression(walk: Walk, node: ts.FunctionExpression, naming?: Naming): Value {
  return readFunction(
    walk,
    node,
    node.name ? { name: node.name.text, span: walk.span(node.name), doc: naming?.doc } : naming,
  );
}

/** Reads a function with its body; `owner` is the class whose method it is. */
export function readFunction(
  walk: Walk,
  node: ts.FunctionLikeDeclaration | ts.ClassStaticBlockDeclaration,
  naming?: Naming,
  owner?: number,
): FunctionValue {
  const span = walk.span(node);
  const decorators = readDecorators(walk, node);
  const id = walk.functions.length;
  const ownClass = owner ?? (ts.isArrowFunction(node) ? walk.fieldsOf : undefined);
  const body = node.body;
  const draft: Draft<FunctionSummary> = {
    id,
    name: naming?.name ?? '',
    ...(naming && { nameSpan: { start: naming.span.start, end: naming.span.end } }),
    parameters: [],
    body: [],
    bodySpan: bodySpanOf(walk, body, span),
    async: hasModifier(node, SyntaxKind.AsyncKeyword),
    generator: 'asteriskToken' in node && node.asteriskToken !== undefined,
    parent: walk.function,
    ...(ownClass !== undefined && { class: ownClass }),
    decorators,
    directives: body && ts.isBlock(body) ? directivesOf(body.statements) : [],
    ...span,
  };
  walk.functions.push(draft);
  const doc = naming?.doc ?? docBefore(walk, node);
  if (doc !== undefined) draft.doc = doc;
  walk.within(id, () => {
    draft.body = walk.collect(() => {
      if ('parameters' in node) draft.parameters = readParameters(walk, node.parameters);
      if ('type' in node && node.type) draft.returns = readType(walk, node.type);
      if (body) readBody(walk, body);
    });
  });
  return walk.functionValue(id, span);
}

/** Overloads, abstract methods and ambient functions. Without a body but with defaults it is a function still being typed. */
export function isSignature(node: ts.FunctionLikeDeclaration): boolean {
  return !node.body && !node.parameters.some((parameter) => parameter.initializer);
}

function readBody(walk: Walk, body: ts.ConciseBody): void {
  if (ts.isBlock(body)) {
    for (const statement of withoutDirectives(body.statements)) walk.statement(statement);
    return;
  }
  const value = walk.value(body);
  const statement: Statement = { kind: 'return', value, ...walk.span(body) };
  walk.emit(statement);
}

function bodySpanOf(walk: Walk, body: ts.Node | undefined, outer: Span): Span {
  if (!body) return { start: outer.end, end: outer.end };
  const { start, end } = walk.span(body);
  if (!ts.isBlock(body) || start === end) return { start, end };
  const closed = end - 1 > start && walk.source.text[end - 1] === '}';
  return { start: start + 1, end: closed ? end - 1 : end };
}

function readParameters(walk: Walk, nodes: readonly ts.ParameterDeclaration[]): Parameter[] {
  const parameters: Parameter[] = [];
  for (const node of nodes) {
    // A `this` parameter only states a type.
    if (ts.isIdentifier(node.name) && node.name.text === 'this') continue;
    const target = bindingTarget(walk, node.name);
    const decorators = readDecorators(walk, node);
    const parameter: Draft<Parameter> = {
      name: target.kind === 'name' ? target.name : '',
      form: node.dotDotDotToken ? 'rest' : 'positional',
      ...walk.span(node),
    };
    if (target.kind === 'pattern') parameter.pattern = target;
    if (node.questionToken) parameter.optional = true;
    if (node.initializer) parameter.default = walk.value(node.initializer, namingOf(target));
    if (node.type) parameter.annotation = readType(walk, node.type);
    if (decorators.length > 0) parameter.decorators = decorators;
    parameters.push(parameter);
  }
  return parameters;
}

export function readDecorators(walk: Walk, node: ts.Node): Value[] {
  const decorators = ts.canHaveDecorators(node) ? ts.getDecorators(node) : undefined;
  return (decorators ?? []).map((decorator) => walk.value(decorator.expression));
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  const modifiers = ts.canHaveModifiers(node) || ts.canHaveDecorators(node) ? node.modifiers : undefined;
  return modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

/** The strings that open a body: `'use server'`, `'use strict'`. */
export function directivesOf(statements: readonly ts.Statement[]): string[] {
  const directives: string[] = [];
  for (const statement of statements) {
    const text = directiveText(statement);
    if (text === undefined) break;
    directives.push(text);
  }
  return directives;
}

export function withoutDirectives(statements: readonly ts.Statement[]): readonly ts.Statement[] {
  const count = directivesOf(statements).length;
  return count === 0 ? statements : statements.slice(count);
}

function directiveText(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  return ts.isStringLiteral(statement.expression) ? statement.expression.text : undefined;
}

// Statements that declare or do one thing. Control flow stands in `control.ts`.
import { ts } from 'ts-morph';
import type { Statement, Target } from '../summary/module';
import type { ObjectEntry, Value } from '../summary/value';
import { emitAssignment, isAssignment } from './assignments';
import { readClass } from './classes';
import { constant } from './constants';
import { docBefore } from './docComment';
import { isEnvironment } from './environment';
import { recordAnonymous, recordDeclared } from './exports';
import { isSignature, readFunction } from './functions';
import { bindRequired } from './imports';
import { bindingTarget, namesBound, namingOf, propertyText } from './targets';
import { unwrap } from './transparent';
import { readType } from './types';
import type { StatementReader, Walk } from './walk';

const { SyntaxKind } = ts;

export const statementReaders: readonly (readonly [ts.SyntaxKind, StatementReader])[] = [
  [
    SyntaxKind.ExpressionStatement,
    (walk, node: ts.ExpressionStatement) => readEffect(walk, node.expression, node),
  ],
  [SyntaxKind.VariableStatement, readVariableStatement],
  [SyntaxKind.FunctionDeclaration, readFunctionDeclaration],
  [SyntaxKind.ClassDeclaration, readClassDeclaration],
  [SyntaxKind.EnumDeclaration, readEnum],
  [SyntaxKind.ModuleDeclaration, readNamespace],
  [SyntaxKind.ModuleBlock, readModuleBlock],
  [SyntaxKind.InterfaceDeclaration, readTypeDeclaration],
  [SyntaxKind.TypeAliasDeclaration, readTypeDeclaration],
  [SyntaxKind.ReturnStatement, (walk, node: ts.ReturnStatement) => emitExit(walk, node, 'return')],
  [SyntaxKind.ThrowStatement, (walk, node: ts.ThrowStatement) => emitExit(walk, node, 'throw')],
  [SyntaxKind.BreakStatement, (walk, node: ts.Node) => walk.emit({ kind: 'break', ...walk.span(node) })],
  [
    SyntaxKind.ContinueStatement,
    (walk, node: ts.Node) => walk.emit({ kind: 'continue', ...walk.span(node) }),
  ],
];

/** Emits an expression that stands for its effect. An assignment or `n++` emits its own statement. */
export function readEffect(walk: Walk, node: ts.Expression, whole: ts.Node): void {
  const inner = unwrap(node);
  if (isAssignment(inner)) {
    emitAssignment(walk, inner);
    return;
  }
  const value = walk.value(inner);
  const isStep = value.kind === 'operation' && (value.operator === '++' || value.operator === '--');
  if (!isStep) walk.emit({ kind: 'expression', value, ...walk.span(whole) });
}

function emitExit(walk: Walk, node: ts.ReturnStatement | ts.ThrowStatement, kind: 'return' | 'throw'): void {
  const value = node.expression && walk.value(node.expression);
  walk.emit(value ? { kind, value, ...walk.span(node) } : { kind, ...walk.span(node) });
}

function readVariableStatement(walk: Walk, node: ts.VariableStatement): void {
  const names = readDeclarations(walk, node.declarationList, docBefore(walk, node));
  recordDeclared(walk, node, names);
}

/** Emits one assignment per declaration and returns the names bound. */
export function readDeclarations(
  walk: Walk,
  list: ts.VariableDeclarationList,
  doc?: string,
): ReturnType<typeof namesBound> {
  const names: ReturnType<typeof namesBound> = [];
  for (const declaration of list.declarations) names.push(...readDeclaration(walk, declaration, list, doc));
  return names;
}

function readDeclaration(
  walk: Walk,
  node: ts.VariableDeclaration,
  list: ts.VariableDeclarationList,
  doc: string | undefined,
): ReturnType<typeof namesBound> {
  const declares = declarationForm(list);
  const target = bindingTarget(walk, node.name);
  const names = namesBound(target);
  if (target.kind === 'name' && target.name === '') return [];
  if (!(list.flags & ts.NodeFlags.Let) && bindRequired(walk, node)) return names;
  const isObject = target.kind === 'pattern' && ts.isObjectBindingPattern(node.name);
  if (isObject && node.initializer && isEnvironment(node.initializer)) {
    readEnvironmentPattern(walk, target, node.initializer, declares);
    return names;
  }
  const annotation = node.type && readType(walk, node.type);
  const value = node.initializer && walk.value(node.initializer, namingOf(target, doc));
  const assign: Statement = {
    kind: 'assign',
    target,
    declares,
    ...(value && { value }),
    ...(annotation && { annotation }),
    ...walk.span(node),
  };
  walk.emit(assign);
  return names;
}

function declarationForm(list: ts.VariableDeclarationList): 'const' | 'let' {
  // `using` shares the bits of `let` and `const`, and cannot be assigned to either.
  return list.flags & ts.NodeFlags.Const || (list.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using
    ? 'const'
    : 'let';
}

/** `const { X, Y: y = "d" } = process.env` reads one variable per name. */
function readEnvironmentPattern(
  walk: Walk,
  { elements, ...span }: Extract<Target, { kind: 'pattern' }>,
  environment: ts.Node,
  declares: 'const' | 'let',
): void {
  for (const { key, rest, target, default: fallback } of elements) {
    const { start, end } = target;
    let value: Value;
    if (rest) value = walk.value(environment);
    else if (key === '')
      value = { kind: 'unknown', why: 'computed variable', start: span.start, end: span.end };
    else value = { kind: 'env', name: String(key), start, end, ...(fallback && { fallback }) };
    walk.emit({ kind: 'assign', target, value, declares, start, end });
  }
}

function readFunctionDeclaration(walk: Walk, node: ts.FunctionDeclaration): void {
  const name = node.name?.text ?? '';
  const span = node.name && walk.span(node.name);
  if (span) recordDeclared(walk, node, [{ name, span }]);
  if (isSignature(node)) return;
  const declared = readFunction(walk, node, span && { name, span });
  if (!span) recordAnonymous(walk, node, declared);
  walk.emit({ kind: 'function', function: declared.function, start: declared.start, end: declared.end });
}

function readClassDeclaration(walk: Walk, node: ts.ClassDeclaration): void {
  if (node.name) recordDeclared(walk, node, [{ name: node.name.text, span: walk.span(node.name) }]);
  const declared = readClass(walk, node);
  if (!node.name) recordAnonymous(walk, node, declared);
  walk.emit({ kind: 'class', class: declared.class, start: declared.start, end: declared.end });
}

/** An enum is a constant object; members without a value count up from the one before. */
function readEnum(walk: Walk, node: ts.EnumDeclaration): void {
  const entries: ObjectEntry[] = [];
  let next: number | undefined = 0;
  for (const member of node.members) {
    const key = propertyText(member.name);
    if (key === undefined) continue;
    const keySpan = walk.span(member.name);
    let value: Value;
    if (member.initializer) value = walk.value(member.initializer);
    else value = next === undefined ? walk.unknown(member, 'enum member') : constant(next, keySpan);
    next = value.kind === 'constant' && typeof value.value === 'number' ? value.value + 1 : undefined;
    entries.push({ kind: 'property', key, keySpan, value });
  }
  const span = walk.span(node);
  const name = { name: node.name.text, span: walk.span(node.name) };
  recordDeclared(walk, node, [name]);
  const target: Target = { kind: 'name', name: name.name, ...name.span };
  walk.emit({
    kind: 'assign',
    target,
    value: { kind: 'object', entries, ...span },
    declares: 'const',
    ...span,
  });
}

/** The body of a namespace is read in place; its exports are not the module's. */
function readNamespace(walk: Walk, node: ts.ModuleDeclaration): void {
  if (ts.isIdentifier(node.name) && !(node.flags & ts.NodeFlags.GlobalAugmentation)) {
    recordDeclared(walk, node, [{ name: node.name.text, span: walk.span(node.name) }]);
  }
  const outer = walk.exporting;
  walk.exporting = false;
  if (node.body) walk.statement(node.body);
  walk.exporting = outer;
}

function readModuleBlock(walk: Walk, node: ts.ModuleBlock): void {
  for (const statement of node.statements) walk.statement(statement);
}

/** Types themselves are not summarised, but their names are exported and travel through barrels. */
function readTypeDeclaration(walk: Walk, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  recordDeclared(walk, node, [{ name: node.name.text, span: walk.span(node.name) }]);
}

// Control flow: branches, loops, try, and what only groups statements.
import { ts } from 'ts-morph';
import { type Branch, chainOf } from '../summary/branches';
import type { Handler, Statement, Target } from '../summary/module';
import type { Value } from '../summary/value';
import { readDeclarations, readEffect } from './statements';
import { assignmentTarget, bindingTarget } from './targets';
import type { StatementReader, Walk } from './walk';

const { SyntaxKind } = ts;

type Loop = Extract<Statement, { kind: 'loop' }>;
type Case = Extract<Statement, { kind: 'switch' }>['cases'][number];

export const controlReaders: readonly (readonly [ts.SyntaxKind, StatementReader])[] = [
  [SyntaxKind.Block, readBlock],
  [SyntaxKind.LabeledStatement, (walk, node: ts.LabeledStatement) => walk.statement(node.statement)],
  [SyntaxKind.WithStatement, readWith],
  [SyntaxKind.IfStatement, readIf],
  [SyntaxKind.SwitchStatement, readSwitch],
  [SyntaxKind.WhileStatement, (walk, node: ts.WhileStatement) => readWhile(walk, node, 'while')],
  [SyntaxKind.DoStatement, (walk, node: ts.DoStatement) => readWhile(walk, node, 'do-while')],
  [SyntaxKind.ForStatement, readFor],
  [SyntaxKind.ForOfStatement, readForEach],
  [SyntaxKind.ForInStatement, readForEach],
  [SyntaxKind.TryStatement, readTry],
];

function readBlock(walk: Walk, node: ts.Block): void {
  for (const statement of node.statements) walk.statement(statement);
}

function readWith(walk: Walk, node: ts.WithStatement): void {
  const value = walk.value(node.expression);
  walk.emit({ kind: 'expression', value, ...walk.span(node.expression) });
  walk.statement(node.statement);
}

/** A chain of `else if` may be thousands long, so it is read in a loop. */
function readIf(walk: Walk, node: ts.IfStatement): void {
  const branches = [readBranch(walk, node)];
  let rest = node.elseStatement;
  for (; rest && ts.isIfStatement(rest); rest = rest.elseStatement)
    branches.push(readAlternative(walk, rest));
  for (const statement of chainOf(branches, walk.block(rest), node.end)) walk.emit(statement);
}

function readAlternative(walk: Walk, node: ts.IfStatement): Branch {
  let branch: Branch | undefined;
  const before = walk.collect(() => {
    branch = readBranch(walk, node);
  });
  return { ...branch!, before };
}

/** What the condition assigns is emitted. */
function readBranch(walk: Walk, node: ts.IfStatement): Branch {
  const condition = walk.value(node.expression);
  const then = walk.block(node.thenStatement);
  return { start: walk.start(node), end: node.thenStatement.end, before: [], condition, then };
}

/** Labels without a body of their own belong to the next one that has a body. */
function readSwitch(walk: Walk, node: ts.SwitchStatement): void {
  const subject = walk.value(node.expression);
  const cases: Case[] = [];
  let tests: Value[] = [];
  let isDefault = false;
  const { clauses } = node.caseBlock;
  clauses.forEach((clause, position) => {
    if (ts.isCaseClause(clause)) tests.push(walk.value(clause.expression));
    else isDefault = true;
    if (clause.statements.length === 0 && position < clauses.length - 1) return;
    cases.push({ tests: isDefault ? [] : tests, body: walk.block(clause.statements) });
    tests = [];
    isDefault = false;
  });
  walk.emit({ kind: 'switch', subject, cases, ...walk.span(node) });
}

/** Assignments in the condition happen in every round, so they stand in the body. */
function readWhile(walk: Walk, node: ts.WhileStatement | ts.DoStatement, form: 'while' | 'do-while'): void {
  const { condition, effects } = readCondition(walk, node.expression);
  const inner = walk.block(node.statement);
  const body = form === 'while' ? [...effects, ...inner] : [...inner, ...effects];
  walk.emit({ kind: 'loop', form, body, otherwise: [], ...(condition && { condition }), ...walk.span(node) });
}

/** The initialiser stands before the loop, the step at the end of its body. */
function readFor(walk: Walk, node: ts.ForStatement): void {
  const { initializer, incrementor } = node;
  if (initializer && ts.isVariableDeclarationList(initializer)) readDeclarations(walk, initializer);
  else if (initializer) readEffect(walk, initializer, initializer);
  const { condition, effects } = readCondition(walk, node.condition);
  const inner = walk.collect(() => {
    walk.statement(node.statement);
    if (incrementor) readEffect(walk, incrementor, incrementor);
  });
  const body = [...effects, ...inner];
  walk.emit({
    kind: 'loop',
    form: 'for',
    body,
    otherwise: [],
    ...(condition && { condition }),
    ...walk.span(node),
  });
}

function readCondition(
  walk: Walk,
  node: ts.Expression | undefined,
): { condition?: Value; effects: Statement[] } {
  let condition: Value | undefined;
  const effects = walk.collect(() => {
    condition = node && walk.value(node);
  });
  return { condition, effects };
}

function readForEach(walk: Walk, node: ts.ForOfStatement | ts.ForInStatement): void {
  const subject = walk.value(node.expression);
  // `for (k in x)` gives the keys of x, which no value kind can name.
  const iterates = ts.isForInStatement(node) ? walk.unknown(node.expression, 'keys', [subject]) : subject;
  const target = loopTarget(walk, node.initializer);
  const loop: Loop = {
    kind: 'loop',
    form: 'for-each',
    iterates,
    ...(target && { target }),
    body: walk.block(node.statement),
    otherwise: [],
    ...walk.span(node),
  };
  walk.emit(loop);
}

function loopTarget(walk: Walk, node: ts.ForInitializer): Target | undefined {
  if (!ts.isVariableDeclarationList(node)) return assignmentTarget(walk, node);
  const first = node.declarations[0];
  return first && bindingTarget(walk, first.name);
}

function readTry(walk: Walk, node: ts.TryStatement): void {
  const body = walk.block(node.tryBlock);
  const handlers = node.catchClause ? [readHandler(walk, node.catchClause)] : [];
  const finalizer = walk.block(node.finallyBlock);
  walk.emit({ kind: 'try', body, handlers, otherwise: [], finalizer, ...walk.span(node) });
}

function readHandler(walk: Walk, node: ts.CatchClause): Handler {
  const bound = node.variableDeclaration?.name;
  const body = walk.block(node.block);
  const handler = { types: [], body, ...walk.span(node) };
  return bound && ts.isIdentifier(bound) ? { name: bound.text, ...handler } : handler;
}

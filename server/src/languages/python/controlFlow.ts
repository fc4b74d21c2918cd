// Compound statements: branches, loops, `try`, `with`.
import type { Handler, Statement } from '../summary/module';
import type { Value } from '../summary/value';
import { childOf, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

export function readIf(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const alternatives = node.children.filter(({ type }) => type === 'elif_clause' || type === 'else_clause');
  out.push(readBranch(builder, node, alternatives));
}

/** An `elif` is an `if` of its own in the branch not taken. */
function readBranch(
  builder: ModuleBuilder,
  node: SyntaxNode,
  alternatives: readonly SyntaxNode[],
): Statement {
  const [first] = node.children;
  const test = first?.type === 'block' ? undefined : first;
  const condition = builder.value(test, { start: node.start, end: node.start });
  const outer = builder.typeOnly;
  if (isTypeChecking(condition)) builder.typeOnly = true;
  const then = readBlock(builder, node);
  builder.typeOnly = outer;
  const end = alternatives.at(-1)?.end ?? node.end;
  const otherwise = readAlternative(builder, alternatives);
  return { kind: 'if', start: node.start, end, condition, then, otherwise };
}

function readAlternative(builder: ModuleBuilder, [first, ...rest]: readonly SyntaxNode[]): Statement[] {
  if (!first) return [];
  if (first.type === 'else_clause') return readBlock(builder, first);
  const outer = builder.before;
  const statements: Statement[] = [];
  builder.before = statements;
  const branch = readBranch(builder, first, rest);
  statements.push(branch);
  builder.before = outer;
  return statements;
}

function isTypeChecking(condition: Value): boolean {
  if (condition.kind === 'reference') return condition.name === 'TYPE_CHECKING';
  return condition.kind === 'member' && condition.property === 'TYPE_CHECKING';
}

export function readWhile(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end } = node;
  const [first] = node.children;
  const condition = builder.value(first?.type === 'block' ? undefined : first, node);
  const body = readBlock(builder, node);
  out.push({ kind: 'loop', form: 'while', start, end, condition, body, otherwise: readElse(builder, node) });
}

export function readFor(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end } = node;
  const [left, right] = node.children.filter(({ type }) => type !== 'block' && type !== 'else_clause');
  const iterates = builder.value(right, node);
  const target = left && builder.target(left);
  const body = readBlock(builder, node);
  const otherwise = readElse(builder, node);
  out.push({
    kind: 'loop',
    form: 'for-each',
    start,
    end,
    ...(target && { target }),
    iterates,
    body,
    otherwise,
  });
}

export function readTry(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end } = node;
  const body = readBlock(builder, node);
  const handlers = node.children
    .filter(({ type }) => type === 'except_clause' || type === 'except_group_clause')
    .map((child) => readHandler(builder, child));
  const finalizer = childOf(node, 'finally_clause');
  out.push({
    kind: 'try',
    start,
    end,
    body,
    handlers,
    otherwise: readElse(builder, node),
    finalizer: finalizer ? readBlock(builder, finalizer) : [],
  });
}

/** `except (A, B) as error:`; `except A, B:` catches both. */
function readHandler(builder: ModuleBuilder, node: SyntaxNode): Handler {
  const { start, end } = node;
  const types: Value[] = [];
  let name: string | undefined;
  for (const child of node.children) {
    if (child.type === 'block') continue;
    const [caught, alias] = child.type === 'as_pattern' ? child.children : [child];
    if (alias) name = builder.textOf(alias);
    if (caught?.type === 'tuple') types.push(...builder.values(caught.children));
    else if (caught) types.push(builder.value(caught, node));
  }
  return { start, end, ...(name !== undefined && { name }), types, body: readBlock(builder, node) };
}

export function readWith(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end } = node;
  const clause = childOf(node, 'with_clause');
  const items = (clause?.children ?? []).map((item) => {
    const [inner] = item.children;
    const [expression, alias] = inner?.type === 'as_pattern' ? inner.children : [inner];
    const value = builder.value(expression, item);
    const target = alias && builder.target(alias);
    return target ? { value, target } : { value };
  });
  out.push({ kind: 'with', start, end, items, body: readBlock(builder, node) });
}

function readElse(builder: ModuleBuilder, node: SyntaxNode): Statement[] {
  const clause = childOf(node, 'else_clause');
  return clause ? readBlock(builder, clause) : [];
}

function readBlock(builder: ModuleBuilder, node: SyntaxNode): Statement[] {
  const block = childOf(node, 'block');
  return block ? builder.block(block.children) : [];
}

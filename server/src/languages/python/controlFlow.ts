// Compound statements: branches, loops, `try`, `with`.
import { type Branch, chainOf } from '../summary/branches';
import type { Handler, Statement } from '../summary/module';
import type { Value } from '../summary/value';
import { childOf, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

/** An `elif` is an `if` of its own in the branch not taken. */
export function readIf(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const clauses = node.children.filter(({ type }) => type === 'elif_clause' || type === 'else_clause');
  const elseAt = clauses.findIndex(({ type }) => type === 'else_clause');
  const first = readBranch(builder, node);
  const others = (elseAt < 0 ? clauses : clauses.slice(0, elseAt)).map((clause) =>
    readAlternative(builder, clause),
  );
  const last = clauses[elseAt];
  const otherwise = last ? readBlock(builder, last) : [];
  const end = clauses.at(-1)?.end ?? node.end;
  for (const statement of chainOf([first, ...others], otherwise, end)) out.push(statement);
}

function readAlternative(builder: ModuleBuilder, node: SyntaxNode): Branch {
  const outer = builder.before;
  const before: Statement[] = [];
  builder.before = before;
  const branch = readBranch(builder, node);
  builder.before = outer;
  return { ...branch, before };
}

function readBranch(builder: ModuleBuilder, node: SyntaxNode): Branch {
  const { start, end } = node;
  const [first] = node.children;
  const test = first?.type === 'block' ? undefined : first;
  const condition = builder.value(test, { start, end: start });
  const outer = builder.typeOnly;
  if (isTypeChecking(condition)) builder.typeOnly = true;
  const then = readBlock(builder, node);
  builder.typeOnly = outer;
  return { start, end, before: [], condition, then };
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

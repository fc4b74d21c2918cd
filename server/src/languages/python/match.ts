// `match` statements to switches: which patterns test what, and which names they bind.
import type { Span } from '../../text/span';
import type { Statement } from '../summary/module';
import type { Value } from '../summary/value';
import { childOf, createUnknown, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

/** What a pattern compares with, and the names it binds. No tests: it always matches. */
interface Pattern {
  readonly tests: Value[];
  readonly names: { readonly name: string; readonly span: Span; readonly value?: Value }[];
}

export function readMatch(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end } = node;
  const block = childOf(node, 'block');
  const subjects = builder.values(node.children.filter((child) => child !== block));
  const [only, second] = subjects;
  const subject: Value =
    only && !second
      ? only
      : {
          kind: 'list',
          start: only?.start ?? start,
          end: subjects.at(-1)?.end ?? start,
          items: subjects.map((value) => ({ value, spread: false })),
        };
  const clauses = (block?.children ?? []).filter(({ type }) => type === 'case_clause');
  const cases = clauses.map((clause) => readCase(builder, clause, subject));
  out.push({ kind: 'switch', start, end, subject, cases });
  // Errors are moved into the block: what they hold comes after the cases.
  out.push(...builder.block((block?.children ?? []).filter(({ type }) => type !== 'case_clause')));
}

function readCase(builder: ModuleBuilder, clause: SyntaxNode, subject: Value) {
  const pattern: Pattern = { tests: [], names: [] };
  const patterns = clause.children.filter(({ type }) => type === 'case_pattern');
  const [single] = patterns;
  if (single && patterns.length === 1) readPattern(builder, single, subject, pattern);
  // `case a, b:` takes a sequence apart.
  else if (single) addStructure(builder, { ...clause, start: single.start, children: patterns }, pattern);
  const outer = builder.before;
  const body: Statement[] = pattern.names.map(({ name, span, value }) => ({
    kind: 'assign',
    ...span,
    target: { kind: 'name', ...span, name },
    value: value ?? createUnknown(span, 'pattern'),
    declares: 'none',
  }));
  builder.before = body;
  const guard = childOf(clause, 'if_clause');
  const tests = guard ? addGuard(pattern.tests, builder.value(guard.children[0], guard)) : pattern.tests;
  builder.before = outer;
  const block = childOf(clause, 'block');
  return { tests, body: [...body, ...builder.block(block?.children ?? [])] };
}

function addGuard(tests: readonly Value[], guard: Value): Value[] {
  if (tests.length === 0) return [guard];
  return tests.map(
    (test): Value => ({
      kind: 'operation',
      start: test.start,
      end: guard.end,
      operator: '&&',
      operands: [test, guard],
    }),
  );
}

function readPattern(
  builder: ModuleBuilder,
  node: SyntaxNode,
  subject: Value | undefined,
  found: Pattern,
): void {
  const [first, second] = node.children;
  switch (node.type) {
    case 'case_pattern':
      // A lone `_` has no node of its own.
      if (first) readPattern(builder, first, subject, found);
      return;
    case 'union_pattern':
      for (const child of node.children) readPattern(builder, child, undefined, found);
      return;
    case 'as_pattern':
      if (first) readPattern(builder, first, undefined, found);
      if (second) addName(builder, second, subject, found);
      return;
    case 'dotted_name':
    case 'identifier':
      readName(builder, node, subject, found);
      return;
    case 'splat_pattern':
      if (first) addName(builder, first, undefined, found);
      return;
    case 'keyword_pattern':
      if (second) readPattern(builder, second, undefined, found);
      return;
    case 'class_pattern':
    case 'list_pattern':
    case 'tuple_pattern':
    case 'dict_pattern':
    case 'complex_pattern':
      addStructure(builder, node, found);
      return;
    default:
      found.tests.push(readLiteral(builder, node));
  }
}

/** The minus sign of `case -1:` is a token before the number and no part of it. */
function readLiteral(builder: ModuleBuilder, node: SyntaxNode): Value {
  const value = builder.value(node, node);
  const before = builder.text.slice(Math.max(0, node.start - 20), node.start).trimEnd();
  if (value.kind !== 'constant' || typeof value.value !== 'number' || !before.endsWith('-')) return value;
  return { ...value, value: -value.value };
}

/** `case name:` binds, `case module.NAME:` compares. */
function readName(
  builder: ModuleBuilder,
  node: SyntaxNode,
  subject: Value | undefined,
  found: Pattern,
): void {
  const { start, end } = node;
  const [first, ...rest] = builder.textOf(node).split('.');
  if (rest.length === 0) {
    addName(builder, node, subject, found);
    return;
  }
  let at = start + first!.length;
  let value: Value = { kind: 'reference', start, end: at, name: first! };
  for (const property of rest) {
    const propertySpan = { start: at + 1, end: Math.min(at + 1 + property.length, end) };
    value = { kind: 'member', start, end: propertySpan.end, object: value, property, propertySpan };
    at = propertySpan.end;
  }
  found.tests.push(value);
}

function addName(builder: ModuleBuilder, node: SyntaxNode, value: Value | undefined, found: Pattern): void {
  const span = { start: node.start, end: node.end };
  const name = builder.textOf(node);
  if (name !== '_') found.names.push(value ? { name, span, value } : { name, span });
}

/** A pattern with parts: a test that cannot be said in a value, with the values it compares with inside. */
function addStructure(builder: ModuleBuilder, node: SyntaxNode, found: Pattern): void {
  const inner: Pattern = { tests: [], names: found.names };
  const [head, ...rest] = node.children;
  if (node.type === 'class_pattern' && head) {
    inner.tests.push(toReference(builder, head));
    for (const child of rest) readPattern(builder, child, undefined, inner);
  } else {
    for (const child of node.children) readPattern(builder, child, undefined, inner);
  }
  found.tests.push(createUnknown(node, 'pattern', inner.tests));
}

function toReference(builder: ModuleBuilder, node: SyntaxNode): Value {
  const name = builder.textOf(node);
  if (/^\w+$/.test(name)) return { kind: 'reference', start: node.start, end: node.end, name };
  const found: Pattern = { tests: [], names: [] };
  readName(builder, node, undefined, found);
  return found.tests[0] ?? createUnknown(node, 'pattern');
}

// Statements: which reader reads which syntax, and the readers too small for a file of their own.
import type { Statement } from '../summary/module';
import type { Value } from '../summary/value';
import { readAssignment, readAugmentedAssignment, readTypeAlias } from './assignments';
import { readClass } from './classes';
import { readList } from './collections';
import { readFor, readIf, readTry, readWhile, readWith } from './controlFlow';
import { readFunction } from './functions';
import { readImport, readImportFrom } from './imports';
import { readMatch } from './match';
import type { ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

type StatementReader = (builder: ModuleBuilder, node: SyntaxNode, out: Statement[]) => void;

const READERS = new Map<string, StatementReader>([
  ['expression_statement', readExpressionStatement],
  ['import_statement', readImport],
  ['import_from_statement', readImportFrom],
  ['future_import_statement', readImportFrom],
  ['assignment', readAssignment],
  ['augmented_assignment', readAugmentedAssignment],
  ['type_alias_statement', readTypeAlias],
  ['if_statement', readIf],
  ['while_statement', readWhile],
  ['for_statement', readFor],
  ['try_statement', readTry],
  ['with_statement', readWith],
  ['match_statement', readMatch],
  ['function_definition', (builder, node, out) => addDefinition(builder, node, node, [], out)],
  ['class_definition', (builder, node, out) => addDefinition(builder, node, node, [], out)],
  ['decorated_definition', readDecorated],
  ['return_statement', readReturn],
  ['raise_statement', readRaise],
  ['break_statement', (_, { start, end }, out) => out.push({ kind: 'break', start, end })],
  ['continue_statement', (_, { start, end }, out) => out.push({ kind: 'continue', start, end })],
  ['assert_statement', (builder, node, out) => readOperation(builder, node, 'assert', out)],
  ['delete_statement', (builder, node, out) => readOperation(builder, node, 'delete', out)],
  ['block', readLoose],
  ['ERROR', readLoose],
  ['pass_statement', () => undefined],
  ['global_statement', () => undefined],
  ['nonlocal_statement', () => undefined],
]);

export function readStatement(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const reader = READERS.get(node.type);
  if (reader) reader(builder, node, out);
  else addExpression(node, builder.value(node, node), out);
}

function readExpressionStatement(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const [first, second] = node.children;
  if (!first) return;
  const reader = second ? undefined : READERS.get(first.type);
  if (reader) reader(builder, first, out);
  else addExpression(node, second ? readList(builder, node) : builder.value(first, node), out);
}

/** Docstrings, `...` and bare names do nothing: they are no statements. */
function addExpression({ start, end }: SyntaxNode, value: Value, out: Statement[]): void {
  if (value.kind === 'constant' || value.kind === 'reference') return;
  if (value.kind === 'unknown' && !value.children) return;
  out.push({ kind: 'expression', start, end, value });
}

/** What the parser could not place: whatever statements and expressions it did recognise in there. */
function readLoose(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  for (const statement of builder.block(node.children)) out.push(statement);
}

function readDecorated(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const decorators: Value[] = [];
  for (const child of node.children) {
    if (child.type === 'decorator') decorators.push(builder.value(child.children[0], child));
    else if (child.type.endsWith('_definition')) addDefinition(builder, child, node, decorators, out);
  }
}

/** The statement's span covers the decorators, the definition's own does not. */
function addDefinition(
  builder: ModuleBuilder,
  node: SyntaxNode,
  { start, end }: SyntaxNode,
  decorators: readonly Value[],
  out: Statement[],
): void {
  if (node.type === 'class_definition') {
    out.push({ kind: 'class', start, end, class: readClass(builder, node, decorators) });
  } else out.push({ kind: 'function', start, end, function: readFunction(builder, node, decorators) });
}

function readReturn(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end, children } = node;
  const value = children[0] && builder.value(children[0], node);
  out.push({ kind: 'return', start, end, ...(value && { value }) });
}

/** `raise error from cause`: the cause is read for the calls in it only. */
function readRaise(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end } = node;
  const [value] = builder.values(node.children);
  out.push({ kind: 'throw', start, end, ...(value && { value }) });
}

function readOperation(builder: ModuleBuilder, node: SyntaxNode, operator: string, out: Statement[]): void {
  const { start, end } = node;
  const operands = builder.values(node.children);
  out.push({ kind: 'expression', start, end, value: { kind: 'operation', start, end, operator, operands } });
}

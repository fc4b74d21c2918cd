// Exports: lists, defaults, re-exports, and what CommonJS modules assign to `module.exports`.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type { ExportBinding } from '../summary/module';
import type { Value } from '../summary/value';
import { hasModifier } from './functions';
import { stringOf, unwrap } from './transparent';
import type { StatementReader, Walk } from './walk';

const { SyntaxKind } = ts;

export const exportReaders: readonly (readonly [ts.SyntaxKind, StatementReader])[] = [
  [SyntaxKind.ExportDeclaration, readExportDeclaration],
  [SyntaxKind.ExportAssignment, readExportAssignment],
];

function readExportDeclaration(walk: Walk, node: ts.ExportDeclaration): void {
  const module = stringOf(node.moduleSpecifier);
  const clause = node.exportClause;
  if (!clause) {
    if (module !== undefined)
      record(walk, { name: '*', from: { module, imported: '*' }, ...walk.span(node) });
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    if (module !== undefined) {
      record(walk, { name: clause.name.text, from: { module, imported: '*' }, ...walk.span(clause) });
    }
    return;
  }
  for (const element of clause.elements) {
    const name = element.name.text;
    if (name === '') continue;
    const local = (element.propertyName ?? element.name).text;
    const span = walk.span(element);
    if (module === undefined) record(walk, { name, local, ...span });
    else record(walk, { name, from: { module, imported: local }, ...span });
  }
}

/** `export default x`, and `export = x`, which is CommonJS. */
function readExportAssignment(walk: Walk, node: ts.ExportAssignment): void {
  const span = walk.span(node);
  const value = walk.value(node.expression, { name: 'default', span });
  if (node.isExportEquals) recordWholeModule(walk, value, span);
  else record(walk, { name: 'default', value, ...span });
  walk.emit({ kind: 'expression', value, ...walk.span(node.expression) });
}

/** Records a declaration that carries `export`. Overloads of one function are one export. */
export function recordDeclared(
  walk: Walk,
  node: ts.Node,
  names: readonly { readonly name: string; readonly span: Span }[],
): void {
  if (!walk.exporting || !hasModifier(node, SyntaxKind.ExportKeyword)) return;
  const isDefault = hasModifier(node, SyntaxKind.DefaultKeyword);
  for (const { name, span } of names) {
    const exported = isDefault ? 'default' : name;
    const previous = walk.exports.at(-1);
    if (name === '' || (previous?.name === exported && previous.local === name)) continue;
    record(walk, { name: exported, local: name, start: span.start, end: span.end });
  }
}

/** Records `export default function () {}` and the like: a value without a name. */
export function recordAnonymous(walk: Walk, node: ts.Node, value: Value): void {
  if (!hasModifier(node, SyntaxKind.DefaultKeyword)) return;
  record(walk, { name: 'default', value, ...walk.span(node) });
}

/** Records `module.exports = x`, `module.exports.a = x` and `exports.a = x`; ignores every other assignment. */
export function recordCommonJsExport(walk: Walk, left: ts.Node, value: Value): void {
  const target = unwrap(left);
  if (walk.function !== 0) return;
  if (isModuleExports(target)) {
    recordWholeModule(walk, value, walk.span(target));
    return;
  }
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return;
  const owner = unwrap(target.expression);
  if (!isModuleExports(owner) && !(ts.isIdentifier(owner) && owner.text === 'exports')) return;
  const name = ts.isPropertyAccessExpression(target) ? target.name.text : stringOf(target.argumentExpression);
  if (name) record(walk, { name, value, ...walk.span(target) });
}

function isModuleExports(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'module'
  );
}

/** The value that is the whole module is its default; the properties of an object, or of another module, are names. */
function recordWholeModule(walk: Walk, value: Value, span: Span): void {
  record(walk, { name: 'default', value, ...span });
  if (value.kind === 'module') {
    record(walk, { name: '*', from: { module: value.module, imported: '*' }, ...span });
  }
  if (value.kind !== 'object') return;
  for (const entry of value.entries) {
    if (entry.kind === 'property') {
      record(walk, {
        name: entry.key,
        value: entry.value,
        start: entry.keySpan.start,
        end: entry.keySpan.end,
      });
    } else if (entry.kind === 'spread' && entry.value.kind === 'module') {
      record(walk, { name: '*', from: { module: entry.value.module, imported: '*' }, ...span });
    }
  }
}

function record(walk: Walk, binding: ExportBinding): void {
  if (walk.exporting) walk.exports.push(binding);
}

// Imports: ES modules, `import x = require()`, and CommonJS or dynamic imports bound to plain names.
import { ts } from 'ts-morph';
import type { ImportBinding } from '../summary/module';
import { bindingKey } from './targets';
import { requiredModule, stringOf, unwrapAwait } from './transparent';
import type { StatementReader, Walk } from './walk';

const { SyntaxKind } = ts;

export const importReaders: readonly (readonly [ts.SyntaxKind, StatementReader])[] = [
  [SyntaxKind.ImportDeclaration, readImport],
  [SyntaxKind.ImportEqualsDeclaration, readImportEquals],
];

function readImport(walk: Walk, node: ts.ImportDeclaration): void {
  const module = stringOf(node.moduleSpecifier);
  if (module === undefined) {
    // A line cut off in the middle takes what follows it for the module name.
    walk.value(node.moduleSpecifier);
    return;
  }
  const clause = node.importClause;
  if (!clause) {
    bind(walk, node, { local: '', module, imported: '*', typeOnly: false });
    return;
  }
  const typeOnly = clause.phaseModifier === SyntaxKind.TypeKeyword;
  if (clause.name)
    bind(walk, clause.name, { local: clause.name.text, module, imported: 'default', typeOnly });
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) {
    bind(walk, bindings, { local: bindings.name.text, module, imported: '*', typeOnly });
    return;
  }
  for (const element of bindings.elements) {
    if (element.name.text === '') continue;
    const imported = (element.propertyName ?? element.name).text;
    bind(walk, element, {
      local: element.name.text,
      module,
      imported,
      typeOnly: typeOnly || element.isTypeOnly,
    });
  }
}

/** `import x = require("m")` is an import; `import x = A.B` names a member of a namespace. */
function readImportEquals(walk: Walk, node: ts.ImportEqualsDeclaration): void {
  const { moduleReference: reference, name } = node;
  if (ts.isExternalModuleReference(reference)) {
    const module = stringOf(reference.expression);
    if (module === undefined) return;
    bind(walk, node, { local: name.text, module, imported: '*', typeOnly: node.isTypeOnly });
    return;
  }
  const parts: ts.Identifier[] = [];
  let rest: ts.EntityName = reference;
  while (ts.isQualifiedName(rest)) {
    parts.unshift(rest.right);
    rest = rest.left;
  }
  let value = walk.value(rest);
  for (const part of parts) {
    value = {
      kind: 'member',
      object: value,
      property: part.text,
      propertySpan: walk.span(part),
      ...walk.span(reference),
    };
  }
  const target = { kind: 'name', name: name.text, ...walk.span(name) } as const;
  walk.emit({ kind: 'assign', target, value, declares: 'const', ...walk.span(node) });
}

/**
 * Binds `const x = require("m")`, `const {a: b} = await import("m")` as imports. Returns false, having bound nothing,
 * for `let` and for patterns with defaults, rests or patterns inside: those stay assignments of a module.
 */
export function bindRequired(walk: Walk, node: ts.VariableDeclaration): boolean {
  const module = node.initializer && requiredModule(unwrapAwait(node.initializer));
  if (module === undefined) return false;
  if (ts.isIdentifier(node.name)) {
    bind(walk, node, { local: node.name.text, module, imported: '*', typeOnly: false });
    return true;
  }
  if (!ts.isObjectBindingPattern(node.name)) return false;
  if (!node.name.elements.every(isPlainElement)) return false;
  for (const element of node.name.elements) {
    if (!ts.isIdentifier(element.name)) continue;
    bind(walk, element, { local: element.name.text, module, imported: bindingKey(element), typeOnly: false });
  }
  return true;
}

function isPlainElement(element: ts.BindingElement): boolean {
  const plain = ts.isIdentifier(element.name) && !element.initializer && !element.dotDotDotToken;
  return plain && bindingKey(element) !== '';
}

function bind(
  walk: Walk,
  node: ts.Node,
  binding: Pick<ImportBinding, 'local' | 'module' | 'imported' | 'typeOnly'>,
): void {
  walk.imports.push({ ...binding, function: walk.function, ...walk.span(node) });
}

// Classes: bases, methods, fields and parameter properties.
import { ts } from 'ts-morph';
import type { ClassField, ClassMethod, ClassSummary } from '../summary/module';
import type { ClassValue } from '../summary/value';
import { docBefore } from './docComment';
import { hasModifier, isSignature, readDecorators, readFunction } from './functions';
import { propertyText } from './targets';
import { readType } from './types';
import type { Draft, ExpressionReader, Naming, Walk } from './walk';

const { SyntaxKind } = ts;

export const classReaders: readonly (readonly [ts.SyntaxKind, ExpressionReader])[] = [
  [SyntaxKind.ClassExpression, readClass],
];

interface Members {
  readonly methods: ClassMethod[];
  readonly fields: ClassField[];
}

/** Reads a class with all its members. Its own name wins over the name of what it is assigned to. */
export function readClass(walk: Walk, node: ts.ClassLikeDeclaration, naming?: Naming): ClassValue {
  const span = walk.span(node);
  const nameSpan = node.name
    ? walk.span(node.name)
    : naming && { start: naming.span.start, end: naming.span.end };
  const id = walk.classes.length;
  const members: Members = { methods: [], fields: [] };
  const draft: Draft<ClassSummary> = {
    id,
    name: node.name?.text ?? naming?.name ?? '',
    ...(nameSpan && { nameSpan }),
    bases: [],
    decorators: [],
    ...members,
    function: walk.function,
    ...span,
  };
  walk.classes.push(draft);
  const doc = naming?.doc ?? docBefore(walk, node);
  if (doc !== undefined) draft.doc = doc;
  draft.decorators = readDecorators(walk, node);
  draft.bases = (node.heritageClauses ?? [])
    .filter((clause) => clause.token === SyntaxKind.ExtendsKeyword)
    .flatMap((clause) => clause.types.map((type) => readType(walk, type)));
  for (const member of node.members) readMember(walk, member, id, members);
  return { kind: 'class', class: id, ...span };
}

function readMember(walk: Walk, node: ts.ClassElement, id: number, members: Members): void {
  if (ts.isPropertyDeclaration(node)) readField(walk, node, id, members);
  else if (ts.isClassStaticBlockDeclaration(node)) readFunction(walk, node, undefined, id);
  else if (ts.isConstructorDeclaration(node)) readConstructor(walk, node, id, members);
  else if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) readMethod(walk, node, id, members);
}

function readMethod(
  walk: Walk,
  node: ts.MethodDeclaration | ts.AccessorDeclaration,
  id: number,
  { methods }: Members,
): void {
  if (isSignature(node)) return;
  const name = propertyText(node.name) ?? '';
  const method = readFunction(walk, node, { name, span: walk.span(node.name) }, id);
  const form = ts.isGetAccessor(node) ? 'getter' : ts.isSetAccessor(node) ? 'setter' : 'method';
  methods.push({
    name,
    function: method.function,
    static: hasModifier(node, SyntaxKind.StaticKeyword),
    form,
  });
}

function readConstructor(walk: Walk, node: ts.ConstructorDeclaration, id: number, members: Members): void {
  if (isSignature(node)) return;
  const start = walk.start(node);
  const at = walk.source.text.indexOf('constructor', start);
  const nameStart = at >= 0 && at < node.end ? at : start;
  const span = { start: nameStart, end: Math.min(nameStart + 'constructor'.length, node.end) };
  const built = readFunction(walk, node, { name: 'constructor', span }, id);
  members.methods.push({ name: 'constructor', function: built.function, static: false, form: 'method' });
  const { parameters } = walk.functions[built.function]!;
  for (const declared of node.parameters) {
    if (!ts.isParameterPropertyDeclaration(declared, node) || !ts.isIdentifier(declared.name)) continue;
    const { text: name } = declared.name;
    const annotation = parameters.find((parameter) => parameter.name === name)?.annotation;
    members.fields.push({
      name,
      value: { kind: 'reference', name, ...walk.span(declared.name) },
      ...(annotation && { annotation }),
      static: false,
      ...walk.span(declared),
    });
  }
}

function readField(walk: Walk, node: ts.PropertyDeclaration, id: number, { fields }: Members): void {
  const name = propertyText(node.name);
  const decorators = readDecorators(walk, node);
  const field: Draft<ClassField> = {
    name: name ?? '',
    static: hasModifier(node, SyntaxKind.StaticKeyword),
    ...walk.span(node),
  };
  if (node.type) field.annotation = readType(walk, node.type);
  if (node.initializer) {
    const outer = walk.fieldsOf;
    walk.fieldsOf = id;
    const naming = { name: name ?? '', span: walk.span(node.name), doc: docBefore(walk, node) };
    field.value = walk.value(node.initializer, naming);
    walk.fieldsOf = outer;
  }
  if (decorators.length > 0) field.decorators = decorators;
  fields.push(field);
}

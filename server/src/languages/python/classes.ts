// Class definitions: bases, fields of the body, methods.
import type { ClassField, ClassMethod, Statement } from '../summary/module';
import type { Value } from '../summary/value';
import { decoratorName, readDoc } from './functions';
import { childOf, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

/** Reads a class with everything inside it; returns its index. */
export function readClass(builder: ModuleBuilder, node: SyntaxNode, decorators: readonly Value[]): number {
  const id = builder.classes.length;
  builder.classes.push(undefined);
  const nameNode = childOf(node, 'identifier');
  const block = childOf(node, 'block');
  const bases = readBases(builder, childOf(node, 'argument_list'));
  const doc = block && readDoc(builder, block.children);
  const statements = readBody(builder, id, block?.children ?? []);
  const methods: ClassMethod[] = [];
  const fields: ClassField[] = [];
  collectMembers(builder, statements, methods, fields);
  builder.classes[id] = {
    id,
    start: node.start,
    end: node.end,
    name: nameNode ? builder.textOf(nameNode) : '',
    ...(nameNode && { nameSpan: { start: nameNode.start, end: nameNode.end } }),
    bases,
    decorators,
    methods,
    fields,
    function: builder.frame.function,
    ...(doc !== undefined && { doc }),
  };
  return id;
}

/** Base classes; `metaclass=` and other keywords are read for the calls in them only. */
function readBases(builder: ModuleBuilder, list: SyntaxNode | undefined): Value[] {
  const bases: Value[] = [];
  for (const child of list?.children ?? []) {
    if (child.type === 'keyword_argument') builder.value(child.children[1], child);
    else if (child.type.endsWith('_splat')) builder.value(child.children[0], child);
    else bases.push(builder.annotation(child));
  }
  return bases;
}

/** The statements of a class body. An enclosing method's `self` is hidden: it is not an object of this class. */
function readBody(builder: ModuleBuilder, id: number, nodes: readonly SyntaxNode[]): Statement[] {
  const { frame, classBody } = builder;
  builder.frame = { ...frame, selfName: undefined };
  builder.classBody = id;
  const statements = builder.block(nodes);
  builder.frame = frame;
  builder.classBody = classBody;
  return statements;
}

/** Members also stand under `if` and `try`: there too they are members. */
function collectMembers(
  builder: ModuleBuilder,
  statements: readonly Statement[],
  methods: ClassMethod[],
  fields: ClassField[],
): void {
  const collect = (nested: readonly Statement[]) => collectMembers(builder, nested, methods, fields);
  for (const statement of statements) {
    if (statement.kind === 'function') methods.push(toMethod(builder, statement.function));
    else if (statement.kind === 'assign') {
      const field = toField(statement);
      if (field) fields.push(field);
    } else if (statement.kind === 'if') {
      collect(statement.then);
      collect(statement.otherwise);
    } else if (statement.kind === 'try') {
      collect(statement.body);
      for (const handler of statement.handlers) collect(handler.body);
      collect(statement.otherwise);
      collect(statement.finalizer);
    } else if (statement.kind === 'with') collect(statement.body);
  }
}

function toMethod(builder: ModuleBuilder, id: number): ClassMethod {
  const { name, decorators } = builder.functions[id]!;
  const names = decorators.map((each) => decoratorName(builder, each));
  const isStatic = names.includes('staticmethod') || names.includes('classmethod');
  const isGetter = names.includes('property') || names.includes('cached_property');
  const form = names.includes('setter') ? 'setter' : isGetter ? 'getter' : 'method';
  return { name, function: id, static: isStatic, form };
}

function toField(statement: Statement & { kind: 'assign' }): ClassField | undefined {
  const { start, end, target, value, annotation, operator } = statement;
  if (target.kind !== 'name' || operator !== undefined) return undefined;
  return {
    start,
    end,
    name: target.name,
    ...(value && { value }),
    ...(annotation && { annotation }),
    static: annotation !== undefined && isClassVar(annotation),
  };
}

/** `ClassVar` and `ClassVar[...]`, by either spelling of the name. */
function isClassVar(annotation: Value): boolean {
  const base = annotation.kind === 'index' ? annotation.object : annotation;
  return (
    (base.kind === 'reference' && base.name === 'ClassVar') ||
    (base.kind === 'member' && base.property === 'ClassVar')
  );
}

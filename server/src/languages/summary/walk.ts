// Walks over the values and statements of a summary. Reading only.
import type { ModuleSummary, Statement, Target } from './module';
import type { Value } from './value';

/** The values directly inside `value`; call arguments are not inside (they belong to the call site). */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'env':
      return value.fallback ? [value.fallback] : [];
    case 'oneOf':
      return value.condition ? [value.condition, ...value.options] : value.options;
    case 'object':
      return value.entries.flatMap((entry) =>
        entry.kind === 'computed' ? [entry.key, entry.value] : [entry.value],
      );
    case 'list':
      return value.items.map((item) => item.value);
    case 'member':
      return [value.object];
    case 'index':
      return [value.object, value.index];
    case 'template':
      return value.parts.filter((part): part is Value => typeof part !== 'string');
    case 'operation':
      return value.operands;
    case 'unknown':
      return value.children ?? [];
    default:
      return [];
  }
}

/** Calls `visit` for `value` and everything inside it, outermost first. */
export function walkValue(value: Value, visit: (value: Value) => void): void {
  const stack: Value[] = [value];
  while (stack.length > 0) {
    const next = stack.pop()!;
    visit(next);
    const children = childrenOf(next);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
}

function valuesOfTarget(target: Target): readonly Value[] {
  if (target.kind === 'member') return [target.object];
  if (target.kind === 'index') return [target.object, target.index];
  if (target.kind === 'pattern') {
    return target.elements.flatMap((element) => [
      ...valuesOfTarget(element.target),
      ...(element.default ? [element.default] : []),
    ]);
  }
  return [];
}

/** The values evaluated by a statement itself, not by the statements nested in it. */
export function valuesOf(statement: Statement): readonly Value[] {
  switch (statement.kind) {
    case 'expression':
      return [statement.value];
    case 'assign':
      return [...(statement.value ? [statement.value] : []), ...valuesOfTarget(statement.target)];
    case 'if':
      return [statement.condition];
    case 'switch':
      return [statement.subject, ...statement.cases.flatMap((one) => one.tests)];
    case 'loop':
      return [statement.condition, statement.iterates].filter((value): value is Value => value !== undefined);
    case 'with':
      return statement.items.map((item) => item.value);
    case 'return':
    case 'throw':
      return statement.value ? [statement.value] : [];
    default:
      return [];
  }
}

/** The statement lists nested directly in a statement (not those of functions declared in it). */
export function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
      return [statement.then, statement.otherwise];
    case 'switch':
      return statement.cases.map((one) => one.body);
    case 'loop':
      return [statement.body, statement.otherwise];
    case 'try':
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.otherwise,
        statement.finalizer,
      ];
    case 'with':
      return [statement.body];
    default:
      return [];
  }
}

/** Calls `visit` for every statement of a function body, nested ones included, in source order. */
export function walkStatements(body: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of body) {
    visit(statement);
    for (const block of blocksOf(statement)) walkStatements(block, visit);
  }
}

/** Whether a function is this one or written inside it. Both by their number in the module. */
export function isInside(module: ModuleSummary, inner: number, outer: number): boolean {
  for (let id = inner; id >= 0; id = module.functions[id]?.parent ?? -1) if (id === outer) return true;
  return false;
}

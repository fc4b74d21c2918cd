// Assignments: plain, chained, annotated, augmented, and type aliases.
import type { Statement } from '../summary/module';
import type { Value } from '../summary/value';
import { createUnknown, type ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

/** `a = b = c` gives one statement per target, all with the same value. */
export function readAssignment(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end } = node;
  const links: SyntaxNode[] = [];
  let last: SyntaxNode | undefined = node;
  let type: SyntaxNode | undefined;
  while (last?.type === 'assignment') {
    const [left, second, third]: readonly SyntaxNode[] = last.children;
    if (left) links.push(left);
    if (second?.type === 'type') {
      type = second;
      last = third;
    } else last = second;
  }
  const annotation = type && builder.annotation(type);
  const name = links.length === 1 && links[0]?.type === 'identifier' ? builder.textOf(links[0]) : '';
  const bare = type !== undefined && last === undefined;
  const read = bare ? undefined : builder.namedValue(last, name, node);
  // In a broken assignment the name is written, but what it gets is not known.
  const value = read && node.damaged ? createUnknown(node, 'syntax error', [read]) : read;
  for (const left of links) {
    const target = builder.target(left);
    if (target) {
      out.push({
        kind: 'assign',
        start,
        end,
        target,
        ...(value && { value }),
        declares: 'none',
        ...(annotation && { annotation }),
      });
    } else if (value) out.push({ kind: 'expression', start, end, value });
  }
}

export function readAugmentedAssignment(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end, children, operators } = node;
  const value = builder.value(children[1], node);
  const target = children[0] && builder.target(children[0]);
  if (!target) out.push({ kind: 'expression', start, end, value });
  else
    out.push({ kind: 'assign', start, end, target, value, declares: 'none', operator: operators[0] ?? '' });
}

/** `type Name = ...`. */
export function readTypeAlias(builder: ModuleBuilder, node: SyntaxNode, out: Statement[]): void {
  const { start, end, children } = node;
  const [left, right] = children;
  const target = left && builder.target(left);
  const value: Value = right ? builder.annotation(right) : builder.value(undefined, node);
  if (target) out.push({ kind: 'assign', start, end, target, value, declares: 'none' });
}

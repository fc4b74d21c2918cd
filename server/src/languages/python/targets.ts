// What can stand left of `=`, after `for`, `as` and `del`.
import type { PatternElement, Target } from '../summary/module';
import { readIndex } from './collections';
import type { ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

/** Undefined where the text cannot be assigned to. */
export function readTarget(builder: ModuleBuilder, node: SyntaxNode): Target | undefined {
  const { start, end, children } = node;
  const [first, second] = children;
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', start, end, name: builder.textOf(node) };
    case 'attribute':
      if (!first || !second || node.damaged) return undefined;
      return {
        kind: 'member',
        start,
        end,
        object: builder.value(first, node),
        property: builder.textOf(second),
      };
    case 'subscript':
      if (node.damaged) return undefined;
      return {
        kind: 'index',
        start,
        end,
        object: builder.value(first, node),
        index: readIndex(builder, node),
      };
    case 'parenthesized_expression':
    case 'as_pattern_target':
    case 'type':
      return first ? readTarget(builder, first) : undefined;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'expression_list':
    case 'tuple':
    case 'list':
      return { kind: 'pattern', start, end, elements: readElements(builder, children) };
    default:
      return undefined;
  }
}

function readElements(builder: ModuleBuilder, nodes: readonly SyntaxNode[]): PatternElement[] {
  const elements: PatternElement[] = [];
  for (const [key, node] of nodes.entries()) {
    const rest = node.type === 'list_splat_pattern' || node.type === 'list_splat';
    const inner = rest ? node.children[0] : node;
    const target = inner && readTarget(builder, inner);
    if (target) elements.push({ key, rest, target });
  }
  return elements;
}

/** The names a target binds, patterns included. */
export function namesOf(target: Target | undefined): string[] {
  if (target?.kind === 'name') return [target.name];
  return target?.kind === 'pattern' ? target.elements.flatMap((element) => namesOf(element.target)) : [];
}

// Parameter lists of functions and lambdas.
import type { Parameter } from '../summary/module';
import type { ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

type Form = Parameter['form'];

/** Parameters in order; defaults and annotations are read where the function is defined, not inside it. */
export function readParameters(builder: ModuleBuilder, node: SyntaxNode | undefined): Parameter[] {
  const parameters: Parameter[] = [];
  let plain: Form = 'positional';
  for (const child of node?.children ?? []) {
    if (child.type === 'keyword_separator') plain = 'keyword-only';
    const parameter = readParameter(builder, child, plain);
    if (!parameter) continue;
    parameters.push(parameter);
    if (parameter.form === 'rest') plain = 'keyword-only';
  }
  return parameters;
}

function readParameter(builder: ModuleBuilder, node: SyntaxNode, plain: Form): Parameter | undefined {
  const { start, end, children } = node;
  const [first, second, third] = children;
  switch (node.type) {
    case 'identifier':
      return { start, end, name: builder.textOf(node), form: plain };
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern': {
      const form = node.type === 'list_splat_pattern' ? 'rest' : 'keyword-rest';
      return first && { start, end, name: builder.textOf(first), form };
    }
    case 'typed_parameter': {
      const inner = first && readParameter(builder, first, plain);
      return inner && { ...inner, start, end, ...(second && { annotation: builder.annotation(second) }) };
    }
    case 'default_parameter': {
      const inner = first && readPlain(builder, first);
      return (
        inner && { ...inner, start, end, form: plain, default: builder.namedValue(second, inner.name, node) }
      );
    }
    case 'typed_default_parameter': {
      if (!first || !second) return undefined;
      const annotation = builder.annotation(second);
      const name = builder.textOf(first);
      return { start, end, name, form: plain, annotation, default: builder.namedValue(third, name, node) };
    }
    case 'tuple_pattern':
      return { ...readPlain(builder, node), start, end, form: plain };
    default:
      return undefined;
  }
}

/** A name, or the tuple pattern that Python 2 allowed in its place. */
function readPlain(builder: ModuleBuilder, node: SyntaxNode): Pick<Parameter, 'name' | 'pattern'> {
  if (node.type === 'identifier') return { name: builder.textOf(node) };
  const pattern = builder.target(node);
  return pattern ? { name: '', pattern } : { name: '' };
}

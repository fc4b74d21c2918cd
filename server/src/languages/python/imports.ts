// Import statements to import bindings.
import type { Span } from '../../text/span';
import type { ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

/** `import a`, `import a.b as c`: each module bound whole. */
export function readImport(builder: ModuleBuilder, node: SyntaxNode): void {
  for (const child of node.children) {
    if (child.type === 'aliased_import') {
      const [module, alias] = child.children;
      if (module && alias) addBinding(builder, child, builder.textOf(alias), dotted(builder, module), '*');
    } else if (child.type === 'dotted_name') {
      const module = dotted(builder, child);
      const top = module.split('.', 1)[0]!;
      addBinding(builder, child, top, top, '*');
      // `import a.b` binds `a` and loads `a.b` as well.
      if (top !== module) addBinding(builder, child, '', module, '*');
    }
  }
}

/** `from m import x as y`, `from . import x`, `from m import *`. */
export function readImportFrom(builder: ModuleBuilder, node: SyntaxNode): void {
  const future = node.type === 'future_import_statement';
  const [first, ...rest] = node.children;
  const names = future ? node.children : rest;
  if (!future && first?.type !== 'dotted_name' && first?.type !== 'relative_import') return;
  const module = future ? '__future__' : dotted(builder, first!);
  for (const child of names) {
    if (child.type === 'wildcard_import') addBinding(builder, child, '*', module, '*');
    else if (child.type === 'dotted_name') {
      const name = dotted(builder, child);
      addBinding(builder, child, name, module, name);
    } else if (child.type === 'aliased_import') {
      const [name, alias] = child.children;
      if (name && alias) addBinding(builder, child, builder.textOf(alias), module, dotted(builder, name));
    }
  }
}

/**
 * The full dotted name an expression stands for by the imports met so far: `environ` is `os.environ` after
 * `from os import environ`. The module `os` itself is known by its own name where no import says otherwise.
 */
export function qualifiedName(builder: ModuleBuilder, node: SyntaxNode): string | undefined {
  if (node.type === 'identifier') {
    const name = builder.textOf(node);
    const binding = builder.importOf(name);
    if (!binding) return name === 'os' || name === 'importlib' ? name : undefined;
    return binding.imported === '*' ? binding.module : `${binding.module}.${binding.imported}`;
  }
  if (node.type !== 'attribute') return undefined;
  const [object, property] = node.children;
  const owner = object && property ? qualifiedName(builder, object) : undefined;
  return owner === undefined ? undefined : `${owner}.${builder.textOf(property!)}`;
}

/** The name as written, without the white space that Python allows around dots. */
function dotted(builder: ModuleBuilder, node: SyntaxNode): string {
  return builder.textOf(node).replace(/\s|\\/g, '');
}

function addBinding(
  builder: ModuleBuilder,
  span: Span,
  local: string,
  module: string,
  imported: string,
): void {
  builder.addImport({
    start: span.start,
    end: span.end,
    local,
    module,
    imported,
    typeOnly: builder.typeOnly,
    function: builder.frame.function,
  });
}

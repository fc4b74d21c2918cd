// Names that stand for a type: `CurrentUser = Annotated[User, Depends(current_user)]`, where they are written or imported.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Program } from './program';

/** Aliases of aliases, and imports of imports, deeper than this stay unseen. */
const MAX_DEPTH = 6;

export interface TypeAlias {
  readonly module: ModuleSummary;
  readonly value: Value;
}

/** The type a module gives a name to; undefined if the name stands for something else. */
export function typeAlias(
  program: Program,
  module: ModuleSummary,
  name: string,
  depth = 0,
): TypeAlias | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (const definition of program.scope(module).names[0]?.get(name) ?? []) {
    if (definition.kind === 'value' && definition.path.length === 0) {
      const { value } = definition;
      if (value.kind === 'index' || (value.kind === 'operation' && value.operator === '|'))
        return { module, value };
      if (value.kind === 'reference') return typeAlias(program, module, value.name, depth + 1);
    }
    if (definition.kind !== 'import') continue;
    const target = program.resolveImport(module, definition.binding.module);
    if (target && target !== 'outside')
      return typeAlias(program, target, definition.binding.imported, depth + 1);
  }
  return undefined;
}

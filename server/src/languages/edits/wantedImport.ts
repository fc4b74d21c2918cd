// What a repair needs imported, and what the import edits of both languages have in common.
import type { ModuleSummary } from '../summary/module';
import type { TextEdit } from './textEdit';

export interface WantedImport {
  readonly module: string;
  /** The exported name; `default`, or `*` for the module itself. */
  readonly name: string;
  /** The name to bind a default or a module to. */
  readonly local?: string;
}

export interface EnsuredImports {
  readonly edits: readonly TextEdit[];
  /** How each wanted thing is called in the file, in the order asked. */
  readonly locals: readonly string[];
}

/** Names bound at the top of a module: imports, functions, classes, variables. */
export function topLevelNames(module: ModuleSummary): ReadonlySet<string> {
  const names = new Set<string>();
  for (const binding of module.imports) if (binding.function === 0) names.add(binding.local);
  for (const fn of module.functions) if (fn.parent === 0 && fn.class === undefined) names.add(fn.name);
  for (const one of module.classes) if (one.function === 0) names.add(one.name);
  for (const statement of module.functions[0]?.body ?? []) {
    if (statement.kind === 'assign' && statement.target.kind === 'name') names.add(statement.target.name);
  }
  return names;
}

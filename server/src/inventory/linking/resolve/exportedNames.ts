// Every name a module exports, those of modules it exports as a whole among them.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Program } from './program';

export interface ExportedNames {
  readonly names: ReadonlySet<string>;
  /** Specifiers of what is exported as a whole and cannot be looked into. */
  readonly hidden: readonly string[];
}

export function exportedNames(program: Program, module: ModuleSummary): ExportedNames {
  const names = new Set<string>();
  const hidden: string[] = [];
  const seen = new Set([module.path]);
  const waiting = [module];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const { name, from } of next.exports) {
      if (name !== '*') {
        // A default is no part of what `export *` hands on.
        if (next === module || name !== 'default') names.add(name);
        continue;
      }
      const target = from && program.resolveImport(next, from.module);
      if (!target || target === 'outside') hidden.push(from?.module ?? name);
      else if (!seen.has(target.path)) {
        seen.add(target.path);
        waiting.push(target);
      }
    }
  }
  return { names, hidden };
}

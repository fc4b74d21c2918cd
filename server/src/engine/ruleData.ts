// The rule data of the product: packs and rules from the rules directory, loaded once. Packs come from the build's JSON where it exists.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../catalog/catalog';
import { readCompiledPacks } from '../catalog/compiledPacks';
import { loadCatalog, type RuleReader } from '../catalog/load';
import { loadRules } from '../checklist/rules/load';
import type { RuleSet } from '../checklist/rules/rule';

export interface RuleData {
  readonly catalog: Catalog;
  readonly rules: RuleSet;
  /** Faults in the rule data: `path:line: message`. Empty in a sound installation. */
  readonly errors: readonly string[];
  readonly reader: RuleReader;
}

/** Reads rule data from disk. Synchronous: done once, before the first analysis. `compiled` is the build's JSON of the packs. */
export function loadRuleData(directory: string, compiled?: string): RuleData {
  const reader: RuleReader = {
    list: (path) => (existsSync(join(directory, path)) ? readdirSync(join(directory, path)) : []),
    read: (path) => readFileSync(join(directory, path), 'utf8'),
  };
  const { rules, errors: ruleErrors } = loadRules(reader);
  const packs =
    compiled && existsSync(compiled)
      ? { catalog: readCompiledPacks(readFileSync(compiled, 'utf8')), errors: [] }
      : loadCatalog(reader, '');
  const errors = [...packs.errors, ...ruleErrors].map(
    (error) => `${error.path}:${error.line}: ${error.message}`,
  );
  return { catalog: packs.catalog, rules, errors, reader };
}

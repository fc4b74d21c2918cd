// The rule data of the product: packs and rules from the rules directory, loaded once. Packs come from the build's JSON where it exists.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../catalog/catalog';
import { compilePacks, readCompiledPacks } from '../catalog/compiledPacks';
import { type LoadedCatalog, loadCatalog, PACK_FOLDERS, type RuleReader } from '../catalog/load';
import { loadRules } from '../checklist/rules/load';
import type { RuleSet } from '../checklist/rules/rule';
import { loadSecretFormats, type SecretFormat } from '../inventory/secrets/formats';

export interface RuleData {
  readonly catalog: Catalog;
  readonly rules: RuleSet;
  readonly secretFormats: readonly SecretFormat[];
  /** Faults in the rule data: `path:line: message`. Empty in a sound installation. */
  readonly errors: readonly string[];
  readonly reader: RuleReader;
}

/** Reads the rule data below a directory of the disk. */
export function createRuleReader(directory: string): RuleReader {
  return {
    list: (path) => (existsSync(join(directory, path)) ? readdirSync(join(directory, path)) : []),
    read: (path) => readFileSync(join(directory, path), 'utf8'),
  };
}

/** Reads rule data from disk. Synchronous: done once, before the first analysis. `compiled` is the build's JSON of the packs. */
export function loadRuleData(directory: string, compiled?: string): RuleData {
  const reader = createRuleReader(directory);
  const { rules, errors: ruleErrors } = loadRules(reader);
  const packs = loadPacks(reader, compiled);
  const secrets = loadSecretFormats(reader, '');
  const errors = [...packs.errors, ...ruleErrors, ...secrets.errors].map(
    (error) => `${error.path}:${error.line}: ${error.message}`,
  );
  return { catalog: packs.catalog, rules, secretFormats: secrets.formats, errors, reader };
}

/** What a build ships: a line with the stamp of the YAML it was made from, then the packs. Throws, naming the place, if a pack has a fault. */
export function createCompiledPacks(directory: string): string {
  const reader = createRuleReader(directory);
  const { catalog, errors } = loadCatalog(reader, '');
  const [fault] = errors;
  if (fault) throw new Error(`${fault.path}:${fault.line}: ${fault.message}`);
  return `${stampOf(reader)}\n${compilePacks(catalog)}`;
}

/** The compiled packs; the YAML where there are none, where it changed since, or where the text was cut off. */
function loadPacks(reader: RuleReader, compiled: string | undefined): LoadedCatalog {
  if (compiled !== undefined && existsSync(compiled)) {
    const text = readFileSync(compiled, 'utf8');
    const end = text.indexOf('\n');
    try {
      if (text.slice(0, end) === stampOf(reader))
        return { catalog: readCompiledPacks(text.slice(end + 1)), errors: [] };
    } catch {
      // Slower, and right all the same.
    }
  }
  return loadCatalog(reader, '');
}

/** Changes with every pack: reading them as text takes milliseconds. */
function stampOf(reader: RuleReader): string {
  const hash = createHash('sha256');
  for (const folder of PACK_FOLDERS)
    for (const name of [...reader.list(folder)].filter((each) => /\.ya?ml$/.test(each)).sort())
      hash.update(`${folder}/${name}\n${reader.read(`${folder}/${name}`)}\n`);
  return hash.digest('hex');
}

// Writes the generated lists of modules, or tells which of them are stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { INDEX_ROWS, type IndexRow } from './rows';

const INDEX_NAME = 'index.generated.ts';

/**
 * Brings every index under `root` up to date and returns the paths of those that were stale, relative to `root`.
 * With `check` nothing is written. Throws if a module lacks the export that its row asks for.
 */
export function generateIndexes(
  root: string,
  { check = false, rows = INDEX_ROWS }: { check?: boolean; rows?: readonly IndexRow[] } = {},
): string[] {
  const stale: string[] = [];
  for (const row of rows) {
    if (!existsSync(path.join(root, row.folder))) continue;
    const file = path.join(root, row.folder, INDEX_NAME);
    const text = indexText(row, modulesOf(root, row));
    if (existsSync(file) && readFileSync(file, 'utf8').replaceAll('\r\n', '\n') === text) continue;
    stale.push(`${row.folder}/${INDEX_NAME}`);
    if (!check) writeFileSync(file, text);
  }
  return stale;
}

/** Modules of a row without their extension, relative to its folder, in an order that no machine changes. */
function modulesOf(root: string, row: IndexRow): string[] {
  const folder = path.join(root, row.folder);
  const fits = picomatch(row.glob);
  const exported = new RegExp(`^export (?:const|function|class) ${row.exportName}\\b`, 'm');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && path.posix.basename(name) !== INDEX_NAME && fits(name))
    .filter((name) => {
      if (exported.test(readFileSync(path.join(folder, name), 'utf8'))) return true;
      if (row.mixed) return false;
      throw new Error(`${row.folder}/${name} does not export "${row.exportName}"`);
    })
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

function indexText(row: IndexRow, modules: readonly string[]): string {
  const names = modules.map((module) => importedName(module, row.exportName));
  const imports = modules.map(
    (module, at) => `import { ${row.exportName} as ${names[at]} } from './${module}';`,
  );
  return [
    '// Generated from the modules of this folder by `npm run indexes`; changes here are lost.',
    `import type { ${row.type.name} } from '${row.type.from}';`,
    ...imports,
    '',
    names.length === 0
      ? `export const ${row.listName}: readonly ${row.type.name}[] = [];`
      : `export const ${row.listName}: readonly ${row.type.name}[] = [\n${names.map((name) => `  ${name},\n`).join('')}];`,
    '',
  ].join('\n');
}

/** `config/yaml/language`, `language` -> `configYamlLanguage`; the ending keeps it clear of reserved words. */
function importedName(module: string, exportName: string): string {
  const parts = module.split(/[^A-Za-z0-9]+/);
  if (parts.at(-1) !== exportName) parts.push(exportName);
  return parts.map((part, at) => (at === 0 ? lowerFirst(part) : upperFirst(part))).join('');
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

// Dependencies that manifests declare: package.json, pyproject.toml (PEP 621, Poetry, uv, dependency groups), Pipfile, requirements files.
import { normaliseName } from '../../languages/config/requirements/toRequirement';
import type { ConfigNode, ConfigSummary } from '../../languages/summary/config';
import type { CodeLanguage } from '../../languages/summary/module';
import { entriesAt, fileName, itemsAt, nodeAt, rootOf, textAt } from './configTree';

export interface Dependency {
  /** Distribution name; for Python in the form indexes compare (`langchain-openai`). */
  readonly name: string;
  /** As written (`^5.1.0`, `>=1,<2`, `==2.0.1`), '' if anything is allowed. */
  readonly range: string;
  readonly language: CodeLanguage;
  readonly group: 'production' | 'development' | 'optional' | 'peer';
}

const NPM_GROUPS = {
  dependencies: 'production',
  devDependencies: 'development',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
} as const;

/** What one manifest declares; empty for any other file. */
export function dependenciesOf(config: ConfigSummary): Dependency[] {
  const root = rootOf(config);
  if (!root) return [];
  const name = fileName(config.path);
  if (name === 'package.json') return ofPackageJson(root);
  if (name === 'pyproject.toml') return ofPyproject(root);
  if (name === 'pipfile') {
    return [...ofTable(root, ['packages'], 'production'), ...ofTable(root, ['dev-packages'], 'development')];
  }
  return config.format === 'requirements' ? ofRequirements(root, name) : [];
}

function ofPackageJson(root: ConfigNode): Dependency[] {
  return Object.entries(NPM_GROUPS).flatMap(([key, group]) =>
    entriesAt(root, key).map((entry) => ({
      name: entry.key,
      range: entry.value.kind === 'scalar' ? String(entry.value.value ?? '') : '',
      language: 'typescript' as const,
      group,
    })),
  );
}

function ofPyproject(root: ConfigNode): Dependency[] {
  const optional = entriesAt(root, 'project', 'optional-dependencies');
  const groups = entriesAt(root, 'dependency-groups');
  const poetry = ['tool', 'poetry'];
  return [
    ...ofList(nodeAt(root, 'project', 'dependencies'), 'production'),
    ...optional.flatMap(({ value }) => ofList(value, 'optional')),
    ...groups.flatMap(({ value }) => ofList(value, 'development')),
    ...ofList(nodeAt(root, 'tool', 'uv', 'dev-dependencies'), 'development'),
    ...ofTable(root, [...poetry, 'dependencies'], 'production'),
    ...ofTable(root, [...poetry, 'dev-dependencies'], 'development'),
    ...entriesAt(root, ...poetry, 'group').flatMap(({ key }) =>
      ofTable(root, [...poetry, 'group', key, 'dependencies'], 'development'),
    ),
  ];
}

/** A list of PEP 508 requirements. */
function ofList(node: ConfigNode | undefined, group: Dependency['group']): Dependency[] {
  return itemsAt(node).flatMap((item) => {
    const parsed = item.kind === 'scalar' ? parseRequirement(String(item.value)) : undefined;
    return parsed ? [{ ...parsed, language: 'python' as const, group }] : [];
  });
}

/** `name[extra] (>=1,<2); marker` to name and range. */
export function parseRequirement(text: string): { name: string; range: string } | undefined {
  const match = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(text);
  if (!match) return undefined;
  const range = match[2]!
    .split(';')[0]!
    .trim()
    .replace(/^\((.*)\)$/, '$1');
  return { name: normaliseName(match[1]!), range: range.startsWith('@') ? '' : range };
}

/** A table of names and ranges, or of names and tables with a `version`. */
function ofTable(root: ConfigNode, keys: readonly string[], group: Dependency['group']): Dependency[] {
  return entriesAt(root, ...keys)
    .filter(({ key }) => key !== 'python')
    .map(({ key, value }) => {
      const written = value.kind === 'scalar' ? String(value.value ?? '') : (textAt(value, 'version') ?? '');
      return {
        name: normaliseName(key),
        range: written === '*' ? '' : written,
        language: 'python' as const,
        group,
      };
    });
}

function ofRequirements(root: ConfigNode, file: string): Dependency[] {
  const group = /dev|test|lint|docs|ci/.test(file) ? 'development' : 'production';
  return itemsAt(root).flatMap((line) => {
    const name = textAt(line, 'name');
    if (name === undefined) return [];
    return [
      {
        name: normaliseName(name),
        range: textAt(line, 'specifier') ?? '',
        language: 'python' as const,
        group,
      },
    ];
  });
}

// Which version of a package a project uses: what its lockfile resolved, else what its manifest says.
import { satisfies, validRange } from 'semver';
import { exactVersion } from '../../catalog/version';
import { normaliseName } from '../../languages/config/requirements/toRequirement';
import type { ConfigSummary } from '../../languages/summary/config';
import type { CodeLanguage } from '../../languages/summary/module';
import { entriesAt, fileName, folderOf, rootOf, textsIn } from './configTree';
import type { Dependency } from './dependencies';
import { ancestorsOf, type ProjectDraft } from './projects';

export interface Versions {
  /**
   * The exact version of a distribution in the project at a directory, else the range as its manifest writes it;
   * undefined where neither says anything.
   */
  versionOf(project: string, language: CodeLanguage, distribution: string): string | undefined;
}

const PYTHON_LOCKS = new Set(['uv.lock', 'poetry.lock', 'pipfile.lock']);

/** Versions per name: several where a workspace resolves more than one. */
type Locked = ReadonlyMap<string, readonly string[]>;

/** Reads all lockfiles and manifests of the workspace once. */
export function createVersions(
  projects: readonly ProjectDraft[],
  configs: readonly ConfigSummary[],
): Versions {
  const locks = { typescript: new Map<string, Locked[]>(), python: new Map<string, Locked[]>() };
  for (const config of configs) {
    if (config.format !== 'lockfile') continue;
    const language = PYTHON_LOCKS.has(fileName(config.path)) ? 'python' : 'typescript';
    const folder = folderOf(config.path);
    locks[language].set(folder, [...(locks[language].get(folder) ?? []), lockedOf(config, language)]);
  }
  const declared = new Map(projects.map(({ path, dependencies }) => [path, dependencies]));
  return {
    versionOf(project, language, distribution) {
      const name = language === 'python' ? normaliseName(distribution) : distribution;
      const range = rangeOf(declared, project, language, name);
      return lockedVersion(locks[language], project, name, range) ?? toVersion(range);
    },
  };
}

function lockedOf(config: ConfigSummary, language: CodeLanguage): Locked {
  return new Map(
    entriesAt(rootOf(config)).map(({ key, value }) => [
      language === 'python' ? normaliseName(key) : key,
      textsIn(value),
    ]),
  );
}

/** The nearest lockfile that knows the package, upward from the project. */
function lockedVersion(
  locks: ReadonlyMap<string, readonly Locked[]>,
  project: string,
  name: string,
  range: string | undefined,
): string | undefined {
  for (const folder of ancestorsOf(project)) {
    for (const lock of locks.get(folder) ?? []) {
      const versions = lock.get(name);
      if (versions) return versions.length === 1 ? versions[0] : choose(versions, range);
    }
  }
  return undefined;
}

/** Of several resolved versions the only one the project's own range allows. */
function choose(versions: readonly string[], range: string | undefined): string | undefined {
  if (range === undefined || validRange(range) === null) return undefined;
  const fitting = versions.filter((version) => satisfies(version, range));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** What the project declares, else the projects above it: a workspace root lists what its packages share. */
function rangeOf(
  declared: ReadonlyMap<string, readonly Dependency[]>,
  project: string,
  language: CodeLanguage,
  name: string,
): string | undefined {
  for (const folder of ancestorsOf(project)) {
    const found = (declared.get(folder) ?? []).filter(
      (each) => each.language === language && each.name === name,
    );
    // A pin among several entries (a range in one file, a lock-like list in another) says most.
    const best = found.find(({ range }) => exactVersion(range) !== undefined) ?? found[0];
    if (best) return best.range;
  }
  return undefined;
}

/** An exact pin without its operator, or the range; undefined for what names no version. */
function toVersion(range: string | undefined): string | undefined {
  const written = range?.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '').trim();
  if (
    !written ||
    written === '*' ||
    /^(?:latest|next|workspace:|catalog:|link:|file:|git|https?:|github:|portal:)/.test(written)
  ) {
    return undefined;
  }
  return exactVersion(written) === undefined ? written : written.replace(/^(?:===?|v)\s*/, '');
}

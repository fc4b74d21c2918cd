// The projects of a workspace: which directories are one, what they are called, what they depend on, whether they are made to be imported.
import type { ConfigSummary } from '../../languages/summary/config';
import { fileName, folderOf, nodeAt, rootOf, textAt, textsIn } from './configTree';
import { type Dependency, dependenciesOf } from './dependencies';

/** A project before it is known what it holds. */
export interface ProjectDraft {
  /** Directory, '' for the root. */
  readonly path: string;
  /** As its manifest says, else the name of its directory; '' for a root without a name. */
  readonly name: string;
  /** Absent for a root that has no manifest. */
  readonly manifestPath?: string;
  readonly dependencies: readonly Dependency[];
  /** True if it is made for others to import and starts nothing by itself: see `isLibrary`. */
  readonly library: boolean;
}

/** Manifests in the order in which they name a project. */
const MANIFESTS = ['package.json', 'pyproject.toml', 'setup.py', 'pipfile'];

/**
 * One project per directory with a manifest, and the root where files lie above all of them. `codeFiles` are paths of
 * all code files. Sorted by path.
 */
export function projectsOf(configs: readonly ConfigSummary[], codeFiles: readonly string[]): ProjectDraft[] {
  const byFolder = new Map<string, ConfigSummary[]>();
  const at = (folder: string): ConfigSummary[] => byFolder.get(folder) ?? [];
  for (const config of configs) {
    if (isManifest(config))
      byFolder.set(projectFolder(config.path), [...at(projectFolder(config.path)), config]);
  }
  const code = new Set(codeFiles);
  // Inside a package `setup.py` is a module like any other.
  const setups = codeFiles.filter(
    (path) => fileName(path) === 'setup.py' && !code.has(path.replace(/setup\.py$/, '__init__.py')),
  );
  const folders = new Set([...byFolder.keys(), ...setups.map(folderOf)]);
  const files = [...codeFiles, ...configs.map(({ path }) => path)];
  const isCovered = (path: string): boolean =>
    ancestorsOf(folderOf(path)).some((folder) => folders.has(folder));
  if (folders.size === 0 || files.some((path) => !isCovered(path))) folders.add('');
  const inFolder = groupByFolder(files);
  return [...folders].sort().map((folder) => {
    const setup = setups.find((path) => folderOf(path) === folder);
    return toProject(folder, at(folder), setup, inFolder.get(folder) ?? new Set());
  });
}

function isManifest(config: ConfigSummary): boolean {
  const name = fileName(config.path);
  if (name.includes('constraints')) return false;
  return (
    name === 'package.json' ||
    name === 'pyproject.toml' ||
    name === 'pipfile' ||
    config.format === 'requirements'
  );
}

/** `backend/requirements/base.txt` is a manifest of `backend`. */
function projectFolder(path: string): string {
  const folder = folderOf(path);
  return folder === 'requirements' || folder.endsWith('/requirements') ? folderOf(folder) : folder;
}

/** A directory and all above it, innermost first, the root ('') last. */
export function ancestorsOf(folder: string): string[] {
  const found = [folder];
  for (let at = folder; at !== ''; ) {
    at = folderOf(at);
    found.push(at);
  }
  return found;
}

function groupByFolder(files: readonly string[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const path of files) {
    const folder = folderOf(path);
    const names = groups.get(folder);
    if (names) names.add(fileName(path));
    else groups.set(folder, new Set([fileName(path)]));
  }
  return groups;
}

function toProject(
  path: string,
  manifests: readonly ConfigSummary[],
  setup: string | undefined,
  files: ReadonlySet<string>,
): ProjectDraft {
  const ordered = [...manifests].sort((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1));
  const manifestPath = ordered[0]?.path ?? setup;
  const folderName = path.slice(path.lastIndexOf('/') + 1);
  return {
    path,
    name: ordered.map(nameOf).find((name) => name !== undefined) ?? folderName,
    ...(manifestPath === undefined ? {} : { manifestPath }),
    dependencies: ordered.flatMap(dependenciesOf),
    library: isLibrary(ordered, files),
  };
}

function rank(path: string): number {
  const at = MANIFESTS.indexOf(fileName(path));
  return at < 0 ? MANIFESTS.length : at;
}

function nameOf(config: ConfigSummary): string | undefined {
  const root = rootOf(config);
  const name =
    textAt(root, 'name') ?? textAt(root, 'project', 'name') ?? textAt(root, 'tool', 'poetry', 'name');
  return name === '' ? undefined : name;
}

/** Files at the top of a directory that say that something is started or shipped from it. */
const STARTS =
  /^(?:dockerfile(?:\..*)?|containerfile|(?:docker-)?compose[^/]*\.ya?ml|procfile|langgraph\.json|vercel\.json|fly\.toml|render\.ya?ml|wrangler\.(?:toml|jsonc?)|serverless\.ya?ml|railway\.(?:json|toml)|app\.ya?ml|chainlit\.md|(?:app|server|main|manage|wsgi|asgi|streamlit_app|__main__|bot)\.py|(?:next|nuxt|astro|svelte|remix|vite)\.config\.[cm]?[jt]s|(?:server|app)\.[cm]?[jt]s)$/;

/**
 * A library is published or imported and starts nothing: some manifest says so by `exports`, `main`, `module` or `types`
 * (npm) or a build system with what a package index shows (Python), and neither a start script, a command, a server file
 * nor a deployment file stands beside it. In doubt it is an app: its subjects are then judged where they stand.
 */
function isLibrary(manifests: readonly ConfigSummary[], files: ReadonlySet<string>): boolean {
  if ([...files].some((name) => STARTS.test(name))) return false;
  const answers = manifests.flatMap((config) => {
    const name = fileName(config.path);
    if (name === 'package.json') return [isNpmLibrary(config, files)];
    return name === 'pyproject.toml' ? [isPythonLibrary(config)] : [];
  });
  return answers.length > 0 && answers.every(Boolean);
}

/** Commands that keep a server or an app running; test, build and lint scripts say nothing. */
const SERVING =
  /\b(?:next|nuxt|nuxi|vite|astro|remix|remix-serve|react-scripts|expo|electron|wrangler|mastra|langgraphjs|nodemon|serve|uvicorn|pm2|fastify start|nest start|http-server)\b|\bnode\s+\S*(?:server|app|main|index)\b|\b(?:tsx|ts-node|bun|deno)\b.*(?:server|app|main|index|agent|worker)/;

function isNpmLibrary(config: ConfigSummary, files: ReadonlySet<string>): boolean {
  const root = rootOf(config);
  if (nodeAt(root, 'bin') || nodeAt(root, 'workspaces')) return false;
  const scripts = nodeAt(root, 'scripts');
  const start = ['start', 'serve', 'dev', 'preview'].flatMap((key) => textAt(scripts, key) ?? []);
  if (
    textAt(scripts, 'start') !== undefined ||
    start.some((script) => SERVING.test(script) && !/--watch\b.*build|build.*--watch\b/.test(script))
  ) {
    return false;
  }
  if (
    nodeAt(root, 'exports') ||
    nodeAt(root, 'module') ||
    nodeAt(root, 'types') ||
    nodeAt(root, 'publishConfig')
  )
    return true;
  // `npm init` writes `main: index.js` into everything.
  const main = textAt(root, 'main');
  return (
    main !== undefined &&
    nodeAt(root, 'private') === undefined &&
    (main !== 'index.js' || files.has('index.js'))
  );
}

/** Apps have build systems too: only what is written for a package index tells them apart. */
function isPythonLibrary(config: ConfigSummary): boolean {
  const root = rootOf(config);
  if (!nodeAt(root, 'build-system')) return false;
  const project = nodeAt(root, 'project') ?? nodeAt(root, 'tool', 'poetry');
  if (nodeAt(project, 'scripts') || nodeAt(project, 'gui-scripts')) return false;
  const classifiers = textsIn(nodeAt(project, 'classifiers'));
  if (classifiers.some((text) => text.startsWith('Private ::'))) return false;
  return (
    classifiers.length > 0 ||
    ['urls', 'repository', 'homepage', 'keywords'].some((key) => nodeAt(project, key) !== undefined)
  );
}

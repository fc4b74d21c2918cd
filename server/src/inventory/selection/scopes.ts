// What each project is in the end: app, library, part of an app, or outside; decided from the facts found in it and its ties to others.
import type { ConfigSummary } from '../../languages/summary/config';
import type { FactKind, Project } from '../facts/fact';
import { fileName, folderOf, textsIn } from './configTree';
import type { ProjectDraft } from './projects';
import { projectAbove } from './roles';

/** Directories of projects that a project is tied to. */
export type Ties = ReadonlyMap<string, ReadonlySet<string>>;

export interface ScopeInput {
  readonly projects: readonly ProjectDraft[];
  /** Kinds of the facts in product code of each project; an mcp-server only if its audience is the product. */
  readonly factKinds: ReadonlyMap<string, ReadonlySet<FactKind>>;
  /** Projects whose files a project's files import. */
  readonly imports: Ties;
  /** Projects whose routes a project calls. */
  readonly calls?: Ties;
  /** Projects whose image or directory a project's config names. */
  readonly names?: Ties;
}

const AGENT_KINDS: readonly FactKind[] = ['model-client', 'model-call', 'agent', 'tool', 'mcp-server'];

/** What makes a project an app whatever its manifest says. */
const RUNNING: readonly FactKind[] = ['endpoint', 'deployable', 'chat-ui'];

/** The projects in path order. A project without agent code that is no library belongs to the app it is tied to, else to the only one. */
export function scopeProjects({ projects, factKinds, imports, calls, names }: ScopeInput): Project[] {
  const holds = (path: string, kinds: readonly FactKind[]): boolean =>
    kinds.some((kind) => factKinds.get(path)?.has(kind));
  const kinds = new Map(
    projects.map(({ path, library }): [string, 'app' | 'library' | undefined] => {
      if (!holds(path, AGENT_KINDS)) return [path, undefined];
      return [path, library && !holds(path, RUNNING) ? 'library' : 'app'];
    }),
  );
  const apps = projects.filter(({ path }) => kinds.get(path) === 'app').map(({ path }) => path);
  const ownerOf = (path: string): string | undefined => {
    for (const ties of [imports, calls, names]) {
      const owner = nearest(
        apps.filter((app) => ties?.get(path)?.has(app)),
        path,
      );
      if (owner !== undefined) return owner;
    }
    return apps.length === 1 ? apps[0] : undefined;
  };
  return projects.map(({ path, name, manifestPath, library }) => {
    const base = {
      path,
      name,
      ...(manifestPath === undefined ? {} : { manifestPath }),
      imports: reached(path, imports),
    };
    const kind = kinds.get(path);
    if (kind) return { ...base, kind };
    const owner = library && !holds(path, RUNNING) ? undefined : ownerOf(path);
    return owner === undefined ? { ...base, kind: 'outside' } : { ...base, kind: 'part', owner };
  });
}

/** Of several apps the one that shares most of its directory, else the first. */
function nearest(apps: readonly string[], path: string): string | undefined {
  const shared = (app: string): number => {
    const [a, b] = [app.split('/'), path.split('/')];
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    return at;
  };
  return [...apps].sort((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1))[0];
}

/** Everything a project imports, directly or not, without itself. */
function reached(path: string, imports: Ties): string[] {
  const found = new Set<string>();
  const queue = [...(imports.get(path) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === path || found.has(next)) continue;
    found.add(next);
    queue.push(...(imports.get(next) ?? []));
  }
  return [...found].sort();
}

/** File imports to project imports. */
export function projectImports(
  files: ReadonlyMap<string, readonly string[]>,
  projects: readonly ProjectDraft[],
): Map<string, Set<string>> {
  const owners = new Map<string, string>();
  const ownerOf = (file: string): string => {
    const known = owners.get(file);
    if (known !== undefined) return known;
    const owner = projectAbove(file, projects)?.path ?? '';
    owners.set(file, owner);
    return owner;
  };
  const ties = new Map<string, Set<string>>();
  for (const [from, targets] of files)
    for (const target of targets) tie(ties, ownerOf(from), ownerOf(target));
  return ties;
}

/** Projects whose directory or image is named in compose, container, workload and CI files of another. */
export function projectsNamed(
  configs: readonly ConfigSummary[],
  projects: readonly ProjectDraft[],
): Map<string, Set<string>> {
  const ties = new Map<string, Set<string>>();
  for (const config of configs) {
    if (config.format !== 'yaml' && config.format !== 'dockerfile') continue;
    if (fileName(config.path).includes('lock')) continue;
    const folder = folderOf(config.path);
    const from = projectAbove(config.path, projects)?.path ?? '';
    for (const text of config.documents.flatMap(textsIn)) {
      for (const project of projects) {
        if (project.path !== '' && (namesDirectory(text, folder, project.path) || namesImage(text, project)))
          tie(ties, from, project.path);
      }
    }
  }
  return ties;
}

function namesDirectory(text: string, folder: string, directory: string): boolean {
  if (!text.includes(directory.slice(directory.lastIndexOf('/') + 1))) return false;
  const written = text.split(/[\s:=,"']+/).map((word) => word.replace(/^\.\//, '').replace(/\/$/, ''));
  const relative =
    folder !== '' && directory.startsWith(`${folder}/`) ? directory.slice(folder.length + 1) : directory;
  return written.some((word) => word === directory || word === relative || word.startsWith(`${relative}/`));
}

/** `registry/team/name:tag` is the image of the project so named or in the directory so named. */
export function namesImage(text: string, { name, path }: ProjectDraft): boolean {
  const image =
    /^(?:[\w.-]+(?::\d+)?\/)+([\w.-]+)(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?$|^([\w.-]+):[\w.-]+$/.exec(text);
  const last = image?.[1] ?? image?.[2];
  return (
    last !== undefined &&
    (last === path.slice(path.lastIndexOf('/') + 1) || last === name.slice(name.lastIndexOf('/') + 1))
  );
}

function tie(ties: Map<string, Set<string>>, from: string, to: string): void {
  if (from === to) return;
  const known = ties.get(from);
  if (known) known.add(to);
  else ties.set(from, new Set([to]));
}

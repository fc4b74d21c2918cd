// Which modules of the workspace a deployment starts: by its handler, by the words of its command, else all of the project in its image.
import type { ConfigSummary } from '../../../languages/summary/config';
import { rootOf, textAt } from '../../selection/configTree';
import type { ProjectDraft } from '../../selection/projects';
import { namesImage } from '../../selection/scopes';
import { type Deployment, eachOf } from './deployment';

export interface Started {
  /** Directory of the project whose code it is. */
  readonly project: string;
  /** Paths of the modules it begins with; undefined where its command leads to none that is known. */
  readonly modules: readonly string[] | undefined;
}

export interface StartInput {
  readonly configs: readonly ConfigSummary[];
  readonly projects: readonly ProjectDraft[];
  /** Paths of all code files. */
  readonly modules: readonly string[];
  projectOf(path: string): string;
}

const CODE = /\.(?:[cm]?[jt]sx?|py)$/;

/** What each deployment starts; those are left out that run nothing of this workspace. */
export function startedBy(
  input: StartInput,
  deployments: readonly Deployment[],
): ReadonlyMap<Deployment, Started> {
  const started = new Map<Deployment, Started>();
  const built = new Map<string, string>();
  for (const { image, folder, dockerfile } of deployments)
    if (image !== undefined && folder !== undefined)
      built.set(withoutTag(image), projectIn(input, folder, dockerfile));
  const byProject = new Map<string, string[]>();
  for (const path of input.modules) {
    const list = byProject.get(input.projectOf(path));
    if (list) list.push(path);
    else byProject.set(input.projectOf(path), [path]);
  }
  const owners = deployments.map((one) => ownerOf(input, one, built));
  for (const [at, deployment] of deployments.entries()) {
    const project = owners[at];
    if (project === undefined) continue;
    const shared = owners.filter((owner) => owner === project).length > 1;
    const own = byProject.get(project) ?? [];
    started.set(deployment, { project, modules: modulesOf(input, deployment, own, shared) });
  }
  return started;
}

function ownerOf(
  input: StartInput,
  { handler, folder, dockerfile, image }: Deployment,
  built: ReadonlyMap<string, string>,
): string | undefined {
  if (handler !== undefined) {
    const module = moduleAt(input, handler);
    return module === undefined ? undefined : input.projectOf(module);
  }
  if (folder !== undefined) return projectIn(input, folder, dockerfile);
  if (image === undefined) return undefined;
  return built.get(withoutTag(image)) ?? input.projects.find((project) => namesImage(image, project))?.path;
}

/** The project a Dockerfile lies in says more than the directory that is sent to the builder. */
function projectIn({ projectOf }: StartInput, folder: string, dockerfile: string | undefined): string {
  const context = projectOf(`${folder}/_`);
  const own = dockerfile === undefined ? context : projectOf(dockerfile);
  return own.startsWith(context) ? own : context;
}

function modulesOf(
  input: StartInput,
  { handler, command, dockerfile }: Deployment,
  own: readonly string[],
  shared: boolean,
): readonly string[] | undefined {
  if (handler !== undefined) {
    const module = moduleAt(input, handler);
    return module === undefined ? undefined : [module];
  }
  const words = command ?? commandOf(input.configs.find(({ path }) => path === dockerfile));
  const named = (words ?? []).flatMap((word, at) => namedBy(own, word, words?.[at - 1]) ?? []);
  if (named.length > 0) return named;
  // A command of its own, beside others that start the same image, starts only a part of it.
  return shared && command !== undefined ? undefined : own;
}

/** `src/chat` with whatever ending a module has. */
function moduleAt({ modules }: StartInput, stem: string): string | undefined {
  return modules.find((path) => path.replace(CODE, '') === stem);
}

/** The module a word of a command starts: `worker.py`, `-m shop.worker`, `shop.main:app`. Compiled code is no module here. */
function namedBy(modules: readonly string[], word: string, before: string | undefined): string | undefined {
  const text = word.replace(/^["'[]+|["',\]]+$/g, '');
  const dotted = before?.endsWith('-m') ? text : /^([\w.]+):\w+(?:\(\))?$/.exec(text)?.[1];
  const stem = dotted === undefined ? undefined : dotted.replaceAll('.', '/');
  const wanted =
    stem !== undefined
      ? [`${stem}.py`, `${stem}/__main__.py`, `${stem}/__init__.py`]
      : CODE.test(text)
        ? [text.replace(/^\.?\//, '')]
        : [];
  for (const path of wanted) {
    const found = modules.filter((module) => module === path || module.endsWith(`/${path}`));
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** The command an image starts with, where its file ends in one. */
function commandOf(dockerfile: ConfigSummary | undefined): readonly string[] | undefined {
  if (dockerfile?.format !== 'dockerfile') return undefined;
  const last = eachOf(rootOf(dockerfile)).findLast((one) =>
    /^(?:CMD|ENTRYPOINT)$/.test(textAt(one, 'instruction') ?? ''),
  );
  const text = textAt(last, 'arguments');
  return text?.split(/[\s,]+/).filter((word) => word !== '');
}

function withoutTag(image: string): string {
  return image.replace(/@sha256:.*$/, '').replace(/:[\w.-]+$/, '');
}

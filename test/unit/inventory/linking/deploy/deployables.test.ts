import { describe, expect, it } from 'vitest';
import {
  deployableFacts,
  deploymentsIn,
} from '../../../../../server/src/inventory/linking/deploy/deployables';
import { fromRoot } from '../../../../../server/src/inventory/linking/deploy/deployment';
import type { ModuleFacts } from '../../../../../server/src/inventory/linking/moduleFacts';
import { projectsOf } from '../../../../../server/src/inventory/selection/projects';
import { projectAbove } from '../../../../../server/src/inventory/selection/roles';
import { languages } from '../../../../../server/src/languages/index.generated';
import type { ConfigSummary } from '../../../../../server/src/languages/summary/config';

/** A module that holds an agent, or imports those it names. */
interface Sketch {
  readonly agent?: true;
  readonly imports?: readonly string[];
}

async function summaries(files: Readonly<Record<string, string>>): Promise<ConfigSummary[]> {
  const found: ConfigSummary[] = [];
  for (const [path, text] of Object.entries(files)) {
    const language = languages.find((one) => one.matches(path))!;
    await language.prepare();
    const summary = language.summarise(path, text);
    if (summary.kind === 'config') found.push(summary);
  }
  return found;
}

function toModule(path: string, { agent, imports = [] }: Sketch): ModuleFacts {
  const drafts = agent ? [{ kind: 'agent' }] : [];
  return { path, drafts, imports } as unknown as ModuleFacts;
}

/** `name form reaches privileged wildcards` of each deployable. */
async function deployed(
  files: Readonly<Record<string, string>>,
  modules: Readonly<Record<string, Sketch>>,
): Promise<string[]> {
  const configs = await summaries(files);
  const paths = Object.keys(modules);
  const projects = projectsOf(configs, paths);
  const facts = deployableFacts(
    {
      configs,
      projects,
      modules: paths,
      facts: new Map(paths.map((path) => [path, toModule(path, modules[path]!)])),
      roleOf: () => 'product',
      projectOf: (path) => projectAbove(path, projects)?.path ?? '',
    },
    deploymentsIn(configs),
  );
  return facts.map(({ name, project, attributes: { form, reachesModel, privileged, iamWildcard } }) =>
    [
      `${project || '.'} ${name} ${form?.value} ${reachesModel?.value}`,
      privileged?.places?.length ?? 0,
      iamWildcard?.places?.length ?? 0,
    ].join(' '),
  );
}

const PYTHON = { 'requirements.txt': 'openai\n' };

describe('services of compose files', () => {
  it('run what their command starts, else the project in their image', async () => {
    const compose =
      'services:\r\n  api:\r\n    build: .\r\n    privileged: yes\r\n  worker:\r\n    build: .\r\n    command: celery -A desk.tasks worker\r\n    privileged: true\r\n  ask:\r\n    build: { context: . }\r\n    entrypoint: [python, -m, desk.ask]\r\n';
    const modules = {
      'desk/ask.py': { imports: ['desk/model.py'] },
      'desk/model.py': { agent: true },
      'desk/tasks.py': {},
    } as const;
    expect(await deployed({ ...PYTHON, 'compose.yaml': compose }, modules)).toEqual([
      '. api service true 0 0',
      '. worker service unknown 1 0',
      '. ask service true 0 0',
    ]);
  });

  it('are none of ours where the image is built elsewhere or lies above the root', async () => {
    const compose =
      'services:\n  a: { build: "https://example.com/a.git", privileged: true }\n  b: { build: ../../b, privileged: true }\n  c: { image: redis:8, privileged: true }\n  d: 7\n';
    expect(await deployed({ ...PYTHON, 'compose.yaml': compose }, { 'app.py': { agent: true } })).toEqual([]);
  });

  it.each([
    '.devcontainer/compose.yaml',
    'docker-compose.override.yml',
    'docker-compose-dev.yml',
    'compose.test.yaml',
  ])('of %s are not deployed', async (path) => {
    const compose = 'services:\n  a: { build: ., privileged: true }\n';
    expect(await deployed({ ...PYTHON, [path]: compose }, { 'app.py': { agent: true } })).toEqual([]);
  });

  it('start with the last command of their Dockerfile', async () => {
    const files = {
      ...PYTHON,
      Dockerfile:
        'FROM python:3.13 AS build\nCMD ["python", "ask.py"]\nFROM python:3.13\nCMD exec gunicorn "web:app"\n',
      'compose.yaml': 'services:\n  web: { build: . }\n',
    };
    expect(await deployed(files, { 'ask.py': { agent: true }, 'web.py': {} })).toEqual([
      '. web service false 0 0',
    ]);
  });

  it('are read as far as a broken file goes, without a fault', async () => {
    const files = { ...PYTHON, 'compose.yaml': 'services:\n  a:\n    build: [\n  b: {' };
    await expect(deployed(files, { 'app.py': { agent: true } })).resolves.toBeInstanceOf(Array);
  });
});

describe('workloads of Kubernetes', () => {
  const pod = (account: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: one }\nspec:\n  serviceAccountName: ${account}\n  containers: [{ name: c, image: "r.example/desk:1" }]\n`;
  const role =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: rbac.authorization.k8s.io/v1\n    kind: Role\n    metadata: { name: all, namespace: one }\n    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]\n';
  const binding = (namespace: string, kind = 'Role', name = 'all') =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b, namespace: ${namespace} }\nsubjects: [{ kind: ServiceAccount, name: agent, namespace: one }]\nroleRef: { kind: ${kind}, name: ${name} }\n`;
  const modules = { 'desk/app.py': { agent: true } } as const;
  const project = { 'desk/requirements.txt': 'openai\n' };

  it.each([
    ['one', 'agent', 1],
    ['two', 'agent', 0],
    ['one', 'other', 0],
  ])('in namespace %s as %s have %i roles that allow everything', async (namespace, account, count) => {
    const files = { ...project, 'k8s/all.yaml': [role, binding(namespace), pod(account)].join('---\n') };
    expect(await deployed(files, modules)).toEqual([`desk p workload true 0 ${count}`]);
  });

  it('know the role that is built to allow everything', async () => {
    const files = {
      ...project,
      'k8s/pod.yaml': pod('agent'),
      'k8s/bound.yaml': binding('one', 'ClusterRole', 'cluster-admin'),
    };
    expect(await deployed(files, modules)).toEqual(['desk p workload true 0 1']);
  });

  it('of a chart have no image that is known', async () => {
    const chart = pod('agent').replace('r.example/desk:1', '{{ .Values.image }}');
    expect(await deployed({ ...project, 'chart/templates/pod.yaml': chart }, modules)).toEqual([]);
  });
});

describe('functions', () => {
  const template = (role: string) =>
    `Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: desk/app.run\n      Role: ${role}\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]\n`;

  it.each([
    ['!GetAtt R.Arn', 1],
    ['{ "Fn::GetAtt": [R, Arn] }', 1],
    ['!Sub "arn:aws:iam::1:role/R"', 0],
    ['!GetAtt Missing.Arn', 0],
    ['arn:aws:iam::1:role/r', 0],
  ])('under the role %s: %i', async (role, count) => {
    expect(
      await deployed({ ...PYTHON, 'template.yaml': template(role) }, { 'desk/app.py': { agent: true } }),
    ).toEqual([`. F function true 0 ${count}`]);
  });

  it('are left out where their handler is no code of the workspace', async () => {
    expect(
      await deployed(
        { ...PYTHON, 'template.yaml': template('!GetAtt R.Arn') },
        { 'app.py': { agent: true } },
      ),
    ).toEqual([]);
  });
});

it('leaves the root by no path', () => {
  expect(fromRoot('a/b', '../c/./d')).toBe('a/c/d');
  expect(fromRoot('a', '../..')).toBeUndefined();
  expect(fromRoot('', '.')).toBe('');
});

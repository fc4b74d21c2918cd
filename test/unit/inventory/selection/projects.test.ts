import { describe, expect, it } from 'vitest';
import type { FactKind } from '../../../../server/src/inventory/facts/fact';
import { dependenciesOf, parseRequirement } from '../../../../server/src/inventory/selection/dependencies';
import { projectsOf } from '../../../../server/src/inventory/selection/projects';
import {
  projectImports,
  projectsNamed,
  scopeProjects,
} from '../../../../server/src/inventory/selection/scopes';
import { createVersions } from '../../../../server/src/inventory/selection/versions';
import { configsOf } from './configs';

const pyproject = (more: string): string => `[project]\r\nname = "acme"\r\n${more}`;
const PUBLISHED =
  'classifiers = ["Programming Language :: Python"]\n[build-system]\nrequires = ["hatchling"]\n';

describe('projectsOf', () => {
  const pathsOf = (files: Record<string, string | object>, code: string[]): string[] =>
    projectsOf(configsOf(files), code).map(({ path }) => path);

  it('is the root where no manifest is', () => {
    expect(projectsOf([], ['a.py'])).toEqual([{ path: '', name: '', dependencies: [], library: false }]);
  });

  it('is every directory with a manifest, and the root only if something lies above them', () => {
    const files = { 'web/package.json': { name: 'web' }, 'api/pyproject.toml': pyproject('') };
    expect(pathsOf(files, ['web/a.ts', 'api/a.py'])).toEqual(['api', 'web']);
    expect(pathsOf(files, ['web/a.ts', 'run.py'])).toEqual(['', 'api', 'web']);
    expect(pathsOf({ 'job/requirements/base.txt': 'openai' }, ['job/a.py'])).toEqual(['job']);
    expect(pathsOf({}, ['tool/setup.py', 'tool/a.py'])).toEqual(['tool']);
    expect(pathsOf({}, ['graph/setup.py', 'graph/__init__.py'])).toEqual(['']);
    expect(pathsOf({ 'constraints.txt': 'openai==1.0', 'a/constraints.txt': 'x==1' }, ['a/b.py'])).toEqual([
      '',
    ]);
  });

  it('takes the name of the manifest, else of the directory', () => {
    const projects = projectsOf(
      configsOf({ 'a/package.json': { name: '@acme/a' }, 'b/requirements.txt': 'x' }),
      [],
    );
    expect(projects.map(({ name, manifestPath }) => [name, manifestPath])).toEqual([
      ['@acme/a', 'a/package.json'],
      ['b', 'b/requirements.txt'],
    ]);
  });

  it.each([
    ['exports and no start', { 'package.json': { name: 'x', exports: './src/index.ts' } }, true],
    [
      'a server script',
      { 'package.json': { name: 'x', main: 'dist/i.js', scripts: { start: 'node dist/server.js' } } },
      false,
    ],
    [
      'a framework',
      { 'package.json': { name: 'x', exports: './a.js', scripts: { dev: 'next dev' } } },
      false,
    ],
    ['what npm init writes', { 'package.json': { name: 'x', main: 'index.js' } }, false],
    ['a command', { 'package.json': { name: 'x', exports: './a.js', bin: './cli.js' } }, false],
    ['a published Python package', { 'pyproject.toml': pyproject(PUBLISHED) }, true],
    [
      'a Python app with a build system',
      { 'pyproject.toml': pyproject('[build-system]\nrequires = ["setuptools"]\n') },
      false,
    ],
    ['a package that is served', { 'pyproject.toml': pyproject(PUBLISHED), 'langgraph.json': {} }, false],
    [
      'a Python command',
      { 'pyproject.toml': pyproject(`scripts = { acme = "acme:main" }\n${PUBLISHED}`) },
      false,
    ],
  ])('tells by %s whether it is a library', (_, files, library) => {
    expect(projectsOf(configsOf(files), [])[0]!.library).toBe(library);
  });
});

describe('dependenciesOf', () => {
  it('reads every group of every manifest', () => {
    const toml = `[project]
dependencies = ["openai>=1,<2", "LangChain_Core[x] ; python_version > '3.9'"]
[project.optional-dependencies]
web = ["fastapi==0.110.0"]
[dependency-groups]
dev = ["pytest", {include-group = "x"}]
[tool.poetry.dependencies]
python = "^3.11"
anthropic = { version = "^0.30", extras = ["bedrock"] }
[tool.poetry.group.test.dependencies]
ruff = "*"
`;
    const [config] = configsOf({ 'pyproject.toml': toml });
    expect(dependenciesOf(config!).map(({ name, range, group }) => `${name} ${range} ${group}`)).toEqual([
      'openai >=1,<2 production',
      'langchain-core  production',
      'fastapi ==0.110.0 optional',
      'pytest  development',
      'anthropic ^0.30 production',
      'ruff  development',
    ]);
  });

  it('says nothing about broken files', () => {
    const [json, toml] = configsOf({ 'package.json': '{"dependencies": {"ai": ', 'pyproject.toml': '[[[' });
    expect(dependenciesOf(toml!)).toEqual([]);
    expect(() => dependenciesOf(json!)).not.toThrow();
    expect(parseRequirement('@@')).toBeUndefined();
  });
});

describe('createVersions', () => {
  const lock = { lockfileVersion: 3, packages: { '': {}, 'node_modules/ai': { version: '5.0.3' } } };
  const files = {
    'package.json': { name: 'root', workspaces: ['apps/*'], dependencies: { zod: '3.22.0' } },
    'package-lock.json': lock,
    'apps/web/package.json': {
      name: 'web',
      dependencies: { ai: '^5.0.0', openai: '^4.1.0', exact: '1.2.3', any: '*', own: 'workspace:*' },
    },
    'api/pyproject.toml': pyproject('dependencies = ["LangChain_OpenAI>=0.2", "openai==1.30.0", "httpx"]\n'),
    'api/uv.lock': '[[package]]\nname = "langchain-openai"\nversion = "0.3.1"\n',
    'job/requirements.txt': 'anthropic==0.31.2 --hash=sha256:x\r\nlitellm~=1.4\r\n',
  };
  const configs = configsOf(files);
  const { versionOf } = createVersions(projectsOf(configs, []), configs);

  it.each([
    ['apps/web', 'typescript', 'ai', '5.0.3'],
    ['apps/web', 'typescript', 'openai', '^4.1.0'],
    ['apps/web', 'typescript', 'exact', '1.2.3'],
    ['apps/web', 'typescript', 'zod', '3.22.0'],
    ['apps/web', 'typescript', 'any', undefined],
    ['apps/web', 'typescript', 'own', undefined],
    ['apps/web', 'typescript', 'never', undefined],
    ['api', 'python', 'langchain_openai', '0.3.1'],
    ['api', 'python', 'openai', '1.30.0'],
    ['api', 'python', 'httpx', undefined],
    ['api', 'typescript', 'openai', undefined],
    ['job', 'python', 'anthropic', '0.31.2'],
    ['job', 'python', 'litellm', '~=1.4'],
  ] as const)('%s, %s: %s is %s', (project, language, name, version) => {
    expect(versionOf(project, language, name)).toBe(version);
  });

  it('of several resolved versions takes the one that fits, else none', () => {
    const yarn = 'ai@^4.0.0:\n  version "4.3.0"\n\nai@^5.0.0:\n  version "5.1.0"\n';
    const many = configsOf({
      'yarn.lock': yarn,
      'a/package.json': { dependencies: { ai: '^5.0.0' } },
      'b/package.json': { dependencies: { ai: '>=4' } },
    });
    const versions = createVersions(projectsOf(many, []), many);
    expect(versions.versionOf('a', 'typescript', 'ai')).toBe('5.1.0');
    expect(versions.versionOf('b', 'typescript', 'ai')).toBe('>=4');
  });
});

describe('scopeProjects', () => {
  const draft = (path: string, library = false) => ({ path, name: path, dependencies: [], library });
  const kinds = (entries: Record<string, FactKind[]>) =>
    new Map(Object.entries(entries).map(([path, list]) => [path, new Set(list)]));
  const ties = (entries: Record<string, string[]>) =>
    new Map(Object.entries(entries).map(([path, list]) => [path, new Set(list)]));
  const show = (input: Parameters<typeof scopeProjects>[0]): string[] =>
    scopeProjects(input).map(
      ({ path, kind, owner }) => `${path} ${kind}${owner === undefined ? '' : ` of ${owner}`}`,
    );

  it('gives parts to the app they are tied to: imports before routes before names', () => {
    const projects = [
      draft('api'),
      draft('bot'),
      draft('infra'),
      draft('tests'),
      draft('ui'),
      draft('other'),
    ];
    const factKinds = kinds({ api: ['agent', 'endpoint'], bot: ['model-call'], ui: ['chat-ui'] });
    expect(
      show({
        projects,
        factKinds,
        imports: ties({ tests: ['bot'] }),
        calls: ties({ ui: ['api'], tests: ['api'] }),
        names: ties({ infra: ['api'] }),
      }),
    ).toEqual([
      'api app',
      'bot app',
      'infra part of api',
      'tests part of bot',
      'ui part of api',
      'other outside',
    ]);
  });

  it('gives everything that is no library to the only app', () => {
    const input = {
      projects: [draft('api'), draft('lib', true), draft('ui')],
      factKinds: kinds({ api: ['agent'] }),
      imports: ties({}),
    };
    expect(show(input)).toEqual(['api app', 'lib outside', 'ui part of api']);
  });

  it('tells libraries with agent code from apps', () => {
    const projects = [draft('a', true), draft('b', true)];
    expect(
      show({ projects, factKinds: kinds({ a: ['tool'], b: ['tool', 'endpoint'] }), imports: ties({}) }),
    ).toEqual(['a library', 'b app']);
  });

  it('follows imports to their end, also in circles', () => {
    const projects = [draft('a'), draft('b'), draft('c')];
    const scoped = scopeProjects({
      projects,
      factKinds: kinds({}),
      imports: ties({ a: ['b'], b: ['c', 'a'] }),
    });
    expect(scoped.map(({ imports }) => imports)).toEqual([['b', 'c'], ['a', 'c'], []]);
    expect(scoped.every(({ kind }) => kind === 'outside')).toBe(true);
  });

  it('reads ties off file imports and off compose files', () => {
    const projects = [draft(''), draft('api'), draft('packages/core')];
    expect(projectImports(new Map([['api/a.ts', ['packages/core/i.ts', 'api/b.ts']]]), projects)).toEqual(
      ties({ api: ['packages/core'] }),
    );
    const compose =
      'services:\n  web:\n    build:\n      context: ./api\n  other:\n    image: ghcr.io/acme/core:1.2\n';
    expect(projectsNamed(configsOf({ 'docker-compose.yml': compose }), projects)).toEqual(
      ties({ '': ['api', 'packages/core'] }),
    );
    expect(projectsNamed(configsOf({ 'x.yml': 'text: the rapid apification' }), projects)).toEqual(new Map());
  });
});

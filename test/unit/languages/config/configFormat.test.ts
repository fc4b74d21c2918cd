import { describe, expect, it } from 'vitest';
import { configFormatOf } from '../../../../server/src/languages/config/configFormat';

describe('configFormatOf', () => {
  it.each([
    ['package-lock.json', 'lockfile'],
    ['apps/web/pnpm-lock.yaml', 'lockfile'],
    ['Pipfile.lock', 'lockfile'],
    ['uv.lock', 'lockfile'],
    ['.env', 'dotenv'],
    ['a/.env.example', 'dotenv'],
    ['prod.env', 'dotenv'],
    ['.env.json', 'json'],
    ['src/.env.ts', undefined],
    ['Dockerfile', 'dockerfile'],
    ['docker/api.Dockerfile', 'dockerfile'],
    ['Dockerfile.prod', 'dockerfile'],
    ['Containerfile', 'dockerfile'],
    ['src/dockerfile.ts', undefined],
    ['Dockerfile.dockerignore', 'ignore'],
    ['.gitignore', 'ignore'],
    ['requirements.txt', 'requirements'],
    ['requirements-dev.txt', 'requirements'],
    ['dev-requirements.txt', 'requirements'],
    ['requirements/base.txt', 'requirements'],
    ['constraints.txt', 'requirements'],
    ['docs/notes.txt', undefined],
    ['k8s/deploy.yml', 'yaml'],
    ['tsconfig.json', 'json'],
    ['.vscode/settings.jsonc', 'json'],
    ['notebook.ipynb', undefined],
    ['pyproject.toml', 'toml'],
    ['Pipfile', 'toml'],
    ['src/env.ts', undefined],
  ])('%s is %s', (path, format) => {
    expect(configFormatOf(path)).toBe(format);
  });
});

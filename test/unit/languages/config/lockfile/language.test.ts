import { describe, expect, it } from 'vitest';
import { language } from '../../../../../server/src/languages/config/lockfile/language';
import { sourcesAt, summariseConfig, toPlain } from '../configTrees';

const read = (path: string, text: string) => summariseConfig(language, path, text);
const plain = (path: string, text: string) => toPlain(read(path, text).documents[0]);

describe('npm', () => {
  it('keeps the hoisted version (lockfile 2 and 3)', () => {
    const text = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { version: '1.0.0', dependencies: { ai: '^5' } },
        'node_modules/ai': { version: '5.0.1' },
        'node_modules/x/node_modules/ai': { version: '4.0.0' },
        'node_modules/@s/p': { version: '2.0.0', dependencies: { version: '9' } },
        'node_modules/a/node_modules/deep': { version: '1.0.0' },
        'node_modules/b/node_modules/deep': { version: '2.0.0' },
        'apps/web': { version: '0.0.0' },
        'apps/web/node_modules/zod': { version: '3.0.0' },
        'node_modules/zod': { version: '4.0.0' },
        'node_modules/web': { resolved: 'apps/web', link: true },
      },
    });
    expect(plain('package-lock.json', text)).toEqual({
      ai: '5.0.1',
      '@s/p': '2.0.0',
      deep: ['1.0.0', '2.0.0'],
      zod: ['3.0.0', '4.0.0'],
    });
    expect(sourcesAt(read('package-lock.json', text), text, 'ai')).toEqual(['5.0.1']);
  });

  it('reads lockfile 1 and npm-shrinkwrap', () => {
    const text = JSON.stringify({
      lockfileVersion: 1,
      dependencies: {
        a: { version: '1.0.0', dependencies: { b: { version: '2.0.0' } }, requires: { b: '^2' } },
        b: { version: '1.5.0' },
      },
    });
    expect(plain('npm-shrinkwrap.json', text)).toEqual({ a: '1.0.0', b: '1.5.0' });
  });

  it('keeps what it can of a broken file and bounds depth', () => {
    expect(plain('package-lock.json', '{"packages": {"node_modules/a": {"version": "1.0.0"')).toEqual({
      a: '1.0.0',
    });
    expect(read('package-lock.json', '{"a":'.repeat(50_000)).documents).toEqual([]);
  });
});

describe('pnpm', () => {
  it('prefers what the importers resolve (format 9)', () => {
    const text = `lockfileVersion: '9.0'\r
importers:\r
  .:\r
    dependencies:\r
      ai:\r
        specifier: ^5\r
        version: 5.0.1(react@18.0.0)(zod@3.0.0)\r
      '@s/p':\r
        specifier: ^1\r
        version: 1.0.0\r
      local:\r
        specifier: workspace:*\r
        version: link:../local\r
  apps/web:\r
    devDependencies:\r
      '@s/p':\r
        specifier: ^2\r
        version: 2.0.0\r
packages:\r
  ai@4.0.0:\r
    resolution: {integrity: x}\r
  ai@5.0.1:\r
    peerDependencies:\r
      zod: ^3\r
  zod@3.0.0: {}\r
  '@s/q@3.1.0-beta.1(zod@3.0.0)':\r
    engines: {node: '>=18'}\r
`;
    expect(plain('pnpm-lock.yaml', text)).toEqual({
      ai: '5.0.1',
      '@s/p': ['1.0.0', '2.0.0'],
      zod: '3.0.0',
      '@s/q': '3.1.0-beta.1',
    });
    expect(sourcesAt(read('pnpm-lock.yaml', text), text, 'ai')).toEqual(['5.0.1']);
  });

  it('reads formats 5 and 6', () => {
    const five =
      'lockfileVersion: 5.4\ndependencies:\n  ai: 2.0.0_react@18.0.0\npackages:\n  /ai/2.0.0_react@18.0.0:\n    dev: false\n  /@s/x/1.0.0:\n    dev: true\n';
    expect(plain('pnpm-lock.yaml', five)).toEqual({ ai: '2.0.0', '@s/x': '1.0.0' });
    const six =
      'dependencies:\n  ai:\n    specifier: ^2\n    version: 2.0.0(zod@3.0.0)\npackages:\n  /zod@3.0.0:\n    dev: false\n';
    expect(plain('pnpm-lock.yaml', six)).toEqual({ ai: '2.0.0', zod: '3.0.0' });
  });
});

describe('yarn', () => {
  it('reads version 1', () => {
    const text = `# yarn lockfile v1

"@s/p@^1.0.0", "@s/p@^1.1.0":
  version "1.2.0"
  resolved "https://x.test"
  dependencies:
    b "^2.0.0"

b@^1.0.0:
  version "1.0.0"

b@^2.0.0:
  version "2.0.0"
`;
    expect(plain('yarn.lock', text)).toEqual({ '@s/p': '1.2.0', b: ['1.0.0', '2.0.0'] });
    expect(sourcesAt(read('yarn.lock', text), text, '["@s/p"]')).toEqual(['1.2.0']);
  });

  it('reads later versions and knows what the workspaces ask for', () => {
    const text = `__metadata:
  version: 8

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies:
    b: "npm:^2.0.0"

"b@npm:^1.0.0":
  version: 1.0.0
  resolution: "b@npm:1.0.0"

"b@npm:^2.0.0, b@npm:^2.1.0":
  version: 2.1.0
`;
    expect(plain('yarn.lock', text)).toEqual({ b: '2.1.0' });
  });
});

describe('others', () => {
  it('reads bun.lock', () => {
    const text = `{
  "lockfileVersion": 1,
  "packages": {
    "ai": ["ai@5.0.0", "", {}, "sha512-x"],
    "@s/p": ["@s/p@1.0.0", ""],
    "@s/p/ai": ["ai@4.0.0", ""],
    "web": ["web@workspace:apps/web"],
  },
}`;
    expect(plain('bun.lock', text)).toEqual({ ai: '5.0.0', '@s/p': '1.0.0' });
    expect(sourcesAt(read('bun.lock', text), text, 'ai')).toEqual(['5.0.0']);
  });

  it.each(['uv.lock', 'poetry.lock'])('reads %s', (path) => {
    const text =
      'version = 1\n\n[[package]]\nname = "openai"\nversion = "1.2.3"\ndependencies = [\n    { name = "x", version = "9" },\n]\n\n[package.optional-dependencies]\nversion = "0"\n\n[[package]]\nname = "numpy"\nversion = "1.0"\n\n[[package]]\nname = "numpy"\nversion = "2.0"\n\n[metadata]\nname = "no"\n';
    expect(plain(path, text)).toEqual({ openai: '1.2.3', numpy: ['1.0', '2.0'] });
    expect(sourcesAt(read(path, text), text, 'openai')).toEqual(['1.2.3']);
  });

  it('reads Pipfile.lock', () => {
    const text =
      '{"_meta": {"a": {"version": "==9"}}, "default": {"openai": {"version": "==1.2.3"}}, "develop": {}}';
    expect(plain('Pipfile.lock', text)).toEqual({ openai: '1.2.3' });
    expect(sourcesAt(read('Pipfile.lock', text), text, 'openai')).toEqual(['1.2.3']);
  });
});

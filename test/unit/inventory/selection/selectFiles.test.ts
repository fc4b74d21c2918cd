import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../../server/src/catalog/load';
import { ModuleResolver } from '../../../../server/src/inventory/linking/resolve/moduleResolver';
import { scanImports } from '../../../../server/src/inventory/selection/imports';
import { resolverInputs } from '../../../../server/src/inventory/selection/resolverInputs';
import { roleOf } from '../../../../server/src/inventory/selection/roles';
import { createSeedGate } from '../../../../server/src/inventory/selection/seeds';
import { selectFiles } from '../../../../server/src/inventory/selection/selectFiles';
import { configsOf } from './configs';

const rules = path.resolve(__dirname, '../../../../rules');
const { catalog } = loadCatalog(
  {
    list: (folder) => readdirSync(path.join(rules, folder)),
    read: (file) => readFileSync(path.join(rules, file), 'utf8'),
  },
  '',
);
const gate = createSeedGate(catalog);
const languageOf = (file: string) =>
  (file.endsWith('.py') ? 'python' : 'typescript') as 'python' | 'typescript';

function parsed(
  code: Record<string, string>,
  configs: Parameters<typeof configsOf>[0] = {},
): readonly string[] {
  const { mappings, packages } = resolverInputs(configsOf(configs));
  const resolver = new ModuleResolver((file) => Object.hasOwn(code, file), mappings, packages);
  const scans = Object.entries(code).map(([file, text]) => gate.scan(file, text, languageOf(file)));
  return selectFiles({ scans, resolver, roleOf: (file) => roleOf(file, { projects: [] }) }).parsed;
}

describe('scanImports', () => {
  const specifiers = (text: string, language: 'typescript' | 'python'): string[] =>
    scanImports(text, language).map(({ specifier, name }) =>
      name === undefined ? specifier : `${specifier}:${name}`,
    );

  it('reads every form of TypeScript', () => {
    const text = `import OpenAI, {\r\n  type A,\r\n} from "openai";\r\nimport './polyfill'\nexport * from '../a';\nconst x = await import(\`./lazy\`); const y = require("node:fs");\n// \u{1f600} import z from "comment"`;
    expect(specifiers(text, 'typescript')).toEqual([
      'openai',
      './polyfill',
      '../a',
      './lazy',
      'node:fs',
      'comment',
    ]);
  });

  it('tells imports of types', () => {
    const text =
      'import type { A } from "./types";\nimport { type B, c } from "./mixed";\nexport type { D } from "./d";\nimport type E from "./e"';
    expect(scanImports(text, 'typescript').map(({ typeOnly }) => typeOnly)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('reads every form of Python', () => {
    const text =
      'import os, openai as ai\r\nfrom . import tools, (x)\nfrom .a.b import (\n  c,  # note\n  d as e,\n)\nfrom pkg import f, \\\n  g\ndef h():\n    from lazy import i\ntry: import j\nexcept: pass\nimportlib.import_module("k.l")\n';
    expect(specifiers(text, 'python')).toEqual(
      expect.arrayContaining([
        'os',
        'openai',
        '.',
        '.:tools',
        '.a.b',
        '.a.b:c',
        '.a.b:d',
        'pkg',
        'pkg:f',
        'pkg:g',
        'lazy',
        'lazy:i',
        'j',
        'k.l',
      ]),
    );
  });
});

describe('the gate', () => {
  it.each([
    ['a known module', 'a.ts', 'import OpenAI from "openai";'],
    ['a module below a known one', 'a.py', 'from langchain_openai.chat_models.base import ChatOpenAI'],
    ['a lazy import', 'a.py', 'def f():\n    from openai import OpenAI'],
    ['a raw request', 'a.ts', 'fetch("https://api.anthropic.com/v1/messages")'],
    ['an interface that requests its own route', 'page.tsx', 'const r = await fetch("/api/ask", {})'],
    ['an interface with a chat hook', 'page.tsx', 'const thread = useStream<State>({})'],
    ['a server action', 'a.ts', '"use server";\nexport async function f() {}'],
    ['a key read', 'a.py', 'os.environ["ACME_API_KEY"]'],
    ['a file route', 'web/app/api/chat/route.ts', 'export async function POST() {}'],
    ['a middleware', 'src/middleware.ts', 'export default function f() {}'],
    ['a decorator', 'a.py', '@app.get("/x")\ndef f(): ...'],
  ])('opens for %s', (_, file, text) => {
    expect(gate.isSeed(file, text, languageOf(file))).toBe(true);
  });

  it.each([
    ['plain code', 'a.ts', 'export const add = (a: number, b: number) => a + b;'],
    ['a component', 'a.tsx', 'import React from "react"; export const B = () => <b/>;'],
    ['a component that requests another host', 'a.tsx', 'fetch("//cdn.example.com/x.json")'],
    ['file access alone', 'a.py', 'import os\nimport json\nopen("x")'],
    ['nothing', 'a.ts', ''],
  ])('stays shut for %s', (_, file, text) => {
    expect(gate.isSeed(file, text, languageOf(file))).toBe(false);
  });
});

describe('selectFiles', () => {
  it('takes seeds, what they import and who imports them, to the end', () => {
    const code = {
      'src/llm.ts': 'import OpenAI from "openai"; import { options } from "./options"; export const ask = 1;',
      'src/options.ts': 'import { base } from "./base"; export const options = base;',
      'src/base.ts': 'export const base = {};',
      'src/wrap.ts': 'import { ask } from "./llm"; import { log } from "./log"; export const again = ask;',
      'src/log.ts': 'export const log = 1;',
      'src/page.tsx': 'import { again } from "./wrap";',
      'src/other.ts': 'import { log } from "./log";',
      'src/types.ts': 'import type { ask } from "./llm";',
      'src/log.test.ts': 'import { log } from "./log"; import { help } from "./testing/help";',
      'src/testing/help.ts': 'export const help = 1;',
      'src/far.test.ts': 'import { x } from "./far";',
      'src/far.ts': 'export const x = 1;',
      'vendor/x.ts': 'import OpenAI from "openai";',
    };
    expect(parsed(code)).toEqual([
      'src/base.ts',
      'src/llm.ts',
      'src/log.test.ts',
      'src/log.ts',
      'src/options.ts',
      'src/page.tsx',
      'src/testing/help.ts',
      'src/wrap.ts',
    ]);
  });

  it('follows Python packages and submodules', () => {
    const code = {
      'app/agent.py': 'from openai import OpenAI\nfrom app import prompts\nfrom .tools import search\n',
      'app/prompts.py': 'X = 1',
      'app/tools/__init__.py': 'from . import search',
      'app/tools/search.py': 'def run(): ...',
      'app/unrelated.py': 'import json',
      'app/main.py': 'from app.agent import run',
    };
    expect(parsed(code)).toEqual([
      'app/agent.py',
      'app/main.py',
      'app/prompts.py',
      'app/tools/__init__.py',
      'app/tools/search.py',
    ]);
  });

  it('tells a file that bears the name of what it imports from its neighbours', () => {
    const code = {
      'app/search.py': 'import search\nimport openai',
      'app/agent.py': 'import search\nimport openai',
      'search.py': '',
    };
    expect(parsed(code)).toEqual(['app/agent.py', 'app/search.py', 'search.py']);
    expect(parsed({ ...code, 'app/search.py': '' })).toEqual(['app/agent.py', 'app/search.py']);
  });

  it('follows aliases, inherited ones too, and packages of the workspace', () => {
    const code = {
      'apps/web/src/a.ts':
        'import OpenAI from "openai"; import { b } from "@/lib/b"; import { c } from "@acme/core/c"; import d from "#d"; import e from "base/e";',
      'apps/web/src/lib/b.ts': '',
      'apps/web/d.ts': '',
      'packages/core/src/c.ts': '',
      'shared/e.ts': '',
    };
    const configs = {
      'tsconfig.base.json': { compilerOptions: { paths: { 'base/*': ['./shared/*'] } } },
      'apps/web/tsconfig.json': '{ // a comment\n "extends": "../../tsconfig.base", "compilerOptions": {} }',
      'apps/web/tsconfig.app.json': { compilerOptions: { baseUrl: './src', paths: { '@/*': ['./*'] } } },
      'apps/web/package.json': { name: 'web', imports: { '#d': './d.ts' } },
      'packages/core/package.json': {
        name: '@acme/core',
        exports: { '.': './dist/index.js', './c': { types: './dist/c.d.ts', import: './dist/c.js' } },
      },
    };
    expect(parsed(code, configs)).toEqual(Object.keys(code).sort());
  });

  it('survives configs that extend each other and texts that are broken', () => {
    const configs = {
      'tsconfig.json': { extends: './tsconfig.b.json' },
      'tsconfig.b.json': { extends: './tsconfig.json', compilerOptions: { paths: 3 } },
      'package.json': '{{',
    };
    expect(() => resolverInputs(configsOf(configs))).not.toThrow();
    expect(
      parsed(
        { 'a.ts': 'import {{{ from "openai', 'b.ts': 'import "./b"; import OpenAI from "openai"' },
        configs,
      ),
    ).toEqual(['b.ts']);
  });
});

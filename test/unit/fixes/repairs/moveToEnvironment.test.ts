import { describe, expect, it } from 'vitest';
import { MadeEdits } from '../../../../server/src/commands/madeEdits';
import { fix } from '../../../../server/src/fixes/repairs/moveToEnvironment';
import { analysed, type Files, type Fixed, fixed, type Options, placeOf, refused } from '../fixing';

/** Made at run time, so that no key-like literal stands in this file. */
const KEY = `sk-${'proj'}-${'Ab1'.repeat(12)}`;
const SECRETS = { secrets: { [KEY]: 'OPENAI_API_KEY' } };

function move(files: Files, path: string, options: Options = {}): Promise<Fixed> {
  return fixed(fix, files, placeOf(files, path, KEY), { ...SECRETS, ...options });
}

describe('move-to-environment in TypeScript', () => {
  const FILES = {
    'package.json': '{ "dependencies": { "next": "16.0.0" } }\n',
    'src/llm.ts': `import OpenAI from 'openai';\n// 🦊\nexport const client = new OpenAI({ apiKey: '${KEY}', maxRetries: 3 });\n`,
  };

  it('edits the ignore file, the example, the environment file and the source, in this order', async () => {
    const { repair, files } = await move(FILES, 'src/llm.ts');
    expect(repair.edits.map(({ path }) => path)).toEqual([
      '.gitignore',
      '.env.example',
      '.env',
      'src/llm.ts',
    ]);
    expect(files['.gitignore']).toBe('.env\n');
    expect(files['.env.example']).toBe('OPENAI_API_KEY=\n');
    expect(files['.env']).toBe(`OPENAI_API_KEY=${KEY}\n`);
    expect(files['src/llm.ts']).toContain(
      'new OpenAI({ apiKey: process.env.OPENAI_API_KEY, maxRetries: 3 })',
    );
    expect(repair.title).toBe('Move to OPENAI_API_KEY in .env');
  });

  it('never shows the value', async () => {
    const { repair } = await move(FILES, 'src/llm.ts');
    const { input } = await analysed(FILES, SECRETS);
    const secrets = input({ place: placeOf(FILES, 'src/llm.ts', KEY) }).inventory.secrets.map(
      (one) => one.place,
    );
    const made = new MadeEdits();
    made.add(repair.edits, (path) => (FILES as Files)[path]);
    const shown = made.diff(secrets).join('\n');
    expect(shown).not.toContain(KEY);
    expect(shown).toContain(`+OPENAI_API_KEY=<moved, ${KEY.length} characters>`);
    expect(shown).toContain('-export const client = new OpenAI({ apiKey: <secret, ');
    expect(JSON.stringify(repair.edits.filter(({ path }) => path !== '.env'))).not.toContain(KEY);
  });

  it('drops what a read of the same variable falls back on', async () => {
    const files = {
      'package.json': '{}',
      'a.ts': `import OpenAI from 'openai';\nexport const a = new OpenAI({ apiKey: process.env.OPENAI_API_KEY ?? '${KEY}', maxRetries: 3 });\nconst key: string = process.env.OPENAI_API_KEY || '${KEY}';\nconst other = process.env.OTHER ?? '${KEY}';\n`,
    };
    const { files: after } = await move(files, 'a.ts');
    expect(after['a.ts']).toBe(
      "import OpenAI from 'openai';\nexport const a = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, maxRetries: 3 });\nconst key: string = process.env.OPENAI_API_KEY || '';\nconst other = process.env.OTHER ?? (process.env.OPENAI_API_KEY ?? '');\n",
    );
  });

  it('keeps a string where the type asks for one, and fills templates', async () => {
    const files = {
      'package.json': '{}',
      'a.ts': `const key = "${KEY}";\nconst header = 'Bearer ${KEY}';\nconst other = \`x \${key} ${KEY}\`;\n`,
    };
    const { files: after, repair } = await move(files, 'a.ts');
    expect(after['a.ts']).toBe(
      'const key = process.env.OPENAI_API_KEY ?? "";\nconst header = `Bearer ${process.env.OPENAI_API_KEY}`;\nconst other = `x ${key} ${process.env.OPENAI_API_KEY}`;\n',
    );
    expect(after['.env']).toBe(`OPENAI_API_KEY=${KEY}\n`);
    expect(repair.title).toContain('node --env-file=.env');
  });

  it('moves a value once from all files and leaves other lines of the environment file alone', async () => {
    const files = {
      ...FILES,
      'src/b.mjs': `export const key = '${KEY}';\r\n`,
      '.env': 'OTHER=1',
      '.env.sample': 'OTHER=\n',
      '.gitignore': '*.log\n.env*\n!.env.sample\n',
    };
    const { files: after, repair } = await move(files, 'src/llm.ts');
    expect(after['.env']).toBe(`OTHER=1\nOPENAI_API_KEY=${KEY}\n`);
    expect(after['.env.sample']).toBe('OTHER=\nOPENAI_API_KEY=\n');
    expect(after['.gitignore']).toBe(files['.gitignore']);
    expect(after['src/b.mjs']).toBe('export const key = process.env.OPENAI_API_KEY;\r\n');
    expect(repair.edits.at(-1)!.path.startsWith('src/')).toBe(true);
  });

  it('numbers the variable where its name is taken and fills it where it is empty', async () => {
    const taken = await move({ ...FILES, '.env': 'OPENAI_API_KEY=something-else\n' }, 'src/llm.ts');
    expect(taken.files['.env']).toBe(`OPENAI_API_KEY=something-else\nOPENAI_API_KEY_2=${KEY}\n`);
    expect(taken.files['src/llm.ts']).toContain('process.env.OPENAI_API_KEY_2');
    const empty = await move({ ...FILES, '.env': 'OPENAI_API_KEY=""\r\nB=1\r\n' }, 'src/llm.ts');
    expect(empty.files['.env']).toBe(`OPENAI_API_KEY=${KEY}\r\nB=1\r\n`);
    const known = await move({ ...FILES, '.env': `OPENAI_API_KEY=${KEY}\n` }, 'src/llm.ts');
    expect(known.repair.edits.map(({ path }) => path)).not.toContain('.env');
  });

  it('edits code that no analysis parsed', async () => {
    const files = {
      ...FILES,
      'src/notify.ts': `export const key: string = '${KEY}';\n`,
      'app/notify.py': `KEY = '${KEY}'\n`,
    };
    const { files: after } = await move(files, 'src/notify.ts', {
      unparsed: ['src/notify.ts', 'app/notify.py'],
    });
    expect(after['src/notify.ts']).toBe("export const key: string = process.env.OPENAI_API_KEY ?? '';\n");
    expect(after['src/llm.ts']).toContain('apiKey: process.env.OPENAI_API_KEY,');
    expect(after['app/notify.py']).toBe("import os\n\nKEY = os.environ['OPENAI_API_KEY']\n");
  });

  it('reads it as Deno does', async () => {
    const { files } = await move(
      { 'deno.json': '{}', 'a.ts': `import OpenAI from 'npm:openai';\nnew OpenAI({ apiKey: '${KEY}' });\n` },
      'a.ts',
    );
    expect(files['a.ts']).toContain("apiKey: Deno.env.get('OPENAI_API_KEY') }");
  });

  it('tells to rotate a key that git knows, and names what it cannot edit', async () => {
    const { repair } = await move({ ...FILES, 'README.md': `use ${KEY}\n` }, 'src/llm.ts', {
      tracked: ['src/llm.ts'],
    });
    expect(repair.notes?.join(' ')).toContain('git knows this key from src/llm.ts: rotate it');
    expect(repair.notes?.join(' ')).toContain('The same key stands in README.md');
  });

  it('is refused where the environment file is tracked, read-only or outside, and in the browser', async () => {
    const at = placeOf(FILES, 'src/llm.ts', KEY);
    expect(await refused(fix, FILES, at, { ...SECRETS, tracked: ['.env'] })).toContain(
      'git rm --cached .env',
    );
    expect(await refused(fix, FILES, at, { ...SECRETS, readOnly: ['.env'] })).toBe('.env is read-only');
    expect(await refused(fix, FILES, at, { ...SECRETS, outside: ['.env'] })).toBe(
      '.env lies outside the folder',
    );
    const client = { 'a.tsx': `'use client';\nexport const key = '${KEY}';\n` };
    expect(await refused(fix, client, placeOf(client, 'a.tsx', KEY), SECRETS)).toContain('browser');
    const json = { 'a.json': `{ "key": "${KEY}" }` };
    expect(await refused(fix, json, placeOf(json, 'a.json', KEY), SECRETS)).toContain('by hand');
  });
});

describe('move-to-environment in Python', () => {
  it('drops what a read of the same variable falls back on', async () => {
    const files = {
      'a.py': `import os\nfrom openai import OpenAI\n\na = OpenAI(api_key=os.getenv("OPENAI_API_KEY", "${KEY}"), max_retries=3)\nb = OpenAI(api_key=os.environ.get("OPENAI_API_KEY") or "${KEY}")\n`,
    };
    const { files: after } = await move(files, 'a.py');
    expect(after['a.py']).toBe(
      'import os\nfrom openai import OpenAI\n\na = OpenAI(api_key=os.getenv("OPENAI_API_KEY"), max_retries=3)\nb = OpenAI(api_key=os.environ.get("OPENAI_API_KEY"))\n',
    );
  });

  it('reads os.environ and imports os', async () => {
    const files = {
      'requirements.txt': 'openai\n',
      'a.py': `"""Doc."""\n\nfrom openai import OpenAI\n\nclient = OpenAI(api_key="${KEY}")  # 🦊\nheaders = {"Authorization": "Bearer ${KEY}"}\n`,
    };
    const { files: after } = await move(files, 'a.py');
    expect(after['a.py']).toBe(
      '"""Doc."""\n\nimport os\nfrom openai import OpenAI\n\nclient = OpenAI(api_key=os.environ["OPENAI_API_KEY"])  # 🦊\nheaders = {"Authorization": f"Bearer {os.environ[\'OPENAI_API_KEY\']}"}\n',
    );
  });

  it('uses the name os is imported by, and a module without imports gets one', async () => {
    const aliased = await move({ 'a.py': `from os import environ\nKEY = '${KEY}'\n` }, 'a.py');
    expect(aliased.files['a.py']).toBe("from os import environ\nKEY = environ['OPENAI_API_KEY']\n");
    const bare = await move(
      { 'a.py': `#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\nKEY = "${KEY}"\r\n` },
      'a.py',
    );
    expect(bare.files['a.py']).toContain('import os\n');
    expect(bare.files['a.py']!.startsWith('#!/usr/bin/env python\n')).toBe(true);
  });

  it('leaves the reading to a settings class', async () => {
    const files = {
      'settings.py': `from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="app_")\n    openai_key: str = "${KEY}"\n    other: int = 1\n`,
    };
    const { files: after, repair } = await move(files, 'settings.py');
    expect(after['settings.py']).toContain('    openai_key: str\n    other: int = 1\n');
    expect(after['.env']).toBe(`APP_OPENAI_KEY=${KEY}\n`);
    expect(repair.title).toBe('Move to APP_OPENAI_KEY in .env');
  });

  it('writes a key of several lines on one', async () => {
    const pem = `-----BEGIN ${'PRIVATE'} KEY-----\\nMIIabc\\n-----END ${'PRIVATE'} KEY-----\\n`;
    const files = { 'a.py': `KEY = "${pem}"\n` };
    const { files: after } = await fixed(fix, files, placeOf(files, 'a.py', pem), {
      secrets: { [pem]: 'SIGNING_KEY' },
    });
    expect(after['.env']).toBe(`SIGNING_KEY="${pem}"\n`);
    expect(after['a.py']).toContain('KEY = os.environ["SIGNING_KEY"]');
  });
});

describe('move-to-environment in configuration', () => {
  it('reads repository secrets in a workflow, without an environment file', async () => {
    const files = { '.github/workflows/ci.yml': `env:\n  OPENAI_API_KEY: "${KEY}"\n` };
    const { repair, files: after } = await move(files, '.github/workflows/ci.yml');
    expect(after).toEqual({
      '.github/workflows/ci.yml': 'env:\n  OPENAI_API_KEY: "${{ secrets.OPENAI_API_KEY }}"\n',
    });
    expect(repair.notes?.[0]).toBe('Add OPENAI_API_KEY to the Actions secrets of the repository.');
  });

  it('reads the environment file beside a compose file', async () => {
    const files = {
      'deploy/docker-compose.prod.yml': `services:\n  a:\n    environment:\n      - OPENAI_API_KEY=${KEY}\n`,
    };
    const { files: after } = await move(files, 'deploy/docker-compose.prod.yml');
    expect(after['deploy/docker-compose.prod.yml']).toContain('- OPENAI_API_KEY=${OPENAI_API_KEY}\n');
    expect(after['deploy/.env']).toBe(`OPENAI_API_KEY=${KEY}\n`);
  });
});

describe('move-to-environment beside compose files', () => {
  const APP = {
    'package.json': '{ "dependencies": { "next": "16.0.0" } }\n',
    'src/llm.ts': `export const key = '${KEY}';\n`,
  };
  const compose = (environment: string, more = ''): string =>
    `# stack\nservices:\n  web:\n    build: .\n${environment}    ports: ["3000:3000"] # kept\n  db:\n    image: postgres:17\n    environment:\n      - A=1\n${more}`;
  const handedOn = async (text: string, options: Options = {}) => {
    const { files, repair } = await move({ ...APP, 'compose.yaml': text }, 'src/llm.ts', options);
    const isEdited = repair.edits.some(({ path }) => path === 'compose.yaml');
    const notes = repair.notes?.join(' ') ?? '';
    return { text: isEdited ? files['compose.yaml'] : undefined, notes };
  };

  it.each<[string, string, string]>([
    [
      'a list of names',
      '    environment:\n      # what it needs\n      - NODE_ENV=production\n      - DATABASE_URL # from the shell\n      # the end\n',
      '    environment:\n      # what it needs\n      - NODE_ENV=production\n      - DATABASE_URL # from the shell\n      - OPENAI_API_KEY\n      # the end\n',
    ],
    [
      'a list of assignments',
      '    environment:\n    - "A=${A}"\n    - "B=1"\n',
      '    environment:\n    - "A=${A}"\n    - "B=1"\n    - "OPENAI_API_KEY=${OPENAI_API_KEY}"\n',
    ],
    [
      'a map',
      '    environment:\n      A: ${A}\n      PORT: "3000" # 🦊\n      NOTE: |\n        two\n        lines\n',
      '    environment:\n      A: ${A}\n      PORT: "3000" # 🦊\n      OPENAI_API_KEY: ${OPENAI_API_KEY}\n      NOTE: |\n        two\n        lines\n',
    ],
    [
      'a map of quoted values',
      '    environment:\n      A: "${A}"\n',
      '    environment:\n      A: "${A}"\n      OPENAI_API_KEY: "${OPENAI_API_KEY}"\n',
    ],
    [
      'a map of bare names',
      '    environment:\n      A:\n      B:\n',
      '    environment:\n      A:\n      B:\n      OPENAI_API_KEY:\n',
    ],
    [
      'a map between braces',
      '    environment: { A: 1, B: 2 } # short\n',
      '    environment: { A: 1, B: 2, OPENAI_API_KEY: "${OPENAI_API_KEY}" } # short\n',
    ],
    ['a list between brackets', '    environment: [A=1, B]\n', '    environment: [A=1, B, OPENAI_API_KEY]\n'],
    [
      'an environment file of its own beside the list',
      '    env_file: other.env\n    environment:\n      - A\n',
      '    env_file: other.env\n    environment:\n      - A\n      - OPENAI_API_KEY\n',
    ],
  ])('adds it to %s, in its style, and leaves all else alone', async (_style, before, after) => {
    for (const lines of [(text: string) => text, (text: string) => text.replaceAll('\n', '\r\n')]) {
      const { text, notes } = await handedOn(lines(compose(before)));
      expect(text).toBe(lines(compose(after)));
      expect(notes).not.toContain('compose.yaml');
    }
  });

  it.each<[string, string]>([
    ['is named already', '    environment:\n      - OPENAI_API_KEY\n'],
    ['is assigned already', '    environment:\n      OPENAI_API_KEY: ${OPENAI_API_KEY:-}\n'],
    [
      'comes with the environment file',
      '    env_file:\n      - path: ./.env\n    environment:\n      - A=1\n',
    ],
  ])('does nothing where it %s', async (_why, environment) => {
    const { text, notes } = await handedOn(compose(environment));
    expect(text).toBeUndefined();
    expect(notes).not.toContain('compose.yaml');
  });

  it.each<[string, string, string]>([
    [
      'two services are built from the app',
      '    environment:\n      - A\n',
      '  job:\n    build: .\n    environment:\n      - A\n',
    ],
    [
      'the list is shared by an anchor',
      '    environment: &env\n      - A\n',
      '  job:\n    image: x\n    environment: *env\n',
    ],
    ['nothing is listed', '', ''],
    ['nothing is listed yet', '    environment:\n', ''],
  ])('tells where %s', async (_why, environment, more) => {
    const { text, notes } = await handedOn(compose(environment, more));
    expect(text).toBeUndefined();
    expect(notes).toContain('Pass OPENAI_API_KEY on in compose.yaml (web');
  });

  it('is of no concern to services that are built from something else', async () => {
    const other = compose('    environment:\n      - A\n').replace(
      'build: .',
      'build: https://example.com/x.git',
    );
    expect(await handedOn(other)).toMatchObject({
      text: undefined,
      notes: expect.not.stringContaining('compose'),
    });
  });

  it('finds the service of an app in a folder, and says where compose looks for the value', async () => {
    const files = {
      'api/package.json': '{ "dependencies": { "next": "16.0.0" } }\n',
      'api/src/llm.ts': `export const key = '${KEY}';\n`,
      'deploy/compose.prod.yaml':
        'services:\n  web:\n    build: ../web\n    environment:\n      - A\n  api:\n    build:\n      context: ..\n      dockerfile: api/Dockerfile\n    environment:\n      - A\n',
    };
    const { files: after, repair } = await move(files, 'api/src/llm.ts', { projects: ['api', 'web'] });
    expect(after['deploy/compose.prod.yaml']).toBe(
      `${files['deploy/compose.prod.yaml']}      - OPENAI_API_KEY\n`,
    );
    expect(after['api/.env']).toContain(KEY);
    expect(repair.notes?.join(' ')).toContain('Compose reads deploy/.env or the shell: give OPENAI_API_KEY');
  });
});

import { describe, expect, it } from 'vitest';
import { linkSources, only } from './linkSources';

const TS = (body: string) => `import OpenAI from 'openai';\n${body}`;
const PY = (body: string) => `from openai import OpenAI\n${body}`;

/** Where a cap may stand, and what the inventory must say of it. */
const CAPS: readonly [string, Record<string, string>, string][] = [
  [
    'at the call',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nc.chat.completions.create({ model: 'm', messages: [], max_completion_tokens: 100 });`,
      ),
    },
    'set',
  ],
  [
    'nowhere',
    { 'a.ts': TS(`const c = new OpenAI();\nc.chat.completions.create({ model: 'm', messages: [] });`) },
    'unset',
  ],
  [
    'spread from an object',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nconst base = { max_completion_tokens: 9 };\nc.chat.completions.create({ ...base, model: 'm', messages: [] });`,
      ),
    },
    'set',
  ],
  [
    'spread from an object of another file',
    {
      'base.ts': `export const base = { max_completion_tokens: 9 };`,
      'a.ts': TS(
        `import { base } from './base';\nconst c = new OpenAI();\nc.chat.completions.create({ ...base, model: 'm', messages: [] });`,
      ),
    },
    'set',
  ],
  [
    'through a barrel with a rename',
    {
      'base.ts': `export const base = { max_completion_tokens: 9 };`,
      'index.ts': `export { base as options } from './base';`,
      'a.ts': TS(
        `import { options } from './index';\nconst c = new OpenAI();\nc.chat.completions.create({ ...options, model: 'm', messages: [] });`,
      ),
    },
    'set',
  ],
  [
    'overwritten with undefined by a later key',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nc.chat.completions.create({ max_completion_tokens: 5, model: 'm', messages: [], max_completion_tokens: undefined });`,
      ),
    },
    'unset',
  ],
  [
    'from a wrapper called with it',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nfunction ask(text: string, options: object) { return c.chat.completions.create({ model: 'm', messages: [], ...options }); }\nask('x', { max_completion_tokens: 3 });`,
      ),
    },
    'set',
  ],
  [
    'from a wrapper called once with and once without it',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nfunction ask(text: string, options: object) { return c.chat.completions.create({ model: 'm', messages: [], ...options }); }\nask('x', { max_completion_tokens: 3 });\nask('y', {});`,
      ),
    },
    'unknown',
  ],
  [
    'from a wrapper nobody calls',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nexport function ask(options: object) { return c.chat.completions.create({ model: 'm', messages: [], ...options }); }`,
      ),
    },
    'unknown',
  ],
  [
    'on one branch only',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nconst extra = process.argv[2] ? { max_completion_tokens: 3 } : {};\nc.chat.completions.create({ model: 'm', messages: [], ...extra });`,
      ),
    },
    'unknown',
  ],
  [
    'on both branches',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nconst extra = process.argv[2] ? { max_completion_tokens: 3 } : { max_completion_tokens: 9 };\nc.chat.completions.create({ model: 'm', messages: [], ...extra });`,
      ),
    },
    'set',
  ],
  [
    'assigned to the options later',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nconst options: Record<string, unknown> = { model: 'm', messages: [] };\noptions.max_completion_tokens = 4;\nc.chat.completions.create(options as never);`,
      ),
    },
    'set',
  ],
  [
    'in a request body that is spread',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nexport async function POST(request: Request) { const body = await request.json(); return c.responses.create({ ...body, stream: false }); }`,
      ),
    },
    'unknown',
  ],
  [
    'by a name that trims the input',
    {
      'a.ts': TS(
        `const c = new OpenAI();\nconst maxTokens = 100;\nconst messages = trim(maxTokens);\nc.chat.completions.create({ model: 'm', messages });\ndeclare function trim(n: number): never[];`,
      ),
    },
    'unset',
  ],
  [
    'at the call',
    {
      'a.py': PY(
        `c = OpenAI()\nc.chat.completions.create(model="m", messages=[], max_completion_tokens=100)`,
      ),
    },
    'set',
  ],
  ['nowhere', { 'a.py': PY(`c = OpenAI()\nc.chat.completions.create(model="m", messages=[])`) }, 'unset'],
  [
    'spread from a dict of another file',
    {
      'base.py': `OPTIONS = {"max_completion_tokens": 9}`,
      'a.py': PY(
        `from base import OPTIONS\nc = OpenAI()\nc.chat.completions.create(model="m", messages=[], **OPTIONS)`,
      ),
    },
    'set',
  ],
  [
    'in keyword arguments handed on',
    {
      'a.py': PY(
        `c = OpenAI()\ndef ask(text, **options):\n    return c.chat.completions.create(model="m", messages=[], **options)\nask("x", max_completion_tokens=3)`,
      ),
    },
    'set',
  ],
  [
    'on a client kept in a class',
    {
      'a.py': PY(
        `class Bot:\n    def __init__(self):\n        self.client = OpenAI()\n    def ask(self):\n        return self.client.chat.completions.create(model="m", messages=[], max_tokens=5)`,
      ),
    },
    'set',
  ],
  [
    'imported inside a function',
    {
      'a.py': `def ask():\n    from openai import OpenAI\n    return OpenAI().responses.create(model="m", input="x", max_output_tokens=5)`,
    },
    'set',
  ],
];

describe('output caps', () => {
  it.each(CAPS)('%s', async (_name, sources, expected) => {
    const call = only(await linkSources(sources, { openai: '5.0.0' }), 'model-call');
    expect(call.attributes.maxTokens?.value).toBe(expected);
  });

  it('names the branch on which nothing caps the output', async () => {
    const text = TS(
      `const c = new OpenAI();\nconst extra = process.argv[2] ? { max_completion_tokens: 3 } : {};\nc.chat.completions.create({ model: 'm', messages: [], ...extra });`,
    );
    const { unsetBranch } = only(await linkSources({ 'a.ts': text }), 'model-call').attributes.maxTokens!;
    expect(text.slice(unsetBranch!.start, unsetBranch!.end)).toContain('{}');
  });
});

describe('retries', () => {
  it.each([
    [
      'the SDK’s own by default',
      TS(`const c = new OpenAI();\nc.responses.create({ model: 'm', input: '' });`),
      'default',
      2,
    ],
    [
      'switched off on the client',
      TS(`const c = new OpenAI({ maxRetries: 0 });\nc.responses.create({ model: 'm', input: '' });`),
      'disabled',
      0,
    ],
    [
      'switched off on the client, on again at the call',
      TS(
        `const c = new OpenAI({ maxRetries: 0 });\nc.responses.create({ model: 'm', input: '' }, { maxRetries: 4 });`,
      ),
      'custom',
      4,
    ],
    [
      'set on the client',
      TS(`const c = new OpenAI({ maxRetries: 5 });\nc.responses.create({ model: 'm', input: '' });`),
      'inherited',
      5,
    ],
    [
      'through withOptions',
      TS(
        `const c = new OpenAI({ maxRetries: 0 }).withOptions({ maxRetries: 3 });\nc.responses.create({ model: 'm', input: '' });`,
      ),
      'inherited',
      3,
    ],
  ])('%s', async (_name, text, value, count) => {
    const { retries } = only(
      await linkSources({ 'a.ts': text }, { openai: '5.0.0' }),
      'model-call',
    ).attributes;
    expect(retries?.value).toBe(value);
    expect(retries?.effective).toMatchObject({ count });
  });

  it('come from a factory in another file that is handed the number', async () => {
    const sources = {
      'client.ts': `import OpenAI from 'openai';\nexport function createClient(retries: number) { return new OpenAI({ maxRetries: retries }); }`,
      'a.ts': `import { createClient } from './client';\nconst c = createClient(0);\nexport const ask = () => c.responses.create({ model: 'm', input: '' });`,
    };
    expect(only(await linkSources(sources), 'model-call').attributes.retries?.value).toBe('disabled');
  });

  it('are unknown for a client handed over from outside', async () => {
    const text = TS(`export const ask = (c: OpenAI) => c.responses.create({ model: 'm', input: '' });`);
    expect(only(await linkSources({ 'a.ts': text }), 'model-call').attributes.retries?.value).toBe('unknown');
  });
});

describe('near-misses', () => {
  it.each([
    [
      'a method of the same name on a database client',
      { 'a.ts': `import { db } from 'some-db';\ndb.chat.completions.create({ model: 'm' });` },
    ],
    [
      'a class of the same name in this workspace',
      {
        'a.ts': `class OpenAI { chat = { completions: { create(o: object) { return o; } } }; }\nnew OpenAI().chat.completions.create({});`,
      },
    ],
    ['code in a string', { 'a.ts': `export const text = "new OpenAI().chat.completions.create({})";` }],
    ['a type-only import', { 'a.ts': `import type OpenAI from 'openai';\nexport type Client = OpenAI;` }],
    [
      'a user class called Agent',
      { 'a.py': `class Agent:\n    def __init__(self, name):\n        self.name = name\nAgent(name="x")` },
    ],
  ])('%s is no site', async (_name, sources) => {
    expect((await linkSources(sources)).filter((fact) => fact.kind !== 'endpoint')).toEqual([]);
  });
});

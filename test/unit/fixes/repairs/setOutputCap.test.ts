import { describe, expect, it } from 'vitest';
import { fix } from '../../../../server/src/fixes/repairs/setOutputCap';
import type { Place } from '../../../../server/src/text/span';
import { analysed, attributeAfter, type Files, fixed, type Options, placeOf, refused } from '../fixing';

async function after(files: Files, path: string, at: string, options: Options = {}): Promise<string> {
  const result = await fixed(fix, files, placeOf(files, path, at), options);
  expect(await attributeAfter(result.files, 'model-call', 'maxTokens', options)).toMatch(/^(set|inherited)$/);
  return result.files[path]!;
}

const V6 = { versions: { ai: '6.0.3' } };

describe('set-output-cap in TypeScript', () => {
  it('adds the option to a one-line call', async () => {
    const files = {
      'a.ts': `import { generateText } from 'ai';\nconst { text } = await generateText({ model, prompt: '🦊 hi' });\n`,
    };
    expect(await after(files, 'a.ts', 'generateText({', V6)).toBe(
      `import { generateText } from 'ai';\nconst { text } = await generateText({ model, prompt: '🦊 hi', maxOutputTokens: 4096 });\n`,
    );
  });

  it('keeps lines, comments and CRLF', async () => {
    const files = {
      'a.ts':
        "import { generateText } from 'ai';\r\n// 🦊\r\nawait generateText({\r\n  model,\r\n  prompt, // what was asked\r\n});\r\n",
    };
    expect(await after(files, 'a.ts', 'generateText({', V6)).toBe(
      "import { generateText } from 'ai';\r\n// 🦊\r\nawait generateText({\r\n  model,\r\n  prompt, // what was asked\r\n  maxOutputTokens: 4096,\r\n});\r\n",
    );
  });

  it('puts a comma where the last entry has none and a comment follows it', async () => {
    const files = {
      'a.ts':
        "import { generateText } from 'ai';\nawait generateText({\n  model,\n  prompt // what was asked\n});\n",
    };
    expect(await after(files, 'a.ts', 'generateText({', V6)).toContain(
      '  prompt, // what was asked\n  maxOutputTokens: 4096\n});',
    );
  });

  it('takes the spelling of the major in use and none where it is not known', async () => {
    const files = { 'a.ts': "import { generateText } from 'ai';\nawait generateText({ model, prompt });\n" };
    expect(await after(files, 'a.ts', 'generateText({', { versions: { ai: '4.3.0' } })).toContain(
      'maxTokens: 4096',
    );
    expect(await refused(fix, files, placeOf(files, 'a.ts', 'generateText({'))).toContain(
      '`maxTokens`, `maxOutputTokens`',
    );
  });

  it('tells the model families of OpenAI apart', async () => {
    const client = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";
    const chat = {
      'a.ts': `${client}await client.chat.completions.create({ model: 'gpt-5', messages: [] });\n`,
    };
    expect(await after(chat, 'a.ts', 'create')).toContain('messages: [], max_completion_tokens: 4096 }');
    const responses = {
      'a.ts': `${client}await client.responses.create({ model: 'gpt-5', input: 'hi' });\n`,
    };
    expect(await after(responses, 'a.ts', 'create')).toContain("input: 'hi', max_output_tokens: 4096 }");
    const local = {
      'a.ts':
        "import OpenAI from 'openai';\nconst client = new OpenAI({ baseURL: process.env.LLM_URL });\nawait client.chat.completions.create({ model: 'x', messages: [] });\n",
    };
    expect(await after(local, 'a.ts', 'create')).toContain('messages: [], max_tokens: 4096 }');
  });

  it('writes into the options object the call is given', async () => {
    const files = {
      'a.ts':
        "import { generateText } from 'ai';\nconst options = {\n  model,\n  prompt: 'hi',\n};\nexport const run = () => generateText(options);\n",
    };
    expect(await after(files, 'a.ts', 'generateText(', V6)).toContain(
      "  prompt: 'hi',\n  maxOutputTokens: 4096,\n};",
    );
  });

  it('caps the model of LangChain, not the call', async () => {
    const files = {
      'a.ts':
        "import { ChatOpenAI } from '@langchain/openai';\nconst llm = new ChatOpenAI({ model: 'gpt-5' });\nawait llm.invoke('hi');\n",
    };
    const result = await fixed(fix, files, placeOf(files, 'a.ts', 'invoke'));
    expect(result.files['a.ts']).toContain("new ChatOpenAI({ model: 'gpt-5', maxCompletionTokens: 4096 })");
    expect(result.repair.title).toBe('Set maxCompletionTokens to 4096 on the client');
  });

  it('is refused at a LangChain call whose model is made elsewhere', async () => {
    const files = {
      'a.ts':
        "import type { BaseChatModel } from '@langchain/core/language_models/chat_models';\nexport const ask = (llm: BaseChatModel) => llm.invoke('hi');\n",
    };
    expect(await refused(fix, files, placeOf(files, 'a.ts', 'invoke'))).toMatch(
      /^where it is to be set cannot be followed: |^the cap is set where the model is made/,
    );
  });

  it('caps an agent of the Agents SDK in its model settings', async () => {
    const files = {
      'a.ts':
        "import { Agent, run } from '@openai/agents';\nconst agent = new Agent({\n  name: 'a',\n  modelSettings: { temperature: 0 },\n});\nawait run(agent, 'hi');\n",
    };
    expect(await after(files, 'a.ts', 'Agent({')).toContain(
      'modelSettings: { temperature: 0, maxTokens: 4096 }',
    );
  });

  it('is refused where the options come from outside or are spread in after', async () => {
    const parameter = {
      'a.ts':
        "import { generateText } from 'ai';\nexport const run = (options: object) => generateText(options);\n",
    };
    expect(await refused(fix, parameter, placeOf(parameter, 'a.ts', 'generateText('), V6)).toBe(
      'the options are handed over from outside',
    );
  });

  it('is refused once the text is another than the one analysed', async () => {
    const files = { 'a.ts': "import { generateText } from 'ai';\nawait generateText({ model, prompt });\n" };
    expect(await refused(fix, files, { path: 'b.ts', start: 0, end: 1 })).toContain('b.ts');
  });
});

describe('set-output-cap in Python', () => {
  it('adds the keyword, multi-line with a trailing comma', async () => {
    const files = {
      'a.py':
        'from openai import OpenAI\n\nclient = OpenAI()\nreply = client.chat.completions.create(\n    model="gpt-5",\n    messages=[{"role": "user", "content": "🦊"}],  # asked\n)\n',
    };
    expect(await after(files, 'a.py', 'create')).toContain(
      '    messages=[{"role": "user", "content": "🦊"}],  # asked\n    max_completion_tokens=4096,\n)',
    );
  });

  it('adds the keyword on one line, CRLF kept', async () => {
    const files = {
      'a.py':
        'from openai import OpenAI\r\nclient = OpenAI()\r\nclient.responses.create(model="gpt-5", input="hi")\r\n',
    };
    expect(await after(files, 'a.py', 'create')).toContain('input="hi", max_output_tokens=4096)\r\n');
  });

  it('makes the settings object of an agent and imports its class', async () => {
    const files = {
      'a.py': 'from agents import Agent, Runner\n\nagent = Agent(name="a")\nRunner.run_sync(agent, "hi")\n',
    };
    expect(await after(files, 'a.py', 'Agent(')).toBe(
      'from agents import Agent, Runner, ModelSettings\n\nagent = Agent(name="a", model_settings=ModelSettings(max_tokens=4096))\nRunner.run_sync(agent, "hi")\n',
    );
  });

  it('writes into settings that are there', async () => {
    const files = {
      'a.py':
        'from agents import Agent, ModelSettings, Runner\n\nagent = Agent(name="a", model_settings=ModelSettings(temperature=0))\nRunner.run_sync(agent, "hi")\n',
    };
    expect(await after(files, 'a.py', 'Agent(')).toContain('ModelSettings(temperature=0, max_tokens=4096)');
  });

  it('uses the number of the manifest', async () => {
    const files = {
      'a.py': 'from openai import OpenAI\nOpenAI().completions.create(model="m", prompt="p")\n',
    };
    expect(await after(files, 'a.py', 'create', { numbers: { outputCap: 12_000 } })).toContain(
      'max_tokens=12_000)',
    );
  });
});

describe('set-output-cap on the one branch without a cap', () => {
  /** The finding of the rule: its subject is the call, its place the branch. */
  async function findingIn(files: Files): Promise<{ options: Options; place: Place }> {
    const { facts } = await analysed(files);
    const call = facts.find(({ kind }) => kind === 'model-call')!;
    return { options: { finding: { subject: call.id } }, place: call.attributes.maxTokens!.unsetBranch! };
  }

  async function afterBranch(files: Files, path: string): Promise<string> {
    const { options, place } = await findingIn(files);
    const result = await fixed(fix, files, place, options);
    expect(result.repair.title).toMatch(/^Set \w+ to 4096 on this branch$/);
    expect(await attributeAfter(result.files, 'model-call', 'maxTokens')).toBe('set');
    return result.files[path]!;
  }

  const typescript = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";

  it('spells it as the other branches do', async () => {
    const options = "fast ? { ...base, max_tokens: 9 } : { model: 'm', messages: [] }";
    const files = {
      'a.ts': `${typescript}const base = { model: 'm', messages: [] };\nexport const ask = (fast: boolean) => client.chat.completions.create(${options});\n`,
    };
    expect(await afterBranch(files, 'a.ts')).toContain(
      "fast ? { ...base, max_tokens: 9 } : { model: 'm', messages: [], max_tokens: 4096 }",
    );
  });

  it('writes into what is spread in', async () => {
    const files = {
      'a.ts': `${typescript}export const ask = (fast: boolean) =>\n  client.chat.completions.create({ model: 'm', messages: [], ...(fast ? { max_completion_tokens: 9 } : {}) });\n`,
    };
    expect(await afterBranch(files, 'a.ts')).toContain(
      '...(fast ? { max_completion_tokens: 9 } : { max_completion_tokens: 4096 })',
    );
  });

  it('writes into the object of another file', async () => {
    const files = {
      'options.ts': "export const slow = {\r\n  model: 'm',\r\n  messages: [],\r\n};\r\n",
      'a.ts': `import { slow } from './options';\n${typescript}export const ask = (fast: boolean) => client.chat.completions.create(fast ? { ...slow, max_tokens: 9 } : slow);\n`,
    };
    expect(await afterBranch(files, 'options.ts')).toContain('  messages: [],\r\n  max_tokens: 4096,\r\n};');
  });

  it('writes into a dict of keywords', async () => {
    const files = {
      'a.py':
        'from openai import OpenAI\n\nclient = OpenAI()\n\ndef ask(fast: bool):\n    options = {"max_tokens": 9} if fast else {}\n    return client.chat.completions.create(model="m", messages=[], **options)\n',
    };
    expect(await afterBranch(files, 'a.py')).toContain(
      '{"max_tokens": 9} if fast else {"max_tokens": 4096}\n',
    );
  });

  it('is refused, with what is in the way, where the branch is no object', async () => {
    const files = {
      'a.ts': `${typescript}export const ask = (fast: boolean) =>\n  client.chat.completions.create({ model: 'm', messages: [], ...(fast ? { max_tokens: 9 } : null) });\n`,
    };
    const { options, place } = await findingIn(files);
    expect(await refused(fix, files, place, options)).toBe(
      'what stands on this branch is no object that could take the option',
    );
  });

  it('is refused where nothing is known at the place, or no branch sets it', async () => {
    const files = {
      'a.ts': `${typescript}export const ask = () => client.chat.completions.create({ model: 'm', messages: [] });\n`,
    };
    const place = placeOf(files, 'a.ts', "{ model: 'm', messages: [] }");
    expect(await refused(fix, files, place)).toBe('no call that takes this option is known at this place');
    const { facts } = await analysed(files);
    const subject = facts.find(({ kind }) => kind === 'model-call')!.id;
    expect(await refused(fix, files, place, { finding: { subject } })).toBe(
      'which option the other branches set cannot be told',
    );
  });
});

describe('set-output-cap where something of it is there', () => {
  const python = 'from openai import OpenAI\n\nclient = OpenAI()\n\n\n';

  it('begins with the cap where some paths set it later', async () => {
    const files = {
      'a.py': `${python}def ask(short: bool):\n    options = {"model": "m", "messages": []}\n    if short:\n        options["max_tokens"] = 50\n    return client.chat.completions.create(**options)\n`,
    };
    const result = await fixed(fix, files, placeOf(files, 'a.py', 'create'));
    expect(result.files['a.py']).toContain('{"model": "m", "messages": [], "max_tokens": 4096}');
    expect(result.files['a.py']).toContain('create(**options)');
    expect(result.repair.title).toBe('Set max_tokens to 4096 where the options are made');
    expect(await attributeAfter(result.files, 'model-call', 'maxTokens')).toBe('set');
  });

  it('does so for options that are handed over as one object', async () => {
    const files = {
      'a.ts':
        "import OpenAI from 'openai';\nconst client = new OpenAI();\nexport function ask(short: boolean) {\n  const options: any = { model: 'm', messages: [] };\n  if (short) options.max_tokens = 50;\n  return client.chat.completions.create(options);\n}\n",
    };
    expect(await after(files, 'a.ts', 'create(')).toContain("{ model: 'm', messages: [], max_tokens: 4096 }");
  });

  it('is refused where the beginning is one of several, and adds no second spelling', async () => {
    const files = {
      'a.py': `${python}def ask(short: bool):\n    options = {"model": "m"} if short else {"model": "n"}\n    if short:\n        options["max_tokens"] = 50\n    return client.chat.completions.create(messages=[], **options)\n`,
    };
    expect(await refused(fix, files, placeOf(files, 'a.py', 'create'))).toBe(
      '`max_tokens` is set on some paths already, and where the others begin cannot be told',
    );
  });

  it('is refused where what is spread in cannot be seen', async () => {
    const files = {
      'a.py': `${python}def ask(**options):\n    return client.chat.completions.create(model="m", messages=[], **options)\n`,
    };
    expect(await refused(fix, files, placeOf(files, 'a.py', 'create'))).toMatch(
      /^what is handed over here may set it already: /,
    );
  });

  it('gives the name of another version the one of this', async () => {
    const files = {
      'a.ts':
        "import { generateText } from 'ai';\nawait generateText({ model, prompt, maxTokens: 500 } as any);\n",
    };
    const result = await fixed(fix, files, placeOf(files, 'a.ts', 'generateText({'), V6);
    expect(result.files['a.ts']).toContain('{ model, prompt, maxOutputTokens: 500 }');
    expect(result.repair.title).toBe('Rename maxTokens to maxOutputTokens');
    const short = {
      'a.ts':
        "import { generateText } from 'ai';\nconst maxTokens = 500;\nawait generateText({ model, prompt, maxTokens } as any);\n",
    };
    expect(await after(short, 'a.ts', 'generateText({', V6)).toContain('maxOutputTokens: maxTokens }');
  });
});

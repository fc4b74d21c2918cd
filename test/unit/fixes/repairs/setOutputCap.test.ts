import { describe, expect, it } from 'vitest';
import { fix } from '../../../../server/src/fixes/repairs/setOutputCap';
import { attributeAfter, type Files, fixed, type Options, placeOf, refused } from '../fixing';

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
    expect(await refused(fix, files, placeOf(files, 'a.ts', 'invoke'))).toBe(
      'this SDK has no option for it here',
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

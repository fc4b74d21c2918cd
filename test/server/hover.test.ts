// Hover with the real engine: what is told about the things of a workspace, wherever their names stand.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Hover } from 'vscode-languageserver/node';
import { createEngine } from '../../server/src/engine/createEngine';
import { loadRuleData, type RuleData } from '../../server/src/engine/ruleData';
import { LineTable } from '../../server/src/text/lineTable';
import { createDiskFiles } from '../../server/src/workspace/diskFiles';
import { createGitDirReader } from '../../server/src/workspace/gitDir';
import { createLog } from '../../server/src/workspace/log';
import { type Editor, eventually, openEditor, uriOf } from './editor';

const LIMIT_MS = 20_000;
let rules: RuleData | undefined;

interface Opened {
  /** The Markdown at the n-th occurrence of a text in a file, at its second character; '' for no hover. */
  at(file: string, text: string, n?: number): Promise<string>;
}

async function opened(files: Readonly<Record<string, string>>): Promise<Opened> {
  const top = realpathSync(mkdtempSync(path.join(tmpdir(), 'airworthy-hover-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
    writeFileSync(path.join(top, file), text);
  }
  rules ??= loadRuleData(path.resolve(__dirname, '../../rules'));
  const ruleData = rules;
  const log = createLog('off', () => {});
  const editor: Editor = await openEditor({
    folders: [top],
    host: {
      filesAt: createDiskFiles,
      gitDirs: createGitDirReader(),
      rules: () => ruleData.rules,
      createEngine: async (options) =>
        createEngine({
          ...options,
          log,
          ruleData,
          loadTracked: async () => ({ state: 'none', paths: new Set() }),
        }),
    },
  });
  await eventually('a checklist', () => editor.told.checklists[0], LIMIT_MS);
  return {
    async at(file, text, n = 0) {
      let offset = -1;
      for (let i = 0; i <= n; i++) offset = files[file]!.indexOf(text, offset + 1);
      expect(offset, text).toBeGreaterThanOrEqual(0);
      const hover = await editor.ask<Hover | null>('textDocument/hover', {
        textDocument: { uri: uriOf(path.join(top, file)) },
        position: LineTable.of(files[file]!).positionAt(offset + 1),
      });
      const { value = '' } = (hover?.contents ?? {}) as { value?: string };
      return value.replaceAll(uriOf(top), 'ws:');
    },
  };
}

const TYPESCRIPT = {
  'package.json': JSON.stringify({
    dependencies: {
      ai: '^5.0.0',
      '@ai-sdk/openai': '^2.0.0',
      openai: '^5.0.0',
      express: '^5.0.0',
      zod: '^4.0.0',
    },
  }),
  'src/tools.ts': `import { tool } from 'ai';
import { z } from 'zod';

export const sendMail = tool({
  description: 'Sends a mail',
  inputSchema: z.object({ to: z.string() }),
  execute: async ({ to }) => (await fetch('https://mail.example.com', { method: 'POST', body: to })).text(),
});
`,
  'src/app.ts': `import { openai } from '@ai-sdk/openai';
import { Experimental_Agent as Agent, stepCountIs } from 'ai';
import express from 'express';
import OpenAI from 'openai';
import { sendMail } from './tools';

const client = new OpenAI({ timeout: 20_000 });
const supportAgent = new Agent({ model: openai('gpt-5'), tools: { sendMail }, stopWhen: stepCountIs(7) });
const options = { max_tokens: 300 };
const app = express();
app.post('/chat', async (request, response) => {
  const reply = await client.chat.completions.create({ model: 'gpt-4o', messages: request.body, ...options });
  const run = await supportAgent.generate({ prompt: 'hi' });
  const nothing = request.body.length;
  response.json({ reply, run, nothing });
});
`,
};

describe('hover over TypeScript', () => {
  it('tells about a tool wherever its name stands', async () => {
    const { at } = await opened(TYPESCRIPT);
    const told = await at('src/tools.ts', 'sendMail');
    expect(told).toMatch(/^\*\*Tool\*\* `sendMail` \(Vercel AI SDK\)\n\n- /);
    expect(told).toContain('- Effects: `network');
    expect(told).toContain('- Approval: `no`');
    expect(told).toContain('- Given to: [supportAgent](<ws:/src/app.ts#L8,');
    // The callee, the import, and the use in the record of tools.
    expect(await at('src/tools.ts', 'tool(')).toBe(told);
    expect(await at('src/app.ts', 'sendMail')).toBe(told);
    expect(await at('src/app.ts', 'sendMail', 1)).toBe(told);
  });

  it('tells about an agent with its tools and bound', async () => {
    const { at } = await opened(TYPESCRIPT);
    const told = await at('src/app.ts', 'supportAgent');
    expect(told).toMatch(/^\*\*Agent\*\* `supportAgent` \(Vercel AI SDK\)/);
    expect(told).toContain('- Step limit: `7 steps`');
    expect(told).toContain('- Tools: [sendMail](<ws:/src/tools.ts#L4,');
    expect(await at('src/app.ts', 'supportAgent', 1)).toBe(told);
  });

  it('tells about a model call, with links to what decided its settings', async () => {
    const { at } = await opened(TYPESCRIPT);
    const told = await at('src/app.ts', 'create(');
    expect(told).toMatch(/^\*\*Model call\*\* `[^`]*create` \(OpenAI/);
    expect(told).toMatch(
      /- Output cap: `300 tokens` \(set here, \[src\/app\.ts:9\]\(<ws:\/src\/app\.ts#L9,\d+>\)\)/,
    );
    expect(told).toMatch(/- Time limit: `20 s` \(set on the client, \[src\/app\.ts:7\]/);
    expect(told).not.toMatch(/maxTokens|timeout|unset|not-applicable|\bms\b/);
  });

  it('tells about a client by its variable, and about an endpoint by its route', async () => {
    const { at } = await opened(TYPESCRIPT);
    expect(await at('src/app.ts', 'client.chat')).toMatch(/^\*\*Model client\*\* `client`/);
    const endpoint = await at('src/app.ts', "'/chat'");
    expect(endpoint).toMatch(/^\*\*Endpoint\*\* `POST \/chat` \(Express\)/);
    expect(endpoint).toContain('- Rate limited: `no`');
    expect(endpoint).toMatch(/- Reaches: \[.*create\]\(<ws:\/src\/app\.ts#L12,/);
    expect(await at('src/app.ts', 'post(')).toBe(endpoint);
  });

  it('says nothing about other words', async () => {
    const { at } = await opened(TYPESCRIPT);
    for (const word of ['nothing', 'request', 'express()', 'length', "'hi'", 'stepCountIs(7)', 'description'])
      expect(await at(word === 'description' ? 'src/tools.ts' : 'src/app.ts', word), word).toBe('');
  });

  it('shows no credential', async () => {
    const key = `sk-${'k3Y'.repeat(16)}`;
    const text = `import OpenAI from 'openai';\nexport const client = new OpenAI({ apiKey: '${key}', baseURL: 'https://me:${key}@llm.example.com/v1' });\nexport const ask = () => client.responses.create({ model: 'gpt-5', input: 'hi' });\n`;
    const { at } = await opened({ 'package.json': TYPESCRIPT['package.json'], 'a.ts': text });
    for (const word of ['client', 'create', 'ask']) {
      const told = await at('a.ts', word);
      expect(told, word).not.toBe('');
      expect(told).not.toContain('k3Y');
    }
    expect(await at('a.ts', 'client')).toContain('- API key: `written in the code`');
  });
});

const PYTHON = {
  'requirements.txt': 'openai==2.0.0\nopenai-agents==0.3.0\nfastapi==0.115.0\n',
  'bot/tools.py': `import requests
from agents import function_tool


@function_tool
def refund(order: str) -> str:
    """Pays back."""
    return requests.post("https://pay.example.com/refund", json={"order": order}, timeout=5).text
`,
  'bot/app.py': `from agents import Agent, Runner
from fastapi import FastAPI
from openai import OpenAI

from bot.tools import refund

client = OpenAI(timeout=20)
support_agent = Agent(name="Support desk", tools=[refund])
app = FastAPI()


@app.post("/chat")
async def chat(question: str):
    reply = client.responses.create(model="gpt-5", input=question, max_output_tokens=300)
    run = await Runner.run(support_agent, question, max_turns=7)
    nothing = len(question)
    return {"reply": reply.output_text, "run": run, "nothing": nothing}
`,
};

describe('hover over Python', () => {
  it('tells about a tool wherever its name stands', async () => {
    const { at } = await opened(PYTHON);
    const told = await at('bot/tools.py', 'refund');
    expect(told).toMatch(/^\*\*Tool\*\* `refund` \(OpenAI Agents SDK\)/);
    expect(told).toMatch(/- Time limit: `5 s`/);
    expect(told).toContain('- Given to: [');
    expect(await at('bot/tools.py', 'function_tool', 1)).toBe(told);
    expect(await at('bot/app.py', 'refund')).toBe(told);
    expect(await at('bot/app.py', 'refund', 1)).toBe(told);
  });

  it('tells about an agent by its variable and by its name', async () => {
    const { at } = await opened(PYTHON);
    const told = await at('bot/app.py', 'support_agent');
    expect(told).toMatch(/^\*\*Agent\*\* /);
    expect(told).toContain('- Tools: [refund](<ws:/bot/tools.py#L6,');
    expect(await at('bot/app.py', 'support_agent', 1)).toBe(told);
    expect(await at('bot/app.py', '"Support desk"')).toBe(told);
  });

  it('tells about a model call, its client and the endpoint', async () => {
    const { at } = await opened(PYTHON);
    const call = await at('bot/app.py', 'create(');
    expect(call).toMatch(/^\*\*Model call\*\* `[^`]*create` \(OpenAI/);
    expect(call).toContain('- Output cap: `300 tokens`');
    expect(call).toMatch(/- Time limit: `20 s` \(set on the client, \[bot\/app\.py:7\]/);
    expect(await at('bot/app.py', 'client.responses')).toMatch(/^\*\*Model client\*\* `client`/);
    const endpoint = await at('bot/app.py', '"/chat"');
    expect(endpoint).toMatch(/^\*\*Endpoint\*\* `POST \/chat` \(FastAPI\)/);
    expect(await at('bot/app.py', 'chat(question')).toBe(endpoint);
    expect(await at('bot/app.py', 'post(')).toBe(endpoint);
  });

  it('says nothing about other words', async () => {
    const { at } = await opened(PYTHON);
    for (const word of ['nothing', 'question: str', 'FastAPI()', 'len('])
      expect(await at('bot/app.py', word), word).toBe('');
  });
});

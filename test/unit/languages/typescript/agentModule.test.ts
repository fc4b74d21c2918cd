// Whole modules as agents are written, to see the pieces together.
import { describe, expect, test } from 'vitest';
import { read } from './show';

const ROUTE = `import { openai } from '@ai-sdk/openai';
import { convertToModelMessages, stepCountIs, streamText, tool, type UIMessage } from 'ai';
import { z } from 'zod';

export const maxDuration = 30;
const DEFAULTS = { temperature: 0, maxRetries: 1_0 } as const;

const weather = tool({
  description: 'Weather of ' + 'a place',
  inputSchema: z.object({ place: z.string() }),
  execute: async ({ place }) => (await fetch(\`\${process.env.WEATHER_URL}/now?q=\${place}\`)).json(),
});

export async function POST(req: Request): Promise<Response> {
  const { messages, model = 'gpt-5' }: { messages: UIMessage[]; model?: string } = await req.json();
  if (!messages.length) return new Response('empty', { status: 400 });
  try {
    const result = streamText({
      ...DEFAULTS,
      model: openai(model),
      messages: convertToModelMessages(messages),
      tools: { weather },
      stopWhen: stepCountIs(5),
      abortSignal: AbortSignal.timeout(60 * 1000),
    });
    return result.toUIMessageStreamResponse();
  } catch (error) {
    console.error(error);
    throw error;
  }
}
`;

const SERVER = `const express = require('express');
const { OpenAI } = require('openai');
const app = express();
const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY || '', timeout: 2 * 60_000 });
app.post('/chat', limiter, async function chat(req, res) {
  let turns = 0;
  while (true) {
    if (turns++ > 5) break;
    const reply = await client.chat.completions.create({ model: 'gpt-5', ...req.body });
    if (!reply.tool_calls) return res.json(reply);
  }
});
module.exports = { app };
`;

describe('a route with a tool', () => {
  const { summary, body, show, showCall, slice } = read(ROUTE, 'app/api/chat/route.ts');

  test('exports, constants and the tool', () => {
    expect(summary.errors).toEqual([]);
    expect(summary.exports.map(({ name }) => name)).toEqual(['maxDuration', 'POST']);
    expect(summary.imports.filter(({ typeOnly }) => typeOnly).map(({ local }) => local)).toEqual([
      'UIMessage',
    ]);
    expect(body()).toEqual([
      'const maxDuration = 30',
      'const DEFAULTS = {temperature: 0, maxRetries: 10}',
      'const weather = tool({description: "Weather of a place", inputSchema: z.object({place: z.string()}), execute: function#execute})',
      'function POST',
    ]);
    expect(body('execute')).toEqual([
      'return await fetch(`$' + '{env WEATHER_URL}/now?q=$' + '{place}`).json()',
    ]);
  });

  test('the request', () => {
    const request = summary.calls.find((call) => slice(call.calleeSpan) === 'streamText')!;
    expect(showCall(request)).toBe(
      'streamText({...DEFAULTS, model: openai(model), messages: convertToModelMessages(messages), tools: {weather}, stopWhen: stepCountIs(5), abortSignal: AbortSignal.timeout(60000)})',
    );
    expect(summary.functions[request.function]).toMatchObject({ name: 'POST', async: true });
    expect(show(summary.functions[request.function]!.returns)).toBe('Promise[Response]');
  });

  test('the body of the route, in order', () => {
    const [assign, check, attempt] = body('POST');
    expect(assign).toBe(
      'const {messages: messages, model: model = "gpt-5"}: {messages: Array[UIMessage], model: string} = await req.json()',
    );
    expect(check).toBe('if (! messages.length) {return new Response("empty", {status: 400})} else {}');
    expect(attempt).toContain('catch error{console.error(error); throw error} finally {}');
  });

  test('cut anywhere, what stands before the cut is still known', () => {
    for (let at = ROUTE.indexOf('export async'); at < ROUTE.length; at += 7) {
      const cut = read(ROUTE.slice(0, at), 'app/api/chat/route.ts');
      expect(cut.summary.imports).toHaveLength(7);
      expect(cut.show(cut.value('weather'))).toContain('tool({description');
    }
  });
});

describe('a CommonJS server', () => {
  const { summary, body } = read(SERVER, 'server.js');

  test('imports, client and exports', () => {
    expect(summary.imports.map(({ local, module, imported }) => `${local} ${module} ${imported}`)).toEqual([
      'express express *',
      'OpenAI openai OpenAI',
    ]);
    expect(body()[1]).toBe(
      'const client = new OpenAI({apiKey: truthy(env OPENAI_API_KEY | ""), timeout: 120000})',
    );
    expect(summary.exports.map(({ name }) => name)).toEqual(['default', 'app']);
  });

  test('the loop with its counter', () => {
    expect(body('chat')).toEqual([
      'let turns = 0',
      'while true {turns += 1; if (> (++ turns) 5) {break} else {}; const reply = await client.chat.completions.create({model: "gpt-5", ...req.body}); if (! reply.tool_calls) {return res.json(reply)} else {}}',
    ]);
  });
});

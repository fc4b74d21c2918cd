import { MockLanguageModelV3 } from 'ai/test';
import OpenAI from 'openai';
import { describe, expect, it, vi } from 'vitest';
import { research, runTool } from '../src/agents/research.js';
import { createSupportAgent } from '../src/agents/support.js';
import { trimToBudget } from '../src/settings.js';
import { classifyTicket, summarise } from '../src/tickets.js';

const usage = {
  inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
};

function modelThatSays(text: string) {
  return new MockLanguageModelV3({
    doGenerate: {
      content: [{ type: 'text', text }],
      finishReason: { unified: 'stop', raw: 'stop' },
      usage,
      warnings: [],
    },
  });
}

function clientThatAnswers(...messages: object[]) {
  const answers = messages.map((message) => ({ choices: [{ message }] }));
  const fetch = vi.fn(async () => Response.json(answers.shift()));
  // clean: security/secrets-from-env
  return { fetch, client: new OpenAI({ apiKey: 'not-a-real-key-at-all', fetch }) };
}

describe('support agent', () => {
  it('answers with its cap and tools', async () => {
    const model = modelThatSays('Your lamp is on its way.');
    const { text } = await createSupportAgent(model).generate({ prompt: 'Where is LL-100200?' });
    expect(text).toBe('Your lamp is on its way.');
    expect(model.doGenerateCalls[0]?.maxOutputTokens).toBe(900);
    expect(model.doGenerateCalls[0]?.tools?.map(({ name }) => name)).toContain('lookupOrder');
  });
});

describe('research', () => {
  it('runs tools until there is an answer', async () => {
    const { client, fetch } = clientThatAnswers(
      {
        role: 'assistant',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'search_manuals', arguments: '{"word":"starter"}' } }],
      },
      { role: 'assistant', content: 'Replace tube and starter (Lumen Line).' },
    );
    expect(await research('My desk lamp flickers', client)).toContain('Lumen Line');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('finds and reads manuals', () => {
    expect(runTool('search_manuals', { word: 'GU10' })).toBe('Lumen Dot');
    expect(runTool('read_manual', { title: 'Lumen Arc' })).toContain('E27');
    expect(runTool('read_manual', { title: 'Lumen Moon' })).toContain('no such manual');
  });
});

describe('ticket helpers', () => {
  it('classifies', async () => {
    const model = modelThatSays('{"topic":"return","urgency":2}');
    expect(await classifyTicket('I want to send it back', model)).toEqual({ topic: 'return', urgency: 2 });
  });

  it('summarises', async () => {
    expect(await summarise('A long story', modelThatSays('Short.'))).toBe('Short.');
  });

  it('cuts long tickets', () => {
    expect(trimToBudget('x'.repeat(100), 10)).toHaveLength(44);
  });
});

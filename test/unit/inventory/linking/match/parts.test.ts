import { describe, expect, it } from 'vitest';
import { linkSources, only } from '../linkSources';

const python = (decorator: string, imports = '') => ({
  'a.py': `import backoff\nfrom tenacity import *\nfrom tenacity import retry, stop_after_attempt, wait_exponential, wait_fixed, wait_random\nfrom openai import OpenAI\n${imports}\nclient = OpenAI(max_retries=0)\n${decorator}\ndef ask(text):\n    return client.responses.create(model="m", input=text)\n`,
});

const typescript = (options: string) => ({
  'a.ts': `import OpenAI from 'openai';\nimport pRetry from 'p-retry';\nconst client = new OpenAI({ maxRetries: 0 });\nexport const ask = (o: object) => pRetry(() => client.responses.create({ model: 'm', input: '' }), ${options});\n`,
});

describe('what stands beside the number of retries', () => {
  it.each([
    [
      'a growing pause',
      python('@retry(stop=stop_after_attempt(4), wait=wait_exponential(max=9))'),
      { count: 3, backoff: 'exponential', jitter: false },
    ],
    [
      'pauses that add up',
      python('@retry(stop=stop_after_attempt(4), wait=wait_exponential() + wait_random(0, 2))'),
      { backoff: 'exponential', jitter: true },
    ],
    ['no pause at all', python('@retry(stop=stop_after_attempt(4))'), { backoff: 'none' }],
    [
      'a pause of the project’s own',
      python('@retry(stop=stop_after_attempt(4), wait=pause)', 'def pause(state):\n    return 3\n'),
      { backoff: 'unknown', jitter: 'unknown' },
    ],
    [
      'a generator named, not called',
      python('@backoff.on_exception(backoff.expo, Exception, max_tries=5)'),
      { count: 4, backoff: 'exponential', jitter: true },
    ],
    [
      'a switch',
      typescript('{ retries: 2, randomize: true }'),
      { count: 2, backoff: 'exponential', jitter: true },
    ],
    ['a factor of one', typescript('{ retries: 2, factor: 1 }'), { count: 2, backoff: 'fixed' }],
  ])('%s', async (_name, sources, expected) => {
    const { retries } = only(await linkSources(sources), 'model-call').attributes;
    expect(retries?.effective).toMatchObject(expected);
  });
});

describe('values a package exports ready-made', () => {
  it.each([
    ['called', 'openai("gpt-5")'],
    ['through a member', 'openai.chat("gpt-5")'],
  ])('are known when %s', async (_name, model) => {
    const text = `import { openai } from '@ai-sdk/openai';\nimport { generateText } from 'ai';\nexport const ask = (prompt: string) => generateText({ model: ${model}, prompt });\n`;
    const call = only(await linkSources({ 'a.ts': text }, { ai: '6.0.0' }), 'model-call');
    expect(call.attributes.maxTokens?.value).toBe('unset');
  });

  it('stay the class where a package means its instances', async () => {
    const text = `import { StructuredTool } from '@langchain/core/tools';\nexport class Search extends StructuredTool {\n  name = 'search';\n  async _call(q: string) { return q; }\n}\n`;
    expect(only(await linkSources({ 'a.ts': text }), 'tool').name).toBe('search');
  });
});

// What the shipped SDK packs say of names as programs write them. Defaults matter most: a wrong one is a wrong squiggle.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Entry, select } from '../../../server/src/catalog/entry';
import { loadCatalog } from '../../../server/src/catalog/load';
import type { SETTING_NAMES } from '../../../server/src/catalog/meaning';
import { defaultAt } from '../../../server/src/catalog/version';

type Language = 'typescript' | 'python';
type SettingName = (typeof SETTING_NAMES)[number];

const { catalog } = loadCatalog(
  {
    list: (directory) => (existsSync(directory) ? readdirSync(directory) : []),
    read: (path) => readFileSync(path, 'utf8'),
  },
  'rules',
);

const SDKS = new Set([
  'openai',
  'anthropic',
  'ai-sdk',
  'ai-sdk-providers',
  'langchain',
  'langchain-models',
  'langchain-community',
  'langgraph',
  'openai-agents',
  'claude-agent-sdk',
  'crewai',
  'mastra',
  'google-adk',
  'pydantic-ai',
]);

/** The one SDK entry that speaks of calling a name, or a member of what it creates (`openai:OpenAI > chat.completions.create`). */
function entryOf(language: Language, path: string, version?: string): Entry {
  const [name = '', ...members] = path.split(' > ');
  let entries = catalog.meaningsOf(language, name);
  let type = catalog.typeOf(language, name, version);
  for (const member of members) {
    expect(type, `type before ${member} in ${path}`).toBeDefined();
    entries = catalog.membersOf(language, type ?? '', member);
    const returns = entries[0]?.meaning.returns;
    type = returns === 'receiver' ? type : returns;
  }
  const held = select(entries, 'call', () => version).concat(select(entries, 'new', () => version));
  const found = [...new Set(held)].filter(({ pack }) => SDKS.has(pack));
  expect(found, path).toHaveLength(1);
  return found[0]!;
}

function defaultOf(language: Language, path: string, setting: SettingName, version?: string): unknown {
  const found = defaultAt(entryOf(language, path, version).meaning.settings?.[setting]?.default, version);
  return found === undefined || found === 'unknown' ? found : found.value;
}

const JITTER = { backoff: 'exponential', jitter: true };

describe('retries if nothing is set', () => {
  test.each<[Language, string, unknown]>([
    ['typescript', 'openai:default', { count: 2, ...JITTER }],
    ['typescript', 'openai:AzureOpenAI', { count: 2, ...JITTER }],
    ['python', 'openai:AsyncOpenAI', { count: 2, ...JITTER }],
    ['python', 'openai:chat.completions.create', { count: 2, ...JITTER }],
    ['typescript', '@anthropic-ai/sdk:Anthropic', { count: 2, ...JITTER }],
    ['python', 'anthropic:AnthropicVertex', { count: 2, ...JITTER }],
    ['typescript', 'ai:generateText', { count: 2, backoff: 'exponential', jitter: false }],
    ['typescript', '@langchain/openai:ChatOpenAI', { count: 6, ...JITTER }],
    ['python', 'langchain_openai:ChatOpenAI', { count: 2, ...JITTER }],
    ['python', 'langchain_google_genai:ChatGoogleGenerativeAI', { count: 6, ...JITTER }],
    ['python', 'langchain_mistralai:ChatMistralAI', undefined],
    ['typescript', '@openai/agents:Agent', { count: 2, ...JITTER }],
    ['python', 'claude_agent_sdk:query', { count: 10, ...JITTER }],
    ['typescript', 'ai:experimental_streamSpeech', { count: 0 }],
    ['typescript', '@mastra/core/agent:Agent', { count: 0 }],
    ['typescript', '@google/adk:LlmAgent', { count: 0 }],
  ])('%s %s', (language, path, expected) => {
    expect(defaultOf(language, path, 'retries')).toEqual(expected);
  });
});

describe('output cap if nothing is set', () => {
  test.each<[Language, string, unknown]>([
    ['typescript', 'openai:OpenAI > chat.completions.create', { n: 'none' }],
    ['typescript', 'openai:OpenAI > responses.create', { n: 'none' }],
    ['typescript', 'openai:OpenAI > completions.create', { n: 16 }],
    ['python', 'openai:AsyncOpenAI > completions.create', { n: 16 }],
    ['python', 'openai:OpenAI > beta.chat.completions.parse', { n: 'none' }],
    ['python', 'openai:OpenAI > chat.completions.with_raw_response.create', { n: 'none' }],
    ['typescript', '@anthropic-ai/sdk:default > beta.messages.create', { n: 'provider-limit' }],
    ['python', 'langchain_anthropic:ChatAnthropic', { n: 'provider-limit' }],
    ['typescript', '@ai-sdk/openai:createOpenAI > ()', { n: 'none' }],
    ['typescript', '@ai-sdk/anthropic:createAnthropic > messages', { n: 'provider-limit' }],
  ])('%s %s', (language, path, expected) => {
    expect(defaultOf(language, path, 'maxTokens')).toEqual(expected);
  });
});

describe('step limits by version', () => {
  test.each<[Language, string, string | undefined, unknown]>([
    ['typescript', 'ai:streamText', '5.0.277', { n: 1 }],
    ['typescript', 'ai:Experimental_Agent', '5.0.0', { n: 1 }],
    ['typescript', 'ai:ToolLoopAgent', '^6.0.0', { n: 20 }],
    ['typescript', 'ai:ToolLoopAgent', undefined, 'unknown'],
    ['python', 'langgraph.graph:StateGraph > compile', '0.6.11', { n: 25 }],
    ['python', 'langgraph.graph:StateGraph > compile', '1.0.6', { n: 10000 }],
    ['python', 'langgraph.prebuilt:create_react_agent', '1.2.10', { n: 10007 }],
    ['python', 'langgraph.prebuilt:create_react_agent', '^1.0', 'unknown'],
    ['typescript', '@langchain/langgraph/prebuilt:createReactAgent', undefined, { n: 25 }],
    ['python', 'langchain.agents:AgentExecutor', undefined, { n: 15 }],
    ['python', 'agents:Runner.run_sync', undefined, { n: 10 }],
    ['typescript', '@openai/agents:run', undefined, { n: 10 }],
    ['typescript', '@anthropic-ai/sdk:default > beta.messages.toolRunner', undefined, { n: 'none' }],
    ['typescript', '@anthropic-ai/claude-agent-sdk:query', undefined, { n: 'none' }],
    ['python', 'crewai:Agent', '0.22.4', { n: 15 }],
    ['python', 'crewai:Agent', '1.9.0', { n: 25 }],
    ['python', 'crewai:Agent', undefined, 'unknown'],
    ['typescript', '@mastra/core/agent:Agent', undefined, { n: 5 }],
    ['python', 'google.adk.runners:Runner > run_async', undefined, { n: 500 }],
    ['python', 'pydantic_ai:Agent > run_sync', undefined, { n: 50 }],
  ])('%s %s %s', (language, path, version, expected) => {
    expect(defaultOf(language, path, 'stepLimit', version)).toEqual(expected);
  });
});

describe('what differs between majors of the AI SDK', () => {
  const slots = (setting: SettingName, version?: string) =>
    entryOf('typescript', 'ai:generateText', version).meaning.settings?.[setting]?.slots.map((slot) =>
      slot.from === 'argument' ? slot.path.join('.') : slot.from,
    );

  test('the name of the cap', () => {
    expect(slots('maxTokens', '4.3.19')).toEqual(['maxTokens']);
    expect(slots('maxTokens', '^5')).toEqual(['maxOutputTokens']);
    expect(slots('maxTokens')).toEqual(['maxOutputTokens', 'maxTokens']);
  });

  test('the timeout option came with 6', () => {
    expect(slots('timeout', '5.0.0')).toEqual([]);
    expect(slots('timeout', '6.0.0')).toEqual(['timeout']);
  });

  test('telemetry is per call up to 6, registered once from 7', () => {
    expect(defaultOf('typescript', 'ai:generateText', 'telemetry', '6.0.326')).toBe(false);
    expect(defaultOf('typescript', 'ai:generateText', 'telemetry', '7.0.0')).toBe('registered');
    expect(select(catalog.meaningsOf('typescript', 'ai:registerTelemetry'), 'call', () => '6.0.0')).toEqual(
      [],
    );
  });
});

describe('requests', () => {
  test.each<[Language, string, object]>([
    [
      'typescript',
      'openai:OpenAI > withOptions > chat.completions.stream',
      { call: 'request', streaming: true },
    ],
    [
      'python',
      'anthropic:AsyncAnthropic > with_options > messages.create',
      { call: 'request', output: 'text' },
    ],
    ['typescript', '@langchain/openai:ChatOpenAI > withStructuredOutput > invoke', { output: 'object' }],
    ['python', 'langchain_groq:ChatGroq > bind_tools > ainvoke', { call: 'request', output: 'text' }],
    ['python', 'langchain.agents:create_agent > astream', { call: 'agent-run', streaming: true }],
    [
      'python',
      'langgraph.graph:StateGraph > add_node > compile > with_config > invoke',
      { call: 'agent-run' },
    ],
    ['typescript', 'ai:ToolLoopAgent > generate', { call: 'agent-run' }],
    ['typescript', 'ai:embedMany', { output: 'embedding' }],
  ])('%s %s', (language, path, expected) => {
    expect(entryOf(language, path, undefined).meaning.request).toMatchObject(expected);
  });

  test('a prompt piped into a model is a chain, left to right', () => {
    const prompt = 'langchain_core.prompts:ChatPromptTemplate.from_messages';
    const part = (member: string) =>
      entryOf('python', `${prompt} > ${member}`).meaning.chain?.map(({ from }) => from);
    expect(part('pipe')).toEqual(['receiver', 'rest']);
  });

  test('a graph, a prompt and a tool client send nothing by being made', () => {
    for (const path of [
      'langgraph.graph:StateGraph',
      'langchain_core.prompts:PromptTemplate',
      'langchain_mcp_adapters.client:MultiServerMCPClient',
    ]) {
      expect(entryOf('python', path).meaning.request).toBeUndefined();
    }
  });
});

describe('tools', () => {
  test.each<[Language, string, 'decorator' | 'call' | 'new' | 'subclass', string]>([
    ['typescript', '@langchain/core/tools:tool', 'call', 'argument'],
    ['typescript', 'ai:tool', 'call', 'argument'],
    ['python', 'langchain_core.tools:tool', 'decorator', 'decorated'],
    ['python', 'langchain_core.tools:BaseTool', 'subclass', 'method'],
    ['python', 'agents:function_tool', 'decorator', 'decorated'],
    ['typescript', '@openai/agents:tool', 'call', 'argument'],
  ])('%s %s as %s', (language, name, form, from) => {
    const [entry] = select(catalog.meaningsOf(language, name), form, () => undefined);
    expect(entry?.meaning.tool?.execute?.[0]?.from).toBe(from);
  });

  test('object literals are told by their keys, the more specific first', () => {
    const shapes = catalog.toolObjects('python').filter(({ pack }) => pack === 'openai');
    expect(shapes[0]?.keys).toEqual({ type: 'function' });
    expect(shapes.find(({ keys }) => keys.type === 'mcp')?.meaning.bypass?.[0]?.values).toEqual(['never']);
  });
});

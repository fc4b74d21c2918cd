import { describe, expect, it } from 'vitest';
import { linkSources } from '../linkSources';

const TRACER = 'from langfuse import get_client, observe\nlangfuse = get_client()\n';
const OPENAI = `${TRACER}from openai import OpenAI
from opentelemetry.instrumentation.openai import OpenAIInstrumentor
OpenAIInstrumentor().instrument()
client = OpenAI()
`;
const ANTHROPIC = `${TRACER}from anthropic import Anthropic, beta_tool
from opentelemetry.instrumentation.anthropic import AnthropicInstrumentor
AnthropicInstrumentor().instrument()
client = Anthropic()
`;
const LANGCHAIN = `${TRACER}from langchain.agents import create_agent
from langchain_core.tools import tool
from opentelemetry.instrumentation.langchain import LangchainInstrumentor
LangchainInstrumentor().instrument()
`;

/** `kind name: traced` of model calls and tools. */
async function traced(text: string, path = 'app.py'): Promise<string[]> {
  const facts = await linkSources({ [path]: text });
  return facts.flatMap(({ kind, name, attributes }) =>
    kind === 'tool' || (kind === 'model-call' && attributes.call?.value === 'request')
      ? [`${kind} ${name}: ${attributes.traced?.value}`]
      : [],
  );
}

describe('what a tracer sees of tools', () => {
  it('is not known where it sees requests of a raw client only', async () => {
    const text = `${ANTHROPIC}@beta_tool
def find(number: str) -> str:
    return number
@beta_tool
@observe()
def pay(number: str) -> str:
    return number
reply = client.messages.create(model="m", max_tokens=5, tools=[find, pay], messages=[])
`;
    expect(await traced(text)).toEqual([
      'tool find: unknown',
      'tool pay: true',
      'model-call client.messages.create: true',
    ]);
  });

  it('does not follow from a client that is wrapped', async () => {
    const text = `import { observeOpenAI } from '@langfuse/openai';
import OpenAI from 'openai';
import { zodFunction } from 'openai/helpers/zod';
const client = observeOpenAI(new OpenAI());
const find = zodFunction({ name: 'find', parameters, function: async ({ id }) => id });
export const reply = client.chat.completions.runTools({ model: 'm', messages, max_completion_tokens: 5, tools: [find] });
`;
    expect(await traced(text, 'app.ts')).toEqual([
      'tool find: false',
      'model-call client.chat.completions.runTools: true',
    ]);
  });

  it('is what it sees of the agent that runs them', async () => {
    const text = `${LANGCHAIN}@tool
def find(number: str) -> str:
    return number
agent = create_agent("openai:gpt-5", tools=[find])
`;
    expect(await traced(text)).toEqual(['tool find: true']);
  });

  it('shows in the request where the provider runs them', async () => {
    const text = `${OPENAI}reply = client.responses.create(model="m", input="x", max_output_tokens=5, tools=[{"type": "web_search"}])
`;
    const found = await traced(text);
    expect(found.filter((line) => line.startsWith('tool'))).toEqual([expect.stringMatching(/: true$/)]);
  });

  it('is nothing where no tracer is connected', async () => {
    const text = `from anthropic import Anthropic, beta_tool
@beta_tool
def find(number: str) -> str:
    return number
reply = Anthropic().messages.create(model="m", max_tokens=5, tools=[find], messages=[])
`;
    expect(await traced(text)).toEqual(['tool find: false', 'model-call ….messages.create: false']);
  });
});

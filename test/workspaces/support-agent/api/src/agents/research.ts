import { trace } from '@opentelemetry/api';
import type OpenAI from 'openai';
import { openai } from '../llm.js';
import { settings } from '../settings.js';
import { MANUALS } from '../tools/manuals.js';

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam;

const tracer = trace.getTracer('research');

const definitions: OpenAI.Chat.Completions.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'search_manuals',
      description: 'Titles of the manuals that mention a word.',
      parameters: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] },
    },
  },
  {
    type: 'function',
    function: {
      name: 'read_manual',
      description: 'The text of one manual.',
      parameters: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
    },
  },
];

export function runTool(name: string, input: { word?: string; title?: string }): string {
  switch (name) {
    case 'search_manuals': {
      const word = (input.word ?? '').toLowerCase();
      return Object.keys(MANUALS).filter((title) => MANUALS[title]?.toLowerCase().includes(word)).join('\n');
    }
    case 'read_manual':
      return MANUALS[input.title ?? ''] ?? 'There is no such manual.';
    default:
      return `Unknown tool ${name}.`;
  }
}

/** Reads through the manuals until the model has an answer. */
export async function research(question: string, client: OpenAI = openai): Promise<string> {
  const messages: Message[] = [
    { role: 'system', content: 'Answer from the manuals only and name the manual you used.' },
    { role: 'user', content: question },
  ];
  // expect: cost/budget-limits/bounded-loop ends when the model likes, no bound on the turns
  while (true) {
    const completion = await client.chat.completions.create({
      model: 'gpt-4.1-mini',
      messages,
      tools: definitions,
      ...settings.research,
    });
    const message = completion.choices[0]?.message;
    if (!message) throw new Error('the model sent no choice');
    messages.push(message);
    if (!message.tool_calls?.length) return message.content ?? '';
    for (const call of message.tool_calls) {
      if (call.type !== 'function') continue;
      const { name, arguments: input } = call.function;
      // proof: observability/semantic-traces/tool-calls the own loop opens a span for each tool
      const content = tracer.startActiveSpan(`execute_tool ${name}`, (span) => {
        span.setAttribute('gen_ai.tool.name', name);
        try {
          return runTool(name, JSON.parse(input));
        } finally {
          span.end();
        }
      });
      messages.push({ role: 'tool', tool_call_id: call.id, content });
    }
  }
}

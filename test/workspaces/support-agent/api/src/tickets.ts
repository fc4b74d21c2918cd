import { cosineSimilarity, embed, embedMany, generateObject, generateText, type LanguageModel } from 'ai';
import { z } from 'zod';
import { embeddingModel, localClient, reviewClient, smallModel, titleClient } from './llm.js';
import { settings, traced, trimToBudget } from './settings.js';

const classification = z.object({
  topic: z.enum(['order', 'return', 'warranty', 'product', 'other']),
  urgency: z.number().int().min(1).max(3),
});

export async function classifyTicket(text: string, model: LanguageModel = smallModel) {
  // expect: cost/max-tokens/every-call neither call nor model has a cap
  const { object } = await generateObject({
    model,
    schema: classification,
    prompt: `Classify this ticket:\n${trimToBudget(text)}`,
    experimental_telemetry: traced('classify'),
  });
  return object;
}

export async function summarise(text: string, model: LanguageModel = smallModel): Promise<string> {
  // expect: observability/semantic-traces/llm-calls telemetry is per call in AI SDK 6 and this one has none
  const { text: summary } = await generateText({
    model,
    maxOutputTokens: 300,
    prompt: `Summarise for a colleague in three sentences:\n${trimToBudget(text)}`,
  });
  return summary;
}

export async function draftReply(email: string, model: LanguageModel = smallModel): Promise<string> {
  const { text } = await generateText({ model, prompt: `Draft an answer:\n${trimToBudget(email)}`, ...settings.email });
  return text;
}

export async function titleOf(text: string): Promise<string> {
  const response = await titleClient.responses.create({
    model: 'gpt-4.1-nano',
    input: `A title of at most six words for: ${trimToBudget(text, 500)}`,
    max_output_tokens: 30,
  });
  return response.output_text;
}

export async function reviewAnswer(question: string, answer: string): Promise<string> {
  const response = await reviewClient.responses.create({
    model: 'gpt-4.1',
    instructions: 'Rate the answer from 1 to 5 and give one reason.',
    input: `Question: ${question}\nAnswer: ${answer}`,
    max_output_tokens: 200,
  });
  return response.output_text;
}

/** Takes names and addresses out before a text leaves the building. */
export async function redact(text: string): Promise<string> {
  const completion = await localClient.chat.completions.create({
    model: 'qwen3:4b',
    messages: [{ role: 'user', content: `Replace names and addresses by [removed]:\n${text}` }],
    max_completion_tokens: 2000,
  });
  return completion.choices[0]?.message.content ?? '';
}

export async function translate(text: string, language: string): Promise<string> {
  // expect: reliability/retries/backoff-with-jitter one attempt over plain HTTP
  // expect: observability/semantic-traces/llm-calls the tracer does not see plain HTTP
  const response = await fetch('https://api.mistral.ai/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.MISTRAL_API_KEY}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(20_000),
    // clean: cost/max-tokens
    body: JSON.stringify({
      model: 'mistral-small-latest',
      max_tokens: 1000,
      messages: [{ role: 'user', content: `Translate into ${language}:\n${trimToBudget(text)}` }],
    }),
  });
  if (!response.ok) throw new Error(`translation service answered ${response.status}`);
  const body = (await response.json()) as { choices: { message: { content: string } }[] };
  return body.choices[0]?.message.content ?? '';
}

/** Orders earlier tickets by how close they are to a new one. */
export async function similarTickets(text: string, earlier: string[]): Promise<string[]> {
  // clean: cost/max-tokens
  const { embedding } = await embed({ model: embeddingModel, value: trimToBudget(text) });
  // clean: observability/semantic-traces
  const { embeddings } = await embedMany({ model: embeddingModel, values: earlier });
  const scored = earlier.map((ticket, index) => ({ ticket, score: cosineSimilarity(embedding, embeddings[index] ?? []) }));
  return scored.sort((a, b) => b.score - a.score).map(({ ticket }) => ticket);
}

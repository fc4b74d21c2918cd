import { openai as provider } from '@ai-sdk/openai';
import OpenAI from 'openai';

export const chatModel = provider('gpt-4.1');
export const smallModel = provider('gpt-4.1-mini');
export const embeddingModel = provider.embeddingModel('text-embedding-3-small');

/** Shared client for the features that use the API directly. */
export const openai = new OpenAI({
  timeout: 30_000,
  // proof: reliability/retries/backoff-with-jitter set once on the shared client
  maxRetries: 4,
});

/** Answer reviews are billed to the quality team's own project. */
// expect: security/secrets-from-env/no-hardcoded literal in the key slot of a known client
export const reviewClient = new OpenAI({ apiKey: 'lamp-prod-9f8e7d6c5b4a39281706', timeout: 30_000 });

/** Titles are shown while people type, so they must come fast or not at all. */
// expect: reliability/retries/backoff-with-jitter retries switched off
export const titleClient = new OpenAI({ maxRetries: 0, timeout: 5_000 });

/** The redaction model runs beside the service. */
// clean: security/secrets-from-env
// clean: reliability/retries
export const localClient = new OpenAI({ baseURL: 'http://localhost:11434/v1', apiKey: 'ollama', maxRetries: 0 });

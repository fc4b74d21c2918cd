import { openai } from '@ai-sdk/openai';
import { streamText } from 'ai';
export function reply(prompt: string) {
  return streamText({ model: openai('gpt-5'), prompt });
}

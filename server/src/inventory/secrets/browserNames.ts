// Names of variables that build tools put into the code a browser gets.

const PREFIX = /^(?:NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|PUBLIC_|GATSBY_|VUE_APP_)/;

/** Model providers and services whose keys are never made to be seen. Supabase, PostHog, Clerk, Stripe, Maps and Firebase have publishable ones. */
const PROVIDER =
  /(?:^|_)(?:OPENAI|OPEN_AI|ANTHROPIC|CLAUDE|GEMINI|GOOGLE_(?:GENERATIVE_AI|GENAI|AI)|GROQ|MISTRAL|COHERE|HUGGING_?FACE|HF|REPLICATE|PERPLEXITY|PPLX|XAI|GROK|OPENROUTER|TOGETHER(?:AI)?|DEEPSEEK|FIREWORKS|NVIDIA|CEREBRAS|AZURE_OPENAI|BEDROCK|ELEVEN_?LABS|TAVILY|PINECONE|LANGSMITH|LANGCHAIN|FIRECRAWL|E2B|DEEPGRAM)(?:_|$)/;

/** True for a variable that is built into browser code by its name. */
export function isBrowserName(name: string): boolean {
  return PREFIX.test(name);
}

/** True if the name speaks of the key of a model provider or another service without publishable keys. */
export function namesProvider(name: string): boolean {
  const rest = name.replace(PREFIX, '');
  return PROVIDER.test(rest) && /(?:KEY|TOKEN|SECRET)$/.test(rest);
}

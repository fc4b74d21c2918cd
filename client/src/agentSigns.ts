// By what a manifest or a source text shows that an agent may be near. Generous: a wrong yes costs a scan, a wrong no hides the product.

/** Packages by which agents are built, without scope and ending; `-` stands for `-`, `_` and `.` too. */
const NAMES = [
  'ag2',
  'agno',
  'ai-sdk',
  'anthropic(?:-ai)?',
  '(?:py)?autogen',
  'bedrock-runtime',
  '(?:aio)?boto3',
  'claude-agent-sdk',
  'claude-code',
  'cloudflare-ai(?:-chat)?',
  'cohere(?:-ai)?',
  'copilotkit',
  'crewai',
  'deepagents',
  'dspy',
  'fastmcp',
  'genkit',
  'google-adk',
  'google-cloud-aiplatform',
  'google-genai',
  'google-generativeai',
  'generative-ai',
  'groq(?:-sdk)?',
  'haystack-ai',
  'huggingface-(?:hub|inference)',
  'instructor',
  'langchain',
  'langgraph',
  'langserve',
  'letta',
  'litellm',
  'livekit-agents',
  'llama-?index',
  'mastra',
  'mistralai',
  'modelcontextprotocol',
  'ollama',
  'openai',
  'openrouter',
  'phi',
  'phidata',
  'pipecat',
  'portkey',
  'pydantic-ai',
  'replicate',
  'semantic-kernel',
  'smolagents',
  'strands-agents',
  'swarms',
  'together-ai',
  'vertexai',
  'vllm',
  'xai-sdk',
  'workers-ai-provider',
  'openhands',
  'inngest-agent-kit',
  'agent-kit',
  'voltagent',
].map((name) => name.replaceAll('-', '[-_./]'));

/** Names that are ordinary words: only quoted as a package, or at the start of a requirement. */
const SHORT =
  /["']ai["']\s*:|["'](?:agents|mcp|together|vertexai)["'>=<~\s:[]|^\s*(?:mcp|agents|together)\b/m;

const WORDS = new RegExp(`(?<![a-z0-9])(?:${NAMES.join('|')})(?![a-z])`, 'i');
const SHORT_IMPORTS =
  /\bfrom\s+["']ai(?:\/[\w-]+)?["']|\brequire\(["']ai["']\)|^\s*(?:from|import)\s+(?:mcp|agents)\b/m;
const HOSTS = /\/v1\/(?:chat\/completions|messages|responses)\b|\bapi\.openai\.com|\bapi\.anthropic\.com/;
const IMPORT_LINE = /^.*(?:\bimport\b|\bfrom\b|\brequire\b).*$/gm;

/** Text looked at: dependencies and imports stand near the top, lock files are no manifests. */
const MAX_CHARACTERS = 200_000;

/** True if a package.json, pyproject.toml or requirements file names a package that agents are built with. */
export function manifestNamesAgent(text: string): boolean {
  const head = text.slice(0, MAX_CHARACTERS);
  return WORDS.test(head) || SHORT.test(head);
}

/** True if a source text imports such a package or calls a model's address. */
export function sourceNamesAgent(text: string): boolean {
  const head = text.slice(0, MAX_CHARACTERS);
  if (SHORT_IMPORTS.test(head) || HOSTS.test(head)) return true;
  return (head.match(IMPORT_LINE) ?? []).some((line) => line.length < 1000 && WORDS.test(line));
}

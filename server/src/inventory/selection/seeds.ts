// The gate: which code files may hold something the checklist is about, told from their text without parsing it.
import picomatch from 'picomatch';
import type { Catalog } from '../../catalog/catalog';
import { canonicalModule, expandExportKey, modulesAbove } from '../../catalog/names';
import type { CodeLanguage } from '../../languages/summary/module';
import { type ScannedImport, scanImports } from './imports';

/** What the gate found out about one file: small, and all that choosing files needs. */
export interface FileScan {
  readonly path: string;
  readonly language: CodeLanguage;
  readonly seed: boolean;
  readonly imports: readonly ScannedImport[];
}

export interface SeedGate {
  scan(path: string, text: string, language: CodeLanguage): FileScan;
  isSeed(path: string, text: string, language: CodeLanguage): boolean;
}

/** Hosts of model providers: raw requests need no import. */
const HOSTS =
  /api\.openai\.com|openai\.azure\.com|api\.anthropic\.com|generativelanguage\.googleapis|aiplatform\.googleapis|api\.groq\.com|api\.mistral\.ai|api\.cohere\.(?:ai|com)|api\.together\.(?:xyz|ai)|openrouter\.ai|api\.deepseek\.com|api\.x\.ai|api\.perplexity\.ai|api\.fireworks\.ai|api\.replicate\.com|api-inference\.huggingface|router\.huggingface|integrate\.api\.nvidia|api\.cerebras\.ai|bedrock-runtime|ai-gateway\.vercel|gateway\.ai\.cloudflare|localhost:11434|\/v1\/(?:chat\/completions|messages|responses|embeddings)|api\.elevenlabs\.io|api\.tavily\.com/;

/** Marks of what needs no import of a known package: server actions, routes, key reads, platform bindings. */
const MARKS =
  /["']use server["']|\benv\.AI\b|\bonRequest(?:Get|Post)?\b|@(?:app|router|api|blueprint|bp)\.(?:route|get|post|put|delete|patch|websocket)\b|\b(?:app|router|server)\.(?:get|post|put|delete|patch|use|listen|route)\(|[A-Z][A-Z0-9]*_(?:API_KEY|API_TOKEN|SECRET_KEY|AUTH_TOKEN|ACCESS_TOKEN|SECRET)\b|\b(?:tool_calls|function_call|tool_choice|maxRetries|max_tokens|maxTokens|system_prompt|systemPrompt|SYSTEM_PROMPT)\b/;

/** Marks of an interface: hooks that drive a chat, requests to routes of the own server. Read in files that may render only. */
const INTERFACE =
  /\buse\w*(?:Chat|Stream|Object|Completion|Assistant)\b\s*[(<]|\b(?:fetch|axios(?:\.\w+)?)\(\s*["'`]\/(?!\/)/;
const RENDERS = /\.[jt]sx$/;

/** Files that frameworks run by their name, at the top of a project or below `src`, `app`. */
const CONVENTIONS =
  /(?:^|\/)(?:middleware|proxy|instrumentation|instrumentation-client|error|global-error|sitecustomize|asgi|wsgi)\.(?:[cm]?[jt]sx?|py)$/;

/** A gate over all modules that packs know. Effects alone make no seed: a file that only reads files or the network matters once an agent reaches it. */
export function createSeedGate(catalog: Catalog): SeedGate {
  const known = { typescript: modulesOf(catalog, 'typescript'), python: modulesOf(catalog, 'python') };
  const routes = { typescript: routesOf(catalog, 'typescript'), python: routesOf(catalog, 'python') };
  const importsKnown = (imports: readonly ScannedImport[], language: CodeLanguage): boolean =>
    imports.some(({ specifier, name }) => {
      const module = canonicalModule(specifier);
      const names = name === undefined ? [module] : [module, `${module}.${name}`];
      return names.some((each) => modulesAbove(each).some((above) => known[language].has(above)));
    });
  const isMarked = (path: string, text: string, language: CodeLanguage): boolean =>
    CONVENTIONS.test(path) ||
    routes[language](path) ||
    HOSTS.test(text) ||
    MARKS.test(text) ||
    (RENDERS.test(path) && INTERFACE.test(text));
  return {
    isSeed: (path, text, language) =>
      importsKnown(scanImports(text, language), language) || isMarked(path, text, language),
    scan(path, text, language) {
      const imports = scanImports(text, language);
      return {
        path,
        language,
        imports,
        seed: importsKnown(imports, language) || isMarked(path, text, language),
      };
    },
  };
}

function modulesOf(catalog: Catalog, language: CodeLanguage): Set<string> {
  const modules = new Set<string>();
  for (const pack of catalog.packs) {
    const part = pack[language];
    if (!part || pack.kind === 'effects') continue;
    for (const key of Object.keys(part.exports)) {
      for (const { module } of expandExportKey(key) ?? []) modules.add(module);
    }
  }
  return modules;
}

/** True for files that a framework serves or runs by their place; globs are relative to a project, which may lie anywhere. */
function routesOf(catalog: Catalog, language: CodeLanguage): (path: string) => boolean {
  const globs = [...catalog.fileRoutes(language), ...catalog.fileMiddleware(language)].flatMap(
    ({ files }) => files,
  );
  if (globs.length === 0) return () => false;
  return picomatch(
    globs.flatMap((glob) => [glob, `**/${glob}`]),
    { dot: true },
  );
}

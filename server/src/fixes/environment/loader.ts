// What reads the environment file of a project into the process, and where it looks for it.

import { nodeAt } from '../../languages/config/edits/nodeAt';
import { languages } from '../../languages/index.generated';
import type { CodeLanguage, ModuleSummary } from '../../languages/summary/module';
import { inDirectory } from '../configFile';
import type { FixInput } from '../fix';

export interface EnvironmentTarget {
  /** Directory whose `.env` is read. */
  readonly directory: string;
  /** How to have the file read, where nothing does; undefined where something does. */
  readonly missing?: string;
}

/** Packages whose tools read `.env` by themselves. */
const READING = [
  'next',
  'nuxt',
  'vite',
  'astro',
  '@sveltejs/kit',
  '@remix-run/dev',
  '@react-router/dev',
  'wrangler',
  '@trigger.dev/sdk',
  'mastra',
  '@mastra/core',
  '@langchain/langgraph-cli',
  'dotenv-cli',
  'env-cmd',
];
const LOADERS: Readonly<Record<CodeLanguage, RegExp>> = {
  typescript:
    /^(?:dotenv(?:\/config)?|@dotenvx\/dotenvx(?:\/config)?|dotenv-flow(?:\/config)?|@next\/env|@nestjs\/config)$/,
  python: /^(?:dotenv|pydantic_settings|environs|decouple|dynaconf|environ)(?:\.|$)/,
};

/** The directory the loader of a file's project reads: that of the nearest manifest. */
export async function environmentTarget(
  input: FixInput,
  path: string,
  language: CodeLanguage,
): Promise<EnvironmentTarget> {
  const directory = input.inventory.projectOf(path);
  if (
    input
      .modulePaths()
      .some(
        (one) => input.inventory.projectOf(one) === directory && loads(input.module(one)?.module, language),
      )
  )
    return { directory };
  if (language === 'typescript' && (await readsByItself(input, directory))) return { directory };
  const missing =
    language === 'python'
      ? 'read it with load_dotenv() of python-dotenv'
      : 'read it with `node --env-file=.env` or the dotenv package';
  return { directory, missing };
}

function loads(module: ModuleSummary | undefined, language: CodeLanguage): boolean {
  return module?.language === language && module.imports.some((one) => LOADERS[language].test(one.module));
}

async function readsByItself(input: FixInput, directory: string): Promise<boolean> {
  const names = await input.list(directory);
  if (names.some((name) => /^(?:bun\.lockb?|bunfig\.toml|deno\.jsonc?)$/.test(name))) return true;
  const path = inDirectory(directory, 'package.json');
  const text = await input.read(path);
  const language = languages.find((one) => one.family === 'config' && one.matches(path));
  if (text === undefined || !language) return false;
  if (/--env-file|dotenv/.test(text)) return true;
  const summary = language.summarise(path, text);
  if (summary.kind !== 'config') return false;
  return ['dependencies', 'devDependencies'].some((group) => {
    const node = nodeAt(summary.documents[0], [group]);
    return node?.kind === 'map' && node.entries.some((entry) => READING.includes(entry.key));
  });
}

// Which configuration format a path is of: one ordered decision, so that no two formats claim the same file. Looks at names only.

export type ConfigFormat =
  | 'lockfile'
  | 'ignore'
  | 'dotenv'
  | 'dockerfile'
  | 'requirements'
  | 'yaml'
  | 'json'
  | 'toml';

const LOCKFILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'uv.lock',
  'poetry.lock',
  'pipfile.lock',
]);

const IGNORE_FILES = new Set(['.gitignore', '.dockerignore', '.vscodeignore', '.npmignore']);

/** Endings that say what a file is whatever it is called before them: `dockerfile.ts` is code, `.env.json` is JSON. */
const OTHER_ENDING = /\.(?:[cm]?[jt]sx?|py|pyi|sh|ps1|md|mdx|json|jsonc|ya?ml|toml|go|rs|java|rb|css|html?)$/;

/** The format of the file at `path` (with `/`), or undefined if it is no configuration file known here. */
export function configFormatOf(path: string): ConfigFormat | undefined {
  const segments = path.toLowerCase().split('/');
  const name = segments.at(-1) ?? '';
  const folder = segments.at(-2) ?? '';
  if (LOCKFILES.has(name)) return 'lockfile';
  if (IGNORE_FILES.has(name) || name.endsWith('.dockerignore')) return 'ignore';
  if (/^\.env(?:\.|$)|\.env$/.test(name) && !OTHER_ENDING.test(name)) return 'dotenv';
  if (isDockerfile(name)) return 'dockerfile';
  if (isRequirements(name, folder)) return 'requirements';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (/\.jsonc?$/.test(name)) return 'json';
  if (name.endsWith('.toml') || name === 'pipfile') return 'toml';
  return undefined;
}

function isDockerfile(name: string): boolean {
  if (name === 'dockerfile' || name === 'containerfile' || name.endsWith('.dockerfile')) return true;
  return /^(?:docker|container)file\./.test(name) && !OTHER_ENDING.test(name);
}

function isRequirements(name: string, folder: string): boolean {
  if (/^(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)$/.test(name)) return true;
  return folder === 'requirements' && /\.(?:txt|in)$/.test(name);
}

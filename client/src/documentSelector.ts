// Which open documents the language server hears about: agent code and the configuration that proves or
// disproves an item. The server decides by path; a language id only saves it documents that cannot matter.
import type { DocumentFilter } from 'vscode-languageclient';

const LANGUAGES = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'yaml',
  'dockercompose',
  'json',
  'jsonc',
  'toml',
  'dotenv',
  'ini',
  'properties',
  'dockerfile',
  'terraform',
  'shellscript',
  'markdown',
  'plaintext',
  'ignore',
];

/** Files that VS Code gives a language id only with the right extension installed. */
const PATTERNS = [
  '**/*.toml',
  '**/.env*',
  '**/*.tf',
  '**/Dockerfile*',
  '**/requirements*.txt',
  '**/Procfile',
];

export const documentSelector: DocumentFilter[] = [
  ...LANGUAGES.map((language) => ({ scheme: 'file', language })),
  ...PATTERNS.map((pattern) => ({ scheme: 'file', pattern })),
];

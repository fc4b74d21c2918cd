// Secrets of environment files: what a repository or a browser would get to see. Paths and trackedness are given, nothing is read.
import { configFormatOf } from '../../languages/config/configFormat';
import { language as dotenv } from '../../languages/config/dotenv/language';
import type { ConfigNode, ConfigSummary } from '../../languages/summary/config';
import type { FileRole } from '../../manifest/fileRoles';
import type { SecretFact } from '../facts/fact';
import { isBrowserName, namesProvider } from './browserNames';
import { isSecretName, isSecretValue } from './generalValue';
import type { SecretHit, SecretScanner } from './scan';
import type { Tagger } from './tag';

export interface DotenvFile {
  readonly path: string;
  readonly text: string;
  readonly role: FileRole;
  /** What version control says; `unknown` where its index cannot be read. */
  readonly tracked: boolean | 'unknown';
  /** True if an ignore rule covers the file. */
  readonly ignored: boolean;
}

/** A hit with where it stands in the sense of SecretFact. */
export interface DotenvHit extends SecretHit {
  readonly where: SecretFact['where'];
}

/** Files made to be committed: only real formats count in them. */
const EXAMPLE_FILE = /(?:^|[./_-])(?:example|sample|template|tmpl|dist|defaults?|schema)(?:$|[./_-])/i;

/** Files that hold an environment: `.env` files of every name, also those other tools read (`.envrc`, `.env.json`). */
export function isDotenv(path: string): boolean {
  return configFormatOf(path) === 'dotenv' || /(?:^|\/)\.env(?:rc)?(?:\.[\w.-]+)?$/.test(path);
}

export function isExampleDotenv(path: string): boolean {
  return EXAMPLE_FILE.test(path.slice(path.lastIndexOf('/') + 1));
}

/**
 * Secrets of one environment file in source order. A file that is ignored and not tracked is where secrets belong: of it
 * only those count that its name sends to the browser. Where trackedness is unknown, an ignored file is not judged.
 */
export function dotenvSecrets(file: DotenvFile, scanner: SecretScanner, tagger: Tagger): DotenvHit[] {
  const hits = scanner.scan(file.path, file.text, { role: file.role });
  const entries = entriesOf(dotenv.summarise(file.path, file.text));
  const formatsOnly = isExampleDotenv(file.path) || file.role === 'test' || file.role === 'evaluation';
  const found: DotenvHit[] = [];
  for (const { name, value } of entries) {
    const inside = hits.filter((hit) => hit.start >= value.start && hit.end <= value.end);
    const judged = inside.length > 0 || formatsOnly ? inside : byName(name, value, tagger);
    for (const hit of judged) {
      const where =
        isBrowserName(name) && (inside.length > 0 || namesProvider(name)) ? 'browser' : placeOf(file);
      if (where) found.push({ ...hit, where, variable: where === 'browser' ? hit.variable : name });
    }
  }
  // Commented assignments and broken lines are in the repository all the same.
  const rest = hits.filter(
    (hit) => !entries.some(({ value }) => hit.start >= value.start && hit.end <= value.end),
  );
  for (const hit of rest) {
    const where = placeOf(file);
    if (where) found.push({ ...hit, where });
  }
  return found.sort((a, b) => a.start - b.start);
}

function placeOf({ path, tracked, ignored }: DotenvFile): SecretFact['where'] | undefined {
  if (tracked !== true && ignored) return undefined;
  // The advice to ignore the file would be wrong here: it is the value that has to go.
  if (isExampleDotenv(path)) return 'literal';
  return tracked === true ? 'tracked-env' : 'unignored-env';
}

interface Assignment {
  readonly name: string;
  readonly value: Extract<ConfigNode, { kind: 'scalar' }>;
}

function entriesOf(summary: ReturnType<typeof dotenv.summarise>): Assignment[] {
  const document = (summary as ConfigSummary).documents[0];
  if (document?.kind !== 'map') return [];
  return document.entries.flatMap(({ key, value }) =>
    value.kind === 'scalar' ? [{ name: key, value }] : [],
  );
}

/** An assignment whose name says "secret" and whose value could be one. */
function byName(name: string, node: Assignment['value'], tagger: Tagger): SecretHit[] {
  const value = String(node.value ?? '');
  const bare = isBrowserName(name) ? name.replace(/^[A-Z]+_(?:PUBLIC_|APP_)?/, '') : name;
  if (isBrowserName(name) && !namesProvider(name)) return [];
  if (!isSecretName(bare) || !isSecretValue(bare, value)) return [];
  return [
    {
      start: node.start,
      end: node.end,
      format: 'named-secret',
      title: `The value of ${name}`,
      provider: '',
      tag: tagger(value),
      length: value.length,
      prefix: '',
      variable: bare,
    },
  ];
}

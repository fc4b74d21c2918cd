// Facts about files themselves: text files the secret scan read, environment files with what covers them.
import type { Attribute, Fact, SecretFact } from '../inventory/facts/fact';
import { isDotenv, isExampleDotenv } from '../inventory/secrets/dotenvSecrets';
import type { AssembleInput } from './assemble';
import type { FileRecord } from './fileRecord';

export function fileFacts(input: AssembleInput, secrets: readonly SecretFact[]): Fact[] {
  const { files } = input.kept;
  const withSecrets = new Set(secrets.map((secret) => secret.path));
  const facts: Fact[] = [];
  for (const { record } of input.store.values()) {
    const { path, text, skipped, unread } = record;
    const role = input.projects.roleOf(path);
    const holdsSecrets = withSecrets.has(path);
    if (role === 'vendored' || (role === 'generated' && !holdsSecrets)) continue;
    const from = [text, skipped, unread, role, holdsSecrets];
    const known = files.get(path);
    if (known?.from.every((each, at) => each === from[at])) {
      facts.push(known.fact);
      continue;
    }
    const fact = fileFact(input, record, holdsSecrets);
    files.set(path, { from, fact });
    facts.push(fact);
  }
  return facts;
}

function fileFact(input: AssembleInput, record: FileRecord, holdsSecrets: boolean): Fact {
  const { path } = record;
  const place = { path, start: 0, end: 0 };
  return {
    id: `file:${path}#${path}`,
    kind: 'file',
    name: path,
    role: input.projects.roleOf(path),
    project: input.projects.projectOf(path),
    place,
    attributes: { text: textAttribute(record, place), ...dotenvAttributes(input, path, holdsSecrets) },
    links: {},
    guards: [],
    isA: {},
  };
}

/** A file that could not be read is unknown; one that only could not be parsed was scanned all the same. */
function textAttribute({ text, unread, skipped }: FileRecord, place: Fact['place']): Attribute {
  if (!text) return { value: false };
  if (!unread || skipped === undefined) return { value: true };
  return { value: 'unknown', because: skipped, blockers: [{ why: skipped, place }] };
}

function dotenvAttributes(
  input: AssembleInput,
  path: string,
  holdsSecrets: boolean,
): Record<string, Attribute> {
  if (!isDotenv(path) || isExampleDotenv(path)) return { dotenv: { value: false } };
  const { tracked } = input;
  const known: Attribute =
    tracked.state === 'known'
      ? { value: tracked.paths.has(path) }
      : tracked.state === 'none'
        ? { value: false }
        : {
            value: 'unknown',
            because: tracked.why,
            blockers: [
              { why: tracked.why ?? 'version control cannot be read', place: { path, start: 0, end: 0 } },
            ],
          };
  return {
    dotenv: { value: true },
    tracked: known,
    ignored: { value: input.ignored.has(path) },
    // Which assignments count was decided from trackedness: where that is unknown, so is what the file holds.
    holdsSecrets: holdsSecrets || known.value !== 'unknown' ? { value: holdsSecrets } : known,
  };
}

// Facts about files themselves: text files the secret scan read, environment files with what covers them.
import type { Attribute, Fact, SecretFact } from '../inventory/facts/fact';
import { isDotenv, isExampleDotenv } from '../inventory/secrets/dotenvSecrets';
import type { AssembleInput } from './assembleInput';
import type { FileRecord } from './fileRecord';
import type { KeptFile } from './kept';

export function fileFacts(input: AssembleInput, secrets: readonly SecretFact[]): Fact[] {
  const { files } = input.kept;
  const withSecrets = new Set(secrets.map((secret) => secret.path));
  const facts: Fact[] = [];
  for (const { record } of input.store.values()) {
    const { path } = record;
    const role = input.projects.roleOf(path);
    const holdsSecrets = withSecrets.has(path);
    if (role === 'vendored' || (role === 'generated' && !holdsSecrets)) continue;
    let known = files.get(path);
    if (!known || !isOf(known, record) || known.role !== role || known.holdsSecrets !== holdsSecrets) {
      known = { record, role, holdsSecrets, fact: fileFact(input, record, holdsSecrets) };
      files.set(path, known);
    }
    facts.push(known.fact);
  }
  return facts;
}

/** True if the fact would be the same: another text of a file is of no concern to it. */
function isOf({ record: before }: KeptFile, record: FileRecord): boolean {
  return (
    before === record ||
    (before.text === record.text && before.skipped === record.skipped && before.unread === record.unread)
  );
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

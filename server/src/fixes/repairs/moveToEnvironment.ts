// Moves a secret out of the code into the environment: the same value once, every occurrence, the environment file first and the source last.
import type { SecretFact } from '../../inventory/facts/fact';
import type { LinkContext } from '../../inventory/linking/context';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { contains } from '../../text/span';
import { directoriesAbove, inDirectory } from '../configFile';
import { composeEdits, type HandedOn } from '../environment/composeEdits';
import { assign, assigned } from '../environment/dotenv';
import { ignoreEdits } from '../environment/ignoreEdits';
import { textAround } from '../environment/literals';
import { type EnvironmentTarget, environmentTarget } from '../environment/loader';
import { settingsVariable } from '../environment/pythonRead';
import { bareSpan, sourceEdits, sourceKindOf } from '../environment/sourceEdits';
import { inFile, joined } from '../fileEdits';
import type { FileEdit, Fix, FixEdit, FixInput, FixOutcome } from '../fix';

export const fix: Fix = {
  id: 'move-to-environment',
  safety: 'confirm',
  title: (input) => `Move to ${secretAt(input)?.variable ?? 'the environment'}`,
  offer: move,
};

/** The secret of the finding. */
function secretAt({ finding, inventory }: FixInput): SecretFact | undefined {
  const { place, subject } = finding;
  return (
    inventory.secrets.find((one) => one.id === subject) ??
    inventory.secrets.find(
      (one) =>
        one.path === place.path &&
        one.place.cell === place.cell &&
        (contains(one.place, place) || contains(place, one.place)),
    )
  );
}

async function move(given: FixInput): Promise<FixOutcome> {
  const secret = secretAt(given);
  if (!secret) return { refused: 'no secret is known at this place' };
  const input = await withParsed(given, secret);
  const value = await readSecret(input, secret);
  if (value === undefined) return { refused: `${secret.path} has changed since it was analysed` };
  const places = await occurrences(input, secret, value);
  const needsFile = places.some(
    (one) => sourceKindOf(input, one.path) !== 'workflow' && sourceKindOf(input, one.path) !== undefined,
  );
  const target = needsFile ? await targetOf(input, secret) : undefined;
  const variable = await variableFor(input, secret, places, target, decoded(input, secret, value));
  if (isRefusal(variable)) return variable;
  const sources = await sourcesOf(input, secret, places, variable);
  if (isRefusal(sources)) return sources;
  const environment = target
    ? await environmentEdits(input, target, variable, decoded(input, secret, value))
    : [];
  if (isRefusal(environment)) return environment;
  const containers = await handedOn(input, places, target, variable);
  const place = target ? inDirectory(target.directory, '.env') : 'the secrets of the repository';
  return {
    title: `Move to ${variable} in ${place}${target?.missing ? ` (${target.missing})` : ''}`,
    edits: joined([environment, containers.edits, sources.edits]),
    annotation: 'Keeps the key out of the code',
    notes: [...notesFor(input, variable, places, sources.left, target), ...containers.notes],
  };
}

/** Keys also stand in code that has nothing to do with models, which no analysis parses. */
async function withParsed(input: FixInput, secret: SecretFact): Promise<FixInput> {
  const parsed = new Map<string, LinkContext | undefined>();
  for (const { path, tag, place } of input.inventory.secrets) {
    if (tag !== secret.tag || place.cell !== undefined || parsed.has(path) || input.module(path)) continue;
    parsed.set(path, await input.parse(path));
  }
  return { ...input, module: (path) => input.module(path) ?? parsed.get(path) };
}

async function readSecret(input: FixInput, { path, place }: SecretFact): Promise<string | undefined> {
  const text = await input.read(path);
  if (text === undefined || place.end > text.length) return undefined;
  const { start, end } = bareSpan(text, place);
  const context = input.module(path);
  return context && context.module.length !== text.length ? undefined : text.slice(start, end);
}

/** The value itself where the source writes it with escapes, as keys over several lines often are. */
function decoded(input: FixInput, secret: SecretFact, written: string): string {
  const context = input.module(secret.path);
  const value = context && textAround(context.module, secret.place);
  const isWhole = value?.kind === 'constant' && value.end - value.start - written.length <= 6;
  return isWhole && written.includes('\\') ? String(value.value) : written;
}

/** Every place of the same value; a place whose text is no longer that value is left out. */
async function occurrences(
  input: FixInput,
  secret: SecretFact,
  value: string,
): Promise<readonly SecretFact[]> {
  const found: SecretFact[] = [];
  for (const one of input.inventory.secrets) {
    if (one.tag !== secret.tag || one.where === 'tracked-env' || one.where === 'unignored-env') continue;
    if (
      (await readSecret(input, one)) === value &&
      !found.some((seen) => seen.path === one.path && seen.place.start === one.place.start)
    )
      found.push(one);
  }
  return found;
}

/** The directory the project's loader reads. A compose file reads the one beside it. */
async function targetOf(input: FixInput, secret: SecretFact): Promise<EnvironmentTarget> {
  const context = input.module(secret.path);
  if (context) return environmentTarget(input, secret.path, context.module.language);
  return { directory: directoriesAbove(secret.path)[0]! };
}

/** The secret's own variable, that of the settings class it stands in, or a numbered one where the name holds something else already. */
async function variableFor(
  input: FixInput,
  secret: SecretFact,
  places: readonly SecretFact[],
  target: EnvironmentTarget | undefined,
  value: string,
): Promise<string | EditRefusal> {
  for (const one of places) {
    const context = input.module(one.path);
    const given =
      context?.module.language === 'python' ? settingsVariable(context.module, one.place) : undefined;
    if (given) return given;
  }
  if (!target) return secret.variable;
  const text = (await input.read(inDirectory(target.directory, '.env'))) ?? '';
  for (const name of [secret.variable, ...[2, 3, 4].map((n) => `${secret.variable}_${n}`)]) {
    const known = assigned(text, name);
    if (known === undefined || known === '' || known === value) return name;
  }
  return { refused: `${secret.variable} holds other values in .env already` };
}

interface Sources {
  readonly edits: readonly FileEdit[];
  /** Files that hold the value and cannot be edited. */
  readonly left: readonly string[];
}

async function sourcesOf(
  input: FixInput,
  secret: SecretFact,
  places: readonly SecretFact[],
  variable: string,
): Promise<Sources | EditRefusal> {
  const edits: FileEdit[] = [];
  const left: string[] = [];
  for (const one of places) {
    const text = await input.read(one.path);
    const writable = (await input.access(one.path)) === 'writable';
    const own =
      text === undefined || !writable
        ? { refused: `${one.path} cannot be written` }
        : await sourceEdits(input, text, one.place, variable);
    if (!isRefusal(own)) edits.push(...inFile(one.path, own));
    else if (one.path === secret.path && one.place.start === secret.place.start) return own;
    else left.push(one.path);
  }
  return { edits, left: [...new Set(left)] };
}

/** Ignore file, example file, environment file: in this order, so that the value is never on disk without a rule that ignores it. */
async function environmentEdits(
  input: FixInput,
  target: EnvironmentTarget,
  variable: string,
  value: string,
): Promise<readonly FileEdit[] | EditRefusal> {
  const path = inDirectory(target.directory, '.env');
  if (input.tracked.paths.has(path))
    return { refused: `git tracks ${path}: stop that with \`git rm --cached ${path}\` first` };
  const access = await input.access(path);
  if (access !== 'writable')
    return { refused: access === 'outside' ? `${path} lies outside the folder` : `${path} is read-only` };
  const text = await input.read(path);
  const environment =
    assigned(text ?? '', variable) === value ? undefined : assign(text ?? '', variable, value);
  if (environment && isRefusal(environment)) return environment;
  return [
    ...(await ignoreEdits(input, path)),
    ...(await exampleEdits(input, target.directory, variable)),
    ...(environment
      ? fileOf(path, text, { ...environment, masked: masked(environment.text, variable, value) })
      : []),
  ];
}

async function exampleEdits(
  input: FixInput,
  directory: string,
  variable: string,
): Promise<readonly FileEdit[]> {
  const names = await input.list(directory);
  const name =
    ['.env.example', '.env.sample', '.env.template', '.env.dist'].find((one) => names.includes(one)) ??
    '.env.example';
  const path = inDirectory(directory, name);
  const text = await input.read(path);
  if (assigned(text ?? '', variable) !== undefined) return [];
  const line = assign(text ?? '', variable, '');
  return isRefusal(line) ? [] : fileOf(path, text, line);
}

function fileOf(path: string, text: string | undefined, edit: FixEdit): readonly FileEdit[] {
  return [text === undefined ? { path, create: true, edits: [edit] } : { path, edits: [edit] }];
}

function masked(text: string, variable: string, value: string): string {
  const shown = `<moved, ${value.length} characters>`;
  const at = text.indexOf(`${variable}=`);
  const lead = at < 0 ? '' : `${text.slice(0, at)}${variable}=`;
  return lead + shown + (/\r?\n$/.exec(text)?.[0] ?? '');
}

/** Code reads the variable in its container, if it runs in one. */
async function handedOn(
  input: FixInput,
  places: readonly SecretFact[],
  target: EnvironmentTarget | undefined,
  variable: string,
): Promise<HandedOn> {
  const apps = new Set(
    places
      .filter((one) => sourceKindOf(input, one.path) === 'code')
      .map((one) => input.inventory.projectOf(one.path)),
  );
  if (!target) return { edits: [], notes: [] };
  const environmentFile = inDirectory(target.directory, '.env');
  const all: HandedOn[] = [];
  for (const app of apps) all.push(await composeEdits(input, { variable, app, environmentFile }));
  return { edits: all.flatMap(({ edits }) => edits), notes: all.flatMap(({ notes }) => notes) };
}

function notesFor(
  input: FixInput,
  variable: string,
  places: readonly SecretFact[],
  left: readonly string[],
  target: EnvironmentTarget | undefined,
): readonly string[] {
  const notes: string[] = [];
  const known = places.filter((one) => input.tracked.paths.has(one.path));
  if (known.length > 0)
    notes.push(
      `git knows this key from ${known[0]!.path}: rotate it, moving it does not take it out of the history.`,
    );
  else if (input.tracked.state === 'unknown')
    notes.push('Whether git knows this key could not be read: rotate it if it was ever committed.');
  if (places.some((one) => sourceKindOf(input, one.path) === 'workflow'))
    notes.push(`Add ${variable} to the Actions secrets of the repository.`);
  if (target?.missing) notes.push(`Nothing reads .env here yet: ${target.missing}.`);
  for (const path of left) notes.push(`The same key stands in ${path}: take it out by hand.`);
  return notes;
}

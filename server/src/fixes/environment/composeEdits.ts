// Hands a variable on to the container of an app: a compose service that lists its variables by name gets no others.
import { lineBreakAt, lineEnd, lineStart } from '../../languages/edits/layout';
import type { ConfigEntry, ConfigNode } from '../../languages/summary/config';
import { contains } from '../../text/span';
import { type ConfigFile, inDirectory, openConfig } from '../configFile';
import { inFile } from '../fileEdits';
import type { FileEdit, FixEdit, FixInput } from '../fix';

export interface HandedOn {
  readonly edits: readonly FileEdit[];
  /** What is left for a person to do. */
  readonly notes: readonly string[];
}

/** The environment file a variable is moved to, and the directory of the app that reads it. */
export interface ComposeTarget {
  readonly variable: string;
  readonly app: string;
  readonly environmentFile: string;
}

const COMPOSE = /(^|\/)(?:docker-)?compose(?:[.-][\w-]+)*\.ya?ml$/;

/** Edits of the compose files that build the app: one service that is plainly it gets the variable, all else is told. */
export async function composeEdits(input: FixInput, target: ComposeTarget): Promise<HandedOn> {
  const edits: FileEdit[] = [];
  const notes: string[] = [];
  for (const path of input.inventory.configs.paths('yaml')) {
    const role = input.inventory.roleOf(path);
    if (!COMPOSE.test(path) || (role !== 'config' && role !== 'product')) continue;
    const file = await openConfig(input, path);
    const lacking = file ? servicesOf(input, file, target) : [];
    const [service] = lacking;
    if (!file || !service) continue;
    const edit = lacking.length === 1 ? additionTo(file, service, target.variable) : undefined;
    const names = lacking.map(({ key }) => key).join(', ');
    if (edit && (await input.access(path)) === 'writable') {
      edits.push(...inFile(path, [edit]));
      const beside = inDirectory(folderOf(path), '.env');
      if (beside !== target.environmentFile)
        notes.push(`Compose reads ${beside} or the shell: give ${target.variable} its value there too.`);
    } else
      notes.push(
        `Pass ${target.variable} on in ${path} (${names}): a container gets only what is named there.`,
      );
  }
  return { edits, notes };
}

/** The services that are built from the app's directory and do not get the variable. */
function servicesOf(
  input: FixInput,
  { path, summary }: ConfigFile,
  target: ComposeTarget,
): readonly ConfigEntry[] {
  return entriesOf(child(summary.documents[0], 'services')).filter(({ value }) => {
    if (builtFrom(input, child(value, 'build'), folderOf(path)) !== target.app) return false;
    const read = textsOf(child(value, 'env_file')).map((each) => resolved(folderOf(path), each));
    if (read.includes(target.environmentFile)) return false;
    return !namesIn(child(value, 'environment')).includes(target.variable);
  });
}

/** `build: ./api`, `build: { context: .., dockerfile: api/Dockerfile }`: the app whose image it is, as far as that is plain. */
function builtFrom(input: FixInput, build: ConfigNode | undefined, folder: string): string | undefined {
  const context =
    textOf(build) ?? textOf(child(build, 'context')) ?? (build?.kind === 'map' ? '.' : undefined);
  const directory = context === undefined ? undefined : resolved(folder, context);
  const dockerfile = textOf(child(build, 'dockerfile'));
  if (directory === undefined || dockerfile === undefined) return directory;
  const beside = resolved(directory, folderOf(dockerfile));
  return input.inventory.projects.some(({ path }) => path === beside) ? beside : directory;
}

/** One more entry, in the style of those there are; undefined where the entries are not this service's own or not on lines. */
function additionTo(file: ConfigFile, service: ConfigEntry, variable: string): FixEdit | undefined {
  const { text } = file;
  const entry = service.value.kind === 'map' ? ownEntry(service.value, 'environment') : undefined;
  if (!entry || text.slice(entry.keySpan.end, entry.value.start).includes('&')) return undefined;
  const { value } = entry;
  if (!contains(service.value, value) || value.start < entry.keySpan.end) return undefined;
  if (value.kind === 'map') return entryOfMap(text, value, variable);
  return value.kind === 'list' ? itemOfList(text, value, variable) : undefined;
}

function entryOfMap(text: string, map: ConfigNode & { kind: 'map' }, variable: string): FixEdit | undefined {
  const own = map.entries.filter((one) => contains(map, one.keySpan));
  const flow = text[map.start] === '{';
  const handed = own.filter((one) => one.value.kind === 'templated');
  const bare = own.some(({ value }) => value.kind === 'scalar' && value.value === null);
  const quote = flow ? '"' : quoteOf(text, handed.at(-1)?.value ?? own[0]?.value);
  const written =
    bare && handed.length === 0 && !flow ? `${variable}:` : `${variable}: ${quote}\${${variable}}${quote}`;
  if (flow) return insertion(own.at(-1)?.value.end, `, ${written}`);
  const last = own.findLast(
    ({ keySpan, value }) =>
      isBare(text, keySpan.start, /^[ \t]*$/) && onOneLine(text, keySpan.start, value.end),
  );
  return last && lineAfter(text, last.keySpan.start, last.value.end, written);
}

function itemOfList(
  text: string,
  list: ConfigNode & { kind: 'list' },
  variable: string,
): FixEdit | undefined {
  const flow = text[list.start] === '[';
  const written = list.items.map((item) => text.slice(item.start, item.end));
  const assigns =
    written.some((one) => /=["']?\$\{/.test(one)) && !written.some((one) => /^["']?\w+["']?$/.test(one));
  const quote = quoteOf(text, list.items.at(-1));
  const item = `${quote}${assigns && !flow ? `${variable}=\${${variable}}` : variable}${quote}`;
  if (flow) return insertion(list.items.at(-1)?.end, `, ${item}`);
  const last = list.items.findLast(
    ({ start, end }) => isBare(text, start, /^[ \t]*-[ \t]+$/) && onOneLine(text, start, end),
  );
  return last && lineAfter(text, last.start, last.end, item);
}

/** A line below that of an entry, with what stands before the entry: its indentation, and the dash of a list. */
function lineAfter(text: string, start: number, end: number, written: string): FixEdit | undefined {
  const lead = text.slice(lineStart(text, start), start);
  return insertion(lineEnd(text, end), `${lineBreakAt(text, start)}${lead}${written}`);
}

function insertion(at: number | undefined, text: string): FixEdit | undefined {
  return at === undefined ? undefined : { start: at, end: at, text };
}

function isBare(text: string, start: number, before: RegExp): boolean {
  return before.test(text.slice(lineStart(text, start), start));
}

function onOneLine(text: string, start: number, end: number): boolean {
  return !/[\r\n]/.test(text.slice(start, end));
}

function quoteOf(text: string, node: ConfigNode | undefined): string {
  const first = node && text[node.start];
  return first === '"' || first === "'" ? first : '';
}

/** The variables an `environment:` names, as a map or as a list. */
function namesIn(environment: ConfigNode | undefined): readonly string[] {
  if (environment?.kind === 'list')
    return environment.items.map((item) => {
      const text = item.kind === 'templated' ? item.text : item.kind === 'scalar' ? String(item.value) : '';
      return text.replace(/^["']/, '').split('=')[0]!.replace(/["']$/, '');
    });
  return entriesOf(environment).map(({ key }) => key);
}

/** A file, or a list of files, each as its name or as a map with a `path`. */
function textsOf(node: ConfigNode | undefined): readonly string[] {
  const all = node?.kind === 'list' ? node.items : node ? [node] : [];
  return all.flatMap((one) => textOf(one) ?? textOf(child(one, 'path')) ?? []);
}

function textOf(node: ConfigNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

function child(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return entriesOf(node).findLast((entry) => entry.key === key)?.value;
}

function ownEntry(map: ConfigNode & { kind: 'map' }, key: string): ConfigEntry | undefined {
  return map.entries.findLast((entry) => entry.key === key && contains(map, entry.keySpan));
}

function entriesOf(node: ConfigNode | undefined): readonly ConfigEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** A path relative to the root; undefined if it is absolute, a URL or leads out. */
function resolved(folder: string, path: string): string | undefined {
  if (/^(?:[/~]|[a-z][\w+.-]*:|git@)/i.test(path)) return undefined;
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

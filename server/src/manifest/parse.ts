// Parses one airworthy.yaml. Whatever is sound is used; every fault is a diagnostic with a place. Never throws.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { isTooDeepYaml } from '../languages/config/yaml/yamlTokens';
import { LineTable } from '../text/lineTable';
import type { Place } from '../text/span';
import type { ManifestDiagnostic } from './diagnostic';
import { type EntryFault, entryFaults, syntaxSentence, TOO_DEEP, unknownKey } from './faultText';
import { globFault } from './glob';
import type { ManifestFile, Placed } from './manifestFile';
import {
  type AgentEntry,
  type AttestationEntry,
  type GatewayEntry,
  type KeyForm,
  MANIFEST_KEYS,
  type SeverityOverride,
  type WaiverEntry,
} from './schema';

export const MANIFEST_NAME = 'airworthy.yaml';

/** Far above what a manifest needs; keeps nested aliases from growing without bound. */
const MAX_ALIASES = 100;

interface Found {
  readonly key: string;
  /** The entry's own key in a map, '' otherwise. */
  readonly name: string;
  readonly value: unknown;
  readonly place: Place;
}

/** Parses the text of the manifest at a root-relative path. */
export function parseManifest(path: string, text: string): ManifestFile {
  const reader = new ManifestReader(path);
  reader.readText(text);
  return reader.result();
}

class ManifestReader {
  private readonly found: Found[] = [];
  private readonly diagnostics: ManifestDiagnostic[] = [];

  constructor(private readonly path: string) {}

  readText(text: string): void {
    // The parser recurses, and deep enough input ends the process rather than the call.
    if (isTooDeepYaml(text)) {
      this.report('syntax', TOO_DEEP, { start: 0, end: text.length });
      return;
    }
    let document: Document;
    try {
      document = parseDocument(text, { prettyErrors: false });
    } catch {
      this.report('syntax', TOO_DEEP, { start: 0, end: text.length });
      return;
    }
    const faulty = new Set<number>();
    const lines = LineTable.of(text);
    for (const { code, message, pos } of document.errors) {
      const { line } = lines.positionAt(pos[0]);
      // What a parser stumbles over again on the same line comes from the first fault.
      if (faulty.has(line)) continue;
      faulty.add(line);
      this.report('syntax', syntaxSentence(code, message), {
        start: pos[0],
        end: Math.max(pos[0], pos[1]),
      });
    }
    const top = document.contents;
    if (isMap(top)) for (const pair of top.items) this.readKey(pair, document);
    else if (top && document.errors.length === 0)
      this.report(
        'invalid',
        'A manifest is a map of keys, each with a colon, a space and a value, such as "version: 1".',
        span(top),
      );
  }

  result(): ManifestFile {
    const of = (key: string): readonly Found[] => this.found.filter((each) => each.key === key);
    const texts = (key: string): readonly string[] => of(key).map(({ value }) => String(value));
    // Each value went through the schema of its key, which is what makes these casts true.
    const placed = <T extends object>(each: Found): Placed<T> => ({
      ...(each.value as T),
      place: each.place,
    });
    const entries = <T>(key: string, make: (each: Found) => T): Record<string, T> =>
      Object.fromEntries(of(key).map((each) => [each.name, make(each)]));
    const gateway = of('gateway').at(-1);
    return {
      path: this.path,
      folder: this.path.includes('/') ? this.path.slice(0, this.path.lastIndexOf('/')) : '',
      exclude: texts('exclude'),
      roles: entries('roles', ({ value }) => value as readonly string[]),
      agents: entries('agents', (each) => placed<AgentEntry>(each)),
      numbers: { ...numbersIn('budgets', of('budgets')), ...numbersIn('defaults', of('defaults')) },
      retention: entries('retention', ({ value }) => String(value)),
      gateway: gateway && placed<GatewayEntry>(gateway),
      attestations: of('attestations').map((each) => placed<AttestationEntry>(each)),
      waivers: of('waivers').map((each) => placed<WaiverEntry>(each)),
      severity: entries('severity', ({ value, place }) => ({ level: value as SeverityOverride, place })),
      rules: texts('rules'),
      sdks: texts('sdks'),
      diagnostics: this.diagnostics,
    };
  }

  private readKey(pair: Pair, document: Document): void {
    // Broken text leaves keys without a name; what broke it has its own remark.
    if (!isScalar(pair.key) || pair.key.value === null || pair.key.value === '') return;
    const key = String(pair.key.value);
    const form = Object.hasOwn(MANIFEST_KEYS, key) ? MANIFEST_KEYS[key] : undefined;
    const keySpan = span(pair.key);
    if (!form) {
      this.report('invalid', unknownKey(key, 'a manifest', Object.keys(MANIFEST_KEYS)), keySpan);
      return;
    }
    const node = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    if (!node && isAlias(pair.value)) this.report('invalid', unresolved(key), keySpan);
    // A key without a value is one that is being written.
    if (!isNode(node) || (isScalar(node) && node.value === null)) return;
    if (form.form === 'whole') this.readEntry(key, '', node, keySpan, form, document);
    else if (form.form === 'list' && isSeq(node)) {
      for (const each of node.items)
        if (isNode(each)) this.readEntry(key, '', each, span(each), form, document);
    } else if (form.form === 'map' && isMap(node)) this.readMap(key, node.items, form, document);
    else
      this.report(
        'invalid',
        form.form === 'list'
          ? `"${key}" must be a list, each entry on a line that begins with "- ".`
          : `"${key}" must be a map, with a "name: value" on each line.`,
        keySpan,
      );
  }

  private readMap(
    key: string,
    pairs: readonly Pair[],
    form: KeyForm & { form: 'map' },
    document: Document,
  ): void {
    for (const pair of pairs) {
      if (!isScalar(pair.key) || !isNode(pair.value)) continue;
      const name = String(pair.key.value);
      if (form.keys && !form.keys.includes(name))
        this.report('invalid', unknownKey(name, `"${key}"`, form.keys), span(pair.key));
      else this.readEntry(key, name, pair.value, span(pair.key), form, document);
    }
  }

  private readEntry(
    key: string,
    name: string,
    node: Node,
    at: Span,
    form: KeyForm,
    document: Document,
  ): void {
    let value: unknown;
    try {
      value = node.toJS(document, { maxAliasCount: MAX_ALIASES });
    } catch {
      this.report('invalid', unresolved(key), at);
      return;
    }
    const parsed = form.schema.safeParse(value);
    if (!parsed.success) {
      const whole = name === '' ? key : `${key}.${name}`;
      const subject = form.form === 'list' ? `an entry of "${key}"` : `"${whole}"`;
      for (const fault of entryFaults({ name: whole, subject }, form.schema, value, parsed.error))
        this.report('invalid', fault.message, spanOf(node, fault) ?? at);
      return;
    }
    const globs = this.globsOf(key, form, parsed.data);
    const faults = globs.map(globFault).filter((fault) => fault !== undefined);
    for (const fault of faults) this.report('invalid', `${fault}.`, at);
    if (faults.length > 0) return;
    this.found.push({
      key,
      name,
      value: parsed.data,
      place: { path: this.path, ...(name === '' ? span(node) : at) },
    });
  }

  private globsOf(key: string, form: KeyForm, value: unknown): readonly string[] {
    if (key === 'waivers') return (value as WaiverEntry).paths ?? [];
    if (form.form === 'whole' || !form.globs) return [];
    return Array.isArray(value) ? value.map(String) : [String(value)];
  }

  private report(code: ManifestDiagnostic['code'], message: string, at: Span): void {
    const place = { path: this.path, start: at.start, end: at.end };
    this.diagnostics.push({ code, severity: 'error', message, place });
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function span(node: unknown): Span {
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

/** Where a fault stands: the key itself, or the value. */
function spanOf(from: Node, { path, at }: EntryFault): Span | undefined {
  const last = path.at(-1);
  const above = nodeAt(from, path.slice(0, -1));
  if (at === 'key' && isMap(above)) {
    const pair = above.items.find(({ key }) => isScalar(key) && String(key.value) === String(last));
    if (pair) return span(pair.key);
  }
  const within = nodeAt(from, path);
  return within && span(within);
}

/** The node under these keys, or the nearest one above it. */
function nodeAt(from: Node, keys: readonly PropertyKey[]): Node | undefined {
  let node: Node = from;
  for (const key of keys) {
    const next: unknown =
      isMap(node) || isSeq(node) ? node.get(typeof key === 'symbol' ? '' : key, true) : undefined;
    if (!isNode(next)) break;
    node = next;
  }
  return node;
}

function numbersIn(prefix: string, entries: readonly Found[]): Record<string, number> {
  const numbers: Record<string, number> = {};
  const visit = (name: string, value: unknown): void => {
    if (typeof value === 'number') numbers[name] = value;
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(`${name}.${key}`, inner);
  };
  for (const { value } of entries) visit(prefix, value);
  return numbers;
}

function unresolved(key: string): string {
  return `"${key}" cannot be read: an alias ("*name") in it leads nowhere, or to too much.`;
}

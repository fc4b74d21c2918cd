// One YAML file of the rule data with the places of its parts: parsing, merge keys, and turning zod issues into errors with a line.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { z } from 'zod';

/** A fault in a data file. Line and column are 1-based, in UTF-16 units. */
export interface SourceError {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

type Keys = readonly PropertyKey[];

/** Bounds what a file with nested aliases can expand to; far above what a pack needs. */
const MAX_ALIASES = 2000;

/** A parsed YAML file. Never throws on broken text: the faults are in `errors`, and `data` is undefined then. */
export class YamlSource {
  private constructor(
    readonly path: string,
    readonly data: unknown,
    readonly errors: readonly SourceError[],
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  static parse(path: string, text: string): YamlSource {
    const lines = new LineCounter();
    const document = parseDocument(text, { merge: true, lineCounter: lines, prettyErrors: false });
    const faults = document.errors.map(({ pos, message }) => ({ at: pos[0], message }));
    let data: unknown;
    if (faults.length === 0) {
      try {
        data = document.toJS({ maxAliasCount: MAX_ALIASES });
      } catch (error) {
        const loose = looseAliases(document);
        const message = error instanceof Error ? error.message : String(error);
        faults.push(...(loose.length > 0 ? loose : [{ at: 0, message }]));
      }
    }
    const errors = faults.map(({ at, message }) => {
      const { line, col } = lines.linePos(at);
      return { path, line: Math.max(1, line), column: Math.max(1, col), message };
    });
    return new YamlSource(path, data, errors, document, lines);
  }

  /** Where the value under these keys stands: its key if it has one, else the value, else the nearest part that exists. */
  placeOf(keys: Keys): SourcePlace {
    let node: unknown = this.document.contents;
    let found: unknown = node;
    for (const key of keys) {
      const step = this.step(node, key);
      if (!step) break;
      found = step.at;
      node = step.value;
    }
    const offset = isNode(found) ? (found.range?.[0] ?? 0) : 0;
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  errorAt(keys: Keys, message: string): SourceError {
    return { path: this.path, ...this.placeOf(keys), message };
  }

  /** The data as the schema's output, or errors with places. */
  validate<T>(schema: z.ZodType<T>): { readonly value?: T; readonly errors: readonly SourceError[] } {
    if (this.errors.length > 0) return { errors: this.errors };
    const result = schema.safeParse(this.data);
    if (result.success) return { value: result.data, errors: [] };
    return {
      errors: flatten(result.error.issues, []).map(({ keys, message }) => this.errorAt(keys, message)),
    };
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  private step(from: unknown, key: PropertyKey): { at: Node | null; value: unknown } | undefined {
    const node = this.resolved(from);
    if (isSeq(node)) {
      const item = node.items[Number(key)];
      return isNode(item) ? { at: item, value: item } : undefined;
    }
    if (!isMap(node)) return undefined;
    let merged: unknown[] = [];
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      if (!isMergeKey(pair.key.value) && String(pair.key.value) === String(key))
        return { at: pair.key, value: pair.value };
      if (isMergeKey(pair.key.value)) merged = [...merged, ...this.mergeSources(pair.value)];
    }
    for (const source of merged) {
      const step = this.step(source, key);
      if (step) return step;
    }
    return undefined;
  }

  private mergeSources(value: unknown): unknown[] {
    const node = this.resolved(value);
    return isSeq(node) ? [...node.items] : [node];
  }
}

/** With merge keys on, the parser may give `<<` as a symbol. */
function isMergeKey(value: unknown): boolean {
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

/** Aliases whose anchor does not exist: the parser itself only throws for them, without a place. */
function looseAliases(document: Document): { readonly at: number; readonly message: string }[] {
  const found: { at: number; message: string }[] = [];
  visit(document, {
    Alias(_, node) {
      if (!node.resolve(document))
        found.push({ at: node.range?.[0] ?? 0, message: `no anchor "${node.source}" before this` });
    },
  });
  return found;
}

interface Fault {
  readonly keys: Keys;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

function flatten(issues: readonly Issue[], prefix: Keys): Fault[] {
  return issues.flatMap((issue) => faultsOf(issue, [...prefix, ...issue.path]));
}

function faultsOf(issue: Issue, keys: Keys): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ keys: [...keys, key], message: `unknown key "${key}"` }));
  }
  if (issue.code === 'invalid_key') {
    return [{ keys, message: `"${String(keys.at(-1))}" is not allowed here` }];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return closestBranch(issue.errors, keys);
  return [{ keys, message: issue.message }];
}

/** Of a union's branches the one that got furthest: its faults lie deepest, and then are fewest. */
function closestBranch(branches: readonly (readonly Issue[])[], keys: Keys): Fault[] {
  let best: Fault[] | undefined;
  for (const branch of branches) {
    const faults = flatten(branch, keys);
    if (
      !best ||
      depth(faults) > depth(best) ||
      (depth(faults) === depth(best) && faults.length < best.length)
    ) {
      best = faults;
    }
  }
  return best ?? [{ keys, message: 'matches none of the allowed forms' }];
}

function depth(faults: readonly Fault[]): number {
  return faults.reduce((least, fault) => Math.min(least, fault.keys.length), Number.POSITIVE_INFINITY);
}

// Paths into configuration trees: keys, `[n]`, `[*]`, `[?key=value]`, `["key.with.dots"]`, `[$own]`. Parsing and resolving.
import type { Blocker } from '../../inventory/facts/fact';
import type { ConfigNode } from '../../languages/summary/config';
import type { Place, Span } from '../../text/span';

export type ConfigStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'each' }
  | { readonly kind: 'where'; readonly key: string; readonly value: string }
  /** The containers whose image is this project's. */
  | { readonly kind: 'own' };

export type ConfigPath = readonly ConfigStep[];

const STEP = /(?:^|\.)([^.[\]]+)|\[(\d+)\]|\[(\*)\]|\[\?([^=\]]+)=([^\]]*)\]|\["([^"\]]+)"\]|\[(\$own)\]/y;

/** Parses a path; undefined if the text is none. */
export function parseConfigPath(text: string): ConfigPath | undefined {
  const steps: ConfigStep[] = [];
  const pattern = new RegExp(STEP.source, 'y');
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) return undefined;
    const [, key, index, each, whereKey, value, quoted] = match;
    if (key !== undefined || quoted !== undefined) steps.push({ kind: 'key', key: key ?? quoted! });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else if (each !== undefined) steps.push({ kind: 'each' });
    else if (whereKey !== undefined) steps.push({ kind: 'where', key: whereKey, value: value ?? '' });
    else steps.push({ kind: 'own' });
  }
  return steps.length > 0 ? steps : undefined;
}

export interface ResolvedNode {
  readonly node: ConfigNode;
  readonly place: Place;
  /** The path with indexes filled in. */
  readonly at: string;
}

/** Where a path leads. `missing`: the nearest node of each branch that ends early. */
export interface Resolved {
  readonly found: readonly ResolvedNode[];
  readonly missing: readonly Place[];
  readonly blockers: readonly Blocker[];
}

/** Follows a path. `own` are the names of the project's containers; undefined if that is unknown. */
export function resolveConfigPath(
  root: ConfigNode,
  path: ConfigPath,
  placeOf: (span: Span) => Place,
  own?: readonly string[],
): Resolved {
  let found: ResolvedNode[] = [{ node: root, place: placeOf(root), at: '' }];
  const missing: Place[] = [];
  const blockers: Blocker[] = [];
  for (const step of path) {
    const next: ResolvedNode[] = [];
    for (const from of found) {
      if (from.node.kind === 'templated') {
        blockers.push({ why: 'a template decides it', place: from.place });
        continue;
      }
      const reached = stepFrom(from, step, placeOf, own);
      if (reached === 'unknown')
        blockers.push({ why: 'none of the containers is known to be this project’s', place: from.place });
      else if (reached.length === 0 && step.kind !== 'each') missing.push(from.place);
      else next.push(...reached);
    }
    found = next;
  }
  return { found, missing, blockers };
}

function stepFrom(
  from: ResolvedNode,
  step: ConfigStep,
  placeOf: (span: Span) => Place,
  own: readonly string[] | undefined,
): readonly ResolvedNode[] | 'unknown' {
  const { node, at } = from;
  if (step.kind === 'key') {
    // The last one wins, as parsers that allow repeated keys do.
    const entry = node.kind === 'map' ? node.entries.findLast(({ key }) => key === step.key) : undefined;
    if (!entry) return [];
    const place = placeOf({ start: entry.keySpan.start, end: Math.max(entry.keySpan.end, entry.value.end) });
    return [{ node: entry.value, place, at: at === '' ? step.key : `${at}.${step.key}` }];
  }
  const items = node.kind === 'list' ? node.items : [];
  if (step.kind === 'own' && !own) return 'unknown';
  return items.flatMap((item, index) =>
    picks(item, index, step, own ?? []) ? [{ node: item, place: placeOf(item), at: `${at}[${index}]` }] : [],
  );
}

function picks(item: ConfigNode, index: number, step: ConfigStep, own: readonly string[]): boolean {
  if (step.kind === 'index') return step.index === index;
  if (step.kind === 'where') return scalarAt(item, step.key) === step.value;
  if (step.kind === 'own') return own.includes(scalarAt(item, 'name') ?? '');
  return true;
}

function scalarAt(node: ConfigNode, key: string): string | undefined {
  const entry = node.kind === 'map' ? node.entries.findLast((each) => each.key === key) : undefined;
  return entry?.value.kind === 'scalar' ? String(entry.value.value) : undefined;
}

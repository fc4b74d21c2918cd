// The layers a setting can stand at: the call itself, what it was called on, the model, client or agent handed over.
import { type Abstract, alternatives, type Site } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { itemsOf } from '../resolve/listItems';
import type { KnownMeaning } from '../resolve/meaningSource';
import { valuesAt } from '../resolve/slotValues';

/** A place in the chain where a setting may stand: a call with its meaning. */
export interface Layer {
  readonly site: Site;
  readonly known: KnownMeaning;
  readonly receiver?: Abstract;
  readonly decorated?: Abstract;
  /** Why it may be given more than is seen. */
  readonly open?: { readonly why: string; readonly at: Abstract['at'] };
}

/** What lies behind a layer: groups tried in order, each the alternatives of one value. `blocked`: something is there that cannot be followed. */
export interface LayerGroup {
  readonly layers: readonly Layer[];
  readonly blocked?: { readonly why: string; readonly at: Abstract['at'] };
  /** It stands there on some paths only. */
  readonly optional?: boolean;
}

const MAX_SPREADS = 3;
const OWN = 'a class of this workspace may set it';

/** The layers directly behind one: its receiver, then what stands at its `through` slots. */
export function outerLayers(evaluator: Evaluator, layer: Layer): LayerGroup[] {
  const groups: LayerGroup[] = [];
  if (layer.receiver) groups.push(groupOf([layer.receiver]));
  for (const slot of layer.known.meaning.through ?? []) {
    const found = valuesAt(evaluator, slot, layer);
    const values = found.values.flatMap(alternatives);
    // Entries of a list (middleware) or of options (`{ client }`) all apply: each is a group of its own.
    const entries = values.flatMap((value) => {
      if (value.kind === 'list') return itemsOf(evaluator, value);
      return value.kind === 'object'
        ? madeIn(evaluator, value).map((made) => ({ value: made, always: true }))
        : [];
    });
    const single = values.filter((value) => value.kind !== 'list' && value.kind !== 'object');
    for (const { value, always } of entries)
      groups.push({ ...groupOf([value]), optional: !always || values.length > 1 || isMaybe(value) });
    if (single.length > 0) {
      const group = groupOf(single);
      // What a class of the workspace does as the model is its own affair.
      const own = single.find((value) => value.kind === 'object-of');
      groups.push(own ? { ...group, blocked: group.blocked ?? { why: OWN, at: own.at } } : group);
    }
    if (found.values.length === 0 && found.blocked) groups.push({ layers: [], blocked: found.blocked });
  }
  return groups;
}

/** `strict && limit()` may be nothing at all. */
function isMaybe(value: Abstract): boolean {
  return value.kind === 'oneOf' && value.options.some((option) => option.kind === 'constant');
}

/** What options hold that a pack knows, of what is spread into them as well. */
function madeIn(evaluator: Evaluator, options: Extract<Abstract, { kind: 'object' }>, depth = 0): Abstract[] {
  return options.value.entries.flatMap((entry) => {
    const value = evaluator.evaluate(entry.value, options.frame);
    if (entry.kind === 'spread' && value.kind === 'object')
      return depth < MAX_SPREADS ? madeIn(evaluator, value, depth + 1) : [];
    return alternatives(value).some((one) => one.kind === 'instance') ? [value] : [];
  });
}

function groupOf(values: readonly Abstract[]): LayerGroup {
  const layers: Layer[] = [];
  let blocked: LayerGroup['blocked'];
  for (const value of values.flatMap(alternatives)) {
    for (const part of value.kind === 'chain' ? value.parts.flatMap(alternatives) : [value]) {
      if (part.kind === 'instance' && part.origin)
        layers.push({ site: part.origin.site, known: part.origin.known, receiver: part.origin.receiver });
      else if (value.kind !== 'chain') blocked ??= obstacleOf(part);
    }
  }
  return { layers, blocked };
}

/** Why nothing is known about a client, a model or what is called on it; undefined where there is nothing to know. */
export function obstacleOf(value: Abstract): LayerGroup['blocked'] {
  switch (value.kind) {
    case 'instance':
      return value.origin || value.type === '' || value.ready
        ? undefined
        : { why: 'how the client or model was made cannot be followed', at: value.at };
    case 'unknown':
      return { why: value.why, at: value.at };
    case 'parameter':
      return { why: 'it is handed over from outside this workspace’s calls', at: value.at };
    case 'result':
      return { why: 'it comes from a call that no pack describes', at: value.at };
    default:
      return undefined;
  }
}

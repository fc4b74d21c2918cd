// What stands in a tools slot: lists, records, spreads, toolkits, tools wrapped on the way; and how widely it grants.
import type { Slot } from '../../../catalog/slots';
import type { Value } from '../../../languages/summary/value';
import type { Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { keyOf, type LinkContext } from '../context';
import type { Layer } from '../match/layers';
import type { DefinitionKey, ToolApproval } from '../moduleFacts';
import { namesIn } from '../paths/control';
import { type Abstract, alternatives, type Frame, type Origin, placeOf } from '../resolve/abstract';
import { exportedNames } from '../resolve/exportedNames';
import { ABSENT } from '../resolve/presence';
import type { NamedAssignment } from '../resolve/program';
import { valuesAt } from '../resolve/slotValues';
import { readyMadeKey } from './readyMadeTools';
import { wrappedTool } from './wrappedTool';

/** What is found in a tools slot. */
export interface ToolGrant {
  readonly keys: readonly DefinitionKey[];
  /** Tools that are given an approval where they are put into the slot (`{ ...refund, needsApproval: true }`). */
  readonly approvals: readonly ToolApproval[];
  /** Sets of tools of which only some are given (`{ search: remote.search }`). */
  readonly parts: readonly DefinitionKey[];
  /** How many tools are visible; undefined where that cannot be told. */
  readonly count: number | undefined;
  /** Where they are listed. */
  readonly listedAt?: Abstract['at'];
  readonly grants: readonly {
    readonly how: 'wildcard' | 'toolkit' | 'computed';
    readonly place: Abstract['at'];
    readonly why: string;
  }[];
  readonly blocked?: { readonly why: string; readonly at: Abstract['at'] };
}

type ObjectValue = Extract<Abstract, { kind: 'object' }>;

const MAX_DEPTH = 6;
const DESCRIBED = 'which tools this describes cannot be told';

/** The tools at some slots. */
export function toolsAt(context: LinkContext, layer: Layer, slots: readonly Slot[]): ToolGrant {
  const reader = new GrantReader(context);
  let listedAt: ToolGrant['listedAt'];
  const given = slots.map((slot) => ({ slot, later: givenLater(context, layer, slot) }));
  const assignments = given.flatMap(({ later }) => later);
  const replacing = assignments.findLast((one) => replaces(one, assignments, layer));
  for (const { slot, later } of given) {
    const found = replacing ? ABSENT : valuesAt(context.evaluator, slot, layer);
    for (const value of found.values) reader.read(value, 0);
    listedAt ??= found.values[0]?.at;
    if (found.blocked) reader.block(found.blocked.why, found.blocked.at);
    for (const one of later) {
      if (replacing && isBefore(one, replacing)) continue;
      const { module, function: fn, value } = one;
      reader.read(context.evaluator.evaluate(value, context.evaluator.frame(module, fn)), 0);
      listedAt ??= placeOf(module, value);
    }
  }
  return { ...reader.grant(), listedAt };
}

/** Whether an assignment surely takes the place of what the call was given: nothing in between uses what it made. */
function replaces(one: NamedAssignment, all: readonly NamedAssignment[], { site }: Layer): boolean {
  const { module, start, object } = one;
  const { call } = site;
  if (one.adds || !one.always || module !== site.module || one.function !== call.function) return false;
  if (start < call.end || object.kind !== 'reference') return false;
  return !module.calls.some(
    ({ start: at, callee, arguments: args }) =>
      call.end <= at &&
      at < start &&
      !all.some((other) => other.module === module && other.start === at) &&
      [callee, ...args.map(({ value }) => value)].some((value) => namesIn(module, value).has(object.name)),
  );
}

function isBefore(one: NamedAssignment, other: NamedAssignment): boolean {
  return one.module === other.module && one.function === other.function && one.start < other.start;
}

/** What is put into the property of that name of what the call made: `agent.tools = [refund]`, `agent.tools.append(refund)`. */
function givenLater({ evaluator }: LinkContext, { site }: Layer, slot: Slot): readonly NamedAssignment[] {
  const name = slot.from === 'keyword' ? slot.name : slot.from === 'argument' ? slot.path.at(-1) : undefined;
  if (name === undefined || site.call.id < 0) return [];
  return evaluator.program
    .assignmentsTo(name, site.module)
    .filter(({ module, function: fn, object }) =>
      alternatives(evaluator.evaluate(object, evaluator.frame(module, fn))).some(
        (one) => one.kind === 'instance' && one.path.length === 0 && one.origin?.site.call === site.call,
      ),
    );
}

/** The tools of servers in a record: of those made in the workspace each, of others that they are not known. */
export function serversAt(context: LinkContext, layer: Layer, slots: readonly Slot[]): ToolGrant {
  const reader = new GrantReader(context);
  for (const slot of slots) {
    const found = valuesAt(context.evaluator, slot, layer);
    for (const record of found.values.flatMap(alternatives)) {
      const servers =
        record.kind === 'object'
          ? record.value.entries.map((entry) => context.evaluator.evaluate(entry.value, record.frame))
          : [record];
      for (const server of servers.flatMap(alternatives))
        if (server.kind !== 'object') reader.read(server, 0);
    }
    if (found.blocked) reader.block(found.blocked.why, found.blocked.at);
  }
  return reader.grant();
}

/** Tools of servers are named again where tools are allowed: they count only if none are listed. */
export function withServers(listed: ToolGrant, servers: ToolGrant): ToolGrant {
  if (servers.keys.length === 0 && !servers.blocked) return listed;
  const both = joinGrants([listed, servers]);
  return listed.count === 0 ? both : { ...both, count: listed.count, blocked: listed.blocked };
}

export function joinGrants(grants: readonly ToolGrant[]): ToolGrant {
  return {
    keys: [...new Set(grants.flatMap((grant) => grant.keys))],
    approvals: grants.flatMap((grant) => grant.approvals),
    listedAt: grants.find(({ count, listedAt }) => count !== 0 && listedAt)?.listedAt,
    parts: grants.flatMap((grant) => grant.parts),
    count: grants.some((grant) => grant.count === undefined)
      ? undefined
      : grants.reduce((sum, grant) => sum + grant.count!, 0),
    grants: grants.flatMap((grant) => grant.grants),
    blocked: grants.find((grant) => grant.blocked)?.blocked,
  };
}

/** What is left of the tools where those in use are named (`activeTools: ["search"]`). */
export function chosenOf(
  context: LinkContext,
  layer: Layer,
  slots: readonly Slot[],
  grant: ToolGrant,
): ToolGrant {
  const found = slots.map((slot) => valuesAt(context.evaluator, slot, layer));
  const lists = found.flatMap(({ values }) => values).flatMap(alternatives);
  if (lists.length === 0 && !found.some(({ blocked }) => blocked)) return grant;
  // No more are in use than are given, however the names are chosen.
  const counts = lists.map((list) => namesCount(list) ?? grant.count);
  const count =
    counts.includes(undefined) || counts.length === 0 ? grant.count : Math.max(...(counts as number[]));
  return { ...grant, count, parts: grant.keys };
}

function namesCount(list: Abstract): number | undefined {
  if (list.kind !== 'list' || list.added.length > 0) return undefined;
  const { items } = list.value;
  return items.some(({ spread }) => spread) ? undefined : items.length;
}

/** The attributes `tools` and `toolGrant` of whoever holds the tools. */
export function grantAttributes(grant: ToolGrant): Record<string, Attribute> {
  return { tools: howMany(grant), toolGrant: howGranted(grant) };
}

function howMany({ count, blocked, grants: [worst] }: ToolGrant): Attribute {
  if (count !== undefined) return { value: count };
  const open = blocked ? { why: blocked.why, place: blocked.at } : worst;
  if (!open) return { value: 'unknown' };
  return { value: 'unknown', because: open.why, blockers: [{ why: open.why, place: open.place }] };
}

function howGranted({ grants, blocked, listedAt }: ToolGrant): Attribute {
  const [worst] = grants;
  if (worst) {
    return {
      value: worst.how,
      place: worst.place,
      places: grants.map((one) => one.place),
      because: worst.why,
    };
  }
  if (!blocked) return { value: 'explicit', place: listedAt };
  return {
    value: 'unknown',
    because: blocked.why,
    blockers: [{ why: blocked.why, place: blocked.at }],
  };
}

class GrantReader {
  private readonly keys = new Set<DefinitionKey>();
  private readonly approvals: ToolApproval[] = [];
  private readonly parts = new Set<DefinitionKey>();
  private readonly grants: ToolGrant['grants'][number][] = [];
  private count: number | undefined = 0;
  private blocked: ToolGrant['blocked'];

  constructor(private readonly context: LinkContext) {}

  grant(): ToolGrant {
    const { keys, approvals, parts, count, grants, blocked } = this;
    return { keys: [...keys], approvals, parts: [...parts], count, grants, blocked };
  }

  block(why: string, at: Abstract['at']): void {
    this.blocked ??= { why, at };
    this.count = undefined;
  }

  /** `written`: where it stands in the list or record it is read from, unless only its name stands there. */
  read(value: Abstract, depth: number, written?: Place): void {
    if (depth > MAX_DEPTH) return;
    for (const one of alternatives(value)) this.readOne(one, depth, written);
  }

  private readEntry(value: Value, frame: Frame, depth: number): void {
    const named = value.kind === 'reference' || value.kind === 'member';
    const written = named ? undefined : placeOf(frame.module, value);
    this.read(this.context.evaluator.evaluate(value, frame), depth + 1, written);
  }

  private readOne(one: Abstract, depth: number, written: Place | undefined): void {
    switch (one.kind) {
      case 'list':
        for (const item of one.value.items) this.readEntry(item.value, one.frame, depth);
        for (const { value, frame } of one.added) this.readEntry(value, frame, depth);
        return;
      case 'object':
        this.readObject(one, depth, written);
        return;
      case 'text':
        // Lists put together with `+`.
        for (const part of one.parts) if (typeof part !== 'string') this.read(part, depth + 1);
        return;
      case 'constant':
        this.readConstant(one);
        return;
      case 'namespace':
        this.readNamespace(one, depth);
        return;
      case 'instance':
      case 'function':
      case 'object-of':
      case 'class':
        this.readDefinition(one);
        return;
      case 'symbol':
        // A tool that a package exports ready-made (`google_search`).
        this.readReadyMade(one);
        return;
      default:
        this.block(
          one.kind === 'unknown' ? one.why : 'where these tools come from cannot be followed',
          one.at,
        );
    }
  }

  private readReadyMade(one: Extract<Abstract, { kind: 'symbol' }>): void {
    const key = readyMadeKey(this.context, one);
    if (key) this.keys.add(key);
    if (key) this.add(1);
    else this.block('where these tools come from cannot be followed', one.at);
  }

  private readNamespace(one: Extract<Abstract, { kind: 'namespace' }>, depth: number): void {
    const { evaluator } = this.context;
    const { names, hidden } = exportedNames(evaluator.program, one.module);
    for (const name of names) {
      const exported = evaluator.exportOf(one.module, name);
      if (exported) this.read(exported, depth + 1);
    }
    const [first] = hidden;
    if (first !== undefined) this.block(`what ${first} exports cannot be followed`, one.at);
  }

  /** `*` grants everything; any other text names a tool the SDK knows; null and false are none. */
  private readConstant(one: Extract<Abstract, { kind: 'constant' }>): void {
    if (one.value === '*' || one.value === 'all') {
      this.grants.push({ how: 'wildcard', place: one.at, why: 'every tool is granted' });
      this.count = undefined;
    } else if (typeof one.value === 'string') this.add(1);
  }

  private readObject(object: ObjectValue, depth: number, written: Place | undefined): void {
    const wrapped = wrappedTool(this.context, object);
    if (wrapped) {
      this.keys.add(wrapped.key);
      const { approval } = wrapped;
      if (approval) this.approvals.push({ ...approval, place: written ?? approval.place });
      this.add(1);
      return;
    }
    if (isToolObject(this.context, object)) {
      const key = keyOf(object);
      if (key) this.keys.add(key);
      this.add(1);
      return;
    }
    for (const { value, frame } of [
      ...object.value.entries.map((entry) => ({ value: entry.value, frame: object.frame })),
      ...object.added,
    ]) {
      // A text in a record describes something: only lists name tools.
      if (value.kind === 'constant' && typeof value.value === 'string') this.block(DESCRIBED, object.at);
      else this.readEntry(value, frame, depth);
    }
  }

  private readDefinition(one: Abstract): void {
    const source = madeFrom(one);
    const set =
      source.kind === 'instance' && source.origin ? manyTools(this.context, source.origin) : undefined;
    const key = keyOf(source);
    if (key) this.keys.add(key);
    if (set && key && one.kind === 'instance' && one.path.length > 0) {
      this.parts.add(key);
      this.add(1);
    } else if (set) {
      if (set.how !== 'known') this.grants.push({ how: set.how, place: one.at, why: set.why });
      this.add(set.count);
    } else if (key) this.add(1);
    else this.block('where these tools come from cannot be followed', one.at);
  }

  private add(count: number | undefined): void {
    this.count = this.count === undefined || count === undefined ? undefined : this.count + count;
  }
}

function isToolObject(context: LinkContext, object: ObjectValue): boolean {
  const shapes = context.catalog.toolObjects(object.frame.module.language);
  return shapes.some((shape) =>
    Object.keys(shape.keys).every((key) =>
      object.value.entries.some((entry) => entry.kind === 'property' && entry.key === key),
    ),
  );
}

/** What a member hands through (`toolkit.get_tools()`) is what it was called on. */
function madeFrom(value: Abstract): Abstract {
  let current = value;
  while (
    current.kind === 'instance' &&
    current.origin?.known.returns === 'receiver' &&
    current.origin.receiver
  )
    current = current.origin.receiver;
  return current;
}

function isNone(values: readonly Abstract[]): boolean {
  return values.every((value) => value.kind === 'constant' && value.value === null);
}

/** How a set of tools made by one call is granted; undefined for a single tool. Servers of tools are judged by their own filter. */
function manyTools(
  context: LinkContext,
  { site, known, receiver }: Origin,
):
  | { readonly how: 'known' | 'toolkit' | 'computed'; readonly count?: number; readonly why: string }
  | undefined {
  const { tool, mcp } = known.meaning;
  if (!tool?.many) return undefined;
  if (mcp) return { how: 'known', why: '' };
  if (!tool.names) return { how: 'toolkit', why: 'a whole set of tools is granted' };
  const named = tool.names.map((slot) => valuesAt(context.evaluator, slot, { site, receiver }));
  const lists = named.flatMap((one) => one.values).flatMap(alternatives);
  // Where none are named, all of them are meant.
  if (tool.effects && isNone(lists) && named.every(({ blocked }) => !blocked))
    return { how: 'toolkit', why: 'a whole set of tools is granted' };
  const texts = lists.flatMap((list) =>
    list.kind === 'list'
      ? list.value.items.map((item) => context.evaluator.evaluate(item.value, list.frame))
      : [list],
  );
  const constant = texts.length > 0 && texts.every((text) => text.kind === 'constant');
  return constant
    ? { how: 'known', count: texts.length, why: '' }
    : { how: 'computed', why: 'the names of its tools are made at run time' };
}

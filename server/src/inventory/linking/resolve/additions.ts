// Calls that give an object or a list more than it was made with, what they give it, and who sees it.
import type { CallSite, CodeLanguage, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Span } from '../../../text/span';
import type { Abstract, Addition, AdditionSpot, Block, Frame } from './abstract';
import type { Evaluator } from './evaluator';
import type { Definition } from './scope';

export const APPENDERS: ReadonlySet<string> = new Set(['push', 'append', 'add', 'unshift', 'extend']);

/** What a call adds, and to what: `list.push(x)`, `Object.assign(options, more)`, `options.update(key=1)`. */
export function additionsOf(
  { callee, arguments: args }: CallSite,
  language: CodeLanguage,
  where: AdditionSpot,
): { readonly object?: Value; readonly additions: readonly Addition[] } {
  if (callee.kind !== 'member') return { additions: [] };
  const { object, property } = callee;
  if (language === 'typescript' && property === 'assign') {
    const isGlobal = object.kind === 'reference' && object.name === 'Object';
    const [target, ...sources] = args;
    if (!isGlobal || !target) return { additions: [] };
    return {
      object: target.value,
      additions: sources.map(({ value }) => ({ kind: 'merge', value, ...where })),
    };
  }
  if (language === 'python' && property === 'update')
    return {
      object,
      additions: args.map(({ name, value }) =>
        name === undefined
          ? { kind: 'merge', value, ...where }
          : { kind: 'property', property: name, value, ...where },
      ),
    };
  const [key, given] = args;
  if (language === 'python' && property === 'setdefault' && key?.value.kind === 'constant' && given)
    return {
      object,
      additions: [
        {
          kind: 'property',
          property: String(key.value.value),
          value: given.value,
          given: 'kept',
          ...where,
        },
      ],
    };
  if (!APPENDERS.has(property)) return { additions: [] };
  return { object, additions: args.map(({ value }) => ({ kind: 'item', value, ...where })) };
}

/** What takes an object as it is, where the function itself cannot be seen: it logs, prints, counts, keeps or sends it. */
const LEAVES_IT =
  /^(add|append|debug|dumps?|emit|entries|error|exception|extend|fatal|hash|info|isinstance|items|json|keys|len|log|p?print|push|record|repr|send|stringify|table|trace|track|type|unshift|values|warn|warning|write)$/i;

/** The names a call hands over as they are; none where it is known to leave them as they are. */
export function handedNames(call: CallSite): readonly string[] {
  if (LEAVES_IT.test(lastName(call))) return [];
  return call.arguments.flatMap(({ value, spread }) =>
    value.kind === 'reference' && !spread ? [value.name] : [],
  );
}

/** A use of a name: where, in which function, and which definitions of the name it may see. */
export interface NameUse {
  readonly start: number;
  readonly function: number;
  readonly definitions: readonly Definition[];
}

/** An object or a list with what is added to it under a name. Without a use: all of it. */
export function withAdditions(
  evaluator: Evaluator,
  value: Abstract,
  additions: readonly ReadonlyMap<string, readonly Addition[]>[],
  frame: Frame,
  name: string,
  use?: NameUse,
): Abstract {
  const found = additions[frame.function]?.get(name);
  if (!found || !(value.kind === 'object' || value.kind === 'list' || value.kind === 'oneOf')) return value;
  const kept = found.some((addition) => isLater(addition, use)) && !isHandedOver(frame.module, use!.start);
  const seen = found.flatMap((addition) => seenFrom(addition, frame, use, kept));
  return extendedBy(evaluator, value, seen, frame);
}

function isLater({ kind, function: fn, from }: Addition, use: NameUse | undefined): boolean {
  return kind !== 'item' && fn === use?.function && from > use.start;
}

type Seen = Addition & { readonly open?: boolean; readonly use?: number };

/**
 * An addition as a use sees it; nothing where it comes too late, or was made to what the name meant before. `frame` is
 * of the function that has the name; `kept`: what is used may be looked at later, too.
 */
function seenFrom(addition: Addition, frame: Frame, use: NameUse | undefined, kept: boolean): Seen[] {
  const { block, from } = addition;
  const own = addition.function === frame.function;
  if (!use) return [{ ...addition, always: addition.always && own }];
  // A function inside may never be called; one that uses what is added to later may be called before that.
  if (use.function !== addition.function)
    return own && from > use.start
      ? [{ ...addition, always: false, open: true }]
      : [{ ...addition, always: addition.always && own }];
  if (own && use.definitions.every((one) => one.kind === 'value' && one.span.start >= from)) return [];
  if (own && leavesBefore(block, use.start)) return [];
  if (own && isOtherWay(block, use.start) && !comesRound(addition, use)) return [];
  if (from <= use.start) {
    const ran = addition.always || (block !== undefined && holds(block, use.start));
    return [{ ...addition, always: ran, use: own ? use.start : undefined }];
  }
  // What is added to a list later is in it for those who keep the list.
  if (!isLater(addition, use)) return [{ ...addition, always: addition.always && own }];
  return !own || kept || comesRound(addition, use) ? [{ ...addition, always: false, open: true }] : [];
}

/** Whether the function ends in a block before it could come to the use. */
function leavesBefore(block: Block | undefined, use: number): boolean {
  for (let current = block; current && !holds(current, use); current = current.outer)
    if (current.leaves) return true;
  return false;
}

/** Whether the use stands on the other branch of an `if`. */
function isOtherWay(block: Block | undefined, use: number): boolean {
  for (let current = block; current && !holds(current, use); current = current.outer)
    if (current.condition && current.fork && holds(current.fork, use)) return true;
  return false;
}

/** Whether a loop leads from the addition back to the use, with the same object. */
function comesRound({ block }: Addition, { start, definitions }: NameUse): boolean {
  for (let current = block; current; current = current.outer) {
    if (!current.loops || !holds(current, start)) continue;
    const loop = current;
    if (!definitions.every((one) => one.kind === 'value' && holds(loop, one.span.start))) return true;
  }
  return false;
}

/** True if it stands in the arguments of a call, which sees it as it is then. What is made with it may keep it. */
function isHandedOver(module: ModuleSummary, offset: number): boolean {
  const around = module.calls.filter((call) => holds(call.argumentsSpan, offset));
  return around.length > 0 && !around.some((call) => call.form === 'new' || /^[A-Z]/.test(lastName(call)));
}

function lastName({ callee }: CallSite): string {
  return callee.kind === 'reference' ? callee.name : callee.kind === 'member' ? callee.property : '';
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}

export function extendedBy(
  evaluator: Evaluator,
  value: Abstract,
  additions: readonly Seen[],
  frame: Frame,
): Abstract {
  if (additions.length === 0) return value;
  if (value.kind === 'oneOf')
    return {
      ...value,
      options: value.options.map((option) => extendedBy(evaluator, option, additions, frame)),
    };
  if (value.kind !== 'object' && value.kind !== 'list') return value;
  const added = additions.map((addition) => ({
    ...addition,
    frame: addition.function === frame.function ? frame : evaluator.frame(frame.module, addition.function),
  }));
  return { ...value, added: [...value.added, ...added] };
}

// Routes whose handler is a class of the workspace: each of its methods that answers an HTTP method is one.
import type { Slot } from '../../../catalog/slots';
import type { Value } from '../../../languages/summary/value';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import type { GuardUse } from '../moduleFacts';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import { toGuardUses } from './guardUses';

type ClassAbstract = Extract<Abstract, { kind: 'class' }>;
type ClassMeaning = NonNullable<NonNullable<Match['known']['meaning']['route']>['classes']>;

export interface ClassHandler {
  /** HTTP method. */
  readonly method: string;
  readonly value: Abstract;
  readonly before: readonly GuardUse[];
}

/** Bases looked at on the way up. */
const MAX_BASES = 8;

/** The methods that answer, of the class at some slots; undefined where no class of the workspace stands there. */
export function classHandlers(
  context: LinkContext,
  match: Match,
  slots: readonly Slot[],
  classes: ClassMeaning,
): ClassHandler[] | undefined {
  const owner = slots.flatMap((slot) => classesAt(context, match, slot, classes.made))[0];
  if (!owner) return undefined;
  const line = lineOf(context, owner);
  const before = guardsOf(context, line, classes.guards);
  return Object.entries(classes.methods).flatMap(([name, method]) => {
    const home = line.find((one) => methodIn(one, name) !== undefined);
    if (!home) return [];
    const at = placeOf(home.module, home.module.classes[home.class]!);
    const self: Abstract = { kind: 'object-of', module: owner.module, class: owner.class, at };
    const value: Abstract = {
      kind: 'function',
      module: home.module,
      function: methodIn(home, name)!,
      self,
      at,
    };
    return [{ method, value, before }];
  });
}

/** A class, or `Class.made(…)`, as it is written at a slot. */
function classesAt(
  { evaluator }: LinkContext,
  { site }: Match,
  slot: Slot,
  made: string | undefined,
): ClassAbstract[] {
  if (slot.from !== 'argument' && slot.from !== 'keyword') return [];
  const positional = site.call.arguments.filter(({ name, spread }) => name === undefined && !spread);
  const given =
    slot.from === 'argument'
      ? positional[slot.index]
      : site.call.arguments.find(({ name }) => name === slot.name);
  const written =
    given && (made === undefined ? given.value : madeFrom(site.module.calls, given.value, made));
  if (!written) return [];
  return alternatives(evaluator.evaluate(written, site.frame)).flatMap((one) =>
    one.kind === 'class' ? [one] : [],
  );
}

/** `View` in `View.as_view()`, also where something is put around that. */
function madeFrom(calls: Match['site']['module']['calls'], value: Value, made: string): Value | undefined {
  if (value.kind !== 'call') return undefined;
  const { callee } = calls[value.call]!;
  return callee.kind === 'member' && callee.property === made ? callee.object : undefined;
}

/** A class and its bases in the workspace, nearest first. */
function lineOf({ evaluator }: LinkContext, owner: ClassAbstract): ClassAbstract[] {
  const line = [owner];
  for (const one of line) {
    const summary = one.module.classes[one.class]!;
    for (const base of line.length < MAX_BASES ? summary.bases : []) {
      const above = evaluator.evaluate(base, evaluator.frame(one.module, summary.function));
      if (above.kind === 'class') line.push(above);
    }
  }
  return line;
}

function methodIn({ module, class: id }: ClassAbstract, name: string): number | undefined {
  return module.classes[id]!.methods.find((one) => one.name === name)?.function;
}

/** Guards in fields of the class: the nearest definition of each field holds. */
function guardsOf(
  context: LinkContext,
  line: readonly ClassAbstract[],
  fields: readonly string[],
): GuardUse[] {
  return fields.flatMap((name) => {
    for (const { module, class: id } of line) {
      const summary = module.classes[id]!;
      const field = summary.fields.find((one) => one.name === name);
      if (!field?.value) continue;
      const value = context.evaluator.evaluate(
        field.value,
        context.evaluator.frame(module, summary.function),
      );
      return toGuardUses(context, value, placeOf(module, field));
    }
    return [];
  });
}

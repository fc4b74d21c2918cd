// What something handed over as middleware, dependency or decorator is: functions of the workspace, product guards, or unknown.
import type { Slot } from '../../../catalog/slots';
import type { Place } from '../../../text/span';
import { functionsOf, type LinkContext } from '../context';
import type { Match } from '../match/match';
import type { FunctionKey, GuardUse } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { itemsOf } from '../resolve/listItems';
import type { Form, KnownMeaning } from '../resolve/meaningSource';
import { valuesAt } from '../resolve/slotValues';
import { dependencyUses } from './dependencies';
import { type Given, guardState } from './productGuard';
import { flatten } from './slotReads';
import { keyOfFunction } from './wrappers';

const FORMS: readonly Form[] = ['value', 'call', 'new', 'decorator', 'subclass'];
/** Methods that run when an object or class of the workspace is used as middleware or dependency. */
const ENTRY_METHODS = [
  'dispatch',
  '__call__',
  'canActivate',
  'intercept',
  'use',
  'handle',
  'process_request',
  'before_request',
];

/** The uses a value stands for. Routers, constants and things known to guard nothing give none. */
export function toGuardUses(
  context: LinkContext,
  value: Abstract,
  place: Place,
  given?: Given,
  seen: readonly string[] = [],
): GuardUse[] {
  return flatten(context.evaluator, [value]).flatMap((one) => toUses(context, one, place, given, seen));
}

/** The uses at some slots; those that stand there on some paths only are marked. */
export function guardsAt(
  context: LinkContext,
  match: Match,
  slots: readonly Slot[] | undefined,
  place: Place,
): GuardUse[] {
  return (slots ?? []).flatMap((slot) => {
    const { values, absent } = valuesAt(context.evaluator, slot, match);
    return values.flatMap((value) => usesOfValue(context, value, place, match, !absent));
  });
}

/** The uses a value stands for, marked where it may also be something else. Options that all guard alike are one guard. */
export function usesOfValue(
  context: LinkContext,
  value: Abstract,
  place: Place,
  match: Match,
  surely = true,
): GuardUse[] {
  const options = alternatives(value).map((one) =>
    one.kind === 'list'
      ? itemsOf(context.evaluator, one).flatMap((item) =>
          usesOfValue(context, item.value, place, match, item.always),
        )
      : toGuardUses(context, one, place, match),
  );
  return options.flatMap((uses) =>
    uses.map((use) => (surely && options.every((other) => guardsAlike(use, other)) ? use : sometimes(use))),
  );
}

function guardsAlike(use: GuardUse, others: readonly GuardUse[]): boolean {
  return others.some(
    (other) =>
      other === use ||
      (use.capability !== undefined &&
        other.capability === use.capability &&
        !other.unknown &&
        !other.sometimes),
  );
}

export function sometimes(use: GuardUse): GuardUse {
  return { ...use, sometimes: true };
}

function toUses(
  context: LinkContext,
  value: Abstract,
  place: Place,
  given: Given | undefined,
  seen: readonly string[],
): GuardUse[] {
  switch (value.kind) {
    case 'function':
      return functionUses(context, value, place, seen);
    case 'class':
    case 'object-of':
      return classUses(context, value, place, seen);
    case 'instance':
      return instanceUses(context, value, place, given, seen);
    case 'symbol':
      return symbolUses(context, value, place, given);
    case 'result':
      return resultUses(context, value, place);
    case 'parameter':
      return [unknownUse(place, 'it is handed over from outside')];
    case 'unknown':
      return [unknownUse(place, value.why)];
    default:
      return [];
  }
}

function functionUses(
  context: LinkContext,
  value: Extract<Abstract, { kind: 'function' }>,
  place: Place,
  seen: readonly string[],
): GuardUse[] {
  const name = value.module.functions[value.function]?.name;
  const own: GuardUse = {
    place,
    function: keyOfFunction(value),
    because: name || 'a function of this workspace',
  };
  return [...dependencyUses(context, value.module, value.function, seen), own];
}

function classUses(
  context: LinkContext,
  value: Extract<Abstract, { kind: 'class' | 'object-of' }>,
  place: Place,
  seen: readonly string[],
): GuardUse[] {
  const summary = value.module.classes[value.class]!;
  const method = summary.methods.find((one) => ENTRY_METHODS.includes(one.name));
  if (method) {
    const key: FunctionKey = `${value.module.path}#${method.function}`;
    return [
      ...dependencyUses(context, value.module, method.function, seen),
      { place, function: key, because: summary.name },
    ];
  }
  // A class that only extends a product's guard.
  const frame = context.evaluator.frame(value.module, summary.function);
  const inherited = summary.bases.flatMap((base) =>
    toGuardUses(context, context.evaluator.evaluate(base, frame), place, undefined, seen),
  );
  return inherited.length > 0
    ? inherited
    : [unknownUse(place, `what ${summary.name} does before a request cannot be followed`)];
}

function instanceUses(
  context: LinkContext,
  value: Extract<Abstract, { kind: 'instance' }>,
  place: Place,
  given: Given | undefined,
  seen: readonly string[],
): GuardUse[] {
  const { origin, path } = value;
  if (path.length > 0) {
    const known = FORMS.flatMap((form) =>
      context.evaluator.meanings.ofMember(
        context.module.language,
        context.module.path,
        value.type,
        path,
        form,
      ),
    );
    return known.length > 0
      ? knownUses(context, known, place, given)
      : [unknownUse(place, `what ${path.join('.')} does is not known`)];
  }
  if (!origin) return [unknownUse(place, 'how it was made cannot be followed')];
  const { meaning } = origin.known;
  if (meaning.before) {
    const inner = meaning.before.flatMap((slot) => valuesAt(context.evaluator, slot, origin).values);
    return inner.flatMap((one) =>
      toGuardUses(context, one, place, { site: origin.site, receiver: origin.receiver }, seen),
    );
  }
  const wrapped = meaning.guard ? [] : handedFunctions(context, origin.site);
  return [
    ...knownUses(context, [origin.known], place, { site: origin.site, receiver: origin.receiver }),
    // A known helper that runs a function of ours (`middleware(handler)`) does what that function does.
    ...(meaning.app || meaning.route
      ? []
      : wrapped.map((key) => ({ place, function: key, because: 'a function of this workspace' }))),
  ];
}

function handedFunctions(context: LinkContext, site: Given['site']): FunctionKey[] {
  return functionsOf(
    site.call.arguments.map((argument) => context.evaluator.evaluate(argument.value, site.frame)),
  );
}

/** The guard among some meanings; nothing where the packs know the thing and name no guard. */
export function knownUses(
  context: LinkContext,
  known: readonly KnownMeaning[],
  place: Place,
  given: Given | undefined,
): GuardUse[] {
  const guarding = known.find((one) => one.meaning.guard);
  const guard = guarding?.meaning.guard;
  if (!guarding || !guard) return [];
  const title = context.catalog.pack(guarding.pack)?.title ?? guarding.pack;
  const state = given ? guardState(context, guard, given) : 'active';
  if (state === 'off') return [];
  // A check only answers; what is done with the answer decides.
  if (guard.how === 'check') {
    const handed = given ? handedFunctions(context, given.site) : [];
    if (handed.length === 0)
      return [
        {
          place,
          capability: guard.capability,
          product: guarding.pack,
          because: `${title}: its answer has to be asked for`,
          unknown: true,
        },
      ];
    return handed.map((key) => ({ place, function: key, because: 'a function of this workspace' }));
  }
  const use = { place, capability: guard.capability, product: guarding.pack, because: title };
  if (guard.how === 'exempt') return [{ ...use, exempt: true }];
  return [
    state === 'unknown'
      ? { ...use, because: `${title}: whether it is active cannot be told`, unknown: true }
      : use,
  ];
}

function symbolUses(
  context: LinkContext,
  value: Extract<Abstract, { kind: 'symbol' }>,
  place: Place,
  given: Given | undefined,
): GuardUse[] {
  const { language, path } = context.module;
  const known = FORMS.flatMap((form) =>
    context.evaluator.meanings.ofExport(language, path, value.module, value.path, form),
  );
  if (known.length > 0) return knownUses(context, known, place, given);
  if (value.module === 'global' || context.catalog.isPure(language, value.module)) return [];
  return [unknownUse(place, `what ${value.module} does before a request is not known`)];
}

function resultUses(
  context: LinkContext,
  value: Extract<Abstract, { kind: 'result' }>,
  place: Place,
): GuardUse[] {
  const functions = handedFunctions(context, value.site).map((key) => ({
    place,
    function: key,
    because: 'a function of this workspace',
  }));
  const root = firstRootOf(value);
  if (
    root.kind === 'symbol' &&
    (root.module === 'global' || context.catalog.isPure(context.module.language, root.module))
  )
    return functions;
  const what = root.kind === 'symbol' ? root.module : 'the call that makes it';
  return [...functions, unknownUse(place, `what ${what} does before a request is not known`)];
}

/** The symbol or value behind results of results. */
export function firstRootOf(value: Abstract): Abstract {
  let current = value;
  for (let i = 0; i < 10 && current.kind === 'result'; i++)
    current = alternatives(current.callee)[0] ?? current;
  return current;
}

export function unknownUse(place: Place, because: string): GuardUse {
  return { place, because, unknown: true };
}

// Tools: calls, decorators, classes and object literals that packs say define a tool.

import type { Meaning } from '../../../catalog/meaning';
import type { Slot } from '../../../catalog/slots';
import type { Value } from '../../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../../languages/summary/walk';
import type { Place } from '../../../text/span';
import type { Attribute, Blocker, EffectiveValue } from '../../facts/fact';
import { settingAttribute } from '../attributes/toAttribute';
import { functionsOf, keyOf, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import { settingOf } from '../match/settings';
import type { DefinitionKey, FactDraft, FunctionKey } from '../moduleFacts';
import { type Abstract, alternatives, type Frame, placeOf } from '../resolve/abstract';
import { presenceOf } from '../resolve/presence';
import { valuesAt } from '../resolve/slotValues';
import { bypassesOf } from './bypasses';
import { handedRuns } from './handedRuns';
import { servedAttributes } from './servedTools';
import { askingMaker, unseenAsker } from './unseenApproval';

type FunctionValue = Extract<Abstract, { kind: 'function' }>;

export function collectTools(context: LinkContext): FactDraft[] {
  const drafts = context.matches
    .filter((match) => match.known.meaning.tool)
    .map((match) => toTool(context, match));
  return [...drafts, ...decoratedTools(context), ...collectToolObjects(context)];
}

/** Functions under a decorator of the workspace that makes a tool of what it stands on. */
function decoratedTools(context: LinkContext): FactDraft[] {
  const { evaluator, module } = context;
  return module.functions.flatMap((fn) => {
    const decorated: Abstract = { kind: 'function', module, function: fn.id, at: placeOf(module, fn) };
    const frame = evaluator.frame(module, Math.max(0, fn.parent));
    const drafts = fn.decorators
      .flatMap((decorator) => alternatives(evaluator.evaluate(decorator, frame)))
      .flatMap((decorator) =>
        decorator.kind === 'function' ? alternatives(evaluator.decorate(decorator, decorated)) : [],
      )
      .flatMap((made) => {
        const origin = made.kind === 'instance' && made.path.length === 0 ? made.origin : undefined;
        if (!origin?.known.meaning.tool) return [];
        const match: Match = {
          ...origin,
          form: 'decorator',
          callee: evaluator.callee(origin.site),
          decorated,
        };
        // The call that makes it stands in the decorator: what is written there is no part of this module.
        return [
          {
            ...toTool(context, match),
            within: context.functionKey(Math.max(0, fn.parent)),
            argumentPlaces: {},
          },
        ];
      });
    return drafts.length > 1 ? [oneDraft(drafts)] : drafts;
  });
}

/** What may be made in several ways is one tool; where they differ in asking, it is not known whether it asks. */
function oneDraft([first, ...others]: readonly FactDraft[]): FactDraft {
  const { approval } = first!.attributes;
  if (others.every((other) => other.attributes.approval?.value === approval?.value)) return first!;
  const why = 'its decorator makes it in several ways';
  const open: Attribute = { value: 'unknown', because: why, blockers: [{ why, place: first!.place }] };
  return { ...first!, attributes: { ...first!.attributes, approval: open } };
}

/** The draft of one tool, from what makes it. */
export function toTool(context: LinkContext, match: Match): FactDraft {
  const tool = match.known.meaning.tool!;
  const { call } = match.site;
  const named = nameOf(context, match);
  const { runs, open, asker } = withHanded(context, runsOf(context, match));
  return {
    kind: 'tool',
    name: named.name,
    place: named.place,
    sdk: match.known.pack,
    key: toolKey(match),
    within: context.functionKey(call.function),
    attributes: {
      sdk: { value: match.known.pack },
      hosted: { value: tool.hosted ?? false },
      ...(tool.many ? { many: { value: true } } : {}),
      ...servedAttributes(context, match),
      ...(tool.effects && namesSome(context, match) ? { bodyUnknown: { value: true } } : {}),
      ...(tool.effects && !namesSome(context, match)
        ? {
            readyMade: {
              value: true,
              effective: tool.effects.map(
                ({ name, grade, sandboxed }): EffectiveValue => ({
                  name,
                  grade,
                  sandboxed: sandboxed ?? false,
                }),
              ),
            },
          }
        : {}),
      approval: approvalOf(context, match, asker),
      ownTimeout: timeoutOf(context, match),
      bypasses: bypassesOf(context, match),
      ...(runs.length === 0 && bodyIsElsewhere(context, match) ? { bodyUnknown: { value: true } } : {}),
      ...(open ? { runsUnknown: { value: true, place: open } } : {}),
    },
    argumentPlaces: call.id >= 0 ? { arguments: context.place(call.argumentsSpan) } : {},
    runs,
    refers: { holders: holdersOf(context, match) },
    guards: [],
  };
}

/** Whether only some of a set are taken: which of its effects those have, the pack does not say. */
function namesSome(context: LinkContext, match: Match): boolean {
  const { many, names } = match.known.meaning.tool!;
  return (many ? (names ?? []) : [])
    .flatMap((slot) => valuesAt(context.evaluator, slot, match).values)
    .flatMap(alternatives)
    .some((value) => value.kind !== 'constant' || value.value !== null);
}

/** The agents a tool is given to where it is made. */
function holdersOf(context: LinkContext, match: Match): DefinitionKey[] {
  return (match.known.meaning.tool?.holder ?? [])
    .flatMap((slot) => valuesAt(context.evaluator, slot, match).values)
    .flatMap(alternatives)
    .flatMap((holder) => keyOf(holder) ?? []);
}

/**
 * True if the tool has a body that was not found. A tool call without the execute option it could have has none here (the
 * client or the provider answers it); a tool that is only described is run by a dispatcher somewhere, those of a server by it.
 */
function bodyIsElsewhere(context: LinkContext, match: Match): boolean {
  const { execute, hosted, effects, many } = match.known.meaning.tool!;
  if (hosted || effects) return false;
  if (match.callee.kind === 'object' || many || !execute) return true;
  return execute.some((slot) => {
    const found = valuesAt(context.evaluator, slot, match);
    return found.values.length > 0 || found.blocked !== undefined;
  });
}

export function toolKey(match: Match): DefinitionKey {
  if (match.subclass) return `${match.subclass.module.path}!${match.subclass.class}`;
  if (match.decorated?.kind === 'function')
    return `${match.decorated.module.path}#${match.decorated.function}`;
  return siteKey(match.site);
}

function nameOf(context: LinkContext, match: Match): { name: string; place: FactDraft['place'] } {
  const { call } = match.site;
  const rule = match.known.meaning.tool!.name;
  if (match.subclass) {
    const owner = context.module.classes[match.subclass.class]!;
    return {
      name: fieldText(context, match.subclass.class, 'name') ?? owner.name,
      place: context.place(owner.nameSpan ?? owner),
    };
  }
  if (match.decorated?.kind === 'function') {
    const fn = context.module.functions[match.decorated.function]!;
    return { name: slotText(context, match, rule) ?? fn.name, place: context.place(fn.nameSpan ?? fn) };
  }
  const declared = context.nameOf(call);
  const text =
    slotText(context, match, rule) ??
    declared?.name ??
    (call.form === 'new' || match.known.meaning.tool!.effects
      ? undefined
      : context.ownerName(call.function)) ??
    calleeName(call.callee);
  return { name: text, place: context.place(call.calleeSpan) };
}

function calleeName(callee: Value): string {
  return callee.kind === 'reference' ? callee.name : callee.kind === 'member' ? callee.property : 'tool';
}

function slotText(
  context: LinkContext,
  match: Match,
  rule: NonNullable<Meaning['tool']>['name'],
): string | undefined {
  if (typeof rule === 'string') return undefined;
  for (const slot of rule) {
    for (const value of valuesAt(context.evaluator, slot, match).values.flatMap(alternatives)) {
      if (value.kind === 'constant' && typeof value.value === 'string') return value.value;
      if (value.kind === 'function') return value.module.functions[value.function]?.name || undefined;
      if (value.kind === 'class') return value.module.classes[value.class]?.name || undefined;
    }
  }
  return undefined;
}

function fieldText(context: LinkContext, classId: number, field: string): string | undefined {
  const found = context.module.classes[classId]!.fields.find((one) => one.name === field)?.value;
  return found?.kind === 'constant' && typeof found.value === 'string' ? found.value : undefined;
}

/** The functions that run when the tool is called. */
function runsOf(context: LinkContext, match: Match): readonly (FunctionKey | FunctionValue)[] {
  const { execute } = match.known.meaning.tool!;
  if (match.decorated?.kind === 'function') return [match.decorated];
  return (execute ?? []).flatMap((slot) => runsAt(context, match, slot));
}

/** With the functions that were handed to whoever made them. `open`: where one of those cannot be followed. */
function withHanded(
  { evaluator }: LinkContext,
  found: readonly (FunctionKey | FunctionValue)[],
): { runs: FunctionKey[]; open?: Place; asker?: Blocker } {
  const handed = found.flatMap((one) => (typeof one === 'string' ? [] : [handedRuns(evaluator, one)]));
  const own = found.flatMap((one) => (typeof one === 'string' ? [one] : functionsOf([one])));
  const inner = functionsOf(handed.flatMap(({ functions }) => functions));
  return {
    runs: [...new Set([...own, ...inner])],
    open: handed.find(({ open }) => open)?.open,
    asker: inner.length > 0 ? found.map(askingMaker).find((one) => one) : undefined,
  };
}

function runsAt(context: LinkContext, match: Match, slot: Slot): (FunctionKey | FunctionValue)[] {
  if (slot.from === 'method' && match.subclass) {
    const owner = match.subclass.module.classes[match.subclass.class]!;
    return owner.methods
      .filter((method) => method.name === slot.name)
      .map((method) => `${match.subclass!.module.path}#${method.function}`);
  }
  const values = valuesAt(context.evaluator, slot, match).values;
  return values
    .flatMap((value) => unwrapped(context, value))
    .flatMap(alternatives)
    .filter((value) => value.kind === 'function');
}

/** A function behind a wrapper call that hands it through (`withCache(fn)`, `useCallback(fn)`). */
function unwrapped(context: LinkContext, value: Abstract): readonly Abstract[] {
  if (value.kind !== 'result') return [value];
  const inner = value.site.call.arguments.flatMap((argument) =>
    alternatives(context.evaluator.evaluate(argument.value, value.site.frame)),
  );
  return inner.filter((one) => one.kind === 'function');
}

function approvalOf(context: LinkContext, match: Match, asker: Blocker | undefined): Attribute {
  const result = settingOf(context.evaluator, match, 'approval');
  if (result.origin === 'unknown') return settingAttribute(result, 'unknown');
  const on =
    result.origin !== 'absent' &&
    result.effective !== false &&
    result.effective !== 'none' &&
    result.effective !== null;
  const unseen = on ? undefined : (unseenAsker(context, match) ?? asker);
  if (unseen) return { value: 'unknown', because: unseen.why, blockers: [unseen] };
  return settingAttribute(result, on);
}

function timeoutOf(context: LinkContext, match: Match): Attribute {
  const result = settingOf(context.evaluator, match, 'timeout');
  return settingAttribute(result, result.origin === 'absent' ? 'unset' : result.origin);
}

/** Object literals whose keys say that they are a tool (`{ type: "function", function: … }`). */
function collectToolObjects(context: LinkContext): FactDraft[] {
  const shapes = context.catalog.toolObjects(context.module.language);
  if (shapes.length === 0) return [];
  const drafts: FactDraft[] = [];
  // The options of `tool({ … })` are part of that tool, not another one.
  const inside = new Set(
    context.matches
      .filter((match) => match.known.meaning.tool)
      .flatMap(({ site }) =>
        site.call.arguments.flatMap(({ value, spread }) =>
          objectsIn(context, value, site.frame, spread === 'keyword').concat(value.start),
        ),
      ),
  );
  eachObject(context, (object, fn) => {
    if (inside.has(object.start)) return;
    const frame = context.evaluator.frame(context.module, fn);
    const at = context.place(object);
    const abstract: Abstract = { kind: 'object', value: object, frame, added: [], at };
    const shape = shapes.find((one) =>
      Object.entries(one.keys).every(([key, pattern]) => fitsPattern(context, abstract, key, pattern)),
    );
    if (!shape?.meaning.tool) return;
    const site = { module: context.module, frame, call: objectCall(object, fn) };
    const match: Match = {
      site,
      form: 'value',
      callee: abstract,
      known: { meaning: shape.meaning, pack: shape.pack },
    };
    const name = slotText(context, match, shape.meaning.tool.name);
    // Many things have a `type`: without a name where the pack expects one it is no tool.
    if (name === undefined && typeof shape.meaning.tool.name !== 'string') return;
    const draft = toTool(context, match);
    drafts.push({
      ...draft,
      name: name ?? draft.name,
      key: `${context.module.path}@${object.start}`,
      place: context.place(nameSpanIn(object)),
    });
  });
  return drafts;
}

/** Where the objects of this module stand that an argument is made of, by name or spread; of keywords their values. */
function objectsIn(context: LinkContext, value: Value, frame: Frame, keywords: boolean, depth = 0): number[] {
  return alternatives(context.evaluator.evaluate(value, frame)).flatMap((one) => {
    if (one.kind !== 'object' || one.at.path !== context.module.path || depth > 3) return [];
    const parts = one.value.entries.flatMap((entry) =>
      entry.kind === 'spread'
        ? objectsIn(context, entry.value, one.frame, keywords, depth + 1)
        : entry.kind === 'property' && keywords
          ? objectsIn(context, entry.value, one.frame, false, depth + 1)
          : [],
    );
    return [one.value.start, ...parts];
  });
}

function fitsPattern(context: LinkContext, object: Abstract, key: string, pattern: string): boolean {
  const [value] = presenceOf(context.evaluator, object, key).values;
  if (!value) return false;
  if (pattern === '*') return true;
  if (value.kind !== 'constant' || typeof value.value !== 'string') return false;
  return pattern.endsWith('*') ? value.value.startsWith(pattern.slice(0, -1)) : value.value === pattern;
}

type ObjectLiteral = Extract<Value, { kind: 'object' }>;

/** The squiggle of an object tool goes under its name, or its first key. */
function nameSpanIn(object: ObjectLiteral): { start: number; end: number } {
  const named =
    object.entries.find((entry) => entry.kind === 'property' && entry.key === 'name') ?? object.entries[0];
  if (named?.kind === 'property') return { start: named.value.start, end: named.value.end };
  return { start: object.start, end: object.start + 1 };
}

function objectCall(object: ObjectLiteral, fn: number): Match['site']['call'] {
  const span = { start: object.start, end: object.end };
  return {
    id: -1,
    form: 'call',
    callee: object,
    calleeSpan: span,
    argumentsSpan: span,
    arguments: [{ value: object, ...span }],
    awaited: false,
    function: fn,
    ...span,
  };
}

function eachObject(context: LinkContext, visit: (object: ObjectLiteral, fn: number) => void): void {
  const { module } = context;
  const look = (value: Value, fn: number): void =>
    walkValue(value, (inner) => {
      if (inner.kind === 'object' && inner.entries.length > 0) visit(inner, fn);
    });
  for (const fn of module.functions)
    walkStatements(fn.body, (statement) => {
      for (const value of valuesOf(statement)) look(value, fn.id);
    });
  for (const call of module.calls) for (const argument of call.arguments) look(argument.value, call.function);
}

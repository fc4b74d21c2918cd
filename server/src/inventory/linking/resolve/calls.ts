// What a call gives back: pack types, workspace functions followed into their returns, instances of workspace classes.

import { parseSlot, type Slot } from '../../../catalog/slots';
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkStatements } from '../../../languages/summary/walk';
import { type Abstract, alternatives, type Frame, oneOf, placeOf, type Site, unknown } from './abstract';
import type { Evaluator } from './evaluator';
import { lookedUp, sameText } from './lookedUp';
import type { Form, KnownMeaning } from './meaningSource';
import { valueOfSymbol } from './members';
import { settledPromise } from './settledPromise';
import { valuesAt } from './slotValues';

/** The result of a call. */
export function callResult(evaluator: Evaluator, site: Site): Abstract {
  const at = placeOf(site.module, site.call);
  const entry =
    lookedUp(evaluator, site, at) ?? sameText(evaluator, site) ?? settledPromise(evaluator, site, at);
  if (entry) return entry;
  const callees = alternatives(evaluator.callee(site));
  // Where it may also be nothing, it is not called.
  const called = callees.filter((callee) => callee.kind !== 'constant');
  return oneOf(
    (called.length > 0 ? called : callees).map((callee) => resultOf(evaluator, callee, site, at)),
    at,
  );
}

/** The meanings of a call through one alternative of its callee. */
export function meaningsOf(
  evaluator: Evaluator,
  callee: Abstract,
  site: Site,
  form: Form = formOf(site),
): readonly KnownMeaning[] {
  const { language, path } = site.module;
  if (callee.kind === 'symbol') {
    const known = holdingAt(
      evaluator,
      evaluator.meanings.ofExport(language, path, callee.module, callee.path, form),
      site,
    );
    // An instance the package exports can be called like one that was made (`openai("gpt-5")`).
    const value = known.length === 0 && form === 'call' ? valueOfSymbol(evaluator, callee) : callee;
    return value.kind === 'instance' ? meaningsOf(evaluator, value, site, form) : known;
  }
  if (callee.kind === 'instance') {
    const known = evaluator.meanings.ofMember(language, path, callee.type, callee.path, form);
    return holdingAt(evaluator, known, site, { ...callee, path: [] });
  }
  return [];
}

/** Without meanings for other constants than those that are given; the ones for these constants come first. */
function holdingAt(
  evaluator: Evaluator,
  meanings: readonly KnownMeaning[],
  site: Site,
  receiver?: Abstract,
): readonly KnownMeaning[] {
  if (meanings.every(({ meaning }) => meaning.where === undefined)) return meanings;
  const special = meanings.filter(({ meaning: { where } }) => {
    if (!where) return false;
    const found = where.slots
      .map((slot) => valuesAt(evaluator, slot, { site, receiver }))
      .find(({ values, blocked }) => values.length > 0 || blocked);
    const values = found?.values.flatMap(alternatives) ?? [];
    return (
      values.length > 0 &&
      !found?.blocked &&
      values.every((value) => value.kind === 'constant' && where.values.some((one) => one === value.value))
    );
  });
  return [...special, ...meanings.filter(({ meaning }) => meaning.where === undefined)];
}

export function formOf(site: Site): Form {
  return site.call.form === 'tagged' ? 'call' : site.call.form;
}

function resultOf(evaluator: Evaluator, callee: Abstract, site: Site, at: Abstract['at']): Abstract {
  switch (callee.kind) {
    case 'symbol':
      return (
        meantResult(evaluator, callee, site, at) ??
        builtinResult(evaluator, callee, site, at) ?? { kind: 'result', callee, site, path: [], at }
      );
    case 'instance':
      return meantResult(evaluator, callee, site, at) ?? { kind: 'result', callee, site, path: [], at };
    case 'function':
      return evaluator.callFunction(callee, site);
    case 'class':
      return { kind: 'object-of', module: callee.module, class: callee.class, site, at };
    case 'unknown':
      return unknown(callee.why, callee.at);
    default:
      return { kind: 'result', callee, site, path: [], at };
  }
}

function meantResult(
  evaluator: Evaluator,
  callee: Extract<Abstract, { kind: 'symbol' | 'instance' }>,
  site: Site,
  at: Abstract['at'],
): Abstract | undefined {
  const meanings = meaningsOf(evaluator, callee, site);
  const known =
    meanings.find((one) => one.returns ?? one.meaning.returnsBy ?? one.meaning.chain) ?? meanings[0];
  if (!known) return undefined;
  // What a package exports ready-made is called itself: `ollama("qwen3")`.
  const owner = valueOfSymbol(evaluator, callee);
  const receiver: Abstract | undefined = owner.kind === 'instance' ? { ...owner, path: [] } : undefined;
  const origin = { site, known, receiver };
  if (known.meaning.chain) {
    const parts = chainParts(evaluator, known.meaning.chain, site, receiver);
    // Functions alone have none of the members of a chain (`RunnablePassthrough.assign({ date: () => … })`).
    if (!parts.every(({ kind }) => kind === 'function') || known.returns === undefined)
      return { kind: 'chain', parts, at };
  }
  const byConstant = typeByConstant(evaluator, known, site, receiver);
  if (byConstant) return { kind: 'instance', type: byConstant, path: [], origin, at };
  if (known.returns === undefined) return { kind: 'instance', type: '', path: [], origin, at };
  if (known.returns === 'receiver')
    return inPlaceOf(callee, {
      kind: 'instance',
      type: callee.kind === 'instance' ? callee.type : '',
      path: [],
      origin,
      at,
    });
  if (known.returns.startsWith('slot:')) {
    const slot = parseSlot(known.returns.slice('slot:'.length));
    const found = slot ? valuesAt(evaluator, slot, { site, receiver }) : undefined;
    return found && found.values.length > 0
      ? oneOf(found.values, at)
      : unknown('it depends on an argument that cannot be followed', at);
  }
  return { kind: 'instance', type: known.returns, path: [], origin, at };
}

/** What a part of a chain becomes takes its place in the chain. */
function inPlaceOf(part: Extract<Abstract, { kind: 'symbol' | 'instance' }>, next: Abstract): Abstract {
  if (part.kind !== 'instance' || !part.whole) return next;
  const { whole, origin } = part;
  return {
    ...whole,
    parts: whole.parts.map((one) => (one.kind === 'instance' && one.origin === origin ? next : one)),
    at: next.at,
  };
}

/** The parts of a chain, lists and records flattened. */
function chainParts(
  evaluator: Evaluator,
  slots: readonly Slot[],
  site: Site,
  receiver: Abstract | undefined,
): Abstract[] {
  const flatten = (value: Abstract, depth: number): Abstract[] => {
    if (value.kind === 'chain') return [...value.parts];
    if (value.kind === 'instance' && value.whole) return [...value.whole.parts];
    if (depth < 4 && value.kind === 'list')
      return value.value.items.flatMap((item) =>
        flatten(evaluator.evaluate(item.value, value.frame), depth + 1),
      );
    if (depth < 4 && value.kind === 'object')
      return value.value.entries.flatMap((entry) =>
        flatten(evaluator.evaluate(entry.value, value.frame), depth + 1),
      );
    return [value];
  };
  return slots.flatMap((slot) =>
    valuesAt(evaluator, slot, { site, receiver }).values.flatMap((value) => flatten(value, 0)),
  );
}

function typeByConstant(
  evaluator: Evaluator,
  known: KnownMeaning,
  site: Site,
  receiver: Abstract | undefined,
): string | undefined {
  const choice = known.meaning.returnsBy;
  if (!choice) return undefined;
  for (const slot of choice.slots) {
    for (const value of valuesAt(evaluator, slot, { site, receiver }).values.flatMap(alternatives)) {
      const type = value.kind === 'constant' ? choice.values[String(value.value)] : undefined;
      if (type) return type;
    }
  }
  return choice.otherwise;
}

/** Globals that hand their argument on. */
function builtinResult(
  evaluator: Evaluator,
  callee: Extract<Abstract, { kind: 'symbol' }>,
  site: Site,
  at: Abstract['at'],
): Abstract | undefined {
  if (callee.module !== 'global') return undefined;
  const args = site.call.arguments.map((argument) => argument.value);
  const [first] = args;
  switch (callee.path.join('.')) {
    case 'Object.freeze':
    case 'Object.seal':
    case 'structuredClone':
    case 'list':
    case 'tuple':
    case 'Promise.resolve':
      return first ? evaluator.evaluate(first, site.frame) : undefined;
    case 'Object.assign':
      return {
        kind: 'object',
        value: {
          kind: 'object',
          entries: args.map((value) => ({ kind: 'spread', value })),
          start: at.start,
          end: at.end,
        },
        frame: site.frame,
        added: [],
        at,
      };
    case 'dict':
      return first && args.length === 1 ? evaluator.evaluate(first, site.frame) : undefined;
    case 'Object.values': {
      const object = first ? evaluator.evaluate(first, site.frame) : undefined;
      if (object?.kind !== 'object' || object.added.length > 0) return undefined;
      if (object.value.entries.some((entry) => entry.kind !== 'property')) return undefined;
      const items = object.value.entries.map((entry) => ({ value: entry.value as Value, spread: false }));
      return {
        kind: 'list',
        value: { kind: 'list', items, start: at.start, end: at.end },
        frame: object.frame,
        added: [],
        at,
      };
    }
    case 'Number':
    case 'parseInt':
    case 'int':
    case 'float':
    case 'String':
    case 'str':
      return first ? evaluator.evaluate(first, site.frame) : undefined;
    default:
      return undefined;
  }
}

/** The values a function returns when called from `site`, or by anyone where there is none. */
export function returnsOf(
  evaluator: Evaluator,
  target: Extract<Abstract, { kind: 'function' }>,
  frame: Frame,
): Abstract {
  const { module } = target;
  const summary = module.functions[target.function]!;
  const values: Abstract[] = [];
  walkStatements(summary.body, (statement) => {
    if (statement.kind === 'return' && statement.value)
      values.push(evaluator.evaluate(statement.value, frame));
    // A generator that yields once is a context manager or a dependency: what it yields is its value.
    if (
      statement.kind === 'expression' &&
      statement.value.kind === 'operation' &&
      statement.value.operator === 'yield'
    ) {
      const [yielded] = statement.value.operands;
      if (yielded && module.language === 'python') values.push(evaluator.evaluate(yielded, frame));
    }
  });
  const at = placeOf(module, summary);
  if (values.length === 0) return { kind: 'constant', value: null, at };
  const real = values.filter((value) => !(value.kind === 'constant' && value.value === null));
  return oneOf(real.length > 0 ? real : values, at);
}

/** The arguments of a call by parameter index; -1 marks that some come from a spread list. */
export function bindArguments(
  evaluator: Evaluator,
  site: Site,
  module: ModuleSummary,
  fn: number,
  self: Abstract | undefined,
): ReadonlyMap<number, Abstract> {
  const { parameters } = module.functions[fn]!;
  const bound = new Map<number, Abstract>();
  // Python methods list `self` among their parameters; the call does not pass it.
  const offset =
    module.language === 'python' &&
    module.functions[fn]!.class !== undefined &&
    takesSelf(module, fn) &&
    (self !== undefined || site.call.callee.kind !== 'self')
      ? 1
      : 0;
  let position = offset;
  const named: { kind: 'property'; key: string; keySpan: { start: number; end: number }; value: Value }[] =
    [];
  for (const argument of site.call.arguments) {
    if (argument.spread === 'keyword') {
      bindSpread(evaluator, argument.value, site, parameters, bound);
      continue;
    }
    if (argument.spread === 'positional') {
      bound.set(-1, unknown('arguments are spread from a list', placeOf(site.module, argument)));
      continue;
    }
    if (argument.name !== undefined) {
      const index = parameters.findIndex((parameter) => parameter.name === argument.name);
      if (index >= 0) bound.set(index, evaluator.evaluate(argument.value, site.frame));
      else
        named.push({
          kind: 'property',
          key: argument.name,
          keySpan: argument.nameSpan ?? argument,
          value: argument.value,
        });
      continue;
    }
    if (parameters[position]?.form === 'rest') continue;
    bound.set(position, evaluator.evaluate(argument.value, site.frame));
    position++;
  }
  const rest = parameters.findIndex((parameter) => parameter.form === 'keyword-rest');
  if (rest >= 0) {
    const at = placeOf(site.module, site.call);
    bound.set(rest, {
      kind: 'object',
      value: { kind: 'object', entries: [...named, ...keywordSpreads(site)], start: at.start, end: at.end },
      frame: site.frame,
      added: [],
      at,
    });
  }
  return bound;
}

function keywordSpreads(site: Site): { kind: 'spread'; value: Value }[] {
  return site.call.arguments
    .filter((argument) => argument.spread === 'keyword')
    .map((argument) => ({ kind: 'spread', value: argument.value }));
}

function bindSpread(
  evaluator: Evaluator,
  value: Value,
  site: Site,
  parameters: ModuleSummary['functions'][number]['parameters'],
  bound: Map<number, Abstract>,
): void {
  const spread = evaluator.evaluate(value, site.frame);
  if (spread.kind !== 'object') {
    bound.set(-1, unknown('arguments are spread from a value known only at run time', spread.at));
    return;
  }
  for (const entry of spread.value.entries) {
    if (entry.kind !== 'property') continue;
    const index = parameters.findIndex((parameter) => parameter.name === entry.key);
    if (index >= 0) bound.set(index, evaluator.evaluate(entry.value, spread.frame));
  }
}

function takesSelf(module: ModuleSummary, fn: number): boolean {
  const summary = module.functions[fn]!;
  const owner = summary.class === undefined ? undefined : module.classes[summary.class];
  const method = owner?.methods.find((one) => one.function === fn);
  return (
    method !== undefined &&
    !(
      method.static &&
      summary.decorators.some(
        (decorator) => decorator.kind === 'reference' && decorator.name === 'staticmethod',
      )
    )
  );
}

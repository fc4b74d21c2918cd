// Reading a member of an abstract value, and properties of objects with their presence.
import { type Abstract, alternatives, type Frame, oneOf, placeOf, unknown } from './abstract';
import type { Evaluator } from './evaluator';
import { exportOf } from './names';

/**
 * What is known about a key of an object: the values it may have, whether it may be absent, and what blocks the view.
 * Later keys and spreads win in source order.
 */
export interface Presence {
  readonly values: readonly Abstract[];
  /** It is, or may be, not set. */
  readonly absent: boolean;
  readonly blocked?: { readonly why: string; readonly at: Abstract['at'] };
  /** Where it is certainly absent on some branch only. */
  readonly absentAt?: Abstract['at'];
}

export const ABSENT: Presence = { values: [], absent: true };

export function blocked(why: string, at: Abstract['at']): Presence {
  return { values: [], absent: false, blocked: { why, at } };
}

/** How deep spreads and one-of values are followed. */
const MAX_PRESENCE_DEPTH = 12;

const INVOKERS = new Set([
  'invoke',
  'ainvoke',
  'run',
  'arun',
  'func',
  'fn',
  'coroutine',
  '__wrapped__',
  'execute',
  'call',
  'delay',
  'apply_async',
  'remote',
  'entrypoint',
]);

export function memberOf(evaluator: Evaluator, object: Abstract, name: string, at: Abstract['at']): Abstract {
  switch (object.kind) {
    case 'oneOf': {
      const options = object.options.filter(
        (option) => !(option.kind === 'constant' && (option.value === null || option.value === false)),
      );
      return oneOf(
        options.map((option) => memberOf(evaluator, option, name, at)),
        at,
      );
    }
    case 'symbol':
      return symbolMember(evaluator, object, name, at);
    case 'instance':
      return instanceMember(evaluator, object, name, at);
    case 'result':
    case 'parameter':
      return { ...object, path: [...object.path, name], at };
    case 'list':
      if (!Number.isInteger(Number(name))) return unknown('it cannot be followed', at);
      return present(evaluator, object, name, at);
    case 'object':
      return present(evaluator, object, name, at);
    case 'object-of':
      return fieldOf(evaluator, object, name, at, new Set());
    case 'class':
      return staticMember(evaluator, object, name, at);
    case 'namespace':
      return (
        exportOf(evaluator, object.module, name, new Set()) ??
        unknown(`${object.module.path} has no export ${name}`, at)
      );
    case 'chain':
      return chainMember(evaluator, object, name, at);
    case 'function':
      // A decorated function keeps its body behind these members (`my_tool.invoke(…)`, `task.delay(…)`).
      return INVOKERS.has(name) ? object : unknown('it cannot be followed', at);
    default:
      return unknown('it cannot be followed', at);
  }
}

function present(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object' | 'list' }>,
  name: string,
  at: Abstract['at'],
): Abstract {
  const presence = presenceOf(evaluator, object, name);
  if (presence.values.length > 0)
    return oneOf(
      presence.blocked
        ? [...presence.values, unknown(presence.blocked.why, presence.blocked.at)]
        : presence.values,
      at,
    );
  return presence.blocked
    ? unknown(presence.blocked.why, presence.blocked.at)
    : { kind: 'constant', value: null, at };
}

function symbolMember(
  evaluator: Evaluator,
  symbol: Extract<Abstract, { kind: 'symbol' }>,
  name: string,
  at: Abstract['at'],
): Abstract {
  const member = { ...symbol, path: [...symbol.path, name], at };
  const value = valueOfSymbol(evaluator, member);
  if (value.kind !== 'symbol' || isExport(evaluator, member)) return value;
  const owner = valueOfSymbol(evaluator, symbol);
  return owner.kind === 'instance' ? instanceMember(evaluator, owner, name, at) : member;
}

/** True if a pack names the symbol itself: a static method is no member of the instances of its class. */
function isExport(evaluator: Evaluator, symbol: Extract<Abstract, { kind: 'symbol' }>): boolean {
  const language = languageAt(evaluator, symbol.at);
  return (['call', 'new', 'decorator'] as const).some(
    (form) =>
      evaluator.meanings.ofExport(language, symbol.at.path, symbol.module, symbol.path, form).length > 0,
  );
}

/** A symbol that a pack says is an instance (`openai` of a provider package) becomes one. */
export function valueOfSymbol(
  evaluator: Evaluator,
  symbol: Extract<Abstract, { kind: 'symbol' }>,
): Extract<Abstract, { kind: 'symbol' | 'instance' }> {
  const language = languageAt(evaluator, symbol.at);
  const known = evaluator.meanings
    .ofExport(language, symbol.at.path, symbol.module, symbol.path, 'value')
    .find((one) => one.returns?.includes('/'));
  return known ? { kind: 'instance', type: known.returns!, path: [], ready: true, at: symbol.at } : symbol;
}

function languageAt(evaluator: Evaluator, at: Abstract['at']): 'typescript' | 'python' {
  return evaluator.program.module(at.path)?.language ?? 'typescript';
}

function instanceMember(
  evaluator: Evaluator,
  instance: Extract<Abstract, { kind: 'instance' }>,
  name: string,
  at: Abstract['at'],
): Abstract {
  const path = [...instance.path, name];
  const language = evaluator.program.module(instance.at.path)?.language ?? 'typescript';
  const known = evaluator.meanings
    .ofMember(language, instance.at.path, instance.type, path, 'value')
    .find((one) => one.returns);
  if (known?.returns === 'receiver') return { ...instance, path: [], at };
  if (known?.returns?.includes('/'))
    return { kind: 'instance', type: known.returns, path: [], origin: instance.origin, at };
  return { ...instance, path, at };
}

function chainMember(
  evaluator: Evaluator,
  chain: Extract<Abstract, { kind: 'chain' }>,
  name: string,
  at: Abstract['at'],
): Abstract {
  const language = evaluator.program.module(at.path)?.language ?? 'typescript';
  // The part that sends the request answers for the chain: the last model or agent in it.
  for (const part of [...chain.parts].reverse()) {
    for (const option of alternatives(part)) {
      if (option.kind !== 'instance') continue;
      const meanings = evaluator.meanings.ofMember(
        language,
        at.path,
        option.type,
        [...option.path, name],
        'call',
      );
      if (meanings.some((one) => one.meaning.request))
        return withWhole(memberOf(evaluator, part, name, at), chain);
    }
  }
  const composed = [...chain.parts]
    .reverse()
    .find(
      (part) =>
        part.kind === 'instance' &&
        evaluator.meanings.ofMember(language, at.path, part.type, [name], 'call').length > 0,
    );
  const answering = composed ?? chain.parts[0];
  return answering
    ? withWhole(memberOf(evaluator, answering, name, at), chain)
    : unknown('an empty chain', at);
}

function withWhole(value: Abstract, whole: Extract<Abstract, { kind: 'chain' }>): Abstract {
  if (value.kind === 'oneOf')
    return { ...value, options: value.options.map((option) => withWhole(option, whole)) };
  return value.kind === 'instance' ? { ...value, whole } : value;
}

/** The presence of a key in an object, list or one-of of them. Anything else blocks. */
export function presenceOf(evaluator: Evaluator, object: Abstract, key: string): Presence {
  // Objects spread from themselves (`config = { ...config, … }`) would never end.
  if (evaluator.presenceDepth > MAX_PRESENCE_DEPTH) return blocked('it is nested too deeply', object.at);
  evaluator.presenceDepth++;
  try {
    return lookInto(evaluator, object, key);
  } finally {
    evaluator.presenceDepth--;
  }
}

function lookInto(evaluator: Evaluator, object: Abstract, key: string): Presence {
  switch (object.kind) {
    case 'oneOf':
      return joinPresence(
        object.options.map((option) => ({ at: option.at, presence: presenceOf(evaluator, option, key) })),
      );
    case 'object':
      return objectPresence(evaluator, object, key);
    case 'list': {
      const index = Number(key);
      // A list in the place of options sets none of them (`spawn("wc", ["-c"])`).
      if (!Number.isInteger(index))
        return key === 'length' ? blocked('its length is not counted', object.at) : ABSENT;
      if (object.value.items.slice(0, index + 1).some((item) => item.spread))
        return blocked('it is an element of a list known only at run time', object.at);
      const item = object.value.items[index];
      return item ? { values: [evaluator.evaluate(item.value, object.frame)], absent: false } : ABSENT;
    }
    case 'constant':
      // Spreading or reading from null, undefined or false gives nothing.
      return object.value === null || object.value === false
        ? { ...ABSENT, absentAt: object.at }
        : blocked('it is no object', object.at);
    case 'instance':
      return originPresence(evaluator, object, key);
    case 'object-of':
    case 'namespace': {
      const value = memberOf(evaluator, object, key, object.at);
      return value.kind === 'unknown' ? blocked(value.why, value.at) : { values: [value], absent: false };
    }
    case 'result':
      return resultPresence(evaluator, object, key);
    case 'function':
      // A callback where options may stand.
      return ABSENT;
    case 'parameter':
      return blocked('the options come from outside this workspace’s calls', object.at);
    case 'unknown':
      return blocked(object.why, object.at);
    default:
      return blocked('the options cannot be followed', object.at);
  }
}

/** Looking into a call's own arguments: `ModelSettings(max_tokens=5)` has the key `max_tokens`. */
function originPresence(
  evaluator: Evaluator,
  instance: Extract<Abstract, { kind: 'instance' }>,
  key: string,
): Presence {
  return instance.origin
    ? argumentPresence(evaluator, instance.origin.site.call.arguments, instance.origin.site.frame, key)
    : blocked('how it was made cannot be followed', instance.at);
}

function resultPresence(
  evaluator: Evaluator,
  result: Extract<Abstract, { kind: 'result' }>,
  key: string,
): Presence {
  const { call, frame } = result.site;
  const made =
    call.form === 'new' || (frame.module.language === 'python' && /^[A-Z]/.test(lastName(call.callee)));
  if (made && result.path.length === 0) return argumentPresence(evaluator, call.arguments, frame, key);
  return blocked('it comes from a call outside this workspace', result.at);
}

function lastName(callee: { kind: string; name?: string; property?: string }): string {
  return callee.name ?? callee.property ?? '';
}

function argumentPresence(
  evaluator: Evaluator,
  args: Extract<Abstract, { kind: 'result' }>['site']['call']['arguments'],
  frame: Frame,
  key: string,
): Presence {
  const named = args.find((argument) => argument.name === key);
  if (named) return { values: [evaluator.evaluate(named.value, frame)], absent: false };
  const parts: Presence[] = [];
  for (const argument of args) {
    if (argument.spread === 'keyword')
      parts.push(presenceOf(evaluator, evaluator.evaluate(argument.value, frame), key));
    else if (!argument.name && frame.module.language === 'typescript' && argument === args[0])
      parts.push(presenceOf(evaluator, evaluator.evaluate(argument.value, frame), key));
  }
  const telling = parts.find((part) => part.values.length > 0 || part.blocked);
  return telling ?? ABSENT;
}

function objectPresence(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object' }>,
  key: string,
): Presence {
  let later: Presence = ABSENT;
  for (const addition of [...object.added].reverse()) {
    if (addition.property !== key) continue;
    const value = evaluator.evaluate(addition.value, object.frame);
    if (addition.always) return overlay({ values: [value], absent: false }, later);
    later = overlay({ values: [value], absent: true }, later);
  }
  for (const entry of [...object.value.entries].reverse()) {
    if (later.values.length > 0 && !later.absent) return later;
    if (later.blocked && !later.absent && later.values.length === 0) return later;
    if (entry.kind === 'property') {
      if (entry.key !== key) continue;
      return overlay({ values: [evaluator.evaluate(entry.value, object.frame)], absent: false }, later);
    }
    if (entry.kind === 'computed') {
      const name = evaluator.evaluate(entry.key, object.frame);
      if (name.kind === 'constant' && String(name.value) === key)
        return overlay({ values: [evaluator.evaluate(entry.value, object.frame)], absent: false }, later);
      if (name.kind !== 'constant')
        later = overlay(
          { values: [], absent: true, blocked: { why: 'a key is computed at run time', at: name.at } },
          later,
        );
      continue;
    }
    const spread = presenceOf(evaluator, evaluator.evaluate(entry.value, object.frame), key);
    later = overlay(spread, later);
  }
  return later;
}

/** `later` is spread over `earlier`: what it surely sets hides the earlier value. */
function overlay(earlier: Presence, later: Presence): Presence {
  if (!later.absent) return later.blocked && later.values.length === 0 ? later : later;
  return {
    values: [...earlier.values, ...later.values],
    absent: earlier.absent,
    blocked: later.blocked ?? earlier.blocked,
    absentAt: earlier.absentAt ?? (earlier.absent ? later.absentAt : undefined),
  };
}

function joinPresence(
  parts: readonly { readonly at: Abstract['at']; readonly presence: Presence }[],
): Presence {
  const values = parts.flatMap(({ presence }) => presence.values);
  const open = parts.find(({ presence }) => presence.absent);
  return {
    values,
    absent: open !== undefined,
    blocked: parts.find(({ presence }) => presence.blocked)?.presence.blocked,
    absentAt: open && values.length > 0 ? (open.presence.absentAt ?? open.at) : undefined,
  };
}

/** A field or method of a workspace class instance, through its bases. */
function fieldOf(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object-of' }>,
  name: string,
  at: Abstract['at'],
  seen: Set<string>,
): Abstract {
  const key = `${object.module.path}#${object.class}`;
  if (seen.has(key)) return unknown('its class inherits from itself', at);
  seen.add(key);
  const { module } = object;
  const summary = module.classes[object.class]!;
  const scope = evaluator.program.scope(module);
  const values: Abstract[] = [];
  for (const assigned of scope.fields[object.class]?.get(name) ?? []) {
    values.push(evaluator.evaluate(assigned.value, constructorFrame(evaluator, object, assigned.function)));
  }
  const field = summary.fields.find((one) => one.name === name);
  if (field?.value && values.length === 0)
    values.push(
      evaluator.evaluate(
        field.value,
        evaluator.frame(module, fieldFrame(module, object.class, field.value.kind)),
      ),
    );
  if (values.length > 0)
    return oneOf(
      values.filter((value) => !(value.kind === 'constant' && value.value === null) || values.length === 1),
      at,
    );
  const method = summary.methods.find((one) => one.name === name);
  if (method) {
    const target: Abstract = { kind: 'function', module, function: method.function, self: object, at };
    return method.form === 'getter' ? evaluator.callFunction(target, undefined) : target;
  }
  for (const base of summary.bases) {
    const inherited = inheritedMember(
      evaluator,
      object,
      evaluator.evaluate(base, evaluator.frame(module, summary.function)),
      name,
      at,
      seen,
    );
    if (inherited) return inherited;
  }
  return unknown(`${summary.name} has no member ${name} that can be followed`, at);
}

function inheritedMember(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object-of' }>,
  base: Abstract,
  name: string,
  at: Abstract['at'],
  seen: Set<string>,
): Abstract | undefined {
  if (base.kind === 'class') {
    const found = fieldOf(
      evaluator,
      { kind: 'object-of', module: base.module, class: base.class, site: object.site, at },
      name,
      at,
      seen,
    );
    return found.kind === 'unknown' ? undefined : found;
  }
  if (base.kind !== 'symbol') return undefined;
  const known = evaluator.meanings
    .ofExport(object.module.language, object.module.path, base.module, base.path, 'new')
    .find((one) => one.returns?.includes('/'));
  if (!known) return undefined;
  const origin = object.site ? { site: object.site, known } : undefined;
  return memberOf(evaluator, { kind: 'instance', type: known.returns!, path: [], origin, at }, name, at);
}

/** Fields set in a constructor see its arguments where the instance's making is known. */
function constructorFrame(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object-of' }>,
  fn: number,
): Frame {
  const summary = object.module.functions[fn];
  const builds = summary?.name === 'constructor' || summary?.name === '__init__';
  if (!builds || !object.site) return evaluator.frame(object.module, fn);
  return evaluator.boundFrame(
    { kind: 'function', module: object.module, function: fn, self: object, at: object.at },
    object.site,
  );
}

function fieldFrame(
  module: Extract<Abstract, { kind: 'object-of' }>['module'],
  classId: number,
  valueKind: string,
): number {
  const summary = module.classes[classId]!;
  // A parameter property refers to the constructor's parameter.
  const builder = summary.methods.find((method) => method.name === 'constructor');
  return valueKind === 'reference' && builder ? builder.function : summary.function;
}

function staticMember(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'class' }>,
  name: string,
  at: Abstract['at'],
): Abstract {
  const summary = object.module.classes[object.class]!;
  const method = summary.methods.find((one) => one.name === name);
  if (method) return { kind: 'function', module: object.module, function: method.function, self: object, at };
  const field = summary.fields.find((one) => one.name === name);
  if (field?.value) return evaluator.evaluate(field.value, evaluator.frame(object.module, summary.function));
  for (const base of summary.bases) {
    const parent = evaluator.evaluate(base, evaluator.frame(object.module, summary.function));
    if (parent.kind === 'class') {
      const inherited = staticMember(evaluator, parent, name, at);
      if (inherited.kind !== 'unknown') return inherited;
    }
  }
  return unknown(
    `${summary.name} has no member ${name} that can be followed`,
    placeOf(object.module, summary),
  );
}

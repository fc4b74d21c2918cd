// Reading a member of an abstract value.
import { type Abstract, alternatives, oneOf, unknown } from './abstract';
import { fieldOf, staticMember } from './classMembers';
import type { Evaluator } from './evaluator';
import { exportOf } from './names';
import { presenceOf } from './presence';

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
  // Like an import of the same name: it becomes an instance where one is asked for.
  if (isExport(evaluator, member) || valueOfSymbol(evaluator, member).kind === 'instance') return member;
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
  symbol: Extract<Abstract, { kind: 'symbol' | 'instance' }>,
): Extract<Abstract, { kind: 'symbol' | 'instance' }> {
  if (symbol.kind === 'instance') return symbol;
  const language = languageAt(evaluator, symbol.at);
  const known = evaluator.meanings
    .ofExport(language, symbol.at.path, symbol.module, symbol.path, 'value')
    .find((one) => one.returns?.includes('/'));
  if (!known) return symbol;
  const local = known.meaning.client?.local ? { local: true } : {};
  return { kind: 'instance', type: known.returns!, path: [], ready: true, ...local, at: symbol.at };
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

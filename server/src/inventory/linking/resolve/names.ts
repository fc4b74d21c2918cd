// What a name means: local definitions, closures, imports, exports, parameters followed to their callers.
import type { ExportBinding, ImportBinding, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Span } from '../../../text/span';
import { type Abstract, type Frame, oneOf, placeOf, unknown } from './abstract';
import { withAdditions } from './additions';
import { callersOf } from './callers';
import type { Evaluator } from './evaluator';
import { withHandings } from './fillers';
import { byDeclaration } from './injected';
import { asksOnly, isParameterLeftOut } from './leftOut';
import { memberOf } from './members';
import type { Definition } from './scope';
import { typed } from './types';

/** A name that may have been given its value in more places than this is not followed. */
const MAX_DEFINITIONS = 200;

/** What `name` means in a frame, at the place where it is used. */
export function lookup(evaluator: Evaluator, name: string, frame: Frame, use: Span): Abstract {
  const at = placeOf(frame.module, use);
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    const scope = evaluator.program.scope(current.module);
    const definitions = scope.names[current.function]?.get(name);
    if (!definitions) continue;
    const reaching =
      current === frame || current.function === frame.function
        ? reachingDefinitions(definitions, use.start)
        : definitions;
    if (reaching.length > MAX_DEFINITIONS)
      return unknown('it is given a value in too many places to be followed', at);
    const given = withoutLeftOut(evaluator, reaching, current, name);
    const seen = { at: use, frame, definitions: reaching };
    return asFilled(evaluator, define(evaluator, given, current, at), current, name, seen);
  }
  return (
    starImported(evaluator, name, frame.module) ?? { kind: 'symbol', module: 'global', path: [name], at }
  );
}

/** A value with what is added to it under its name, there and by the functions it is handed to. */
function asFilled(
  evaluator: Evaluator,
  value: Abstract,
  frame: Frame,
  name: string,
  use?: { readonly at: Span; readonly frame: Frame; readonly definitions: readonly Definition[] },
): Abstract {
  const { added, handed } = evaluator.program.scope(frame.module);
  const seen = use && {
    start: use.at.start,
    function: use.frame.function,
    definitions: use.definitions,
  };
  const made = withAdditions(evaluator, value, added, frame, name, seen);
  return withHandings(evaluator, made, handed[frame.function]?.get(name), frame, use);
}

/** Definitions that can reach a use in the same function: later ones do not, and one that surely ran before the use hides those before it. */
function reachingDefinitions(definitions: readonly Definition[], use: number): readonly Definition[] {
  if (definitions.length === 1) return definitions;
  const reaching: Definition[] = [];
  for (let at = definitions.length - 1; at >= 0 && reaching.length <= MAX_DEFINITIONS; at--) {
    const definition = definitions[at]!;
    if (definition.kind !== 'value') {
      reaching.push(definition);
      continue;
    }
    if (definition.span.end > use) continue;
    reaching.push(definition);
    const { always, block, operator, default: fallback } = definition;
    const ran = always || (block !== undefined && block.start <= use && use < block.end);
    if (ran && !operator && !fallback) break;
  }
  return reaching.length > 0 ? reaching.reverse() : definitions;
}

/** Without the parameter that is left out, where something stands in for it: `if client is None: client = make()`. */
function withoutLeftOut(
  evaluator: Evaluator,
  definitions: readonly Definition[],
  frame: Frame,
  name: string,
): readonly Definition[] {
  const standIn = definitions.some(
    (one) =>
      one.kind === 'value' &&
      (one.operator === '??=' || one.operator === '||=' || asksOnly(one.block?.condition, name)),
  );
  if (!standIn) return definitions;
  return definitions.filter(
    (one) =>
      one.kind !== 'parameter' || one.path.length > 0 || !isParameterLeftOut(evaluator, frame, one.index),
  );
}

function define(
  evaluator: Evaluator,
  definitions: readonly Definition[],
  frame: Frame,
  at: Abstract['at'],
): Abstract {
  const valued = definitions.filter((definition) => definition.kind !== 'declared');
  if (valued.length === 0) {
    const declared = definitions[0];
    const type =
      declared?.kind === 'declared' && declared.annotation
        ? typed(evaluator, declared.annotation, frame, at)
        : undefined;
    return type ?? unknown('it is declared without a value', at);
  }
  return oneOf(
    valued.map((definition) => defineOne(evaluator, definition, frame, at)),
    at,
  );
}

function defineOne(evaluator: Evaluator, definition: Definition, frame: Frame, at: Abstract['at']): Abstract {
  switch (definition.kind) {
    case 'import':
      return imported(evaluator, frame.module, definition.binding);
    case 'function':
      return { kind: 'function', module: frame.module, function: definition.function, closure: frame, at };
    case 'class':
      return { kind: 'class', module: frame.module, class: definition.class, closure: frame, at };
    case 'parameter':
      return parameter(evaluator, frame, definition.index, definition.path, definition.default, at);
    case 'element':
      return follow(evaluator, elementOf(evaluator, definition.value, frame, at), definition.path, at);
    case 'value': {
      if (definition.operator && definition.operator !== '||=' && definition.operator !== '??=')
        return unknown('it is changed at run time', at);
      if (definition.rest) return unknown('it holds what is left of a destructured value', at);
      const value = follow(evaluator, evaluator.evaluate(definition.value, frame), definition.path, at);
      return definition.default
        ? withDefault(value, evaluator.evaluate(definition.default, frame), at)
        : value;
    }
    case 'declared':
    case 'caught':
      return unknown('it is known only at run time', at);
  }
}

function withDefault(value: Abstract, fallback: Abstract, at: Abstract['at']): Abstract {
  if (value.kind === 'constant' && value.value === null) return fallback;
  if (value.kind === 'unknown' || value.kind === 'parameter') return oneOf([value, fallback], at);
  return value;
}

function follow(
  evaluator: Evaluator,
  value: Abstract,
  path: readonly (string | number)[],
  at: Abstract['at'],
): Abstract {
  return path.reduce<Abstract>((current, key) => memberOf(evaluator, current, String(key), at), value);
}

function elementOf(evaluator: Evaluator, value: Value, frame: Frame, at: Abstract['at']): Abstract {
  const list = evaluator.evaluate(value, frame);
  if (list.kind !== 'list' || list.value.items.some((item) => item.spread))
    return unknown('it is an element of a list known only at run time', at);
  return oneOf(
    list.value.items.map((item) => evaluator.evaluate(item.value, list.frame)),
    at,
  );
}

/** A parameter: bound by the call that was followed, else by every caller in the workspace, else by its type. */
function parameter(
  evaluator: Evaluator,
  frame: Frame,
  index: number,
  path: readonly (string | number)[],
  fallback: Value | undefined,
  at: Abstract['at'],
): Abstract {
  const declared = frame.module.functions[frame.function]?.parameters[index];
  const hinted = frame.args ? undefined : evaluator.hint(frame.module, frame.function, index);
  if (hinted) return follow(evaluator, { kind: 'instance', type: hinted, path: [], at }, path, at);
  const whole =
    frame.args?.get(index) ??
    (frame.args ? missingArgument(evaluator, frame, index, at) : unbound(evaluator, frame, index, at));
  const value = follow(evaluator, whole, path, at);
  const bound =
    fallback && path.length > 0 ? withDefault(value, evaluator.evaluate(fallback, frame), at) : value;
  return path.length === 0 ? byDeclaration(evaluator, declared, bound, frame, at) : bound;
}

function missingArgument(evaluator: Evaluator, frame: Frame, index: number, at: Abstract['at']): Abstract {
  const declared = frame.module.functions[frame.function]?.parameters[index];
  if (declared?.default) return evaluator.evaluate(declared.default, frame);
  return frame.args?.has(-1)
    ? unknown('the arguments are spread from a list', at)
    : { kind: 'constant', value: null, at };
}

function unbound(evaluator: Evaluator, frame: Frame, index: number, at: Abstract['at']): Abstract {
  const { module } = frame;
  const declared = module.functions[frame.function]?.parameters[index];
  const callers = callersOf(evaluator, module, frame.function);
  const self: Abstract = { kind: 'parameter', module, function: frame.function, index, path: [], frame, at };
  if (callers.length === 0) {
    // A default made by a call (`client = make()`, `Depends(get)`) says what the parameter usually is.
    if (declared?.default?.kind === 'call') return evaluator.evaluate(declared.default, frame);
    return self;
  }
  return oneOf(
    callers.map(
      (bindings) =>
        bindings.get(index) ?? (declared?.default ? evaluator.evaluate(declared.default, frame) : self),
    ),
    at,
  );
}

/** Imports being followed: modules may import a name from each other in a circle. */
const following = new WeakMap<Evaluator, Set<ImportBinding>>();

/** What an import binds. */
export function imported(evaluator: Evaluator, from: ModuleSummary, binding: ImportBinding): Abstract {
  let active = following.get(evaluator);
  if (!active) {
    active = new Set();
    following.set(evaluator, active);
  }
  if (active.has(binding)) return unknown('it is imported in a circle', placeOf(from, binding));
  active.add(binding);
  try {
    return followImport(evaluator, from, binding);
  } finally {
    active.delete(binding);
  }
}

function followImport(evaluator: Evaluator, from: ModuleSummary, binding: ImportBinding): Abstract {
  const at = placeOf(from, binding);
  const { program } = evaluator;
  if (binding.imported !== '*' && from.language === 'python') {
    const submodule = program.resolveSubmodule(from, binding.module, binding.imported);
    const target = program.resolveImport(from, binding.module);
    const exported =
      target && target !== 'outside' ? exportOf(evaluator, target, binding.imported, new Set()) : undefined;
    if (exported) return exported;
    if (submodule) return { kind: 'namespace', module: submodule, at };
  }
  const target = program.resolveImport(from, binding.module);
  if (target === 'outside')
    return {
      kind: 'symbol',
      module: binding.module,
      path: binding.imported === '*' ? [] : [binding.imported],
      at,
    };
  if (!target) return unknown(`${binding.module} is not parsed`, at);
  if (binding.imported === '*') return { kind: 'namespace', module: target, at };
  return (
    exportOf(evaluator, target, binding.imported, new Set()) ??
    unknown(`${target.path} has no export ${binding.imported}`, at)
  );
}

/** What a module exports under a name; undefined if nothing. Re-exports are followed. */
export function exportOf(
  evaluator: Evaluator,
  module: ModuleSummary,
  name: string,
  seen: Set<string>,
): Abstract | undefined {
  const key = `${module.path}:${name}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const frame = evaluator.frame(module, 0);
  if (module.language === 'python') {
    const scope = evaluator.program.scope(module);
    const definitions = scope.names[0]?.get(name);
    if (definitions)
      return asFilled(
        evaluator,
        define(evaluator, definitions, frame, placeOf(module, { start: 0, end: 0 })),
        frame,
        name,
      );
    return starImported(evaluator, name, module, seen);
  }
  for (const binding of module.exports) {
    if (binding.name === name) return exportValue(evaluator, module, binding, frame, seen);
  }
  return throughStars(evaluator, module, name, seen);
}

/** `export * from`: of several the one that is seen to export the name; what cannot be looked into may do so. */
function throughStars(
  evaluator: Evaluator,
  module: ModuleSummary,
  name: string,
  seen: Set<string>,
): Abstract | undefined {
  const stars = module.exports.filter((one) => one.name === '*' && one.from);
  let hidden: Abstract | undefined;
  for (const binding of stars) {
    const at = placeOf(module, binding);
    const found = throughModule(evaluator, module, binding.from!.module, name, at, seen);
    if (found && found.kind !== 'unknown' && (found.kind !== 'symbol' || stars.length === 1)) return found;
    if (found?.kind === 'unknown') hidden ??= found;
  }
  return hidden;
}

function exportValue(
  evaluator: Evaluator,
  module: ModuleSummary,
  binding: ExportBinding,
  frame: Frame,
  seen: Set<string>,
): Abstract {
  const at = placeOf(module, binding);
  if (binding.from) {
    const { imported: name, module: specifier } = binding.from;
    if (name !== '*')
      return (
        throughModule(evaluator, module, specifier, name, at, seen) ??
        unknown(`${specifier} has no export ${name}`, at)
      );
    const target = evaluator.program.resolveImport(module, specifier);
    if (target === 'outside') return { kind: 'symbol', module: specifier, path: [], at };
    return target ? { kind: 'namespace', module: target, at } : unknown(`${specifier} is not parsed`, at);
  }
  if (binding.value) return evaluator.evaluate(binding.value, frame);
  return lookup(evaluator, binding.local ?? binding.name, frame, {
    start: module.length,
    end: module.length,
  });
}

function throughModule(
  evaluator: Evaluator,
  from: ModuleSummary,
  specifier: string,
  name: string,
  at: Abstract['at'],
  seen: Set<string>,
): Abstract | undefined {
  const target = evaluator.program.resolveImport(from, specifier);
  if (target === 'outside') return { kind: 'symbol', module: specifier, path: [name], at };
  return target ? exportOf(evaluator, target, name, seen) : unknown(`${specifier} is not parsed`, at);
}

/** Python `from m import *`. */
function starImported(
  evaluator: Evaluator,
  name: string,
  module: ModuleSummary,
  seen: Set<string> = new Set(),
): Abstract | undefined {
  for (const binding of module.imports) {
    if (binding.local !== '*') continue;
    const target = evaluator.program.resolveImport(module, binding.module);
    const found = target && target !== 'outside' ? exportOf(evaluator, target, name, seen) : undefined;
    if (found) return found;
  }
  return undefined;
}

// Members of workspace classes and their instances: fields, methods, statics, through bases.
import type { Value } from '../../../languages/summary/value';
import { type Abstract, type Frame, oneOf, placeOf, unknown } from './abstract';
import { extendedBy } from './additions';
import { environmentField } from './environmentFields';
import type { Evaluator } from './evaluator';
import { memberOf } from './members';

/** Classes looked at on the way up. Longer lines of bases are written by no one. */
const MAX_BASES = 40;

/** A field or method of a workspace class instance, through its bases. */
export function fieldOf(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'object-of' }>,
  name: string,
  at: Abstract['at'],
  seen: Set<string>,
): Abstract {
  const key = `${object.module.path}#${object.class}`;
  if (seen.has(key)) return unknown('its class inherits from itself', at);
  if (seen.size >= MAX_BASES) return unknown('its class has too many bases above it', at);
  seen.add(key);
  const { module } = object;
  const summary = module.classes[object.class]!;
  const scope = evaluator.program.scope(module);
  const values: Abstract[] = [];
  for (const assigned of scope.fields[object.class]?.get(name) ?? []) {
    values.push(evaluator.evaluate(assigned.value, constructorFrame(evaluator, object, assigned.function)));
  }
  const field = summary.fields.find((one) => one.name === name);
  const read = field && values.length === 0 ? environmentField(evaluator, object, field, at) : undefined;
  if (read) return read;
  if (field?.value && values.length === 0)
    values.push(
      evaluator.evaluate(
        field.value,
        evaluator.frame(module, fieldFrame(module, object.class, field.value.kind)),
      ),
    );
  if (values.length > 0) {
    const given = oneOf(
      values.filter((value) => !(value.kind === 'constant' && value.value === null) || values.length === 1),
      at,
    );
    const added = scope.fieldsAdded[object.class]?.get(name);
    return added ? extendedBy(evaluator, given, added, evaluator.frame(module, summary.function)) : given;
  }
  const method = summary.methods.find((one) => one.name === name);
  if (method) {
    const target: Abstract = { kind: 'function', module, function: method.function, self: object, at };
    return method.form === 'getter' ? evaluator.callFunction(target, undefined) : target;
  }
  for (const base of summary.bases) {
    const inherited = inheritedMember(
      evaluator,
      object,
      evaluator.evaluate(extendedClass(base), evaluator.frame(module, summary.function)),
      name,
      at,
      seen,
    );
    if (inherited) return inherited;
  }
  return unknown(`${summary.name} has no member ${name} that can be followed`, at);
}

/** `extends Agent<Env>` and `class Tool(BaseTool[Options])` extend the class before the brackets. */
export function extendedClass(base: Value): Value {
  return base.kind === 'index' ? base.object : base;
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

export function staticMember(
  evaluator: Evaluator,
  object: Extract<Abstract, { kind: 'class' }>,
  name: string,
  at: Abstract['at'],
  depth = 0,
): Abstract {
  const summary = object.module.classes[object.class]!;
  const method = summary.methods.find((one) => one.name === name);
  if (method) {
    const target: Abstract = {
      kind: 'function',
      module: object.module,
      function: method.function,
      self: object,
      at,
    };
    return method.form === 'getter' && method.static ? evaluator.callFunction(target, undefined) : target;
  }
  const field = summary.fields.find((one) => one.name === name);
  if (field?.value) return evaluator.evaluate(field.value, evaluator.frame(object.module, summary.function));
  for (const base of depth < MAX_BASES ? summary.bases : []) {
    const parent = evaluator.evaluate(extendedClass(base), evaluator.frame(object.module, summary.function));
    if (parent.kind === 'class') {
      const inherited = staticMember(evaluator, parent, name, at, depth + 1);
      if (inherited.kind !== 'unknown') return inherited;
    }
  }
  return unknown(
    `${summary.name} has no member ${name} that can be followed`,
    placeOf(object.module, summary),
  );
}

// Which definitions the word at an offset of a file stands for: a variable, an import, a key or a text that names something.
// Answers with places, at which facts stand or not; knows no pack and no fact.
import type { CallSite, FunctionSummary, ModuleSummary } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../languages/summary/walk';
import { contains, type Place, type Span } from '../../text/span';
import { type Abstract, alternatives, placeOf } from './resolve/abstract';
import type { Evaluator } from './resolve/evaluator';

export interface NamedDefinitions {
  /** The word. */
  readonly word: Span;
  /** Where what it stands for is defined: a callee, the name of a function or class, a whole object. */
  readonly places: readonly Place[];
}

/** Undefined where no such word stands. */
export function definitionsAt(
  evaluator: Evaluator,
  module: ModuleSummary,
  offset: number,
): NamedDefinitions | undefined {
  const named = namedAt(module, offset);
  if (!named) return undefined;
  if (named.kind === 'place') return { word: named.word, places: [placeOf(module, named.place)] };
  const frame = evaluator.frame(module, named.function);
  const places = alternatives(evaluator.evaluate(named.value, frame)).flatMap(placesOf);
  return places.length > 0 ? { word: named.word, places } : undefined;
}

type Named =
  | {
      readonly kind: 'value';
      readonly word: Span;
      readonly value: Value;
      /** The function it stands in. */
      readonly function: number;
    }
  | { readonly kind: 'place'; readonly word: Span; readonly place: Span };

function namedAt(module: ModuleSummary, offset: number): Named | undefined {
  const binding = module.imports.find((one) => one.local !== '' && covers(one, offset));
  if (binding) {
    const value: Value = { kind: 'reference', name: binding.local, start: binding.start, end: binding.end };
    return { kind: 'value', word: binding, value, function: Math.max(0, binding.function) };
  }
  for (const fn of module.functions) {
    for (const decorator of fn.decorators) {
      const made = inDecorator(module, fn, decorator, offset);
      if (made) return made;
    }
  }
  let found: Named | undefined;
  const keep = (one: Named | undefined): void => {
    if (one && (!found || one.word.end - one.word.start < found.word.end - found.word.start)) found = one;
  };
  for (const fn of module.functions) {
    walkStatements(fn.body, (statement) => {
      if (!covers(statement, offset)) return;
      if (statement.kind === 'assign' && statement.value && statement.target.kind === 'name') {
        const { target: word, value } = statement;
        if (covers(word, offset)) keep({ kind: 'value', word, value, function: fn.id });
      }
      for (const value of valuesOf(statement)) keep(inValue(value, fn.id, offset));
    });
  }
  for (const call of module.calls) {
    if (!covers(call, offset)) continue;
    keep(inValue(call.callee, call.function, offset));
    for (const { value } of call.arguments) keep(inValue(value, call.function, offset));
    keep(inNames(call, offset));
  }
  for (const one of module.classes) {
    for (const { value, ...field } of one.fields) {
      if (value && covers(field, offset)) keep(inValue(value, one.function, offset));
    }
  }
  return found;
}

function inValue(value: Value, fn: number, offset: number): Named | undefined {
  let found: Named | undefined;
  if (!covers(value, offset)) return undefined;
  walkValue(value, (one) => {
    if (!covers(one, offset)) return;
    if (one.kind === 'reference') found = { kind: 'value', word: one, value: one, function: fn };
    if (one.kind === 'member' && covers(one.propertySpan, offset))
      found = { kind: 'value', word: one.propertySpan, value: one, function: fn };
    if (one.kind !== 'object') return;
    for (const entry of one.entries)
      if (entry.kind === 'property' && covers(entry.keySpan, offset))
        found = { kind: 'value', word: entry.keySpan, value: entry.value, function: fn };
  });
  return found;
}

/** Anywhere on a decorator its function is meant. */
function inDecorator(
  { calls }: ModuleSummary,
  fn: FunctionSummary,
  decorator: Value,
  offset: number,
): Named | undefined {
  const call = decorator.kind === 'call' ? calls[decorator.call] : undefined;
  const word = call ? { start: call.start, end: call.argumentsSpan.start } : decorator;
  if (!fn.nameSpan) return undefined;
  if (covers(word, offset)) return { kind: 'place', word, place: fn.nameSpan };
  const text = call && namesOf(call).find((one) => covers(one, offset));
  return text && { kind: 'place', word: text, place: fn.nameSpan };
}

/** The text by which a call names what it makes: a route, the name of a tool or agent. */
function inNames(call: CallSite, offset: number): Named | undefined {
  const word = namesOf(call).find((one) => covers(one, offset));
  return word && { kind: 'place', word, place: call.calleeSpan };
}

function namesOf(call: CallSite): readonly Span[] {
  return call.arguments.flatMap(({ name, value }, at) => {
    if (isText(value)) return at === 0 || name === 'name' ? [value] : [];
    if (value.kind !== 'object') return [];
    return value.entries.flatMap((entry) =>
      entry.kind === 'property' && entry.key === 'name' && isText(entry.value) ? [entry.value] : [],
    );
  });
}

function isText(value: Value): boolean {
  return value.kind === 'template' || (value.kind === 'constant' && typeof value.value === 'string');
}

function placesOf(value: Abstract): readonly Place[] {
  switch (value.kind) {
    case 'instance': {
      if (!value.origin || value.path.length > 0) return [];
      const { call, module } = value.origin.site;
      const decorated = module.functions.find((fn) => fn.decorators.some((one) => contains(one, call)));
      return [placeOf(module, decorated?.nameSpan ?? call.calleeSpan)];
    }
    case 'result':
      return value.path.length > 0 ? [] : [placeOf(value.site.module, value.site.call.calleeSpan)];
    case 'function': {
      const fn = value.module.functions[value.function];
      return fn ? [placeOf(value.module, fn.nameSpan ?? fn)] : [];
    }
    case 'class':
    case 'object-of': {
      const one = value.module.classes[value.class];
      return one ? [placeOf(value.module, one.nameSpan ?? one)] : [];
    }
    case 'object':
      return [{ path: value.at.path, start: value.value.start, end: value.value.end }];
    default:
      return [];
  }
}

function covers(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

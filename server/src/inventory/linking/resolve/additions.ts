// Calls that give an object or a list more than it was made with, and what they give it. Syntax of a call only.
import type { CallSite, CodeLanguage } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Abstract, Addition, Frame } from './abstract';
import type { Evaluator } from './evaluator';

export const APPENDERS: ReadonlySet<string> = new Set(['push', 'append', 'add', 'unshift', 'extend']);

/** What a call adds, and to what: `list.push(x)`, `Object.assign(options, more)`, `options.update(key=1)`. */
export function additionsOf(
  { callee, arguments: args }: CallSite,
  language: CodeLanguage,
  where: Pick<Addition, 'always' | 'function'>,
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
  // Set it is in any case: nobody writes this below a value that is surely there.
  if (language === 'python' && property === 'setdefault' && key?.value.kind === 'constant' && given)
    return {
      object,
      additions: [{ kind: 'property', property: String(key.value.value), value: given.value, ...where }],
    };
  if (!APPENDERS.has(property)) return { additions: [] };
  return { object, additions: args.map(({ value }) => ({ kind: 'item', value, ...where })) };
}

/** An object or a list with what a function adds to it under a name. Functions inside that one are seen for every call. */
export function withAdditions(
  evaluator: Evaluator,
  value: Abstract,
  additions: readonly ReadonlyMap<string, readonly Addition[]>[],
  frame: Frame,
  name: string,
): Abstract {
  const found = additions[frame.function]?.get(name);
  return found ? extendedBy(evaluator, value, found, frame) : value;
}

export function extendedBy(
  evaluator: Evaluator,
  value: Abstract,
  additions: readonly Addition[],
  frame: Frame,
): Abstract {
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

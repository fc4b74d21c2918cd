// What every collector of a module's facts gets: the module, its matches, the evaluator, and helpers to name and place things.

import type { Catalog } from '../../catalog/catalog';
import type { ModuleSummary } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';
import { childrenOf, valuesOf, walkStatements } from '../../languages/summary/walk';
import type { Place, Span } from '../../text/span';
import type { Match } from './match/match';
import type { DefinitionKey, FunctionKey } from './moduleFacts';
import { type Abstract, alternatives, placeOf } from './resolve/abstract';
import type { Evaluator } from './resolve/evaluator';

export interface DeclaredName {
  readonly name: string;
  readonly span: Span;
}

/** One module while it is being linked. */
export class LinkContext {
  private readonly declared: ReadonlyMap<string, DeclaredName>;

  constructor(
    readonly module: ModuleSummary,
    readonly matches: readonly Match[],
    readonly evaluator: Evaluator,
    readonly catalog: Catalog,
  ) {
    this.declared = declaredNames(module);
  }

  place(span: Span, label?: string): Place {
    const place = placeOf(this.module, span);
    return label === undefined ? place : { ...place, label };
  }

  functionKey(fn: number): FunctionKey {
    return `${this.module.path}#${fn}`;
  }

  /** The name of the function a call stands in (`createDocument` for `const createDocument = () => tool(…)`), if it has one. */
  ownerName(fn: number): string | undefined {
    for (
      let current = this.module.functions[fn];
      current && current.id > 0;
      current = this.module.functions[current.parent]
    )
      if (current.name) return current.name;
    return undefined;
  }

  /** The variable, field or property a value is the value of: `const llm = new X()`, `{ search: tool() }`. */
  nameOf(span: Span): DeclaredName | undefined {
    return this.declared.get(`${span.start}:${span.end}`);
  }
}

/** The key under which a value can be referred to from elsewhere; undefined where it has none. */
export function keyOf(value: Abstract): DefinitionKey | undefined {
  switch (value.kind) {
    case 'instance':
      return value.origin ? siteKey(value.origin.site) : undefined;
    case 'result':
      return siteKey(value.site);
    case 'function':
      return `${value.module.path}#${value.function}`;
    case 'class':
    case 'object-of':
      return `${value.module.path}!${value.class}`;
    case 'object':
      return `${value.at.path}@${value.value.start}`;
    default:
      return undefined;
  }
}

export function siteKey(site: Match['site']): DefinitionKey {
  return `${site.module.path}@${site.call.start}`;
}

/** The functions among some values, one-of included. */
export function functionsOf(values: readonly Abstract[]): FunctionKey[] {
  return values
    .flatMap(alternatives)
    .flatMap((value) => (value.kind === 'function' ? [`${value.module.path}#${value.function}`] : []));
}

/** A callee as it is written: `client.chat.completions.create`. */
export function calleeText(callee: Value): string {
  switch (callee.kind) {
    case 'reference':
      return callee.name;
    case 'member':
      return `${calleeText(callee.object)}.${callee.property}`;
    case 'self':
      return 'this';
    case 'call':
    case 'index':
      return '…';
    default:
      return '…';
  }
}

/** Names by the span of the value they are given to. Transparent through one-of values is not needed: the call itself carries the span. */
function declaredNames(module: ModuleSummary): Map<string, DeclaredName> {
  const names = new Map<string, DeclaredName>();
  const spanOf = (value: Value): Span =>
    value.kind === 'call' ? (module.calls[value.call] ?? value) : value;
  const give = (value: Value, name: string, span: Span): void => {
    const at = spanOf(value);
    const key = `${at.start}:${at.end}`;
    if (!names.has(key)) names.set(key, { name, span });
    // `a ? new X() : new Y()` and `cache ?? make()` name their parts too.
    if (value.kind === 'oneOf') for (const option of value.options) give(option, name, span);
  };
  const visit = (value: Value): void => {
    if (value.kind === 'object') {
      for (const entry of value.entries)
        if (entry.kind === 'property') give(entry.value, entry.key, entry.keySpan);
    }
    for (const child of childrenOf(value)) visit(child);
  };
  for (const fn of module.functions) {
    walkStatements(fn.body, (statement) => {
      if (statement.kind === 'assign' && statement.value) {
        const { target } = statement;
        if (target.kind === 'name') give(statement.value, target.name, target);
        else if (target.kind === 'member')
          give(statement.value, target.property, {
            start: target.end - target.property.length,
            end: target.end,
          });
      }
      for (const value of valuesOf(statement)) visit(value);
    });
  }
  for (const call of module.calls) {
    for (const argument of call.arguments) {
      if (argument.name !== undefined) give(argument.value, argument.name, argument.nameSpan ?? argument);
      visit(argument.value);
    }
  }
  for (const one of module.classes)
    for (const field of one.fields) if (field.value) give(field.value, field.name, field);
  return names;
}

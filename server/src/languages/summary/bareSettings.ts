// Settings of a module whose value says nothing by itself: `0` in `maxRetries: 0`, `True` in `debug=True`. Spans only.
import type { Span } from '../../text/span';
import type { ModuleSummary } from './module';
import type { Value } from './value';
import { valuesOf, walkStatements, walkValue } from './walk';

/** The span of a setting, name included, by the span of its bare value. */
export type BareSettings = ReadonlyMap<string, Span>;

/** Properties of objects and keyword arguments that are given a number, a boolean or nothing. */
export function bareSettings(module: ModuleSummary): BareSettings {
  const found = new Map<string, Span>();
  const note = (value: Value, start: number): void => {
    if (value.kind === 'constant' && typeof value.value !== 'string')
      found.set(spanKey(value), { start, end: value.end });
  };
  const look = (value: Value): void =>
    walkValue(value, (each) => {
      if (each.kind !== 'object') return;
      for (const entry of each.entries)
        if (entry.kind === 'property' && !entry.shorthand) note(entry.value, entry.keySpan.start);
    });
  for (const call of module.calls) {
    look(call.callee);
    for (const argument of call.arguments) {
      if (argument.nameSpan) note(argument.value, argument.nameSpan.start);
      look(argument.value);
    }
  }
  for (const value of heldValues(module)) look(value);
  return found;
}

export function spanKey({ start, end }: Span): string {
  return `${start}:${end}`;
}

/** Values outside of calls: of statements, parameters, classes, exports. */
function heldValues(module: ModuleSummary): readonly Value[] {
  const values: (Value | undefined)[] = module.exports.map((one) => one.value);
  for (const fn of module.functions) {
    values.push(...fn.decorators, ...fn.parameters.map((one) => one.default));
    walkStatements(fn.body, (statement) => values.push(...valuesOf(statement)));
  }
  for (const one of module.classes)
    values.push(...one.bases, ...one.decorators, ...one.fields.map((field) => field.value));
  return values.filter((value) => value !== undefined);
}

// Finds the string literal around a place, and tells how it is written.
import type { ModuleSummary } from '../../languages/summary/module';
import type { ConstantValue, TemplateValue, Value } from '../../languages/summary/value';
import { valuesOf, walkStatements, walkValue } from '../../languages/summary/walk';
import { contains, type Span } from '../../text/span';

export type TextValue = ConstantValue | TemplateValue;

/** The innermost string or template that covers a span. */
export function textAround(module: ModuleSummary, span: Span): TextValue | undefined {
  let found: TextValue | undefined;
  eachValue(module, (value) => {
    const isText =
      value.kind === 'template' || (value.kind === 'constant' && typeof value.value === 'string');
    if (isText && contains(value, span) && (!found || value.end - value.start < found.end - found.start))
      found = value;
  });
  return found;
}

/** Every value of a module: of statements, arguments, fields, defaults and decorators. */
export function eachValue(module: ModuleSummary, visit: (value: Value) => void): void {
  const look = (value: Value | undefined): void => {
    if (value) walkValue(value, visit);
  };
  for (const fn of module.functions) {
    walkStatements(fn.body, (statement) => valuesOf(statement).forEach(look));
    for (const parameter of fn.parameters) look(parameter.default);
    for (const decorator of fn.decorators) look(decorator);
  }
  for (const call of module.calls) for (const argument of call.arguments) look(argument.value);
  for (const one of module.classes) for (const field of one.fields) look(field.value);
  for (const binding of module.exports) look(binding.value);
}

/** The read of a variable that falls back on this very literal (`process.env.X ?? "…"`, `os.getenv("X", "…")`). */
export function readAround(module: ModuleSummary, literal: Span, variable: string): Span | undefined {
  let found: Span | undefined;
  eachValue(module, (value) => {
    const [read, last] =
      value.kind === 'env'
        ? [value, value.fallback]
        : value.kind === 'oneOf' && value.choice !== 'ternary' && value.options.length === 2
          ? value.options
          : [];
    if (read?.kind !== 'env' || read.name !== variable) return;
    if (last?.start === literal.start && last.end === literal.end) found = value;
  });
  return found;
}

/** Takes the fallback out of such a read, with what joins it; undefined where it is joined in another way. */
export function withoutFallback(text: string, read: Span, literal: Span): Span | undefined {
  const before = text.slice(read.start, literal.start);
  const joint = /\s*(?:\?\?|\|\||,|\sor)\s*$/.exec(before)?.[0];
  const after = text.slice(literal.end, read.end);
  if (joint === undefined || !/^\s*,?\s*\)?$/.test(after)) return undefined;
  const trailing = /^\s*,?\s*(?=\))/.exec(after)?.[0].length ?? 0;
  return { start: literal.start - joint.length, end: literal.end + trailing };
}

export interface WrittenLiteral {
  /** Letters before the quote, in lower case. */
  readonly prefix: string;
  readonly quote: string;
  /** Start and end of what stands between the quotes. */
  readonly inner: Span;
}

/** Undefined where the span is no single literal (`"a" "b"`, `"a" + "b"`). */
export function readLiteral(text: string, { start, end }: Span): WrittenLiteral | undefined {
  const match = /^([A-Za-z]{0,2})("""|'''|"|'|`)/.exec(text.slice(start, end));
  if (!match) return undefined;
  const quote = match[2]!;
  const from = start + match[0].length;
  const to = end - quote.length;
  if (to < from || text.slice(to, end) !== quote) return undefined;
  const inner = text.slice(from, to);
  // A quote inside that is not escaped ends the first of several literals.
  if (quote.length === 1 && new RegExp(`(?<!\\\\)(?:\\\\\\\\)*${quote}`).test(inner) && quote !== '`')
    return undefined;
  return { prefix: match[1]!.toLowerCase(), quote, inner: { start: from, end: to } };
}

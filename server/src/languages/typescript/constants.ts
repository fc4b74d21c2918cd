// Arithmetic on constants: what an operator gives when all its operands are known.
import type { Span } from '../../text/span';
import type { ConstantValue, Value } from '../summary/value';

export function constant(value: ConstantValue['value'], { start, end }: Span): ConstantValue {
  return { kind: 'constant', value, start, end };
}

/** The constant result of a binary operator, or undefined if it is not known or not a finite number. */
export function foldBinary(
  operator: string,
  left: Value,
  right: Value,
  span: Span,
): ConstantValue | undefined {
  if (left.kind !== 'constant' || right.kind !== 'constant') return undefined;
  const a = left.value;
  const b = right.value;
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) {
    // `null` may stand for `undefined` here, so its text is not known.
    return a === null || b === null ? undefined : constant(`${a}${b}`, span);
  }
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const result = arithmetic(operator, a, b);
  return result !== undefined && Number.isFinite(result) ? constant(result, span) : undefined;
}

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    default:
      return undefined;
  }
}

/** The constant result of a sign before a number or `!` before a boolean. */
export function foldPrefix(operator: string, operand: Value, span: Span): ConstantValue | undefined {
  if (operand.kind !== 'constant') return undefined;
  if (operator === '!' && typeof operand.value === 'boolean') return constant(!operand.value, span);
  if (typeof operand.value !== 'number') return undefined;
  if (operator === '-') return constant(operand.value === 0 ? 0 : -operand.value, span);
  return operator === '+' ? constant(operand.value, span) : undefined;
}

/** Joins neighbouring constant pieces; a template of constants only is a constant. */
export function foldTemplate(parts: readonly (string | Value)[], span: Span): Value {
  const joined: (string | Value)[] = [];
  for (const part of parts) {
    const text = typeof part === 'string' ? part : textOfConstant(part);
    const last = joined.at(-1);
    if (text === undefined) joined.push(part);
    else if (typeof last === 'string') joined[joined.length - 1] = last + text;
    else if (text !== '') joined.push(text);
  }
  if (joined.length === 0) return constant('', span);
  const only = joined[0]!;
  if (joined.length === 1 && typeof only === 'string') return constant(only, span);
  return { kind: 'template', parts: joined, start: span.start, end: span.end };
}

function textOfConstant(value: Value): string | undefined {
  return value.kind === 'constant' && value.value !== null ? String(value.value) : undefined;
}

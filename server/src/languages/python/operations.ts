// Operators: normalised as the value domain writes them, and folded where both sides are constants.
import type { Value } from '../summary/value';
import { createUnknown, type ModuleBuilder } from './moduleBuilder';
import { joinText } from './strings';
import type { SyntaxNode } from './syntax';

/** Links of a comparison; each nests the ones before it. */
const MAX_LINKS = 50;

const COMPARISONS: Readonly<Record<string, string>> = {
  is: '==',
  'is not': '!=',
  '<>': '!=',
  'not in': '!in',
};

export function readBinary(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const left = builder.value(node.children[0], node);
  const right = builder.value(node.children[1], node);
  const operator = node.operators[0] ?? '';
  const text = operator === '+' ? joinText(node, left, right) : undefined;
  if (text) return text;
  const number = foldNumbers(operator, left, right);
  if (number !== undefined) return { kind: 'constant', start, end, value: number };
  return { kind: 'operation', start, end, operator, operands: [left, right] };
}

export function readUnary(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const operator = node.operators[0] ?? '';
  const operand = builder.value(node.children[0], node);
  if (operand.kind === 'constant' && typeof operand.value === 'number') {
    if (operator === '-') return { kind: 'constant', start, end, value: 0 - operand.value };
    if (operator === '+') return { kind: 'constant', start, end, value: operand.value };
  }
  return { kind: 'operation', start, end, operator, operands: [operand] };
}

export function readNot(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  return { kind: 'operation', start, end, operator: '!', operands: [builder.value(node.children[0], node)] };
}

/** `a or b` is a choice, `a and b` an operation. */
export function readBoolean(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end, children } = node;
  const left = builder.value(children[0], node);
  const right = builder.value(children[1], node);
  if (node.operators[0] !== 'or')
    return { kind: 'operation', start, end, operator: '&&', operands: [left, right] };
  const flat = children[0]?.type === 'boolean_operator' && left.kind === 'oneOf' ? left.options : [left];
  return { kind: 'oneOf', start, end, choice: 'truthy', options: [...flat, right] };
}

/** `a < b <= c` is `a < b && b <= c`; the middle is the same value, evaluated once. */
export function readComparison(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const operands = builder.values(node.children);
  if (operands.length !== node.operators.length + 1 || operands.length > MAX_LINKS)
    return createUnknown(node, 'comparison', operands);
  const links = node.operators.map((operator, index): Value => {
    const left = operands[index]!;
    const right = operands[index + 1]!;
    const span = { start: left.start, end: right.end };
    return {
      kind: 'operation',
      ...span,
      operator: COMPARISONS[operator] ?? operator,
      operands: [left, right],
    };
  });
  const whole = links.reduce(
    (left, right): Value => ({
      kind: 'operation',
      start,
      end: right.end,
      operator: '&&',
      operands: [left, right],
    }),
  );
  return { ...whole, start, end };
}

/** `a if condition else b`. */
export function readConditional(builder: ModuleBuilder, node: SyntaxNode): Value {
  const { start, end } = node;
  const [then, test, otherwise] = node.children;
  const condition = builder.value(test, node);
  const options = [builder.value(then, node), builder.value(otherwise, node)];
  return { kind: 'oneOf', start, end, choice: 'ternary', options, condition };
}

function foldNumbers(operator: string, left: Value, right: Value): number | undefined {
  if (left.kind !== 'constant' || right.kind !== 'constant') return undefined;
  if (typeof left.value !== 'number' || typeof right.value !== 'number') return undefined;
  const folded = calculate(operator, left.value, right.value);
  return folded !== undefined && Math.abs(folded) <= Number.MAX_SAFE_INTEGER ? folded : undefined;
}

function calculate(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '**':
      return a ** b;
    case '/':
      return b === 0 ? undefined : a / b;
    case '//':
      return b === 0 ? undefined : Math.floor(a / b);
    default:
      return undefined;
  }
}

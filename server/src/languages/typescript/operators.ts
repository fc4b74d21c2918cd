// Operators: arithmetic and comparison, choices, assignments inside expressions, await and yield.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type { OneOfValue, OperationValue, Value } from '../summary/value';
import { emitAssignment, emitStep, isAssignment } from './assignments';
import { readCall } from './calls';
import { foldBinary, foldPrefix } from './constants';
import { unwrap } from './transparent';
import { type ExpressionReader, MAX_DEPTH, type Walk } from './walk';

const { SyntaxKind } = ts;

/** Longer choices nest, so that building one stays linear. */
const MAX_OPTIONS = 200;

export const operatorReaders: readonly (readonly [ts.SyntaxKind, ExpressionReader])[] = [
  [SyntaxKind.BinaryExpression, readBinary],
  [SyntaxKind.ConditionalExpression, readConditional],
  [SyntaxKind.PrefixUnaryExpression, readPrefix],
  [SyntaxKind.PostfixUnaryExpression, readPostfix],
  [SyntaxKind.AwaitExpression, readAwait],
  [SyntaxKind.YieldExpression, readYield],
  [SyntaxKind.TypeOfExpression, (walk, node: ts.TypeOfExpression) => keyword(walk, node, 'typeof')],
  [SyntaxKind.VoidExpression, (walk, node: ts.VoidExpression) => keyword(walk, node, 'void')],
  [SyntaxKind.DeleteExpression, (walk, node: ts.DeleteExpression) => keyword(walk, node, 'delete')],
];

/** A chain such as `a + b + c` leans to the left and may be thousands long, so its spine is read in a loop. */
function readBinary(walk: Walk, node: ts.BinaryExpression): Value {
  if (isAssignment(node)) return emitAssignment(walk, node);
  const spine: ts.BinaryExpression[] = [];
  let leftmost: ts.Expression = node;
  for (let next: ts.Expression = node; ts.isBinaryExpression(next); next = leftmost) {
    if (isAssignment(next)) break;
    spine.push(next);
    leftmost = next.left;
  }
  const start = walk.start(leftmost);
  let result = walk.value(leftmost);
  let nested = walk.depth;
  for (let i = spine.length - 1; i >= 0; i--) {
    const step = spine[i]!;
    const next = combine(walk, step, result, { start, end: step.end });
    if (next.kind === 'operation' || (next.kind === 'oneOf' && next.options.length === 2)) nested++;
    result = nested < MAX_DEPTH ? next : { kind: 'unknown', why: 'nested too deeply', start, end: step.end };
    if (nested >= MAX_DEPTH) nested = walk.depth;
  }
  return result;
}

function combine(walk: Walk, node: ts.BinaryExpression, left: Value, span: Span): Value {
  switch (node.operatorToken.kind) {
    case SyntaxKind.CommaToken:
      walk.emit({ kind: 'expression', value: left, start: left.start, end: left.end });
      return walk.value(node.right);
    case SyntaxKind.BarBarToken:
      return choose(left, whenReached(walk, not(left), node.right), 'truthy', span);
    case SyntaxKind.QuestionQuestionToken:
      return choose(left, whenReached(walk, not(left), node.right), 'nullish', span);
    case SyntaxKind.AmpersandAmpersandToken:
      return {
        kind: 'operation',
        operator: '&&',
        operands: [left, whenReached(walk, left, node.right)],
        ...span,
      };
  }
  const operator = operatorText(node.operatorToken.kind);
  const right = walk.value(node.right);
  return (
    foldBinary(operator, left, right, span) ?? {
      kind: 'operation',
      operator,
      operands: [left, right],
      ...span,
    }
  );
}

/** `a || b || c` is one choice of three. */
function choose(left: Value, right: Value, choice: 'truthy' | 'nullish', span: Span): OneOfValue {
  const merges = left.kind === 'oneOf' && left.choice === choice && left.options.length < MAX_OPTIONS;
  const earlier = merges ? left.options : [left];
  return { kind: 'oneOf', options: [...earlier, right], choice, ...span };
}

function not(value: Value): OperationValue {
  return { kind: 'operation', operator: '!', operands: [value], start: value.start, end: value.end };
}

/** Reads an operand that is only evaluated under a condition; assignments inside it become statements under that condition. */
function whenReached(walk: Walk, condition: Value, node: ts.Node): Value {
  let value: Value | undefined;
  const then = walk.collect(() => {
    value = walk.value(node);
  });
  if (then.length > 0) walk.emit({ kind: 'if', condition, then, otherwise: [], ...walk.span(node) });
  return value!;
}

function readConditional(walk: Walk, node: ts.ConditionalExpression): Value {
  const condition = walk.value(node.condition);
  const first = whenReached(walk, condition, node.whenTrue);
  const second = whenReached(walk, not(condition), node.whenFalse);
  return { kind: 'oneOf', options: [first, second], choice: 'ternary', condition, ...walk.span(node) };
}

function readPrefix(walk: Walk, node: ts.PrefixUnaryExpression): Value {
  const operator = operatorText(node.operator);
  const operand = walk.value(node.operand);
  if (operator === '++' || operator === '--') return emitStep(walk, node, operand, operator);
  const span = walk.span(node);
  return foldPrefix(operator, operand, span) ?? { kind: 'operation', operator, operands: [operand], ...span };
}

function readPostfix(walk: Walk, node: ts.PostfixUnaryExpression): Value {
  return emitStep(walk, node, walk.value(node.operand), operatorText(node.operator));
}

function readAwait(walk: Walk, node: ts.AwaitExpression): Value {
  const inner = unwrap(node.expression);
  return ts.isCallExpression(inner) ? readCall(walk, inner, true) : walk.value(inner);
}

function readYield(walk: Walk, node: ts.YieldExpression): Value {
  const operands = node.expression ? [walk.value(node.expression)] : [];
  return {
    kind: 'operation',
    operator: node.asteriskToken ? 'yield*' : 'yield',
    operands,
    ...walk.span(node),
  };
}

function keyword(
  walk: Walk,
  node: ts.TypeOfExpression | ts.VoidExpression | ts.DeleteExpression,
  operator: string,
): Value {
  return { kind: 'operation', operator, operands: [walk.value(node.expression)], ...walk.span(node) };
}

/** Both equalities are `==` in the summary, as in Python. */
function operatorText(kind: ts.SyntaxKind): string {
  if (kind === SyntaxKind.EqualsEqualsEqualsToken) return '==';
  if (kind === SyntaxKind.ExclamationEqualsEqualsToken) return '!=';
  return ts.tokenToString(kind) ?? '';
}

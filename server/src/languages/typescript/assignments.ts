// Assignments, wherever they stand: each becomes a statement before the one it is part of, and a value.
import { ts } from 'ts-morph';
import type { Value } from '../summary/value';
import { constant } from './constants';
import { recordCommonJsExport } from './exports';
import { assignmentTarget, namingOf, targetOfValue } from './targets';
import type { Walk } from './walk';

/** True for `=`, `+=` and the like. */
export function isAssignment(node: ts.Node): node is ts.AssignmentExpression<ts.AssignmentOperatorToken> {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Emits the assignment as a statement and returns the value of its right side. */
export function emitAssignment(walk: Walk, node: ts.BinaryExpression): Value {
  const target = assignmentTarget(walk, node.left);
  const span = walk.span(node);
  if (!target) {
    const left = walk.value(node.left);
    return walk.unknown(node, 'assignment', [left, walk.value(node.right)]);
  }
  const value = walk.value(node.right, namingOf(target));
  const operator = ts.tokenToString(node.operatorToken.kind);
  const assign = { kind: 'assign', target, value, declares: 'none', ...span } as const;
  walk.emit(operator === '=' ? assign : { ...assign, operator });
  if (operator === '=') recordCommonJsExport(walk, node.left, value);
  return value;
}

/** `n++` is the assignment `n += 1` for whoever looks for counters. */
export function emitStep(
  walk: Walk,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  operand: Value,
  operator: string,
): Value {
  const span = walk.span(node);
  const target = targetOfValue(operand);
  if (target) {
    const value = constant(1, span);
    walk.emit({
      kind: 'assign',
      target,
      value,
      declares: 'none',
      operator: operator === '++' ? '+=' : '-=',
      ...span,
    });
  }
  return { kind: 'operation', operator, operands: [operand], ...span };
}

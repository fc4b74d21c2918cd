// What may stand around an expression without changing its value: parentheses, casts, assertions.
import { ts } from 'ts-morph';

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion
  | ts.ExpressionWithTypeArguments
  | ts.PartiallyEmittedExpression;

export const WRAPPER_KINDS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.TypeAssertionExpression,
  ts.SyntaxKind.ExpressionWithTypeArguments,
];

const wrappers = new Set(WRAPPER_KINDS);

/** The expression inside parentheses, `as`, `satisfies`, `!` and `<T>`. */
export function unwrap(node: ts.Node): ts.Node {
  let inner = node;
  while (wrappers.has(inner.kind)) inner = (inner as Wrapper).expression;
  return inner;
}

/** The same, looking through `await` as well. */
export function unwrapAwait(node: ts.Node): ts.Node {
  let inner = unwrap(node);
  while (inner.kind === ts.SyntaxKind.AwaitExpression)
    inner = unwrap((inner as ts.AwaitExpression).expression);
  return inner;
}

/** The text of a string literal or of a template without substitutions. */
export function stringOf(node: ts.Node | undefined): string | undefined {
  if (!node) return undefined;
  const inner = unwrap(node);
  return ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

/** The module named by `require("m")` or `import("m")`, if the name is constant. */
export function requiredModule(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require' && node.arguments.length === 1);
  return loads ? stringOf(node.arguments[0]) : undefined;
}

// Which expressions read environment variables, in Node, Vite, Deno and Bun.
import { ts } from 'ts-morph';
import { stringOf, unwrap } from './transparent';

/** True for `process.env`, `globalThis.process.env`, `import.meta.env` and `Bun.env`. */
export function isEnvironment(node: ts.Node): boolean {
  const inner = unwrap(node);
  if (!ts.isPropertyAccessExpression(inner) || inner.name.text !== 'env') return false;
  const owner = unwrap(inner.expression);
  if (owner.kind === ts.SyntaxKind.MetaProperty) {
    return (owner as ts.MetaProperty).keywordToken === ts.SyntaxKind.ImportKeyword;
  }
  if (ts.isIdentifier(owner)) return owner.text === 'process' || owner.text === 'Bun';
  return (
    ts.isPropertyAccessExpression(owner) &&
    owner.name.text === 'process' &&
    ts.isIdentifier(owner.expression) &&
    (owner.expression.text === 'globalThis' || owner.expression.text === 'global')
  );
}

/** The variable read by `process.env.X` or `process.env["X"]`; undefined for anything else. */
export function variableRead(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (!isEnvironment(node.expression)) return undefined;
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : stringOf(node.argumentExpression);
  return name === '' ? undefined : name;
}

/** The variable read by `Deno.env.get("X")`. */
export function variableFetched(node: ts.CallExpression): string | undefined {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'get' || node.arguments.length !== 1)
    return undefined;
  const owner = unwrap(callee.expression);
  if (!ts.isPropertyAccessExpression(owner) || owner.name.text !== 'env') return undefined;
  if (!ts.isIdentifier(owner.expression) || owner.expression.text !== 'Deno') return undefined;
  return stringOf(node.arguments[0]);
}

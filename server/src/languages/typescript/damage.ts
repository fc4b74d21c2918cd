// Which calls, objects and lists of a broken text may hold more than what was read of them. Nothing of what that means.
import { ts } from 'ts-morph';
import type { UnknownValue } from '../summary/value';
import { MAX_DEPTH, type Walk } from './walk';

const { SyntaxKind, NodeFlags } = ts;

const HOLDERS: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.CallExpression,
  SyntaxKind.NewExpression,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.ArrayLiteralExpression,
]);

/** Those in whose statement something is unwritten or wrong, from the fault outwards. None where the text has no error. */
export function damagedNodes(tree: ts.SourceFile, hasErrors: boolean): ReadonlySet<ts.Node> {
  const damaged = new Set<ts.Node>();
  const visit = (node: ts.Node, depth: number): boolean => {
    let broken = (node.flags & NodeFlags.ThisNodeHasError) !== 0;
    if (depth < MAX_DEPTH)
      ts.forEachChild(node, (child) => {
        if (visit(child, depth + 1)) broken = true;
      });
    if (broken && HOLDERS.has(node.kind)) damaged.add(node);
    // Options at the end of a call that is not closed yet are not at their end either.
    const last = broken && isCall(node) ? node.arguments?.at(-1) : undefined;
    if (last && ts.isObjectLiteralExpression(last)) damaged.add(last);
    // What is wrong in the body of a function does not concern the call that is handed it.
    return broken && !ts.isStatement(node) && !ts.isClassLike(node);
  };
  if (hasErrors) visit(tree, 0);
  return damaged;
}

function isCall(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

/** Stands at the end of what was read of a damaged node: anything else may be there. */
export function unread(walk: Walk, node: ts.Node): UnknownValue {
  const { end } = walk.span(node);
  return { kind: 'unknown', start: end, end, why: 'syntax error' };
}

// Spans of syntax nodes. The tree's offsets are UTF-16 already, so nothing is converted here.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';

/** Where the node's own text starts, after spaces and comments. Works on trees without parent pointers. */
export function startOf(node: ts.Node, source: ts.SourceFile): number {
  const { text } = source;
  let at = node.pos;
  if (node.kind === ts.SyntaxKind.JsxText) return at;
  while (at < node.end) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 10 || code === 13 || code === 9) at++;
    else if (isPlainStart(code)) return at;
    else return Math.min(node.getStart(source), node.end);
  }
  return Math.min(at, node.end);
}

/** Characters that can start neither a comment nor anything else the scanner would skip. */
function isPlainStart(code: number): boolean {
  return (code >= 64 && code < 124) || (code >= 48 && code < 60) || code === 34 || code === 39 || code === 40;
}

export function spanOf(node: ts.Node, source: ts.SourceFile): Span {
  return { start: startOf(node, source), end: node.end };
}

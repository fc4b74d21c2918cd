// Comments addressed to this program. Everything else in comments is ignored.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';

export interface AddressedComment {
  readonly text: string;
  readonly span: Span;
}

type Task = ts.Node | Span;

/**
 * The comments that contain `airworthy`, in any case. Only the parts of the tree around an occurrence are visited:
 * a comment stands between the tokens there, never in a string, a template, a regular expression or JSX text.
 */
export function findComments(source: ts.SourceFile): AddressedComment[] {
  const places = [...source.text.matchAll(/airworthy/gi)].map((match) => match.index);
  if (places.length === 0) return [];
  const found: AddressedComment[] = [];
  const tasks: Task[] = [source];
  let next = 0;
  while (tasks.length > 0 && next < places.length) {
    const task = tasks.pop()!;
    const [from, to] = 'kind' in task ? [task.pos, task.end] : [task.start, task.end];
    while (next < places.length && places[next]! < from) next++;
    if (next >= places.length || places[next]! >= to) continue;
    if ('kind' in task) tasks.push(...partsOf(task, source).reverse());
    else scanGap(source, task, places, next, found);
  }
  return found;
}

/** The children of a node and the gaps between them, in order; a leaf with text of its own has only the gap before it. */
function partsOf(node: ts.Node, source: ts.SourceFile): Task[] {
  const parts: Task[] = [];
  let at = node.pos;
  ts.forEachChild(node, (child) => {
    if (child.pos > at) parts.push({ start: at, end: child.pos });
    if (child.end > child.pos) parts.push(child);
    at = Math.max(at, child.end);
  });
  if (at < node.end) {
    const isText = parts.length === 0 && ownsText(node);
    parts.push({ start: at, end: isText ? Math.min(node.getStart(source), node.end) : node.end });
  }
  return parts;
}

/** Literals and JSX text, where what looks like a comment is none. */
function ownsText(node: ts.Node): boolean {
  const { kind } = node;
  return (
    kind === ts.SyntaxKind.JsxText ||
    (kind >= ts.SyntaxKind.FirstLiteralToken && kind <= ts.SyntaxKind.LastTemplateToken)
  );
}

function scanGap(
  source: ts.SourceFile,
  { start, end }: Span,
  places: readonly number[],
  first: number,
  found: AddressedComment[],
): void {
  const { text } = source;
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    false,
    source.languageVariant,
    text,
    undefined,
    start,
    end - start,
  );
  let next = first;
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const span = { start: scanner.getTokenStart(), end: scanner.getTokenEnd() };
    while (next < places.length && places[next]! < span.start) next++;
    const isComment =
      token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia;
    if (isComment && next < places.length && places[next]! < span.end) {
      found.push({ text: text.slice(span.start, span.end), span });
    }
  }
}

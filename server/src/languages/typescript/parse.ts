// Text to a TypeScript syntax tree. Syntax only: no program, no type checker, no file access.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';

export interface ParsedSource {
  readonly tree: ts.SourceFile;
  readonly errors: readonly Span[];
}

/** Unclosed `async(` calls inside one another double the parser's work with every level; real code has one or two. */
const MAX_NESTED_ASYNC_CALLS = 12;

const ASYNC_CALL = /\basync\s*\(/g;

/**
 * Parses one file. Broken text gives a tree of what did parse, with the spans that did not.
 * Returns undefined for text that no recursive parser can take (brackets nested beyond the stack).
 */
export function parse(path: string, text: string): ParsedSource | undefined {
  if (nestsAsyncCalls(text)) return undefined;
  try {
    const tree = ts.createSourceFile(
      path,
      text,
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      false,
      scriptKindOf(path),
    );
    return { tree, errors: errorsOf(tree, text.length) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** JavaScript is read with JSX allowed, since `.js` files of React projects hold JSX. */
function scriptKindOf(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  if (/\.[cm]?ts$/i.test(path)) return ts.ScriptKind.TS;
  if (/\.jsx$/i.test(path)) return ts.ScriptKind.JSX;
  return ts.ScriptKind.JS;
}

function errorsOf(tree: ts.SourceFile, length: number): Span[] {
  // The parser keeps its syntax errors on the tree, but the published type does not name the property.
  const { parseDiagnostics } = tree as ts.SourceFile & {
    parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return (parseDiagnostics ?? []).map(({ start, length: size }) => ({
    start: Math.min(start, length),
    end: Math.min(start + size, length),
  }));
}

/** Counts parentheses without regard to strings: only far more nesting than code has ever shown trips it. */
function nestsAsyncCalls(text: string): boolean {
  const opens = new Set<number>();
  for (const match of text.matchAll(ASYNC_CALL)) opens.add(match.index + match[0].length - 1);
  if (opens.size <= MAX_NESTED_ASYNC_CALLS) return false;
  const stack: boolean[] = [];
  let nested = 0;
  for (const match of text.matchAll(/[()]/g)) {
    if (match[0] === '(') {
      const isAsync = opens.has(match.index);
      stack.push(isAsync);
      if (isAsync) nested++;
      if (nested > MAX_NESTED_ASYNC_CALLS) return true;
    } else if (stack.pop()) nested--;
  }
  return false;
}

// Where a statement starts on its line: the summary of a declaration starts at the name it declares.
import { lineStart } from '../languages/edits/layout';

/** Steps back over `const`, `let`, `var` and `export`. */
export function statementStart(text: string, start: number): number {
  const before = text.slice(lineStart(text, start), start);
  const keyword = /(?:export\s+)?(?:const|let|var)\s+$/.exec(before);
  return keyword ? start - keyword[0].length : start;
}

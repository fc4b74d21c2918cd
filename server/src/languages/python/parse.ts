// Text to syntax: parses, and where the text is broken tries once more with what is visibly missing put in.
import { comparePlaces, type Span } from '../../text/span';
import { type Repair, repairText } from './repair';
import { createNodeTable, type NodeTable, readSyntax, type Syntax } from './syntax';
import { type LoadedGrammar, loadGrammar } from './wasm';

export interface PythonParser {
  /** Throws only if the parser itself fails; broken text is no failure. */
  parse(text: string): Syntax;
}

/** Loads the grammar. Rejects if its files are missing. */
export async function createPythonParser(): Promise<PythonParser> {
  const grammar = await loadGrammar();
  const table = createNodeTable(grammar.language);
  return { parse: (text) => parse(text, grammar, table) };
}

function parse(text: string, grammar: LoadedGrammar, table: NodeTable): Syntax {
  const asWritten = parseOnce(text, grammar, table);
  // Also where there is no error: the grammar takes `client.` and the name on the next line for one expression.
  const repair = repairText(text);
  if (!repair) return asWritten;
  const mended = parseOnce(repair.text, grammar, table, repair);
  return weigh(mended.errors) <= weigh(asWritten.errors)
    ? addErrors(mended, repair.errors, text.length)
    : asWritten;
}

function parseOnce(text: string, { parser }: LoadedGrammar, table: NodeTable, repair?: Repair): Syntax {
  const tree = parser.parse(text);
  if (!tree) {
    parser.reset();
    throw new Error('The parser gave no tree.');
  }
  try {
    return readSyntax(tree, table, text, repair?.offsets);
  } finally {
    tree.delete();
  }
}

/** How much of the text is lost to errors. */
function weigh(errors: readonly Span[]): number {
  return errors.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

function addErrors(syntax: Syntax, errors: readonly Span[], length: number): Syntax {
  const all = [...syntax.errors, ...errors].map((span) => ({ path: '', ...span }));
  const sorted = all.sort(comparePlaces).map(({ start, end }) => ({ start, end }));
  return { ...syntax, errors: sorted, root: { ...syntax.root, end: length } };
}

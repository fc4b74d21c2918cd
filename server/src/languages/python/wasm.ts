// Where the grammar's WebAssembly files lie, and loading them. Nothing here knows what the parser is used for.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, Parser } from '@vscode/tree-sitter-wasm';

const RUNTIME = 'tree-sitter.wasm';
const GRAMMAR = 'tree-sitter-python.wasm';

/** A parser with its language set, and the language for its tables of node types. */
export interface LoadedGrammar {
  readonly parser: Parser;
  readonly language: Language;
}

/** Loads the runtime and the Python grammar. Rejects if a file is missing or does not fit the runtime. */
export async function loadGrammar(): Promise<LoadedGrammar> {
  const folder = wasmFolder();
  await Parser.init({ locateFile: () => join(folder, RUNTIME) });
  const language = await Language.load(join(folder, GRAMMAR));
  return { parser: new Parser().setLanguage(language), language };
}

/** `wasm/` beside the bundled program, or the installed package when running from source. */
function wasmFolder(): string {
  const bundled = join(__dirname, 'wasm');
  if (existsSync(join(bundled, GRAMMAR))) return bundled;
  // A resolver made at run time: a bundler must neither follow nor rewrite this lookup.
  const installed = createRequire(join(__dirname, 'wasm.js'));
  return dirname(installed.resolve(`@vscode/tree-sitter-wasm/wasm/${GRAMMAR}`));
}

// A parsed file as repairs edit it: its text, its summary, how its language writes things.
import type { LinkContext } from '../inventory/linking/context';
import type { CodeStyle } from '../languages/edits/codeStyle';
import { type EditRefusal, isRefusal } from '../languages/edits/textEdit';
import type { EnsuredImports, WantedImport } from '../languages/edits/wantedImport';
import { pythonStyle } from '../languages/python/edits/codeStyle';
import { ensurePythonImports } from '../languages/python/edits/ensureImports';
import type { CodeLanguage, ModuleSummary } from '../languages/summary/module';
import { typescriptStyle } from '../languages/typescript/edits/codeStyle';
import { ensureTypescriptImports } from '../languages/typescript/edits/ensureImports';
import { inFile } from './fileEdits';
import type { FileEdit, FixInput } from './fix';

export interface CodeFile {
  readonly path: string;
  readonly text: string;
  readonly module: ModuleSummary;
  readonly context: LinkContext;
  readonly style: CodeStyle;
}

/** Refused where the file is not parsed code, or its text is no longer the one that was analysed. */
export async function openCode(input: FixInput, path: string): Promise<CodeFile | EditRefusal> {
  const context = input.module(path);
  if (!context) return { refused: `${path} is no code that was analysed` };
  const text = await input.read(path);
  if (text === undefined) return { refused: `${path} cannot be read` };
  if (text.length !== context.module.length) return { refused: `${path} has changed since it was analysed` };
  return { path, text, module: context.module, context, style: styleOf(context.module.language, text) };
}

/** How a file of this language and text writes numbers, texts and objects. */
export function styleOf(language: CodeLanguage, text: string): CodeStyle {
  return language === 'python' ? pythonStyle(text) : typescriptStyle(text);
}

/** The edits that bring wanted names into a file, and what they are called there. */
export function importsIn(file: CodeFile, wanted: readonly WantedImport[]): EnsuredImports | EditRefusal {
  const { module, text } = file;
  return module.language === 'python'
    ? ensurePythonImports(module, text, wanted)
    : ensureTypescriptImports(module, text, wanted);
}

/** Edits made with imported names: the imports and what `write` makes of their local names, in one list. */
export function withImports(
  file: CodeFile,
  wanted: readonly WantedImport[],
  write: (locals: readonly string[]) => readonly FileEdit[] | EditRefusal,
): readonly FileEdit[] | EditRefusal {
  const imports = importsIn(file, wanted);
  if (isRefusal(imports)) return imports;
  const written = write(imports.locals);
  return isRefusal(written) ? written : [...inFile(file.path, imports.edits), ...written];
}

// Approval by a pause at the start of a tool's body, for tools that LangGraph runs.
import type { Fact } from '../../inventory/facts/fact';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { statementEnd } from '../../languages/typescript/edits/codeStyle';
import { type CodeFile, openCode, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import type { FileEdit, FixInput } from '../fix';
import { atBodyStart } from '../functionBody';

const DECLINED = 'The person did not approve this action.';

/** `runs` are the functions that run as the tool, as `path#function`. */
export async function interruptAtStart(
  input: FixInput,
  tool: Fact,
  runs: readonly string[],
): Promise<readonly FileEdit[] | EditRefusal> {
  const [only] = runs;
  if (only === undefined || runs.length > 1)
    return { refused: 'the function that runs as this tool cannot be told' };
  const path = only.slice(0, only.lastIndexOf('#'));
  const file = await openCode(input, path);
  if (isRefusal(file)) return file;
  const fn = file.module.functions[Number(only.slice(path.length + 1))];
  if (!fn) return { refused: 'the function that runs as this tool is not at hand' };
  const python = file.module.language === 'python';
  return withImports(
    file,
    [{ module: python ? 'langgraph.types' : '@langchain/langgraph', name: 'interrupt' }],
    ([interrupt]) => {
      const edits = atBodyStart(
        file,
        fn,
        linesFor(
          file,
          `${interrupt}(${asked(
            file,
            tool,
            fn.parameters.map((one) => one.name).filter((name) => name !== '' && name !== 'self'),
          )})`,
        ),
      );
      return isRefusal(edits) ? edits : inFile(path, edits);
    },
  );
}

function asked({ style, module }: CodeFile, tool: Fact, parameters: readonly string[]): string {
  const python = module.language === 'python';
  const values = python ? parameters : parameters.slice(0, 1);
  const args = python
    ? style.object(values.map((name) => style.entry(name, name)))
    : (values[0] ?? 'undefined');
  return style.object([
    style.entry('action', style.string(tool.name)),
    ...(values.length > 0 ? [style.entry('arguments', args)] : []),
  ]);
}

function linesFor({ style, text, module }: CodeFile, pause: string): readonly string[] {
  const approve = style.string('approve');
  if (module.language === 'python')
    return [`if ${pause} != ${approve}:`, `\treturn ${style.string(DECLINED)}`];
  return [`if (${pause} !== ${approve}) return ${style.string(DECLINED)}${statementEnd(text)}`];
}

// Declares on a tool offered over MCP that it changes things, so that hosts can ask before running it.
import { setKeyword } from '../../languages/edits/callArgument';
import { setEntry } from '../../languages/edits/objectEntry';
import { isRefusal } from '../../languages/edits/textEdit';
import { toolOf } from '../approval/holders';
import { openCode, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import type { Fix } from '../fix';
import { matchesAt } from '../matchAt';

export const fix: Fix = {
  id: 'declare-tool-hints',
  safety: 'confirm',
  title: () => 'Declare that the tool changes things',
  async offer(input) {
    const { place } = toolOf(input) ?? input.finding;
    const file = await openCode(input, place.path);
    if (isRefusal(file)) return file;
    const match = matchesAt(file.context, place).find((one) => one.known.meaning.tool);
    if (!match) return { refused: 'the tool is not defined by a call or decorator here' };
    const { call } = match.site;
    const repair = { title: 'Declare destructiveHint', annotation: 'Lets hosts ask before the tool runs' };
    if (file.module.language === 'python') {
      const edits = withImports(file, [{ module: 'mcp.types', name: 'ToolAnnotations' }], ([annotations]) => {
        const set = setKeyword(
          file.text,
          call,
          'annotations',
          `${annotations}(destructiveHint=True)`,
          file.style,
        );
        return isRefusal(set) ? set : inFile(file.path, set);
      });
      return isRefusal(edits) ? edits : { ...repair, edits };
    }
    const options = call.arguments.find((argument) => argument.value.kind === 'object')?.value;
    if (
      options?.kind !== 'object' ||
      !options.entries.some(
        (entry) => entry.kind === 'property' && /^(?:inputSchema|description|title)$/.test(entry.key),
      )
    ) {
      return { refused: 'the tool is registered without a description object: use registerTool' };
    }
    const edits = setEntry(
      file.text,
      options,
      ['annotations', 'destructiveHint'],
      file.style.true,
      file.style,
    );
    return isRefusal(edits) ? edits : { ...repair, edits: inFile(file.path, edits) };
  },
};

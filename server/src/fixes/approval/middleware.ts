// Approval by the middleware of LangChain agents: added to the agent's list, or widened where it is there.
import type { Match } from '../../inventory/linking/match/match';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import { setKeyword } from '../../languages/edits/callArgument';
import { appendItem } from '../../languages/edits/listItem';
import { appendEntry, setEntry } from '../../languages/edits/objectEntry';
import { type EditRefusal, isRefusal, type TextEdit } from '../../languages/edits/textEdit';
import type { Value } from '../../languages/summary/value';
import { type CodeFile, openCode, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import type { FileEdit, FixInput } from '../fix';
import { expressionAt } from '../options/expressionAt';
import type { Holder } from './holders';

/** True if the agent takes middleware. */
export function takesMiddleware({ match }: Holder): boolean {
  return match.known.pack === 'langchain' && (match.known.meaning.agent?.guardrails ?? []).length > 0;
}

/** True if the agent is given something that keeps its state while a person decides. */
export function hasCheckpointer({ match: { site } }: Holder): boolean {
  const { call } = site;
  if (call.arguments.some((argument) => argument.name === 'checkpointer')) return true;
  return call.arguments.some(
    ({ value }) =>
      value.kind === 'object' &&
      value.entries.some((entry) => entry.kind !== 'property' || entry.key === 'checkpointer'),
  );
}

/** Lets the middleware of an agent ask before this tool; makes one where it has none. */
export async function approvalMiddleware(
  input: FixInput,
  holder: Holder,
  tool: string,
): Promise<readonly FileEdit[] | EditRefusal> {
  const { match, context } = holder;
  const file = await openCode(input, match.site.module.path);
  if (isRefusal(file)) return file;
  const python = file.module.language === 'python';
  const slot = match.known.meaning.agent!.guardrails![0]!;
  const given = expressionAt(match.site.call, slot);
  if (!given && valuesAt(context.evaluator, slot, match).values.length > 0)
    return { refused: 'the middleware of the agent is made elsewhere' };
  const present = given && presentApproval(file, holder, given);
  if (present) return present;
  const name = python ? 'HumanInTheLoopMiddleware' : 'humanInTheLoopMiddleware';
  return withImports(
    file,
    [{ module: python ? 'langchain.agents.middleware' : 'langchain', name }],
    ([middleware]) => {
      const { style, text } = file;
      const tools = style.object([style.entry(tool, style.true)]);
      const made = python
        ? `${middleware}(interrupt_on=${tools})`
        : `${middleware}(${style.object([style.entry('interruptOn', tools)])})`;
      const edits = given ? addToList(file, given, made) : addOption(text, match, style.list([made]), file);
      return isRefusal(edits) ? edits : inFile(file.path, edits);
    },
  );

  function presentApproval(
    open: CodeFile,
    { context: at, match: agent }: Holder,
    list: Value,
  ): readonly FileEdit[] | EditRefusal | undefined {
    const items = list.kind === 'list' ? list.items.map((item) => item.value) : [];
    for (const item of items) {
      const [value] = alternatives(at.evaluator.evaluate(item, agent.site.frame));
      const guard = value?.kind === 'instance' ? value.origin?.known.meaning.guard : undefined;
      if (guard?.capability !== 'approval' || value?.kind !== 'instance' || !value.origin) continue;
      const covered = guard.covers
        ?.map((one) => expressionAt(value.origin!.site.call, one))
        .find((one) => one?.kind === 'object');
      if (covered?.kind !== 'object' || value.origin.site.module !== open.module)
        return { refused: 'the approval of the agent is set elsewhere' };
      const edits = setEntry(open.text, covered, [tool], open.style.true, open.style);
      return isRefusal(edits) ? edits : inFile(open.path, edits);
    }
    return undefined;
  }
}

function addToList({ text, style }: CodeFile, list: Value, made: string): readonly TextEdit[] | EditRefusal {
  if (list.kind !== 'list' || text[list.start] !== '[' || text[list.end - 1] !== ']')
    return { refused: 'the middleware of the agent is no plain list' };
  return appendItem(
    text,
    { open: list.start + 1, close: list.end - 1, items: list.items.map((item) => item.value) },
    made,
    { ...style, spaced: false },
  );
}

function addOption(
  text: string,
  { site: { call, module } }: Match,
  list: string,
  { style }: CodeFile,
): readonly TextEdit[] | EditRefusal {
  if (module.language === 'python') return setKeyword(text, call, 'middleware', list, style);
  const [options] = call.arguments;
  return options?.value.kind === 'object'
    ? appendEntry(text, options.value, 'middleware', list, style)
    : { refused: 'the options of the agent are no plain object' };
}

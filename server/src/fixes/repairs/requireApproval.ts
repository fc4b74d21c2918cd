// Asks a person before a tool acts, with the approval of its SDK.
import type { Fact } from '../../inventory/facts/fact';
import { handedRuns } from '../../inventory/linking/collect/handedRuns';
import { toolKey } from '../../inventory/linking/collect/tools';
import { keyOf, siteKey } from '../../inventory/linking/context';
import type { Match } from '../../inventory/linking/match/match';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import { setEntry } from '../../languages/edits/objectEntry';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { type Holder, holdersOf, keyInHolder, toolOf } from '../approval/holders';
import { interruptAtStart } from '../approval/interrupt';
import { approvalMiddleware, hasCheckpointer, takesMiddleware } from '../approval/middleware';
import { openCode } from '../codeFile';
import { eachValue } from '../environment/literals';
import { inFile, joined } from '../fileEdits';
import type { FileEdit, Fix, FixInput, FixOutcome } from '../fix';
import { matchesAt } from '../matchAt';
import { editSlot, fitnessOf } from '../options/slotEdit';
import { lastKey, plain, versionAnswer } from '../options/writtenOption';

const ANNOTATION = 'Asks a person before the tool acts';
const INTERFACE =
  'The run now stops before the tool and waits: the user interface must show the request and send the answer back.';
const CHECKPOINTER =
  'The graph needs a checkpointer, or it cannot wait: give it one that outlives the process in production.';
const NO_HOLDER = 'the call or agent that holds the tool is not known';

export const fix: Fix = {
  id: 'require-approval',
  safety: 'confirm',
  title: (input) => `Require approval for ${toolOf(input)?.name ?? 'this tool'}`,
  async offer(input) {
    const tool = toolOf(input);
    if (!tool) return { refused: 'no tool is known at this place' };
    const context = input.module(tool.place.path);
    const match = context && matchesAt(context, tool.place).find((one) => one.known.meaning.tool);
    const title = `Require approval for ${tool.name}`;
    if (tool.sdk === 'ai-sdk') return withEdits(title, await inAiSdk(input, tool, match), [INTERFACE]);
    const slots = match?.known.meaning.settings?.approval?.slots ?? [];
    if (context && match && slots.length > 0)
      return withEdits(title, await atSlot(input, context, match), [INTERFACE]);
    if (tool.sdk === 'langchain' || tool.sdk === 'langchain-community' || tool.sdk === 'langgraph')
      return inLangChain(input, tool, match, title);
    const name = input.catalog.pack(tool.sdk ?? '')?.title ?? 'This SDK';
    return { refused: `${name} has no approval of its own: ask a person in the code that runs the tool` };
  },
};

function withEdits(
  title: string,
  edits: readonly FileEdit[] | EditRefusal,
  notes: readonly string[],
): FixOutcome {
  return isRefusal(edits) ? edits : { title, edits, annotation: ANNOTATION, notes };
}

async function atSlot(
  input: FixInput,
  context: NonNullable<ReturnType<FixInput['module']>>,
  match: Match,
): Promise<readonly FileEdit[] | EditRefusal> {
  const file = await openCode(input, match.site.module.path);
  if (isRefusal(file)) return file;
  let refusal: EditRefusal = { refused: 'the tool takes no approval here' };
  for (const slot of match.known.meaning.settings!.approval!.slots) {
    const fitness = fitnessOf(context, match, slot);
    if (isRefusal(fitness)) {
      refusal = fitness;
      continue;
    }
    const isPolicy = /^require_?approval$/i.test(lastKey(slot) ?? '');
    return editSlot(
      input,
      context,
      match,
      slot,
      plain(isPolicy ? file.style.string('always') : file.style.true),
    );
  }
  return refusal;
}

/** On the tool in version 6, on the call or agent from 7 on; before 6 there is none. */
async function inAiSdk(
  input: FixInput,
  tool: Fact,
  match: Match | undefined,
): Promise<readonly FileEdit[] | EditRefusal> {
  const context = input.module(tool.place.path)!;
  const layer = match ?? context.matches.find((one) => one.known.pack === 'ai-sdk');
  const version = (range: string): string => (layer ? versionAnswer(input, layer, range) : 'unknown');
  if (version('<6') === 'yes')
    return {
      refused:
        'this version of the AI SDK has no approval: leave `execute` out and run the tool after the person agreed, or move to version 6',
    };
  if (version('>=7') === 'yes') return onHolders(input, tool, match);
  if (version('>=6 <7') !== 'yes')
    return {
      refused: 'which version of the AI SDK is in use is not known, and approval differs between versions',
    };
  if (match) return atSlot(input, context, match);
  const file = await openCode(input, tool.place.path);
  if (isRefusal(file)) return file;
  let found: readonly FileEdit[] | EditRefusal = { refused: 'the tool is not written as an object here' };
  eachValue(file.module, (value) => {
    if (
      value.kind !== 'object' ||
      !value.entries.some((entry) => entry.kind === 'property' && entry.value.start === tool.place.start)
    )
      return;
    const edits = setEntry(file.text, value, ['needsApproval'], 'true', file.style);
    found = isRefusal(edits) ? edits : inFile(file.path, edits);
  });
  return found;
}

async function onHolders(
  input: FixInput,
  tool: Fact,
  match: Match | undefined,
): Promise<readonly FileEdit[] | EditRefusal> {
  const all = holdersOf(input, tool);
  const holders = all.filter((holder) => holder.match.known.meaning.settings?.approval?.slots.length);
  if (all.length === 0) return { refused: NO_HOLDER };
  if (holders.length === 0) return { refused: 'the call or agent that holds the tool takes no approval' };
  const done: (readonly FileEdit[])[] = [];
  for (const holder of holders) {
    const edits = await onHolder(input, holder, match);
    if (isRefusal(edits)) return edits;
    done.push(edits);
  }
  return joined(done);
}

async function onHolder(
  input: FixInput,
  holder: Holder,
  match: Match | undefined,
): Promise<readonly FileEdit[] | EditRefusal> {
  const own = match && new Set([toolKey(match), siteKey(match.site)]);
  const key = keyInHolder(holder, (one) => own?.has(one) ?? false);
  const slot = holder.match.known.meaning.settings!.approval!.slots[0]!;
  if (key === undefined || slot.from !== 'argument')
    return { refused: 'under which name the call holds the tool cannot be told' };
  const file = await openCode(input, holder.match.site.module.path);
  if (isRefusal(file)) return file;
  return editSlot(
    input,
    holder.context,
    holder.match,
    { ...slot, path: [...slot.path, key] },
    plain(file.style.string('user-approval')),
  );
}

/** Middleware on agents that take it; else a pause in the tool, where LangGraph runs it. */
async function inLangChain(
  input: FixInput,
  tool: Fact,
  match: Match | undefined,
  title: string,
): Promise<FixOutcome> {
  const holders = holdersOf(input, tool);
  const agents = holders.filter(takesMiddleware);
  if (agents.length > 0) {
    const done: (readonly FileEdit[])[] = [];
    for (const agent of agents) {
      const edits = await approvalMiddleware(input, agent, tool.name);
      if (isRefusal(edits)) return edits;
      done.push(edits);
    }
    return withEdits(title, joined(done), [
      INTERFACE,
      ...(agents.every(hasCheckpointer) ? [] : [CHECKPOINTER]),
    ]);
  }
  const inGraph = holders.some(
    ({ match: { known } }) => known.pack === 'langgraph' || known.returns?.startsWith('langgraph/'),
  );
  if (holders.length === 0) return { refused: NO_HOLDER };
  if (inGraph && !match) return { refused: 'the tool is not defined by a call or decorator here' };
  if (!inGraph || !match)
    return {
      refused:
        'the agent that holds this tool has no approval: move it to create_agent with the human-in-the-loop middleware',
    };
  return withEdits(title, await interruptAtStart(input, tool, functionsOf(input, match)), [
    INTERFACE,
    CHECKPOINTER,
  ]);
}

/** The functions that run as a tool. */
function functionsOf(input: FixInput, match: Match): readonly string[] {
  if (match.decorated?.kind === 'function')
    return [`${match.decorated.module.path}#${match.decorated.function}`];
  const context = input.module(match.site.module.path);
  const values = (match.known.meaning.tool?.execute ?? []).flatMap((slot) =>
    context ? valuesAt(context.evaluator, slot, match).values.flatMap(alternatives) : [],
  );
  const runs = values
    .filter((value) => value.kind === 'function')
    .flatMap((value) =>
      // What a wrapper made stands in the wrapper, for everyone it wraps.
      value.closure?.args && context ? handedRuns(context.evaluator, value).functions : [value],
    );
  return [...new Set(runs.map((value) => keyOf(value)!))];
}

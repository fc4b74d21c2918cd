// Bounds the loop of an agent with its SDK's step limit.
import type { Match } from '../../inventory/linking/match/match';
import { isRefusal } from '../../languages/edits/textEdit';
import { openCode } from '../codeFile';
import { inFile } from '../fileEdits';
import type { Fix, FixInput, FixOutcome } from '../fix';
import { matchesAt } from '../matchAt';
import { setOption } from '../options/setOption';

const ANNOTATION = 'Ends a run that goes round in circles';
/** Types of results that take a configuration for every run, with the type's member. */
const CONFIGURABLE = new Set(['langgraph/CompiledGraph']);

export const fix: Fix = {
  id: 'set-step-limit',
  safety: 'confirm',
  title: (input) => `Stop after ${input.number('steps')} steps`,
  async offer(input) {
    const steps = input.number('steps');
    const done = await setOption(input, 'stepLimit', steps);
    if (!isRefusal(done)) {
      return {
        title: `Set ${done.option} to ${steps}${done.where}`,
        edits: done.edits,
        annotation: ANNOTATION,
      };
    }
    const context = input.module(input.finding.place.path);
    const graph =
      context &&
      matchesAt(context, input.finding.place).find((one) => CONFIGURABLE.has(one.known.returns ?? ''));
    return graph ? configure(input, graph) : done;
  },
};

/** A compiled graph takes the limit for all its runs. */
async function configure(input: FixInput, { site: { call, module } }: Match): Promise<FixOutcome> {
  const file = await openCode(input, module.path);
  if (isRefusal(file)) return file;
  const steps = input.number('steps');
  const python = module.language === 'python';
  const config = file.style.object([
    file.style.entry(python ? 'recursion_limit' : 'recursionLimit', file.style.number(steps)),
  ]);
  const text = python ? `.with_config(${config})` : `.withConfig(${config})`;
  return {
    title: `Bound every run of the graph to ${steps} steps`,
    edits: inFile(file.path, [{ start: call.end, end: call.end, text }]),
    annotation: ANNOTATION,
  };
}

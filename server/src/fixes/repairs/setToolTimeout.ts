// Gives a blocking call of a tool a time limit: the library's own option, an abort signal, or a wait around it.
import type { LinkContext } from '../../inventory/linking/context';
import type { Match } from '../../inventory/linking/match/match';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { CallSite } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';
import { openCode, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import type { FileEdit, Fix, FixInput } from '../fix';
import { matchesAt } from '../matchAt';
import { expressionAt } from '../options/expressionAt';
import { setOption } from '../options/setOption';
import { editSlot, fitnessOf } from '../options/slotEdit';
import { lastKey, plain } from '../options/writtenOption';

export const fix: Fix = {
  id: 'set-tool-timeout',
  safety: 'confirm',
  title: (input) => `Set a time limit of ${seconds(input)}`,
  async offer(input) {
    const context = input.module(input.finding.place.path);
    const matches = context ? matchesAt(context, input.finding.place) : [];
    if (!context || matches.length === 0) return { refused: 'no call that waits is known at this place' };
    const match = matches.find((one) => one.known.meaning.settings?.timeout);
    if (!match) return { refused: 'the call that waits has no time limit of its own' };
    const annotation = 'Ends a call that hangs';
    // Node's `timeout` of http.request only tells; the signal ends the request.
    const signals = match.known.meaning.settings?.timeout?.signals ?? [];
    if (isNodeRequest(context, match)) {
      const aborted = await setSignal(input, context, match);
      return isRefusal(aborted)
        ? aborted
        : { title: `Abort the call after ${seconds(input)}`, edits: aborted, annotation };
    }
    const done = await setOption(input, 'timeout', input.number('toolTimeoutMs'));
    if (!isRefusal(done)) {
      return {
        title: `Set ${done.option} to ${seconds(input)}${done.where}`,
        edits: done.edits,
        annotation,
      };
    }
    if (signals.length > 0) {
      const aborted = await setSignal(input, context, match);
      return isRefusal(aborted)
        ? aborted
        : { title: `Abort the call after ${seconds(input)}`, edits: aborted, annotation };
    }
    const wrapped = await waitFor(input, match);
    return isRefusal(wrapped)
      ? match.known.meaning.settings?.timeout?.slots.length
        ? done
        : wrapped
      : { title: `Wait ${seconds(input)} at most`, edits: wrapped, annotation };
  },
};

function seconds(input: FixInput): string {
  const value = input.number('toolTimeoutMs') / 1000;
  return `${value} ${value === 1 ? 'second' : 'seconds'}`;
}

function isNodeRequest(context: LinkContext, match: Match): boolean {
  const [callee] = alternatives(context.evaluator.callee(match.site));
  return callee?.kind === 'symbol' && /^(?:node:)?https?$/.test(callee.module);
}

/** `signal: AbortSignal.timeout(…)`; a signal that is there keeps its say. */
async function setSignal(
  input: FixInput,
  context: LinkContext,
  match: Match,
): Promise<readonly FileEdit[] | EditRefusal> {
  const file = await openCode(input, match.site.module.path);
  if (isRefusal(file)) return file;
  const limit = `AbortSignal.timeout(${file.style.number(input.number('toolTimeoutMs'))})`;
  let refusal: EditRefusal = { refused: 'the call takes no abort signal here' };
  const slots = match.known.meaning.settings?.timeout?.signals ?? [];
  for (const slot of slots) {
    const { values } = valuesAt(context.evaluator, slot, match);
    if (values.length === 0) continue;
    const given = expressionAt(match.site.call, slot);
    if (!given) return { refused: 'a signal made elsewhere is handed over' };
    const code = `AbortSignal.any([${file.text.slice(given.start, given.end)}, ${limit}])`;
    return inFile(file.path, [
      {
        start: given.start,
        end: given.end,
        text: isShorthand(match.site.call, given) ? file.style.entry(lastKey(slot)!, code) : code,
      },
    ]);
  }
  const fitting: { slot: (typeof slots)[number]; fitness: number }[] = [];
  for (const slot of slots) {
    const fitness = fitnessOf(context, match, slot);
    if (isRefusal(fitness)) refusal = fitness;
    else fitting.push({ slot, fitness });
  }
  fitting.sort((a, b) => a.fitness - b.fitness);
  for (const { slot } of fitting) {
    const edits = await editSlot(input, context, match, slot, plain(limit));
    if (!isRefusal(edits)) return edits;
    refusal = edits;
  }
  return refusal;
}

/** `{ signal }` */
function isShorthand(call: CallSite, value: Value): boolean {
  return call.arguments.some(
    (argument) =>
      argument.value.kind === 'object' &&
      argument.value.entries.some(
        (entry) => entry.value === value && entry.kind === 'property' && entry.shorthand,
      ),
  );
}

/** `await asyncio.wait_for(…, timeout=…)` around an awaited call. */
async function waitFor(input: FixInput, match: Match): Promise<readonly FileEdit[] | EditRefusal> {
  const { call, module } = match.site;
  const name = calleeName(match);
  if (module.language !== 'python' || !call.awaited)
    return { refused: `${name} takes no time limit; use a call that does` };
  const file = await openCode(input, module.path);
  if (isRefusal(file)) return file;
  const limit = file.style.number(input.number('toolTimeoutMs') / 1000);
  return withImports(file, [{ module: 'asyncio', name: '*' }], ([asyncio]) =>
    inFile(file.path, [
      { start: call.start, end: call.start, text: `${asyncio}.wait_for(` },
      { start: call.end, end: call.end, text: `, timeout=${limit})` },
    ]),
  );
}

function calleeName({ site: { call } }: Match): string {
  return call.callee.kind === 'member'
    ? `\`${call.callee.property}\``
    : call.callee.kind === 'reference'
      ? `\`${call.callee.name}\``
      : 'this call';
}

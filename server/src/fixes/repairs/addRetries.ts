// Adds retries with backoff to a model call whose client does none.
import type { Match } from '../../inventory/linking/match/match';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { openCode, withImports } from '../codeFile';
import { dependencyEdits } from '../dependencies/dependencyEdits';
import { inFile } from '../fileEdits';
import type { Fix, FixInput, FixOutcome } from '../fix';
import { matchesAt } from '../matchAt';
import { elsewhere, setOption } from '../options/setOption';

export const fix: Fix = {
  id: 'add-retries',
  safety: 'confirm',
  title: () => 'Add retries with backoff',
  async offer(input) {
    const retries = input.number('retries');
    const done = await setOption(input, 'retries', retries);
    if (!isRefusal(done)) {
      return {
        title: `Set ${done.option} for ${retries} retries${elsewhere(input, done.layer)}`,
        edits: done.edits,
        annotation: 'Repeats a call that a busy provider refused',
      };
    }
    const context = input.module(input.finding.place.path);
    const request = context && matchesAt(context, input.finding.place).find((one) => isFetch(one));
    return request ? wrapFetch(input, request) : done;
  },
};

function isFetch(match: Match): boolean {
  const { callee } = match.site.call;
  return (
    match.site.module.language === 'typescript' && callee.kind === 'reference' && callee.name === 'fetch'
  );
}

/** fetch does not throw on a status: the wrapper has to, for those worth repeating. */
async function wrapFetch(input: FixInput, match: Match): Promise<FixOutcome> {
  const { call, module } = match.site;
  if (!call.awaited) return { refused: 'the answer is not awaited here, so where to repeat is not clear' };
  const file = await openCode(input, module.path);
  if (isRefusal(file)) return file;
  const dependency = await dependencyEdits(input, 'typescript', [{ name: 'p-retry', range: '^7.0.0' }]);
  if (isRefusal(dependency)) return dependency;
  const code: readonly (typeof dependency.edits)[number][] | EditRefusal = withImports(
    file,
    [{ module: 'p-retry', name: 'default', local: 'pRetry' }],
    ([retry]) => {
      const { string } = file.style;
      const request = file.text.slice(call.start, call.end);
      const check = `if (response.status === 429 || response.status >= 500) throw new Error(${string('provider answered ')} + response.status);`;
      const text = `${retry}(async () => { const response = await ${request}; ${check} return response; }, { retries: ${input.number('retries')}, randomize: true })`;
      return inFile(file.path, [{ start: call.start, end: call.end, text }]);
    },
  );
  if (isRefusal(code)) return code;
  return {
    title: `Repeat the request up to ${input.number('retries')} times with p-retry`,
    edits: [...dependency.edits, ...code],
    annotation: 'Repeats a call that a busy provider refused',
    notes: dependency.notes,
  };
}

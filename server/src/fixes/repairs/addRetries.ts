// Adds retries with backoff to a model call whose client does none.
import type { Match } from '../../inventory/linking/match/match';
import { indentationAt, indentUnit, lineBreakAt } from '../../languages/edits/layout';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { CallSite } from '../../languages/summary/module';
import { statementEnd } from '../../languages/typescript/edits/codeStyle';
import { type CodeFile, openCode, withImports } from '../codeFile';
import { dependencyEdits } from '../dependencies/dependencyEdits';
import { inFile } from '../fileEdits';
import type { Fix, FixInput, FixOutcome } from '../fix';
import { matchesAt } from '../matchAt';
import { setOption } from '../options/setOption';

export const fix: Fix = {
  id: 'add-retries',
  safety: 'confirm',
  title: () => 'Add retries with backoff',
  async offer(input) {
    const retries = input.number('retries');
    const done = await setOption(input, 'retries', retries);
    if (!isRefusal(done)) {
      return {
        title: `Set ${done.option} for ${retries} retries${done.where}`,
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
      const text = repeated(file, call, retry!, input.number('retries'));
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

/** The request in a function that is called again, laid out in lines as the file's own blocks are. */
function repeated({ text, style }: CodeFile, call: CallSite, retry: string, retries: number): string {
  const lineBreak = lineBreakAt(text, call.start);
  const outer = indentationAt(text, call.start);
  const unit = indentUnit(text, '  ');
  const end = statementEnd(text);
  const request = text.slice(call.start, call.end);
  // Lines of a template are its text.
  const deeper = request.includes('`') ? request : request.replace(/\r?\n(?=.*\S)/g, `$&${unit}${unit}`);
  const comma = /,[ \t]*\r?\n\s*[)\]}]/.test(text) ? ',' : '';
  const lines = [
    `${retry}(`,
    `${unit}async () => {`,
    `${unit}${unit}const response = await ${deeper}${end}`,
    `${unit}${unit}if (response.status === 429 || response.status >= 500)`,
    `${unit}${unit}${unit}throw new Error(${style.string('provider answered ')} + response.status)${end}`,
    `${unit}${unit}return response${end}`,
    `${unit}},`,
    `${unit}${style.object([style.entry('retries', String(retries)), style.entry('randomize', style.true)])}${comma}`,
    ')',
  ];
  return lines.join(lineBreak + outer);
}

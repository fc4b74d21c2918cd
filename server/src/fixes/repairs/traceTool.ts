// Makes a span of every run of a tool, with the tracer of the project.

import type { Match } from '../../inventory/linking/match/match';
import { positionalArguments } from '../../languages/edits/callArgument';
import { indentationAt, lineBreakAt, lineStart } from '../../languages/edits/layout';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { Value } from '../../languages/summary/value';
import { toolOf } from '../approval/holders';
import { type CodeFile, openCode, withImports } from '../codeFile';
import { dependencyEdits } from '../dependencies/dependencyEdits';
import { inFile, joined } from '../fileEdits';
import type { FileEdit, Fix } from '../fix';
import { matchesAt } from '../matchAt';
import { expressionAt } from '../options/expressionAt';
import { functionWrapper, type TracingHelper, tracersOf } from '../tracing/tracingHelper';

export const fix: Fix = {
  id: 'trace-tool',
  safety: 'confirm',
  title: (input) => `Trace the runs of ${toolOf(input)?.name ?? 'this tool'}`,
  async offer(input) {
    const { place } = toolOf(input) ?? input.finding;
    const file = await openCode(input, place.path);
    if (isRefusal(file)) return file;
    const match = matchesAt(file.context, place).find((one) => one.known.meaning.tool);
    if (!match) return { refused: 'the tool is not defined by a call or decorator here' };
    const helper = tracersOf(input)
      .map((product) => functionWrapper(input.catalog, product, file.module.language))
      .find((one) => one !== undefined);
    if (!helper)
      return { refused: 'the tracer of this project has no helper for functions: start a span in the tool' };
    const edits =
      file.module.language === 'python' ? decorated(file, match, helper) : wrapped(file, match, helper);
    if (isRefusal(edits)) return edits;
    const dependency = helper.dependency
      ? await dependencyEdits(input, file.module.language, [helper.dependency])
      : { edits: [], notes: [] };
    if (isRefusal(dependency)) return dependency;
    return {
      title: `Trace the tool with ${helper.name}`,
      edits: joined([dependency.edits, edits]),
      annotation: 'Shows in the traces what the tool did',
      notes: dependency.notes,
    };
  },
};

function decorated(file: CodeFile, match: Match, helper: TracingHelper): readonly FileEdit[] | EditRefusal {
  if (match.decorated?.kind !== 'function' || match.decorated.module !== file.module)
    return { refused: 'the tool is no decorated function here' };
  const fn = file.module.functions[match.decorated.function]!;
  return withImports(file, [helper], ([name]) => {
    const at = lineStart(file.text, fn.start);
    return inFile(file.path, [
      {
        start: at,
        end: at,
        text: `${indentationAt(file.text, fn.start)}@${name}()${lineBreakAt(file.text, at)}`,
      },
    ]);
  });
}

function wrapped(file: CodeFile, match: Match, helper: TracingHelper): readonly FileEdit[] | EditRefusal {
  const body = bodyOf(match);
  // A method (`async execute() {}`) is no expression that could be wrapped.
  const isExpression =
    body?.kind === 'reference' ||
    (body?.kind === 'function' &&
      /^(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>)/.test(file.text.slice(body.start, body.end)));
  if (!body || !isExpression) return { refused: 'the function of the tool is not written as a value here' };
  return withImports(file, [helper], ([name]) =>
    inFile(file.path, [
      { start: body.start, end: body.start, text: `${name}(` },
      { start: body.end, end: body.end, text: ')' },
    ]),
  );
}

function bodyOf(match: Match): Value | undefined {
  for (const slot of match.known.meaning.tool?.execute ?? []) {
    const found =
      expressionAt(match.site.call, slot) ??
      (slot.from === 'argument' && slot.path.length === 0
        ? positionalArguments(match.site.call)[slot.index]?.value
        : undefined);
    if (found) return found;
  }
  return undefined;
}

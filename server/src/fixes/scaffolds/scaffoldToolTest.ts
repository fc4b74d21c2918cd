// A test for a tool, in the runner the project uses: it imports the tool, runs it once and expects an answer.
import type { Fact } from '../../inventory/facts/fact';
import type { LinkContext } from '../../inventory/linking/context';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { toolOf } from '../approval/holders';
import { openCode } from '../codeFile';
import { newFile } from '../fileEdits';
import type { Fix, FixInput } from '../fix';
import { matchesAt } from '../matchAt';
import { pythonTest } from './templates/pythonTest';
import { testPlace } from './templates/testPlace';
import type { TestSubject } from './templates/testSubject';
import { typescriptTest } from './templates/typescriptTest';

export const fix: Fix = {
  id: 'scaffold-tool-test',
  safety: 'scaffold',
  title: (input) => `Write a test for ${toolOf(input)?.name ?? 'this tool'}`,
  refusal(input) {
    const subject = subjectAt(input);
    return isRefusal(subject) ? subject : undefined;
  },
  async offer(input) {
    const subject = subjectAt(input);
    if (isRefusal(subject)) return subject;
    const { tool } = subject;
    const file = await openCode(input, tool.place.path);
    if (isRefusal(file)) return file;
    const place = await testPlace(input, file, tool.name);
    if (isRefusal(place)) return place;
    const text =
      file.module.language === 'python' ? pythonTest(subject, place) : typescriptTest(subject, place);
    return { title: `Write ${place.path}`, edits: [newFile(place.path, text)], notes: notesFor(tool) };
  },
};

/** Refused where a test could not import it. */
function subjectAt(input: FixInput): TestSubject | EditRefusal {
  const tool = toolOf(input);
  const context = tool && input.module(tool.place.path);
  return context ? subjectOf(context, tool) : { refused: 'no tool is known at this place' };
}

function subjectOf(context: LinkContext, tool: Fact): TestSubject | EditRefusal {
  const { module } = context;
  const match = matchesAt(context, tool.place).find((one) => one.known.meaning.tool);
  const decorated =
    match?.decorated?.kind === 'function' ? module.functions[match.decorated.function] : undefined;
  const name = decorated?.name ?? (match && context.nameOf(match.site.call)?.name);
  if (!match || name === undefined)
    return { refused: 'the tool has no name of its own here, so no test can import it' };
  const run =
    decorated ??
    module.functions.find(
      (fn) =>
        fn.start >= match.site.call.start &&
        fn.end <= match.site.call.end &&
        fn.parent === match.site.call.function,
    );
  const member = memberFor(match.known.pack, module.language);
  if (module.language === 'python') {
    return (decorated?.parent ?? 0) === 0
      ? { tool, exported: name, isDefault: false, run, member }
      : { refused: 'the tool is defined inside a function, where no test can reach it' };
  }
  const binding = module.exports.find((one) => (one.local ?? one.name) === name && one.from === undefined);
  if (!binding) return { refused: `\`${name}\` is not exported, so no test can import it` };
  return { tool, exported: name, isDefault: binding.name === 'default', run, member };
}

/** The member that runs a tool of a pack; undefined: the tool is the function itself. */
function memberFor(pack: string, language: string): string | undefined {
  if (pack === 'ai-sdk') return 'execute';
  if (pack.startsWith('langchain')) return 'invoke';
  if (pack === 'openai-agents') return language === 'python' ? 'on_invoke_tool' : 'invoke';
  return undefined;
}

function notesFor(tool: Fact): readonly string[] {
  const effects = tool.attributes.effects?.effective;
  const reaches = Array.isArray(effects) && effects.length > 0;
  const notes = ['Fill in the arguments and the answer you expect.'];
  if (reaches) notes.push('The tool reaches outside: replace what it calls in the test.');
  return notes;
}

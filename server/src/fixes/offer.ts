// Asks a repair for its edits and holds them against what must be true of any edit: it fits the current text, and the result parses as well as before.
import { isRefusal, OverlapError } from '../languages/edits/textEdit';
import { languages } from '../languages/index.generated';
import { describeException } from '../text/describeException';
import { applyFileEdits } from './apply';
import { joined } from './fileEdits';
import type { Fix, FixInput, FixOutcome, Repair } from './fix';

/** The outcome of a repair, refused where its edits would not fit or would break a file. Never throws. */
export async function offerFix(fix: Fix, input: FixInput): Promise<FixOutcome> {
  try {
    const offered = await fix.offer(withModulesKept(input));
    if (isRefusal(offered)) return offered;
    const repair = { ...offered, edits: joined([offered.edits]) };
    return (await faultOf(repair, input)) ?? repair;
  } catch (error) {
    const why = error instanceof OverlapError ? error.message : describeException(error);
    return { refused: `the repair failed: ${why}` };
  }
}

/** True unless facts alone tell that the repair would be refused. Never throws. */
export function isListed(fix: Fix, input: FixInput): boolean {
  try {
    return fix.refusal?.(input) === undefined;
  } catch {
    // The offer would fail in the same way.
    return false;
  }
}

/** One offer looks at the same modules again and again: each is matched once. */
function withModulesKept(input: FixInput): FixInput {
  const kept = new Map<string, ReturnType<FixInput['module']>>();
  return {
    ...input,
    module(path) {
      if (!kept.has(path)) kept.set(path, input.module(path));
      return kept.get(path);
    },
  };
}

async function faultOf(repair: Repair, input: FixInput): Promise<FixOutcome | undefined> {
  if (repair.edits.every(({ edits }) => edits.length === 0)) return { refused: 'there is nothing to change' };
  const texts = new Map<string, string>();
  for (const { path } of repair.edits) {
    const access = await input.access(path);
    if (access === 'outside') return { refused: `${path} lies outside the folder` };
    if (access === 'read-only') return { refused: `${path} is read-only` };
    const text = await input.read(path);
    if (text !== undefined) texts.set(path, text);
  }
  for (const [path, after] of applyFileEdits(repair.edits, (path) => texts.get(path))) {
    const before = texts.get(path);
    if ((await errorsIn(path, after)) > (before === undefined ? 0 : await errorsIn(path, before))) {
      return { refused: `${path} would not parse after the change` };
    }
  }
  return undefined;
}

async function errorsIn(path: string, text: string): Promise<number> {
  const language = languages.find((one) => one.matches(path));
  if (!language) return 0;
  await language.prepare();
  return language.summarise(path, text).errors.length;
}

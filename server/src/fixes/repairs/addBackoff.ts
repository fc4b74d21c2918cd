// Makes the pauses between retries grow, with a random part.
import type { LinkContext } from '../../inventory/linking/context';
import type { Match } from '../../inventory/linking/match/match';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { setKeyword } from '../../languages/edits/callArgument';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { CallSite } from '../../languages/summary/module';
import { type CodeFile, openCode, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import type { FileEdit, Fix, FixInput } from '../fix';
import { matchesAround } from '../matchAt';
import { editSlot } from '../options/slotEdit';
import { plain } from '../options/writtenOption';

/** Longest pause in seconds. */
const LONGEST = 20;

export const fix: Fix = {
  id: 'add-backoff',
  safety: 'confirm',
  title: () => 'Let the pauses between retries grow, with jitter',
  refusal(input) {
    const context = input.module(input.finding.place.path);
    const match = context && retrying(context, input);
    return context && match ? refusalOf(context, match) : NOT_HERE;
  },
  async offer(input) {
    const file = await openCode(input, input.finding.place.path);
    if (isRefusal(file)) return file;
    const match = retrying(file.context, input);
    const edits = match ? await backoff(input, file, match) : NOT_HERE;
    if (isRefusal(edits)) return edits;
    return {
      title: 'Let the pauses between retries grow, with jitter',
      edits,
      annotation: 'Spares a provider that is busy already',
    };
  },
};

const NOT_HERE: EditRefusal = { refused: 'the call that retries is not written here' };

function retrying(context: LinkContext, input: FixInput): Match | undefined {
  return matchesAround(context, input.finding.place).find((one) => one.known.meaning.settings?.retries);
}

/** Undefined if the library can be told to vary its pauses, and where that is said can be seen. */
function refusalOf(context: LinkContext, match: Match): EditRefusal | undefined {
  if (comesFrom(context, match, 'tenacity')) {
    const { arguments: given } = match.site.call;
    const isElsewhere = given.some(({ name, value }) => name === 'wait' && value.kind !== 'call');
    return isElsewhere ? { refused: '`wait` is made elsewhere' } : undefined;
  }
  const known = comesFrom(context, match, 'axios-retry') || jitterPart(match) !== undefined;
  return known ? undefined : { refused: 'this library has no option for it' };
}

function jitterPart(match: Match) {
  return match.known.meaning.settings?.retries?.parts?.find((one) =>
    Object.values(one.values ?? {}).some((adds) => adds.jitter === true),
  );
}

async function backoff(
  input: FixInput,
  file: CodeFile,
  match: Match,
): Promise<readonly FileEdit[] | EditRefusal> {
  const refusal = refusalOf(file.context, match);
  if (refusal) return refusal;
  if (comesFrom(file.context, match, 'tenacity')) return tenacityWait(file, match.site.call);
  if (comesFrom(file.context, match, 'axios-retry')) return axiosDelay(input, file, match);
  const part = jitterPart(match)!;
  const [word] = Object.entries(part.values!).find(([, adds]) => adds.jitter === true)!;
  const code = word === 'true' ? file.style.true : file.style.string(word);
  return editSlot(input, file.context, match, part.slots[0]!, plain(code));
}

function comesFrom(context: LinkContext, match: Match, module: string): boolean {
  const [callee] = alternatives(context.evaluator.callee(match.site));
  if (callee?.kind === 'symbol') return callee.module === module || callee.module.startsWith(`${module}.`);
  return false;
}

/** A wait without jitter gives way to one with it; where there is none it is added. */
function tenacityWait(file: CodeFile, call: CallSite): readonly FileEdit[] | EditRefusal {
  const given = call.arguments.find((argument) => argument.name === 'wait');
  const made = given?.value.kind === 'call' ? file.module.calls[given.value.call] : undefined;
  return withImports(file, [{ module: 'tenacity', name: 'wait_random_exponential' }], ([wait]) => {
    const callee = made?.callee;
    if (made && callee?.kind === 'reference' && callee.name === 'wait_exponential') {
      return inFile(file.path, [{ start: made.calleeSpan.start, end: made.calleeSpan.end, text: wait! }]);
    }
    const edits = setKeyword(file.text, call, 'wait', `${wait}(max=${LONGEST})`, file.style);
    return isRefusal(edits) ? edits : inFile(file.path, edits);
  });
}

async function axiosDelay(
  input: FixInput,
  file: CodeFile,
  match: Match,
): Promise<readonly FileEdit[] | EditRefusal> {
  const { callee } = match.site.call;
  if (callee.kind !== 'reference') return { refused: 'how axios-retry is imported cannot be followed' };
  const slot = match.known.meaning.settings?.retries?.parts?.[0]?.slots[0];
  if (!slot) return { refused: 'this library has no option for it' };
  return editSlot(input, file.context, match, slot, plain(`${callee.name}.exponentialDelay`));
}

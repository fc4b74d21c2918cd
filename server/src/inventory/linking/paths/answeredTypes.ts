// Which failures of a model an error handler answers for that is registered by type or status.
import { nameWords } from '../../../text/nameWords';
import type { AnsweredType } from '../moduleFacts';

const GENERAL = /^(Exception|BaseException|Error|500|InternalServerError|\?)$/;
/** Words that say no more of a failure than that something was asked in vain. */
const FAILING =
  /^(ai|api|sdk|llms?|gen|generative|models?|call|server|service|internal|http|status|response|connection|timeout|unavailable|base|error|exception)$/;
const OF_MODELS = /^(ai|api|llms?|models?)$/;

/** True if it is registered for everything, or for what a failing model call raises. No types: everything. */
export function answersModelFailures(types: readonly AnsweredType[]): boolean {
  return types.length === 0 || types.some((type) => GENERAL.test(type.name) || isModelFailure(type));
}

/** What an SDK raises for failures of any kind: named by general words and its own; and classes of the project named so. */
function isModelFailure({ name, origin, root = '' }: AnsweredType): boolean {
  const words = nameWords(name);
  if (origin === 'other' || !/^(error|exception)$/.test(words.at(-1) ?? '')) return false;
  const own = nameWords(root).join('');
  if (origin === 'sdk') return words.every((word) => FAILING.test(word) || own.includes(word));
  return words.every((word) => FAILING.test(word)) && words.some((word) => OF_MODELS.test(word));
}

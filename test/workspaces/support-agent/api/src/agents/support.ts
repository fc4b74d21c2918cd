import { type LanguageModel, ToolLoopAgent } from 'ai';
import { chatModel } from '../llm.js';
import { settings } from '../settings.js';
import { supportTools } from '../tools/index.js';

const INSTRUCTIONS = `You are the support assistant of Lumen Lamps.
Answer questions on orders, lamps, bulbs, warranty and returns, and nothing else.
Look things up before you answer. Say so when you do not know.
Refunds need an order number and a reason. Never promise a delivery date.`;

export function createSupportAgent(model: LanguageModel = chatModel) {
  return new ToolLoopAgent({
    id: 'support',
    model,
    instructions: INSTRUCTIONS,
    tools: supportTools,
    ...settings.support,
  });
}

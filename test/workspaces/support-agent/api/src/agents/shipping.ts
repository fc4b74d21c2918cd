import { createMCPClient } from '@ai-sdk/mcp';
import { generateText } from 'ai';
import { smallModel } from '../llm.js';
import { settings } from '../settings.js';

const CARRIER_MCP_URL = process.env.CARRIER_MCP_URL ?? 'https://mcp.parcel-express.example/mcp';

/** Answers questions about pick-ups and depots with the tools the carrier offers. */
export async function askShipping(question: string): Promise<string> {
  const carrier = await createMCPClient({ transport: { type: 'http', url: CARRIER_MCP_URL } });
  try {
    // expect: security/least-privilege-tools/explicit-tools everything the server offers, now and later
    const tools = await carrier.tools();
    const { text } = await generateText({ model: smallModel, tools, prompt: question, ...settings.shipping });
    return text;
  } finally {
    await carrier.close();
  }
}

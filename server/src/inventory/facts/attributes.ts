// The attribute table: every attribute a rule may read, by fact kind. The rule loader refuses names and words that are not in it.
import type { AttributeSpec, AttributeTable } from './attributeSpec';
import type { FactKind } from './fact';
import {
  agentAttributes,
  mcpServerAttributes,
  modelCallAttributes,
  modelClientAttributes,
  promptAttributes,
  retrieverAttributes,
  toolAttributes,
} from './modelAttributes';
import {
  chatUiAttributes,
  deployableAttributes,
  endpointAttributes,
  fileAttributes,
  guardrailAttributes,
  limiterAttributes,
  secretAttributes,
  secretUseAttributes,
  storeAttributes,
  testAttributes,
  tracerAttributes,
} from './surfaceAttributes';

export const ATTRIBUTES: Readonly<Record<FactKind, AttributeTable>> = {
  'model-client': modelClientAttributes,
  'model-call': modelCallAttributes,
  agent: agentAttributes,
  tool: toolAttributes,
  'mcp-server': mcpServerAttributes,
  prompt: promptAttributes,
  retriever: retrieverAttributes,
  endpoint: endpointAttributes,
  'chat-ui': chatUiAttributes,
  deployable: deployableAttributes,
  store: storeAttributes,
  guardrail: guardrailAttributes,
  'secret-use': secretUseAttributes,
  test: testAttributes,
  file: fileAttributes,
  tracer: tracerAttributes,
  limiter: limiterAttributes,
};

/** What a `{secret: true}` subject offers. */
export const SECRET_ATTRIBUTES: AttributeTable = secretAttributes;

/** The description of one attribute, or undefined if that kind has none of this name. */
export function attributeSpec(kind: FactKind | 'secret', name: string): AttributeSpec | undefined {
  const table = kind === 'secret' ? SECRET_ATTRIBUTES : ATTRIBUTES[kind];
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

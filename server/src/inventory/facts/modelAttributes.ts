// Attributes of the facts around a model: clients, calls, agents, tools, servers of tools, prompts, retrievers. Descriptions only.
import { EFFECT_NAMES, GRADES } from '../../catalog/meaning';
import {
  type AttributeTable,
  attribute,
  flag,
  listOf,
  mark,
  otherwise,
  record,
  records,
  word,
} from './attributeSpec';

const RETRIES = record({
  count: ['number', 'configured'],
  backoff: ['none', 'fixed', 'exponential'],
  jitter: ['boolean'],
});
const TIME = record({ ms: ['number', 'none'] });
const BASE_URL = ['env', 'constant', 'default', 'param'];

/** Switches that widen what a subject may do. `severity` is the checklist's: error for bypass switches, warning for wide grants. */
const BYPASSES = mark(
  'True if a switch widens what it may do; places: each switch. kind: permission (bypassPermissions, allow_dangerous_…), auto-approve, filesystem-root (/ or ~), wildcard-rule (Bash(*)).',
  records({
    kind: ['permission', 'auto-approve', 'filesystem-root', 'wildcard-rule'],
    severity: ['error', 'warning'],
    what: ['text'],
  }),
);

export const modelClientAttributes: AttributeTable = {
  provider: attribute(['text'], 'Provider id (openai, anthropic, …).'),
  apiKey: attribute(
    ['env', 'hardcoded', 'default', 'param', 'none'],
    'Where the key comes from. env includes settings classes, secret managers and identities; param: a caller or the user hands it over.',
    word('text'),
  ),
  baseUrl: attribute(
    BASE_URL,
    'Where the base URL comes from; effective: the name of the environment variable, or the constant.',
    word('text'),
  ),
  local: mark('True for a model server on this machine or in this compose file (Ollama, LM Studio, vLLM).'),
  browser: mark(
    'True if the client is allowed to run in the browser (dangerouslyAllowBrowser); place: the switch.',
  ),
  retries: attribute(
    ['default', 'custom', 'disabled', 'none'],
    'As model-call.retries, of the client alone.',
    RETRIES,
  ),
  timeout: attribute(['set', 'default', 'unset'], 'Time limit of one request, of the client alone.', TIME),
};

export const modelCallAttributes: AttributeTable = {
  call: attribute(
    ['request', 'agent-run'],
    'A request to a model, or running an agent that has its own fact.',
  ),
  output: attribute(
    ['text', 'object', 'embedding', 'image', 'audio', 'video', 'realtime', 'moderation', 'batch', 'other'],
    'What the request answers with.',
  ),
  model: attribute(
    ['set', 'default', 'param', 'unset'],
    'How the model is named; effective: every model id that can reach the call.',
    listOf('text'),
  ),
  streaming: flag('True if the answer is streamed.'),
  local: mark('True if its client talks to a local model server.'),
  raw: mark('True for an HTTP request to a provider without its SDK.'),
  userFacing: flag(
    'True if its text comes from or goes to a person: reached from an endpoint that is not cron, queue or health, a bot handler or a chat-ui.',
  ),
  baseUrl: attribute(
    BASE_URL,
    'Its client’s base URL; effective: the environment variable or the constant.',
    word('text'),
  ),
  maxTokens: attribute(
    ['set', 'inherited', 'default', 'unset', 'not-applicable'],
    'Output cap over all layers. set: at the call; inherited: wrapper, client, model, agent or required by the SDK there; default: SDK or platform sends or enforces one; not-applicable: embeddings, images, audio, realtime, SDKs without a cap. definitions: where one edit could set it. unsetBranch: the branch of a one-of that is certainly uncapped (value unknown then).',
    record({ n: ['number', 'none', 'provider-limit'] }),
  ),
  timeout: attribute(
    ['set', 'inherited', 'default', 'unset', 'not-applicable'],
    'Time limit of the request over all layers.',
    TIME,
  ),
  retries: attribute(
    ['default', 'custom', 'inherited', 'disabled', 'none', 'unset', 'not-applicable'],
    'Retries of the request over all layers, wrappers, frameworks and gateways included. default: the SDK’s; custom: set at the call, or a retry the project wrote itself; inherited: set at another layer, a library retry included; disabled: switched off and no outer layer retries (place: the switch); none: the SDK does not retry and nothing around it does; unset: raw HTTP that nothing retries. definitions: where to add them.',
    RETRIES,
  ),
  traced: attribute(
    ['boolean', 'not-applicable'],
    'True if a tracer sees the call; false also where no tracer is connected; not-applicable: the SDK has no way to be traced. definitions: call or client to switch on or wrap.',
  ),
  connected: flag(
    'True if a tracer with exporter or key is initialised on the path from every entry of the process that executes it.',
  ),
  attributed: attribute(
    ['set', 'unset', 'not-applicable'],
    'User, metadata or tags handed to the provider, gateway or tracer.',
    listOf('user', 'team', 'tenant', 'tool', 'feature', 'session'),
  ),
  loop: otherwise(
    'none',
    attribute(
      ['none', 'bounded', 'unbounded', 'endless', 'waits'],
      'The project’s own loop around the call (not the SDK’s). bounded: a turn bound; unbounded: ends, but has no turn bound; endless: no break, return, raise, wait or sleep; waits: a person is waited for each turn. place: the loop’s head.',
    ),
  ),
};

export const agentAttributes: AttributeTable = {
  form: attribute(
    ['definition', 'entry'],
    'A definition of agent, graph or crew; or, in an app without any, an entry that reaches a model-call.',
  ),
  tools: attribute(['number'], 'How many tools one call sees, after activeTools. Links: tools.'),
  toolGrant: attribute(
    ['explicit', 'wildcard', 'toolkit', 'computed'],
    'How the tools are given: named one by one (a namespace or spread that resolves to known exports too), by a wildcard, as a whole third-party toolkit, or by a name computed at run time. places: each such grant.',
  ),
  bypasses: BYPASSES,
  stepLimit: attribute(
    ['set', 'default', 'unset'],
    'The SDK’s step or turn limit.',
    record({ n: ['number', 'none'] }),
  ),
  loopBound: attribute(
    ['set', 'inherited', 'default', 'unset', 'not-applicable'],
    'Effective bound of the agent’s loop. set, inherited: by the project; default: by the SDK, n tells how many; unset: none; not-applicable: no loop (a graph without a cycle through a model node, one step). Of several runs the one held back least. effective.default: where some run cannot be told, what a default allows another one. place and definitions: invoke or compile.',
    record({ n: ['number', 'none'], default: ['number'] }),
  ),
  cyclic: otherwise(
    'true',
    attribute(
      ['boolean'],
      'True if the edges of a graph form a circle that only a bound ends; unknown where a step on the way may end it itself. True for what is no graph.',
    ),
  ),
  budget: attribute(
    ['set', 'unset'],
    'A spending or usage limit on its path (max_budget_usd, usage limits, AKIOS FLUX, gateway budget). A step limit is none.',
  ),
  userFacing: flag('As model-call.userFacing.'),
  conversation: flag(
    'True if it takes or stores a thread, session or message-history id of its own dialogue.',
  ),
  risk: attribute(['minimal', 'limited', 'high', 'prohibited', 'unset'], 'Risk tier by manifest or tag.'),
  connected: flag('As model-call.connected.'),
  traced: attribute(['boolean', 'not-applicable'], 'True if its run is a span around its calls.'),
};

export const toolAttributes: AttributeTable = {
  attached: flag('True if attached to an agent or model-call of this workspace. Links: agents.'),
  hosted: mark('True for tools the provider runs (hosted web search, code interpreter): no body here.'),
  offered: otherwise('none', attribute(['mcp', 'none'], 'mcp: offered by an MCP server of this workspace.')),
  hints: flag('True if its MCP annotations (readOnlyHint, destructiveHint) are declared.'),
  effects: attribute(
    ['some', 'none'],
    'What its body does, functions of this workspace included. unknown: something could not be followed; the effective list then holds what is known, the blockers the rest. place of an entry: the call.',
    records({ name: EFFECT_NAMES, grade: GRADES, sandboxed: ['boolean'] }),
  ),
  approval: attribute(
    ['boolean', 'not-applicable'],
    'True if an approval construct of its SDK, or a gate in its path, stands on tool, agent, graph or host. definitions: where to set it.',
  ),
  timeout: attribute(
    ['boolean', 'not-applicable'],
    'True if every blocking network, shell and code-exec call has a time limit (agent, decorator, request, race; library defaults count), and every message, payment and cloud request whose wait is known. effective: the longest limit. places: the calls without one; place: the longest; shownAt: where that limit is set. Databases are databaseTimeout; not-applicable: no such call, or hosted.',
    TIME,
  ),
  asksService: mark(
    'True if it sends a message, pays or changes something in a cloud, and how long that waits is known.',
  ),
  databaseTimeout: otherwise(
    'not-applicable',
    attribute(
      ['boolean', 'not-applicable'],
      'True if the database client or pool it uses has a time limit. definitions: that client or pool.',
      TIME,
    ),
  ),
  hosts: attribute(
    ['set', 'none'],
    'Targets of its requests; effective: constant, configured by the operator, model-given.',
    word('constant', 'configured', 'model-given'),
  ),
  connected: flag('As model-call.connected.'),
  traced: attribute(
    ['boolean', 'not-applicable'],
    'True if a tracer sees its runs. definitions: where to switch it on.',
  ),
  tested: flag('True if a test imports and runs it; a mock that replaces it is none. Links: tests.'),
  bypasses: BYPASSES,
};

export const mcpServerAttributes: AttributeTable = {
  audience: attribute(
    ['product', 'developer'],
    'developer: files of a developer’s assistant (.mcp.json, .vscode, .cursor, .claude).',
  ),
  side: attribute(
    ['client', 'server'],
    'client: this workspace connects to it; server: this workspace offers it.',
  ),
  transport: attribute(['stdio', 'http'], 'How it is spoken to.'),
  filter: attribute(
    ['boolean', 'not-applicable'],
    'True if the tools taken from it are filtered; not-applicable: the SDK has no filter.',
  ),
  filterable: mark('True if the SDK that connects has a tool filter.'),
  widest: attribute(GRADES.slice(0, 3), 'The widest grade among its known tools.'),
  bypasses: BYPASSES,
  local: mark('True if bound to localhost only.'),
  rateLimited: flag('As endpoint.rateLimited, for one offered over HTTP.'),
};

export const promptAttributes: AttributeTable = {
  tokens: attribute(['number'], 'Estimated number of tokens.'),
};

export const retrieverAttributes: AttributeTable = {
  form: attribute(['vector', 'keyword', 'web'], 'What is searched.'),
  userFacing: flag('True if its results go into an answer to a person.'),
};

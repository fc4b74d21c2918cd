// Attributes of the facts around an app: endpoints, interfaces, deployables, stores, secrets, tests, files. Descriptions only.
import { type AttributeTable, attribute, flag, listOf, mark, otherwise, records } from './attributeSpec';

export const endpointAttributes: AttributeTable = {
  framework: attribute(['text'], 'Framework id.'),
  form: attribute(
    ['route', 'function', 'socket', 'bot', 'queue', 'cron', 'server-action', 'platform', 'interface'],
    'How it is called. platform: served by a platform’s config; interface: a Streamlit, Gradio or Chainlit app.',
  ),
  method: attribute(['text'], 'HTTP method, upper case, or *.'),
  route: attribute(['text'], 'Path pattern.'),
  local: mark('True if its server is bound to localhost only.'),
  health: mark('True for a health or readiness route.'),
  userFacing: flag('True if a person’s text comes in or goes out; false for cron, queue and health.'),
  chat: flag('True for a chat endpoint: user-facing, takes messages or a prompt, answers with model text.'),
  conversation: flag(
    'True if it takes or stores a thread, session or message-history id of the agent’s dialogue.',
  ),
  reachesModel: flag('True if a model-call or agent lies on its path. Links: reaches.'),
  calledByTool: mark('True if a tool of this workspace calls this route.'),
  rateLimited: flag(
    'True if route, router, app, matching middleware, ingress or a hand-written branch (429, quota error before the model call) limits it. place: the limiter. definitions: where to add one, nearest first.',
  ),
  authenticated: flag('True if authentication stands on every way to it.'),
  streaming: flag('True if it answers with a stream.'),
  handled: attribute(
    ['boolean', 'not-applicable'],
    'True if its model calls, tools and retrievers lie inside handling that ends in an answer for the user. places: the calls outside of it. not-applicable: none on its path.',
  ),
  databaseHandled: otherwise(
    'not-applicable',
    attribute(
      ['boolean', 'not-applicable'],
      'As handled, for database calls that serve the answer. places: those outside.',
    ),
  ),
  rawErrors: flag(
    'True if message, stack or repr of an exception not made for users is sent on a default or 5xx path. places: each. false: its error paths were followed, or are left to a framework whose default answer is generic.',
  ),
  internals: mark('True if internal ids or paths stand in messages to users. places: each.'),
};

export const chatUiAttributes: AttributeTable = {
  form: attribute(['web', 'desktop', 'terminal'], 'Kind of interface.'),
  rawErrors: flag('As endpoint.rawErrors, for what is rendered.'),
  internals: mark('As endpoint.internals.'),
};

export const deployableAttributes: AttributeTable = {
  form: attribute(
    ['image', 'service', 'workload', 'function', 'process'],
    'What is deployed. A framework app without container config is a function.',
  ),
  interface: mark('True for a demo interface (Streamlit, Gradio, Chainlit).'),
  longRunning: mark(
    'True for the start of a process that stays: with image and workload this makes a server.',
  ),
  scales: mark('True with autoscaler config or on a platform that scales by itself.'),
  scaleToZero: mark('True if it can be scaled down to none.'),
  reachesModel: flag('True if an agent or model-call runs in it.'),
  own: attribute(
    ['some', 'none'],
    'Names of the containers whose image is this project’s ($own in config paths); unknown: none recognisable.',
    listOf('text'),
  ),
  privileged: mark('True if a container of it runs privileged. places: each switch.'),
  iamWildcard: mark('True if the role it runs under allows * actions or resources. places: each.'),
  debug: mark('True if the only server start of the process runs in debug mode. place: the switch.'),
};

export const storeAttributes: AttributeTable = {
  product: attribute(['text'], 'Database, cache, bucket or log group.'),
  persistent: flag('False for process memory.'),
  holds: attribute(
    ['some', 'none'],
    'What the inventory writes to it.',
    listOf('conversations', 'traces', 'logs', 'documents', 'other'),
  ),
};

export const guardrailAttributes: AttributeTable = {
  facets: attribute(
    ['some', 'none'],
    'What it is configured for.',
    listOf('input-pii', 'input-injection', 'output-topic', 'output-toxicity'),
  ),
};

export const secretUseAttributes: AttributeTable = {
  source: attribute(
    ['env', 'secret-manager', 'settings', 'identity', 'hardcoded', 'param', 'none'],
    'Where the secret comes from; env, secret-manager, settings and identity are good.',
  ),
  variable: attribute(['text'], 'Environment variable.'),
  browser: mark(
    'True if its value is put where the browser gets it (NEXT_PUBLIC_, VITE_ and the like). place: the use.',
  ),
};

export const testAttributes: AttributeTable = {
  form: attribute(['unit', 'evaluation', 'load', 'red-team'], 'Kind of test.'),
  target: attribute(
    ['tool', 'model-call', 'agent', 'endpoint', 'other'],
    'What it imports and runs. Links: runs.',
  ),
  live: attribute(
    ['some', 'none'],
    'Unmocked things it reaches. places: each.',
    records({ what: ['network', 'clock', 'randomness', 'model'] }),
  ),
};

export const fileAttributes: AttributeTable = {
  text: flag(
    'True for a text file the secret scan read to its end; false for binary and generated ones; unknown: could not be read.',
  ),
  dotenv: mark('True for .env* files that are no example, sample, template or dist file.'),
  tracked: flag('True if version control tracks it; unknown where that cannot be read.'),
  ignored: flag('True if an ignore rule covers it.'),
  holdsSecrets: flag('True if an assignment in it counts as a secret (format, or name and entropy).'),
};

export const tracerAttributes: AttributeTable = {
  product: attribute(['text'], 'Product id.'),
  connected: flag('True if exporter or key is given.'),
};

export const limiterAttributes: AttributeTable = {
  product: attribute(['text'], 'Product id, or hand-written.'),
};

/** Attributes of a credential, for rules whose subject is `{secret: true}`. Filled from the SecretFact itself. */
export const secretAttributes: AttributeTable = {
  format: attribute(['text'], 'Format id, or key-slot.'),
  title: attribute(['text'], 'What it is, in words.'),
  where: attribute(['literal', 'key-slot', 'tracked-env', 'unignored-env', 'browser'], 'How it is exposed.'),
  variable: attribute(['text'], 'Environment variable to move it to.'),
  length: attribute(['number'], 'Length of the value.'),
};

// What a call, constructor, decorator or JSX element of a known package means. The matcher asks nothing else of a pack.
import { z } from 'zod';
import { graphSchema } from './graphMeaning';
import { guardSchema } from './guardMeaning';
import { routeSchema } from './routeMeaning';
import { slotsSchema } from './slots';
import { tracerSchema } from './tracerMeaning';

const constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A default that holds for some versions: `versions` is a semver range on the package's version; absent = all. */
const versioned = <T extends z.ZodType>(value: T) =>
  z.union([
    value.transform((only) => [{ value: only, versions: undefined as string | undefined }]),
    z.array(z.object({ versions: z.string().optional(), value })),
  ]);

/**
 * Effective values, by setting:
 * retries `{count, backoff: none|fixed|exponential, jitter: boolean}` · timeout `{ms}` or `{ms: none}` · maxTokens `{n}` or `{n: none|provider-limit}` ·
 * stepLimit `{n}` or `{n: none}` · approval: true/false · telemetry: true, false or `registered` (on once a tracer that sees the SDK is registered) · anything else: a constant.
 * An object at an `approval` slot speaks per tool: its keys are tool names. A list at a `stepLimit` slot: the smallest number counts.
 */
const effective = z.union([constant, z.record(z.string(), constant)]);

export const settingSchema = z.strictObject({
  /** Where it can be set at this layer, first match wins. */
  slots: slotsSchema.default([]),
  /** Unit of a number found there; effective times are ms. */
  unit: z.enum(['ms', 's', 'min']).optional(),
  /** Where what stands may decide it in a way that cannot be read (hooks, callbacks): then it is unknown, unless a slot says more. */
  unseen: slotsSchema.optional(),
  /** What a number counts; effective retries are retries. */
  counts: z.enum(['retries', 'attempts']).optional(),
  /** For an object value: the keys that hold the number, first present wins (`timeout: {totalMs, …}`). */
  keys: z.array(z.string()).optional(),
  /** Constants that mean "off" or "no limit" (`null`, `false`, 0). */
  none: z.array(constant).optional(),
  /** What a set value brings with it, beyond the number (`{backoff: exponential, jitter: true}`). */
  adds: z.record(z.string(), constant).optional(),
  /** Slots of an abort signal: counts for `timeout` only if the signal is itself a time limit. */
  signals: slotsSchema.optional(),
  /** A property that gives it when the client, or the export that is called, is assigned it (`defaults.timeout`). */
  assigned: z.string().optional(),
  /** Members that may set it for every call once the client is assigned its own (`session.request = …`). */
  replaced: z.array(z.string()).optional(),
  /** Methods of the client that hand it a part, which may set it for every call where a class of the workspace made it (`session.mount(…)`). */
  extended: z.array(z.string()).optional(),
  /**
   * Further slots whose content changes the effective value: a constant by `values` (`{"true": {jitter: true}}`),
   * without `values` a call whose meaning has `parts` (`wait=wait_exponential()`; operands of `+` add up). They win over `adds` and `default`.
   */
  parts: z
    .array(
      z.strictObject({
        slots: slotsSchema,
        values: z.record(z.string(), z.record(z.string(), constant)).optional(),
      }),
    )
    .optional(),
  /** It works around the layers behind it, whatever they say (a middleware that retries): its default counts as set. */
  around: z.boolean().optional(),
  /** No layer behind this one has a place for it (the model of a request whose SDK does the retrying): what is there need not be known. */
  onlyHere: z.boolean().optional(),
  /** Effective value if no layer sets it. The first layer (call outwards) that names a default decides. */
  default: versioned(effective).optional(),
  /**
   * The default where something else decides it, as the model's name does the provider's: by how a constant at the first slot
   * that is given begins. What begins otherwise, or is no constant, leaves it unknown.
   */
  defaultBy: z.strictObject({ slots: slotsSchema, starts: z.record(z.string(), effective) }).optional(),
  /** Words for `because` of the default: "SDK default: 2 retries with jitter". */
  note: z.string().optional(),
});
export type Setting = z.infer<typeof settingSchema>;

export const SETTING_NAMES = [
  'maxTokens',
  'retries',
  'timeout',
  /** A limit for every tool run on behalf of this call or agent. */
  'toolTimeout',
  'stepLimit',
  'telemetry',
  'approval',
  'model',
  'temperature',
  'attribution',
  'interrupts',
  /** Base URL of an HTTP client: the host of requests whose own target is relative. */
  'baseUrl',
] as const;
export type SettingName = (typeof SETTING_NAMES)[number];
const settings = z.partialRecord(z.enum(SETTING_NAMES), settingSchema);

export const EFFECT_NAMES = [
  'network',
  'fs-read',
  'fs-write',
  'shell',
  'code-exec',
  'db-read',
  'db-write',
  'payment',
  'message-send',
  'cloud-mutate',
] as const;
export const GRADES = ['read', 'write-own', 'write-external', 'unknown'] as const;

/** A `-write` effect whose grade comes out as `read` is its `-read` twin. Precise sources win over `grade`: gradeBy, keyed, sql, path. */
const effectSchema = z.strictObject({
  name: z.enum(EFFECT_NAMES),
  grade: z.enum(GRADES),
  /** The grade by a constant found at a slot (`arg1.method`: {GET: read}); `otherwise` for other or unknown ones. */
  gradeBy: z
    .object({
      slots: slotsSchema,
      values: z.record(z.string(), z.enum(GRADES)),
      absent: z.enum(GRADES),
      otherwise: z.enum(GRADES),
    })
    .optional(),
  /** Another grade where the update is keyed: one of these members is called on the same chain, before or after, or one of these slots is given. */
  keyed: z
    .strictObject({
      chain: z.array(z.string()).optional(),
      slots: slotsSchema.optional(),
      grade: z.enum(GRADES),
    })
    .optional(),
  /** SQL text: reads and writes are told from its verb, spliced values are write-external. */
  sql: slotsSchema.optional(),
  /** A path argument: constant or temporary is write-own, model-given is write-external. */
  path: slotsSchema.optional(),
  /** Request target: URL, host or client. */
  host: slotsSchema.optional(),
  /** Constant hosts the package talks to, where no slot says otherwise. */
  hosts: z.array(z.string()).optional(),
  /** A URL handed to a constant browse or scrape service, which fetches it. */
  forwards: slotsSchema.optional(),
  /** Command line: program or whole text, then the list of its words. */
  command: slotsSchema.optional(),
  /** Runs in a sandbox (E2B, Modal, container). */
  sandboxed: z.boolean().optional(),
});

const toolSchema = z.strictObject({
  /** Where the name stands: a slot, or `variable`, `key` (its key in the tools record), `function`, `class`. */
  name: z.union([z.enum(['variable', 'key', 'function', 'class']), slotsSchema]).default('variable'),
  /** The function(s) that run; none found: client-side or provider-run. */
  execute: slotsSchema.optional(),
  /** Where the agent stands that is given the tool by this (`@agent.tool`). */
  holder: slotsSchema.optional(),
  /** Run by the provider (web search, code interpreter): no body here. */
  hosted: z.boolean().optional(),
  /** Ready-made effects, for tools whose body is in a package. */
  effects: z.array(effectSchema).optional(),
  /** Makes many tools at once (a toolkit, all tools of an MCP server). */
  many: z.boolean().optional(),
  /** With `many`: where the tools are chosen by name. Constants there are an explicit list, anything else is computed. */
  names: slotsSchema.optional(),
  /** Offered by a server of this workspace to hosts that are not of it. */
  offered: z.literal('mcp').optional(),
  /** With `offered`: one of these tells hosts what it does to its surroundings (`arg1.annotations.destructiveHint`). */
  hints: slotsSchema.optional(),
});

const agentSchema = z.strictObject({
  name: z.union([z.literal('variable'), slotsSchema]).default('variable'),
  /** Lists or records of tools. */
  tools: slotsSchema.default([]),
  /** Records of tool servers. Those made in the workspace hand their tools on; of others only the command or address stands there. */
  servers: slotsSchema.optional(),
  /** Names of the tools in use, of those that are given. */
  chosen: slotsSchema.optional(),
  /** Guardrail slots. */
  guardrails: slotsSchema.optional(),
  /** Sub-agents (handoffs). */
  agents: slotsSchema.optional(),
  /** `always`: a prebuilt tool loop; `graph`: only if its edges form a cycle; `none`: one step. */
  loop: z.enum(['always', 'graph', 'none']).default('always'),
});

/** Types of a handler's parameters by position (`Type` or `pack/Type`, `_` for one without a type). */
const parameters = z.array(z.string()).optional();
const calls = z.strictObject({ functions: slotsSchema, parameters, passes: z.literal(true).optional() });

export const meaningSchema = z.strictObject({
  /** Limits the meaning to a form; default: call and new. */
  as: z.enum(['call', 'new', 'decorator', 'jsx', 'subclass', 'value']).optional(),
  /** Semver range of the package's version this holds for. An unknown version matches only meanings without a range, unless all ranges agree. */
  versions: z.string().optional(),
  /** Holds only where a slot is given and is one of these constants, whatever the path (`boto3.client("bedrock-runtime")`). Its result wins over those without. */
  where: z.strictObject({ slots: slotsSchema, values: z.array(constant).min(1) }).optional(),
  /** Type of the result: a type of this pack or `pack/Type`; `receiver` = the receiver's own type, its settings kept, this call's settings in front. `slot:<slot>` = what stands at the slot. */
  returns: z.string().optional(),
  /** Type of the result by a constant at a slot (`boto3.client("s3")`); absent or unknown: `otherwise`, else none. */
  returnsBy: z
    .strictObject({
      slots: slotsSchema,
      values: z.record(z.string(), z.string()),
      otherwise: z.string().optional(),
    })
    .optional(),
  /** A drop-in for another export (`openai:OpenAI`): it has that one's meanings besides these. */
  like: z.string().optional(),
  /** Creates a model-client. */
  client: z
    .strictObject({
      provider: z.string().optional(),
      apiKey: slotsSchema.optional(),
      variable: z.array(z.string()).optional(),
      baseUrl: slotsSchema.optional(),
      local: z.boolean().optional(),
      /** A switch that lets the client run in a browser, where its key can be read. */
      browser: slotsSchema.optional(),
      embedding: z.boolean().optional(),
    })
    .optional(),
  /** Sends a request to a model or runs an agent. */
  request: z
    .strictObject({
      call: z.enum(['request', 'agent-run']).default('request'),
      output: z
        .enum([
          'text',
          'object',
          'embedding',
          'image',
          'audio',
          'video',
          'realtime',
          'moderation',
          'batch',
          'other',
        ])
        .default('text'),
      /** true, false, or the slots of a flag. */
      streaming: z.union([z.boolean(), slotsSchema]).default(false),
      model: slotsSchema.optional(),
      input: slotsSchema.optional(),
      tools: slotsSchema.optional(),
      /** Names of the tools in use, of those that are given. */
      chosen: slotsSchema.optional(),
    })
    .optional(),
  tool: toolSchema.optional(),
  /** Hands these tools on: to the requests made with its result (`bindTools`), or to the graph it becomes a node of (`ToolNode`). */
  tools: slotsSchema.optional(),
  agent: agentSchema.optional(),
  settings: settings.optional(),
  /** Further layers to look for settings in, after this call and its receiver: the model, the agent, the client handed over. */
  through: slotsSchema.optional(),
  /** For helpers inside a setting: the number it stands for (`stepCountIs(5)`) or `none` (`isLoopFinished()`). */
  yields: z.union([z.literal('none'), slotsSchema]).optional(),
  /** For helpers inside a setting: what they add to its effective value (`wait_random_exponential()`: `{backoff: exponential, jitter: true}`). */
  parts: z.record(z.string(), constant).optional(),
  effect: effectSchema.optional(),
  guard: guardSchema.optional(),
  /** A web app or router object is made. Made by a member of an app or router, it lies under that one. As a decorator: the class is the router of the routes on its methods. */
  app: z
    .strictObject({
      kind: z.enum(['app', 'router']),
      prefix: slotsSchema.optional(),
      guards: slotsSchema.optional(),
      debug: slotsSchema.optional(),
    })
    .optional(),
  route: routeSchema.optional(),
  /** Adds middleware (functions or guards) to the receiver for what is registered after it (`after`) or for all (`all`). As a decorator on a class or method it covers that. */
  middleware: z
    .strictObject({
      handlers: slotsSchema,
      path: slotsSchema.optional(),
      order: z.enum(['after', 'all']).default('after'),
      parameters,
    })
    .optional(),
  /**
   * Registers functions that answer what the receiver's routes throw. `types`: which exceptions or status codes, absent =
   * all. `rejections`: since which versions they are handed what an async handler throws, or with which packages beside.
   */
  catches: z
    .strictObject({
      handlers: slotsSchema,
      types: slotsSchema.optional(),
      parameters,
      rejections: z.strictObject({ versions: z.string(), packages: z.array(z.string()) }).optional(),
    })
    .optional(),
  /** A dependency: the functions or guards at these slots run before the function whose parameter default, annotation or `guards` slot this stands in. */
  before: slotsSchema.optional(),
  /** Calls the functions at these slots at once, with parameters of these types (`db.transaction(async (tx) => …)`). `passes`: with what stands behind the function and all keywords (`to_thread(fn, *args)`). */
  calls: calls.optional(),
  /** Mounts a router under the receiver. `instance`: where the router is a function (a plugin), the type of its first parameter. */
  mount: z
    .strictObject({
      router: slotsSchema,
      path: slotsSchema.optional(),
      guards: slotsSchema.optional(),
      instance: z.string().optional(),
    })
    .optional(),
  /** What a router that is a function at these slots adds holds for the one it is mounted on too, as if there were no plugin around it. */
  lifts: slotsSchema.optional(),
  /** Starts a server process; `host` slots tell a localhost binding, `debug` the debug switch. */
  serves: z
    .strictObject({
      app: slotsSchema.optional(),
      host: slotsSchema.optional(),
      /** Where it binds if no host is given. */
      defaultHost: z.string().optional(),
      debug: slotsSchema.optional(),
    })
    .optional(),
  /** Answers a request: the body slots, and whether it streams (`body`: if the body is itself a stream). */
  responds: z
    .strictObject({
      body: slotsSchema,
      status: slotsSchema.optional(),
      streaming: z.union([z.boolean(), z.literal('body')]).default(false),
    })
    .optional(),
  /** Initialises a tracer; `sees` lists SDK ids it instruments, `*` for all. Without `covers` and `result` it is for the process, with them for that client or function. */
  tracer: tracerSchema.optional(),
  /** A test case or suite (`it`, `test`, a mock). */
  test: z.enum(['case', 'suite', 'mock']).optional(),
  /** What a mock replaces: a module name, a dotted target, an object with the name of its member after it, a URL. */
  mocks: slotsSchema.optional(),
  /** An MCP server offered or connected. */
  mcp: z
    .strictObject({
      role: z.enum(['server', 'client']),
      filter: slotsSchema.optional(),
      tools: slotsSchema.optional(),
    })
    .optional(),
  /** A switch that widens what an agent may do; `values` are the dangerous ones, also as items of a list, absent = any truthy. `unless`: what may hold it in check; given there, it is unknown. */
  bypass: z
    .array(
      z.strictObject({
        slots: slotsSchema,
        unless: slotsSchema.optional(),
        values: z.array(constant).optional(),
        severity: z.enum(['error', 'warning']).default('error'),
        what: z.string(),
      }),
    )
    .optional(),
  /**
   * Composes runnables (`prompt | model | parser`, `.pipe()`): the parts in order, lists and records flattened. The result sends a request for each part that can;
   * a member called on it is called on those parts, with their settings. `|` between values composes by itself.
   */
  chain: slotsSchema.optional(),
  /**
   * Builds the receiver up as a graph. node: `name` (absent: the function's name, or the keys of an object at `runs`) and what it `runs`; edge: `from`, `to` (lists allowed);
   * branch: as edge, `to` a record or list of targets, absent = any node, `runs` what decides; jump: not on the receiver, but in the body of a node: it goes on at `to`; sequence: the nodes at `runs` one after the other; entry and finish: `to`, `from`.
   */
  graph: graphSchema.optional(),
  /** The value drives a chat interface (`useChat()`): `route` the server address, the rest names of its members. */
  chatUi: z
    .strictObject({
      route: slotsSchema.optional(),
      defaultRoute: z.string().optional(),
      messages: z.array(z.string()).default([]),
      loading: z.array(z.string()).default([]),
      error: z.array(z.string()).default([]),
      retry: z.array(z.string()).default([]),
    })
    .optional(),
  /** Pauses for a person (`interrupt()`, `input()`): an approval when it stands before the effect. */
  pauses: z.boolean().optional(),
  /** Gives a module whose name is made at run time: what is called on it is code nobody can name. */
  loads: z.boolean().optional(),
  /**
   * The annotated fields of a class that extends it are read from the environment, each by its own name in capitals after what a constant called
   * `prefix` in the class says. A call of `described` at a field tells another name or a default.
   */
  environment: z
    .strictObject({
      prefix: z.string(),
      described: z.string(),
      names: slotsSchema,
      default: slotsSchema,
    })
    .optional(),
  /** Retries its function argument: settings.retries says how. */
  retries: z.strictObject({ covers: slotsSchema }).optional(),
});
export type Meaning = z.infer<typeof meaningSchema>;

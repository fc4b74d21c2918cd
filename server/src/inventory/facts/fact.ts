// Facts: what the linker found in the workspace, with the attributes rules read. Data only.
import type { ConfigSummary } from '../../languages/summary/config';
import type { FileRole } from '../../manifest/fileRoles';
import type { Place } from '../../text/span';

export const FACT_KINDS = [
  'model-client',
  'model-call',
  'tool',
  'agent',
  'endpoint',
  'mcp-server',
  'prompt',
  'retriever',
  'chat-ui',
  'deployable',
  'store',
  'guardrail',
  'secret-use',
  'test',
  'file',
  'tracer',
  'limiter',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Words for where a setting was decided, and yes/no answers. `unknown` is always allowed. */
export type AttributeWord = string | number | boolean | readonly string[];

/** Why something could not be told: the place that blocked and a phrase ("options come from a parameter of an exported function"). */
export interface Blocker {
  readonly why: string;
  readonly place: Place;
}

/** One attribute of a fact. */
export interface Attribute {
  /** The origin word of the inventory table (`set`, `inherited`, `default`, `unset`, `true`, …) or 'unknown'. */
  readonly value: AttributeWord;
  /** The effective value as data: `{count: 2, backoff: 'exponential', jitter: true}`, `{ms: 600000}`, `{n: 'none'}`, a list of effects … */
  readonly effective?: EffectiveValue;
  /** "set on the client", "SDK default: 2 retries with jitter". */
  readonly because?: string;
  /** The deciding place: where a finding about it stands. */
  readonly place?: Place;
  /** The line that shows it, where that is another one: the setting of the client behind a call. */
  readonly shownAt?: Place;
  /** For list attributes (raw errors, unbounded calls): each place that shows the fault; one finding each. */
  readonly places?: readonly Place[];
  /** Where one edit could set it, nearest first: call, wrapper, client, model, agent, app. */
  readonly definitions?: readonly Definition[];
  /** Filled where the value is unknown. */
  readonly blockers?: readonly Blocker[];
  /** For a one-of with a branch that is certainly unset: the place of that branch. */
  readonly unsetBranch?: Place;
}

export type EffectiveValue =
  | string
  | number
  | boolean
  | null
  | readonly EffectiveValue[]
  | { readonly [key: string]: EffectiveValue };

export interface Definition extends Place {
  readonly role: 'call' | 'wrapper' | 'client' | 'model' | 'agent' | 'app' | 'definition';
}

/** A thing of the workspace. */
export interface Fact {
  /** `kind:path#name[~n]`, stable when lines move; `~n` counts equal names in source order. */
  readonly id: string;
  readonly kind: FactKind;
  /** For a model-call `<enclosing function>/<callee>`; for others the declared or variable name. */
  readonly name: string;
  readonly role: FileRole;
  /** Directory of the owning project, '' for the root. */
  readonly project: string;
  /** Where the squiggle goes: the callee's last name, or the name of a definition. */
  readonly place: Place;
  readonly sdk?: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Named places rules can put findings at (`argument:apiKey`). */
  readonly argumentPlaces?: Readonly<Record<string, Place>>;
  /** Links to other facts by id: `tools`, `agents`, `client`, `calls`, `reaches`, `tests`. */
  readonly links: Readonly<Record<string, readonly string[]>>;
  /** Proof marks: capabilities wired on this subject's path, with the place that proves each (`rate-limit`, `approval`, `tracer`, …). `partial`: on some paths only. */
  readonly guards: readonly GuardMark[];
  /** Subject names of subjects.yaml this fact fulfils beyond its kind (computed by the linker where attributes do not suffice). */
  readonly isA: Readonly<Record<string, true | 'unknown'>>;
}

export interface GuardMark {
  readonly guard: string;
  /** `every`: on every path to the subject; `some`: only on some, with the condition; `unknown`: cannot be followed. */
  readonly paths: 'every' | 'some' | 'unknown';
  readonly place: Place;
  readonly because: string;
  /** Product id, where a product pack says so. */
  readonly product?: string;
  /** Narrowing: the argument guarded (`url`), the provided facets (`input-pii`). */
  readonly argument?: string;
  readonly facets?: readonly string[];
}

/** A product or measure seen in the project that `some` facets can use as evidence. */
export interface Evidence {
  readonly capability: string;
  readonly product?: string;
  readonly project: string;
  readonly place: Place;
  readonly because: string;
  /** `wired`: at work; `declared`: a dependency or import only, a blocker where wiring is needed. */
  readonly strength: 'wired' | 'declared';
  readonly facets?: readonly string[];
  readonly role: FileRole;
}

export interface Project {
  /** Directory, '' for the root. */
  readonly path: string;
  readonly name: string;
  /** `app` and `library` are in scope; `part` belongs to `owner`; `outside` has no agent code. */
  readonly kind: 'app' | 'library' | 'part' | 'outside';
  readonly owner?: string;
  readonly manifestPath?: string;
  /** Projects of this workspace that it imports (transitively). */
  readonly imports: readonly string[];
}

export interface SkippedFile {
  readonly path: string;
  readonly why: string;
}

/** A file that was read, but not all of it: what could not be understood may hide something. */
export interface PartialFile extends SkippedFile {
  /** Where the first of what was not understood begins, if it is one place. */
  readonly place?: Place;
}

/** The whole inventory of one analysis. Facts are in stable order (path, start). */
export interface Inventory {
  readonly facts: readonly Fact[];
  readonly evidence: readonly Evidence[];
  readonly projects: readonly Project[];
  readonly secrets: readonly SecretFact[];
  readonly files: {
    readonly scanned: number;
    readonly parsed: number;
    readonly skipped: readonly SkippedFile[];
    readonly partial: readonly PartialFile[];
  };
  /** Config trees that rules with a `config:` subject read. */
  readonly configs: ConfigSource;
  /** File roles, for findings and proofs. */
  roleOf(path: string): FileRole;
  projectOf(path: string): string;
  readonly tracked: { readonly state: 'known' | 'none' | 'unknown'; readonly why?: string };
}

export interface ConfigSource {
  /** All config summaries of a format, or of every format. */
  paths(format?: string): readonly string[];
  summary(path: string): ConfigSummary | undefined;
}

/** A credential in a text. Never the value: the place, what it is, and a keyed tag for equality within this process. */
export interface SecretFact {
  readonly id: string;
  readonly path: string;
  readonly place: Place;
  /** Format id (`openai-key`) or `key-slot` for a literal in a known client's key slot. */
  readonly format: string;
  readonly title: string;
  /** HMAC of the value with a random per-process key, hex. Memory only. */
  readonly tag: string;
  /** Length of the value, for masked output. */
  readonly length: number;
  readonly role: FileRole;
  readonly project: string;
  /** Environment variable to move it to: the SDK's own, or derived from the slot's name. */
  readonly variable: string;
  readonly where: 'literal' | 'key-slot' | 'tracked-env' | 'unignored-env' | 'browser';
}

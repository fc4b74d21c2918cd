// What linking one module yields: drafts of facts, calls between functions, guards and effects in them. Plain data, cached per module.
// Everything that needs the way from an entry to a place (reach, guards on the way, handling) is added by `paths/` from these.

import type { Place, Span } from '../../text/span';
import type { Attribute, Blocker, EffectiveValue, FactKind, GuardMark } from '../facts/fact';

/** `path#function`. */
export type FunctionKey = string;
/** A definition other things refer to: `path@start` of its call or object literal, `path#function`, or `path!class`. */
export type DefinitionKey = string;

export interface FactDraft {
  readonly kind: FactKind;
  readonly name: string;
  readonly place: Place;
  readonly sdk?: string;
  readonly key: DefinitionKey;
  /** The function it stands in. */
  readonly within: FunctionKey;
  readonly attributes: Record<string, Attribute>;
  readonly argumentPlaces: Record<string, Place>;
  /** Functions that run when it is used: a tool's body, a route's handler. */
  readonly runs: readonly FunctionKey[];
  /** Definitions it refers to, by link name (`tools`, `agents`, `client`, `agent`). */
  readonly refers: Readonly<Record<string, readonly DefinitionKey[]>>;
  /** The clients and agents of each way a call may go; absent where there is one way. */
  readonly ways?: readonly (readonly DefinitionKey[])[];
  /** Guards that stand on the definition itself. */
  readonly guards: readonly GuardMark[];
  /** Tools that it asks a person about, or that are given an approval where it lists them. */
  readonly approvals?: readonly ToolApproval[];
}

/** What whoever holds a tool says of its approval. */
export interface ToolApproval {
  readonly tool: DefinitionKey;
  readonly value: boolean | 'unknown';
  readonly place: Place | undefined;
  readonly because: string;
}

/** A call of a workspace function, or a function handed to something that runs it. */
export interface CallEdge {
  readonly from: FunctionKey;
  readonly to: FunctionKey;
  /** The call's start, to know what stands before it and around it. */
  readonly at: number;
  /** A callback handed over (`items.map(fn)`, `after(() => …)`), not a direct call. */
  readonly callback: boolean;
}

/** A function handed to another as an argument or by a decorator, and what of the workspace takes it: none where that cannot be followed. */
export interface HandOver {
  readonly function: FunctionKey;
  readonly from: FunctionKey;
  readonly at: number;
  readonly place: Place;
  /** The last name of what it is handed to. */
  readonly name: string;
  readonly decorates: boolean;
  readonly to: readonly Taker[];
}

export interface Taker {
  readonly function: FunctionKey;
  /** The index of the parameter; `made`: of what the function gives back. */
  readonly parameter: number | 'made';
}

/** A call that could not be followed into this workspace, or whose package nobody describes. */
export interface OpenCall {
  readonly within: FunctionKey;
  readonly place: Place;
  readonly why: string;
  /** A package that no pack lists (false: something of this workspace). */
  readonly external: boolean;
  /** True for a member of a known client that its pack does not list: no guard of the workspace's own. */
  readonly client?: true;
  /** True for code that is loaded by a name made at run time: it may be any of this workspace. */
  readonly loads?: true;
}

/** A call with an effect a pack describes. */
export interface EffectSite {
  readonly within: FunctionKey;
  readonly place: Place;
  readonly name: string;
  readonly grade: 'read' | 'write-own' | 'write-external' | 'unknown';
  readonly sandboxed: boolean;
  /** ms, 'none', or 'unknown'; undefined where a time limit has no meaning (file system). */
  readonly timeout?: {
    readonly ms: number | 'none' | 'unknown' | 'configured';
    readonly origin: 'set' | 'inherited' | 'default' | 'unknown';
    readonly because: string;
    readonly definitions: Attribute['definitions'];
    /** Where what callers of the function hand over decides: what it is for each of their calls. */
    readonly byCaller?: readonly CallerTimeout[];
    /** Where the limit is set; undefined where a default decides. */
    readonly setAt?: Place;
  };
  readonly hosts: 'constant' | 'configured' | 'model-given' | 'unknown' | 'none';
  /** Constant hosts seen. */
  readonly host?: string;
  /** For hosts that come from a parameter of the enclosing function: its index. */
  readonly hostParameter?: number;
  /** The path of a request that may go to a route of this workspace, `*` for steps known only at run time. */
  readonly route?: string;
  readonly product: string;
}

/** The time limit of an effect for one call of the function it stands in. */
export interface CallerTimeout {
  readonly from: FunctionKey;
  /** The call's start. */
  readonly at: number;
  readonly place: Place;
  readonly ms: number | 'none' | 'unknown' | 'configured';
  readonly origin: 'set' | 'inherited' | 'default' | 'unknown';
  readonly because: string;
  /** Where the limit is set; undefined where a default decides. */
  readonly setAt?: Place;
}

/** A function that compares a name with constants. */
export interface Dispatch {
  readonly within: FunctionKey;
  readonly names: readonly string[];
}

/** A guard at work inside a function: a check branched on, a wrapper, a decorator on it, a pause for a person. */
export interface GuardSite {
  readonly within: FunctionKey;
  readonly capability: string;
  readonly how: string;
  readonly place: Place;
  readonly because: string;
  readonly product?: string;
  readonly facets?: readonly string[];
  /** Functions or definitions it covers; empty: what follows it in its function. */
  readonly covers: readonly string[];
  /** Effective value where it has one (`retries`, `timeout`). */
  readonly effective?: EffectiveValue;
}

export interface TracerSite {
  readonly product: string;
  /** The product in words. */
  readonly title: string;
  readonly place: Place;
  readonly within: FunctionKey;
  readonly sees: readonly string[];
  /** Definitions or functions covered; undefined: the process. */
  readonly covers?: readonly string[];
  /** It is handed to the calls it traces: nothing but the SDKs it sees runs under it. */
  readonly handed?: boolean;
  /** It covers them, or is off, on some paths only. */
  readonly partly?: boolean;
  readonly exports: boolean;
  readonly off: boolean;
  /** It is initialised only where the environment says so. */
  readonly only?: { readonly when: string; readonly place: Place; readonly variables: readonly string[] };
  readonly variables: readonly string[];
}

/** A call that gives another answer each time. */
export interface ImpureSite {
  readonly within: FunctionKey;
  readonly what: 'clock' | 'randomness';
  readonly place: Place;
}

/** Test cases and what runs with them. */
export interface TestFacts {
  /** `needs`: names of parameters, which fixtures fill. */
  readonly cases: readonly {
    readonly function: FunctionKey;
    readonly name: string;
    readonly place: Place;
    readonly needs: readonly string[];
    /** Definitions it is run with and runs, from its table. */
    readonly tries?: readonly DefinitionKey[];
    /** It runs what a parameter holds. */
    readonly runsNeeds?: boolean;
  }[];
  /** Functions that run before or after cases of the module. */
  readonly hooks: readonly FunctionKey[];
  readonly fixtures: readonly {
    readonly function: FunctionKey;
    readonly name: string;
    readonly needs: readonly string[];
    /** Definitions it gives, for those that need it to run. */
    readonly gives?: readonly DefinitionKey[];
  }[];
  /** What tests replace, in a function or (undefined) the whole module: `module:<path>` and keys of definitions, as far as they are of this workspace. */
  readonly mocks: readonly {
    readonly within: FunctionKey | undefined;
    readonly replaces: readonly string[];
  }[];
}

export interface ModuleFacts {
  readonly path: string;
  readonly drafts: readonly FactDraft[];
  readonly edges: readonly CallEdge[];
  readonly handOvers: readonly HandOver[];
  readonly open: readonly OpenCall[];
  readonly effects: readonly EffectSite[];
  readonly impure: readonly ImpureSite[];
  readonly tests: TestFacts;
  readonly guards: readonly GuardSite[];
  readonly dispatches: readonly Dispatch[];
  readonly tracers: readonly TracerSite[];
  /** Modules it imports inside the workspace (for processes: what is executed with it). */
  readonly imports: readonly string[];
  /** `path:name` of what may run in a browser takes from other modules, and of what is exported again. */
  readonly clientImports: readonly string[];
  /** Surface facts in the terms of `surface/`: apps, routes, middleware, mounts, servers. */
  readonly surface: SurfaceFacts;
  /** Parameters of functions of this or other modules whose type a framework gives: `path#fn:index` to `pack/Type`. */
  readonly hints: Readonly<Record<string, string>>;
  readonly blockers: readonly Blocker[];
}

export interface RouteFact {
  readonly draft: FactDraft;
  /** The app or router it is registered on; undefined for file routes and actions. */
  readonly app?: DefinitionKey;
  readonly method: string;
  /** Path pattern as written, without the prefixes of routers above it. */
  readonly path: string;
  /** Where the registering call names what it calls, to compare with middleware order. */
  readonly at: number;
  /** Handlers that run before the last one, dependencies, decorators: functions or definitions. */
  readonly before: readonly GuardUse[];
  readonly handler?: FunctionKey;
  /** True where the framework sends what is written to the response only, not what the handler returns. */
  readonly returnIgnored?: true;
  /** What decides who may call it, and how often, where the code shows nothing; `failures`: and what answers when it fails. */
  readonly around?: { readonly title: string; readonly failures: boolean };
}

/** Something used as middleware, dependency or decorator: a workspace function, or a product's guard. */
export interface GuardUse {
  readonly place: Place;
  readonly function?: FunctionKey;
  readonly capability?: string;
  readonly product?: string;
  readonly because: string;
  /** True where it leaves out what it stands on: guards of its product and capability further out let that pass. */
  readonly exempt?: boolean;
  /** True where what it is cannot be followed. */
  readonly unknown?: boolean;
  /** True where it stands there on some paths only. */
  readonly sometimes?: boolean;
  /** True where it runs the handler inside itself (a wrapper or decorator), so that its own handling surrounds it. */
  readonly wraps?: boolean;
}

/** What an error handler is registered for: the last name of an exception, or a status. */
export interface AnsweredType {
  readonly name: string;
  /** Whose it is. */
  readonly origin: 'sdk' | 'workspace' | 'other';
  /** Of an SDK's: its package. */
  readonly root?: string;
}

export interface SurfaceFacts {
  readonly apps: readonly {
    readonly key: DefinitionKey;
    readonly kind: 'app' | 'router';
    readonly framework: string;
    readonly place: Place;
    readonly prefix: string;
    readonly guards: readonly GuardUse[];
    readonly under?: DefinitionKey;
    /** The switch that surely puts it into debug mode, however it is started. */
    readonly debug?: Place;
  }[];
  readonly routes: readonly RouteFact[];
  readonly middleware: readonly {
    readonly app: DefinitionKey;
    readonly at: number;
    readonly path: string;
    readonly order: 'after' | 'all';
    readonly uses: readonly GuardUse[];
    readonly place: Place;
    /** It is registered only where the environment says so, with all else within. */
    readonly only?: { readonly when: string; readonly within: Span };
  }[];
  readonly mounts: readonly {
    readonly app: DefinitionKey;
    readonly router: DefinitionKey;
    readonly at: number;
    readonly path: string;
    readonly guards: readonly GuardUse[] /** What the router adds holds for `app` too (a plugin lifted out of its encapsulation). */;
    readonly lifted?: boolean;
  }[];
  /** `types`: the exceptions or status codes answered; empty: all. */
  readonly catches: readonly {
    readonly app: DefinitionKey;
    readonly handlers: readonly FunctionKey[];
    readonly types: readonly AnsweredType[];
    /** Questions in the handlers whether an SDK failed (`error instanceof APIError`), by path and start: `a.ts@12`. */
    readonly modelAsked: readonly string[];
    readonly place: Place;
    /** Whether what async handlers throw reaches it; absent: it does. */
    readonly rejections?: 'no' | 'unknown';
  }[];
  /** Options for errors inside a stream that stand outside of the call that is given them. */
  readonly errorOptions: readonly { readonly at: number; readonly place: Place }[];
  readonly fileMiddleware: readonly {
    /** The folder of the project it stands in. */
    readonly directory: string;
    readonly framework: string;
    readonly place: Place;
    readonly uses: readonly GuardUse[] /** Empty: every path. */;
    readonly matchers: readonly string[] | 'unknown';
  }[];
  readonly servers: readonly {
    readonly app?: DefinitionKey;
    readonly place: Place;
    readonly local: boolean;
    readonly debug?: Place;
  }[];
}

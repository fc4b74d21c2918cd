// Abstract values: what a value of a summary is known to be once names are followed across files. Data and small tests on it.
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { ListValue, ObjectValue, Value } from '../../../languages/summary/value';
import type { Place, Span } from '../../../text/span';
import type { KnownMeaning } from './meaningSource';

/**
 * One activation of a function: `args` is filled where a call was followed into it, so that parameters have values.
 * A frame without `args` stands for every call.
 */
export interface Frame {
  readonly module: ModuleSummary;
  readonly function: number;
  readonly parent?: Frame;
  readonly args?: ReadonlyMap<number, Abstract>;
  readonly self?: Abstract;
}

/** A call together with the frame it is seen in. */
export interface Site {
  readonly module: ModuleSummary;
  readonly call: CallSite;
  readonly frame: Frame;
}

/** How an instance came about: the call that made it, what the call means, and what it was called on. */
export interface Origin {
  readonly site: Site;
  readonly known: KnownMeaning;
  readonly receiver?: Abstract;
}

/** A branch, or the body of a loop. */
export interface Block extends Span {
  /** Of a branch: what was asked to come here. */
  readonly condition?: Value;
  readonly loops: boolean;
  /** Its end is the end of the function. */
  readonly leaves: boolean;
  /** The block around it in the same function. */
  readonly outer?: Block;
  /** Where it is one of the ways of a statement that always takes one. */
  readonly fork?: Fork;
}

/** A statement that always takes one of its ways: `if … else`, a `switch` with a default. */
export interface Fork extends Span {
  /** How many ways come out of it: those that end in `return` or `throw` do not. */
  readonly ways: number;
  readonly outer?: Block;
}

/** Where something is added, in its function. */
export interface AdditionSpot {
  /** False under a branch, in a loop, or in a function that may not be called. */
  readonly always: boolean;
  readonly function: number;
  /** What is used from here on has it. */
  readonly from: number;
  readonly block?: Block;
}

/** What an object or a list is given after it was made, as it stands in a function. */
export type Addition = AdditionSpot & {
  readonly value: Value;
} & (
    | {
        readonly kind: 'property';
        /** Its name; the value that gives it where that is computed (`options[key] = value`). */
        readonly property: string | Value;
        /** What stands there already stays (`setdefault`, `??=`), or is made into something else (`+=`). */
        readonly given?: 'kept' | 'changed';
      }
    /** All an object has is copied into it: `Object.assign(options, value)`, `options.update(value)`. */
    | { readonly kind: 'merge' }
    | { readonly kind: 'item' }
  );

/** An addition in the frame its value is seen in. `open`: whether it came before the use cannot be told. */
export type Added = Addition & {
  readonly frame: Frame;
  readonly open?: boolean;
  /** Where the object is used, if that is in the same function. */
  readonly use?: number;
};

/** A call an object was handed to before it is used: the function called may set more on it. */
export interface Handing {
  readonly site: Site;
  readonly always: boolean;
  /** The object, as it was written. */
  readonly target: ObjectValue;
  /** How many functions handed it on before. */
  readonly depth: number;
}

export type Abstract =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null; readonly at: Place }
  | { readonly kind: 'env'; readonly name: string; readonly fallback?: Abstract; readonly at: Place }
  /** An export of a package outside the workspace (module `global` for globals); [] is the package itself. */
  | { readonly kind: 'symbol'; readonly module: string; readonly path: readonly string[]; readonly at: Place }
  /** Something a pack knows: `type` is `pack/Type`; `path` are members read on it so far; `whole` the chain it was reached through; `ready`: the package exports it, nothing set it up; `local`: it talks to a server on this machine. */
  | {
      readonly kind: 'instance';
      readonly type: string;
      readonly path: readonly string[];
      readonly origin?: Origin;
      readonly whole?: Extract<Abstract, { kind: 'chain' }>;
      readonly ready?: boolean;
      readonly local?: boolean;
      readonly at: Place;
    }
  /** What a call of something outside the workspace gave back, where no pack says what. */
  | {
      readonly kind: 'result';
      readonly callee: Abstract;
      readonly site: Site;
      readonly path: readonly string[];
      readonly at: Place;
    }
  | {
      readonly kind: 'function';
      readonly module: ModuleSummary;
      readonly function: number;
      readonly closure?: Frame;
      readonly self?: Abstract;
      readonly at: Place;
    }
  | {
      readonly kind: 'class';
      readonly module: ModuleSummary;
      readonly class: number;
      readonly closure?: Frame;
      readonly at: Place;
    }
  /** An instance of a workspace class; no `site` where only its type is known. */
  | {
      readonly kind: 'object-of';
      readonly module: ModuleSummary;
      readonly class: number;
      readonly site?: Site;
      readonly at: Place;
    }
  | {
      readonly kind: 'object';
      readonly value: ObjectValue;
      readonly frame: Frame;
      readonly added: readonly Added[];
      readonly handings?: readonly Handing[];
      readonly at: Place;
    }
  | {
      readonly kind: 'list';
      readonly value: ListValue;
      readonly frame: Frame;
      readonly added: readonly Added[];
      readonly at: Place;
    }
  /** One of finitely many. */
  | { readonly kind: 'oneOf'; readonly options: readonly Abstract[]; readonly at: Place }
  /** A parameter no followed call binds; `path` are the properties read from it. */
  | {
      readonly kind: 'parameter';
      readonly module: ModuleSummary;
      readonly function: number;
      readonly index: number;
      readonly path: readonly string[];
      readonly frame: Frame;
      readonly at: Place;
    }
  | { readonly kind: 'namespace'; readonly module: ModuleSummary; readonly at: Place }
  /** Parts piped into one another (`prompt | model | parser`, `prompt.pipe(model)`). */
  | { readonly kind: 'chain'; readonly parts: readonly Abstract[]; readonly at: Place }
  /** A text put together at run time. */
  | { readonly kind: 'text'; readonly parts: readonly (string | Abstract)[]; readonly at: Place }
  | { readonly kind: 'unknown'; readonly why: string; readonly at: Place };

export function placeOf(module: ModuleSummary, span: { start: number; end: number }): Place {
  return { path: module.path, start: span.start, end: span.end };
}

export function unknown(why: string, at: Place): Abstract {
  return { kind: 'unknown', why, at };
}

/** Joins alternatives: flattened, without duplicates of the same kind and place. */
export function oneOf(options: readonly Abstract[], at: Place): Abstract {
  const flat: Abstract[] = [];
  for (const option of options) {
    for (const one of option.kind === 'oneOf' ? option.options : [option]) {
      if (!flat.some((seen) => sameAbstract(seen, one))) flat.push(one);
    }
  }
  if (flat.length === 1) return flat[0]!;
  if (flat.length === 0) return unknown('no value is assigned', at);
  return { kind: 'oneOf', options: flat.slice(0, 24), at };
}

function sameAbstract(a: Abstract, b: Abstract): boolean {
  if (a.kind !== b.kind || a.at.path !== b.at.path || a.at.start !== b.at.start || a.at.end !== b.at.end)
    return false;
  // A member read off several values stands at one place: what it was read off tells them apart.
  if (a.kind === 'instance' && b.kind === 'instance')
    return (
      a.type === b.type &&
      a.origin?.site.call === b.origin?.site.call &&
      a.path.join('.') === b.path.join('.')
    );
  if (a.kind === 'function' && b.kind === 'function')
    return a.module === b.module && a.function === b.function;
  if (a.kind === 'object-of' && b.kind === 'object-of')
    return a.module === b.module && a.class === b.class && a.site?.call === b.site?.call;
  if (a.kind === 'result' && b.kind === 'result')
    return a.site.call === b.site.call && a.path.join('.') === b.path.join('.');
  if (a.kind === 'parameter' && b.kind === 'parameter')
    return (
      a.module === b.module &&
      a.function === b.function &&
      a.index === b.index &&
      a.path.join('.') === b.path.join('.')
    );
  if (a.kind === 'symbol' && b.kind === 'symbol')
    return a.module === b.module && a.path.join('.') === b.path.join('.');
  if (a.kind === 'object' && b.kind === 'object')
    return (
      a.value === b.value &&
      a.frame === b.frame &&
      a.added.length === b.added.length &&
      a.handings?.length === b.handings?.length
    );
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  return true;
}

/** The alternatives of a value; itself where it is no one-of. */
export function alternatives(value: Abstract): readonly Abstract[] {
  return value.kind === 'oneOf' ? value.options : [value];
}

/** What a chain of results began with: of `a()()` the value `a`. */
export function rootOf(value: Abstract): Abstract {
  let current = value;
  while (current.kind === 'result') current = current.callee;
  return current;
}

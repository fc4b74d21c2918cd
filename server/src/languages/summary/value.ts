// The value domain: language-neutral expressions as the two code languages write them. No linking, no meaning.
import type { Span } from '../../text/span';

/** An expression. Every value carries the span of its source text. */
export type Value =
  | ConstantValue
  | EnvValue
  | OneOfValue
  | ObjectValue
  | ListValue
  | CallValue
  | ReferenceValue
  | MemberValue
  | IndexValue
  | SelfValue
  | FunctionValue
  | ClassValue
  | ModuleValue
  | TemplateValue
  | OperationValue
  | UnknownValue;

export interface ConstantValue extends Span {
  readonly kind: 'constant';
  /** Numbers keep their value (`60_000` is 60000); `undefined` and `None`/`null` are both null. */
  readonly value: string | number | boolean | null;
}

/** A read of an environment variable: `process.env.X`, `import.meta.env.X`, `Deno.env.get("X")`, `os.environ["X"]`, `os.getenv("X", d)`. */
export interface EnvValue extends Span {
  readonly kind: 'env';
  readonly name: string;
  readonly fallback?: Value;
}

/** A finite choice: `a ? b : c`, `a ?? b`, `a || b`, `b if a else c`, `a or b`. */
export interface OneOfValue extends Span {
  readonly kind: 'oneOf';
  readonly options: readonly Value[];
  /** `ternary`: first option if the condition holds. `nullish`: `??`. `truthy`: `||` and `or` (first truthy). */
  readonly choice: 'ternary' | 'nullish' | 'truthy';
  readonly condition?: Value;
}

export type ObjectEntry =
  | {
      readonly kind: 'property';
      readonly key: string;
      readonly keySpan: Span;
      readonly value: Value;
      readonly shorthand?: boolean;
    }
  | { readonly kind: 'computed'; readonly key: Value; readonly value: Value }
  | { readonly kind: 'spread'; readonly value: Value };

/** An object or dict literal, entries in source order (later ones win). Methods are properties with a function value. */
export interface ObjectValue extends Span {
  readonly kind: 'object';
  readonly entries: readonly ObjectEntry[];
}

/** An array, tuple or set literal. Comprehensions are `unknown` with children. */
export interface ListValue extends Span {
  readonly kind: 'list';
  readonly items: readonly { readonly value: Value; readonly spread: boolean }[];
}

/** The result of the call with this index in the module's `calls`. `await` is transparent. */
export interface CallValue extends Span {
  readonly kind: 'call';
  readonly call: number;
}

export interface ReferenceValue extends Span {
  readonly kind: 'reference';
  readonly name: string;
}

export interface MemberValue extends Span {
  readonly kind: 'member';
  readonly object: Value;
  readonly property: string;
  readonly propertySpan: Span;
  readonly optional?: boolean;
}

export interface IndexValue extends Span {
  readonly kind: 'index';
  readonly object: Value;
  readonly index: Value;
}

/** `this`, or the first parameter of a Python method (`self`, `cls`), or `super`. */
export interface SelfValue extends Span {
  readonly kind: 'self';
  readonly parent?: boolean;
}

/** A function expression, arrow or lambda: index into the module's `functions`. */
export interface FunctionValue extends Span {
  readonly kind: 'function';
  readonly function: number;
}

export interface ClassValue extends Span {
  readonly kind: 'class';
  readonly class: number;
}

/** `require("m")`, `await import("m")`, `importlib.import_module("m")` with a constant name. */
export interface ModuleValue extends Span {
  readonly kind: 'module';
  readonly module: string;
}

/** A template or f-string. Plain pieces are strings. */
export interface TemplateValue extends Span {
  readonly kind: 'template';
  readonly parts: readonly (string | Value)[];
}

/**
 * Any operator or form without a kind of its own: `+ - * / == === != < > <= >= in not ! && and typeof instanceof | yield void`.
 * Operators are written as in TypeScript where both languages have them (`==` for both equalities, `!` for `not`, `&&` for `and`);
 * `|` is a Python pipe or union. A cast (`as`, `satisfies`, `!`) is transparent.
 */
export interface OperationValue extends Span {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly Value[];
}

/** Why a property that a getter gives is unknown; the getter is its child. */
export const GETTER = 'getter';

/** Anything else, with the values inside it so that calls in it are still seen. */
export interface UnknownValue extends Span {
  readonly kind: 'unknown';
  readonly why: string;
  readonly children?: readonly Value[];
}

// The module summary: what the linker needs to know of one code file, in the same terms for every code language.
import type { Span } from '../../text/span';
import type { Value } from './value';

export type CodeLanguage = 'typescript' | 'python';

export interface ModuleSummary {
  readonly kind: 'module';
  readonly path: string;
  readonly language: CodeLanguage;
  /** Start offset of each line and length of the text: enough to turn offsets into positions without the text. */
  readonly lineStarts: readonly number[];
  readonly length: number;
  /** Spans that did not parse; what stands around them is summarised all the same. */
  readonly errors: readonly Span[];
  readonly imports: readonly ImportBinding[];
  readonly exports: readonly ExportBinding[];
  /** Index 0 is the module body; every other function names its enclosing function. */
  readonly functions: readonly FunctionSummary[];
  readonly classes: readonly ClassSummary[];
  readonly calls: readonly CallSite[];
  /** Directive strings at the top: "use server", "use client". */
  readonly directives: readonly string[];
  /** Comments that contain the word `airworthy`. */
  readonly comments: readonly { readonly text: string; readonly span: Span }[];
}

export interface ImportBinding extends Span {
  /** The name bound here; '' for an import for its side effect. */
  readonly local: string;
  /** As written: `./x`, `@/lib/x`, `openai`, `.tools`, `..`, `package.module`. */
  readonly module: string;
  /** `default`, `*` for the whole module (also Python `import m` and CommonJS), or the exported name. Python `from m import *` has local '*'. */
  readonly imported: string;
  readonly typeOnly: boolean;
  /** The enclosing function: 0 unless imported lazily. */
  readonly function: number;
}

export interface ExportBinding extends Span {
  /** The exported name, `default`, or `*` for a re-export of everything. */
  readonly name: string;
  /** The local name exported, for `export { local as name }` and declarations. */
  readonly local?: string;
  /** `export default <expression>`, `module.exports = …`. */
  readonly value?: Value;
  /** Re-exports: `export { imported as name } from "module"`; imported '*' with name 'ns' is `export * as ns`. */
  readonly from?: { readonly module: string; readonly imported: string };
}

export interface Parameter extends Span {
  /** '' for a destructuring pattern. */
  readonly name: string;
  readonly pattern?: Target;
  readonly default?: Value;
  readonly annotation?: Value;
  readonly form: 'positional' | 'rest' | 'keyword-only' | 'keyword-rest';
  /** TypeScript's `name?`. */
  readonly optional?: boolean;
  /** TypeScript only; absent if there are none. */
  readonly decorators?: readonly Value[];
}

export interface FunctionSummary extends Span {
  readonly id: number;
  /** Declared name, or the name of the variable, property or method it is the value of; '' for an anonymous one. */
  readonly name: string;
  readonly nameSpan?: Span;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** Inside of the braces or the indented block; for an expression body the expression. */
  readonly bodySpan: Span;
  readonly async: boolean;
  readonly generator: boolean;
  /** Enclosing function; -1 for the module body. */
  readonly parent: number;
  /** Index of the class whose method this is. */
  readonly class?: number;
  readonly decorators: readonly Value[];
  readonly returns?: Value;
  readonly directives: readonly string[];
  /** Docstring or doc comment, at most 200 characters. */
  readonly doc?: string;
}

export interface ClassSummary extends Span {
  readonly id: number;
  readonly name: string;
  readonly nameSpan?: Span;
  readonly bases: readonly Value[];
  readonly decorators: readonly Value[];
  readonly methods: readonly ClassMethod[];
  readonly fields: readonly ClassField[];
  /** Enclosing function. */
  readonly function: number;
  readonly doc?: string;
}

export interface ClassMethod {
  readonly name: string;
  readonly function: number;
  readonly static: boolean;
  readonly form: 'method' | 'getter' | 'setter';
}

/** Fields written in the class body. Assignments to `this.x`/`self.x` in methods are statements of those methods; TypeScript parameter properties are fields with a reference to the constructor's parameter. */
export interface ClassField extends Span {
  readonly name: string;
  readonly value?: Value;
  readonly annotation?: Value;
  readonly static: boolean;
  /** TypeScript only; absent if there are none. */
  readonly decorators?: readonly Value[];
}

export interface Argument extends Span {
  readonly value: Value;
  /** Python keyword. */
  readonly name?: string;
  readonly nameSpan?: Span;
  /** `...list` / `*list` is positional, `**dict` is keyword. */
  readonly spread?: 'positional' | 'keyword';
}

export interface CallSite extends Span {
  readonly id: number;
  /** `jsx` has one object argument with the attributes, children as the property `children` (a list). A decorator with arguments is a normal call found in `decorators`. */
  readonly form: 'call' | 'new' | 'jsx' | 'tagged';
  readonly callee: Value;
  /** The last name of the callee (`create` in `client.chat.create`): where a squiggle goes. */
  readonly calleeSpan: Span;
  readonly arguments: readonly Argument[];
  /** From the opening parenthesis to the closing one, both included; empty at the end of the callee where there are none (`new X`). */
  readonly argumentsSpan: Span;
  readonly awaited: boolean;
  /** The enclosing function. */
  readonly function: number;
}

export type Target =
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & { readonly kind: 'member'; readonly object: Value; readonly property: string })
  | (Span & { readonly kind: 'index'; readonly object: Value; readonly index: Value })
  | (Span & { readonly kind: 'pattern'; readonly elements: readonly PatternElement[] });

export interface PatternElement {
  /** Property name in an object pattern, position in a list pattern. */
  readonly key: string | number;
  readonly rest: boolean;
  readonly target: Target;
  readonly default?: Value;
}

/** Statements in order, as far as they matter: structured control flow, so that dominance can be read off the nesting. */
export type Statement =
  | (Span & { readonly kind: 'expression'; readonly value: Value })
  | (Span & {
      readonly kind: 'assign';
      readonly target: Target;
      readonly value?: Value;
      readonly declares: 'const' | 'let' | 'none';
      readonly annotation?: Value /** '+=' and the like; absent for '='. */;
      readonly operator?: string;
    })
  | (Span & {
      readonly kind: 'if';
      readonly condition: Value;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (Span & {
      readonly kind: 'switch';
      readonly subject: Value;
      readonly cases: readonly {
        readonly tests: readonly Value[] /** no tests: default */;
        readonly body: readonly Statement[];
      }[];
    })
  | (Span & {
      readonly kind: 'loop';
      readonly form: 'while' | 'do-while' | 'for' | 'for-each';
      readonly condition?: Value;
      readonly target?: Target;
      readonly iterates?: Value;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (Span & {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly handlers: readonly Handler[];
      readonly otherwise: readonly Statement[];
      readonly finalizer: readonly Statement[];
    })
  | (Span & {
      readonly kind: 'with';
      readonly items: readonly { readonly value: Value; readonly target?: Target }[];
      readonly body: readonly Statement[];
    })
  | (Span & { readonly kind: 'return' | 'throw'; readonly value?: Value })
  | (Span & { readonly kind: 'break' | 'continue' })
  | (Span & { readonly kind: 'function'; readonly function: number })
  | (Span & { readonly kind: 'class'; readonly class: number });

export interface Handler extends Span {
  /** The bound exception name. */
  readonly name?: string;
  /** Exception types (Python); empty catches everything. */
  readonly types: readonly Value[];
  readonly body: readonly Statement[];
}

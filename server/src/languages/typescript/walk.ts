// The state of one walk over one file, and the recursion between the readers of the other modules here.
// It knows no syntax: what each kind of node means stands in the readers.
import type { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type {
  CallSite,
  ClassSummary,
  ExportBinding,
  FunctionSummary,
  ImportBinding,
  Statement,
} from '../summary/module';
import type { FunctionValue, UnknownValue, Value } from '../summary/value';
import { spanOf, startOf } from './spans';

/** What a function or class expression is called by what it is assigned to. */
export interface Naming {
  readonly name: string;
  readonly span: Span;
  readonly doc?: string;
}

/** Reads nodes of one kind. The node's type is that of the kind the reader is registered for. */
export type ExpressionReader = (walk: Walk, node: never, naming?: Naming) => Value;
export type StatementReader = (walk: Walk, node: never) => void;

/** The readers by syntax kind. */
export interface Readers {
  readonly expressions: readonly (ExpressionReader | undefined)[];
  readonly statements: readonly (StatementReader | undefined)[];
  /** For expressions of any other kind. */
  readonly otherwise: (walk: Walk, node: ts.Node) => Value;
}

export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Nesting beyond this is `unknown`: it keeps the walk, and every later reader of the values, off the end of the stack. */
export const MAX_DEPTH = 500;

export class Walk {
  readonly imports: ImportBinding[] = [];
  readonly exports: ExportBinding[] = [];
  readonly functions: FunctionSummary[] = [];
  readonly classes: ClassSummary[] = [];
  readonly calls: CallSite[] = [];
  /** The function whose body is being read; 0 is the module body. */
  function = 0;
  /** The class whose field initialisers are being read: arrow functions there have its `this`. */
  fieldsOf: number | undefined;
  /** True at the top of the module, where `export` exports. False inside a namespace. */
  exporting = true;
  depth = 0;
  private out: Statement[] = [];

  constructor(
    readonly source: ts.SourceFile,
    private readonly readers: Readers,
    /** Calls, objects and lists that may hold more than what the parser made of them. */
    readonly damaged: ReadonlySet<ts.Node>,
  ) {}

  span(node: ts.Node): Span {
    return spanOf(node, this.source);
  }

  start(node: ts.Node): number {
    return startOf(node, this.source);
  }

  /** The source text of a node, without what stands before it. */
  textOf(node: ts.Node): string {
    return this.source.text.slice(this.start(node), node.end);
  }

  value(node: ts.Node, naming?: Naming): Value {
    if (this.depth >= MAX_DEPTH) return this.unknown(node, 'nested too deeply');
    this.depth++;
    const reader = this.readers.expressions[node.kind];
    const value = reader ? reader(this, node as never, naming) : this.readers.otherwise(this, node);
    this.depth--;
    return value;
  }

  /** Runs a reader that recurses on its own; undefined where that would nest too deeply. */
  deeper<T>(read: () => T): T | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  statement(node: ts.Node): void {
    if (this.depth >= MAX_DEPTH) return;
    this.depth++;
    this.readers.statements[node.kind]?.(this, node as never);
    this.depth--;
  }

  emit(statement: Statement): void {
    this.out.push(statement);
  }

  /** Everything emitted while `read` runs. */
  collect(read: () => void): Statement[] {
    const outer = this.out;
    const inner: Statement[] = [];
    this.out = inner;
    read();
    this.out = outer;
    return inner;
  }

  /** The statements of a block, or of a single statement that stands without braces. */
  block(nodes: ts.Node | readonly ts.Node[] | undefined): Statement[] {
    if (!nodes) return [];
    return this.collect(() => {
      if ('kind' in nodes) this.statement(nodes);
      else for (const node of nodes) this.statement(node);
    });
  }

  /** Runs `read` as the body of function `id`. */
  within<T>(id: number, read: () => T): T {
    const { function: outer, fieldsOf } = this;
    this.function = id;
    this.fieldsOf = undefined;
    const result = read();
    this.function = outer;
    this.fieldsOf = fieldsOf;
    return result;
  }

  call(site: Omit<CallSite, 'id' | 'function'>): Value {
    const id = this.calls.length;
    this.calls.push({ id, function: this.function, ...site });
    return { kind: 'call', call: id, start: site.start, end: site.end };
  }

  functionValue(id: number, span: Span): FunctionValue {
    return { kind: 'function', function: id, start: span.start, end: span.end };
  }

  unknown(node: ts.Node, why: string, children?: readonly Value[]): UnknownValue {
    const { start, end } = this.span(node);
    return children && children.length > 0
      ? { kind: 'unknown', why, children, start, end }
      : { kind: 'unknown', why, start, end };
  }
}

/** Puts readers into a table indexed by syntax kind. */
export function tableOf<R>(
  ...groups: readonly (readonly (readonly [ts.SyntaxKind, R])[])[]
): (R | undefined)[] {
  const table: (R | undefined)[] = [];
  for (const group of groups) for (const [kind, reader] of group) table[kind] = reader;
  return table;
}

// What a walk over one module gathers, and where in the module it stands. No knowledge of particular syntax.
import type { Span } from '../../text/span';
import type {
  CallSite,
  ClassSummary,
  FunctionSummary,
  ImportBinding,
  Statement,
  Target,
} from '../summary/module';
import type { UnknownValue, Value } from '../summary/value';
import type { SyntaxNode } from './syntax';

/** The readers that call one another, handed in so that no reader module depends on all the others. */
export interface Readers {
  readonly value: (builder: ModuleBuilder, node: SyntaxNode) => Value;
  readonly annotation: (builder: ModuleBuilder, node: SyntaxNode) => Value;
  readonly target: (builder: ModuleBuilder, node: SyntaxNode) => Target | undefined;
  readonly lambda: (builder: ModuleBuilder, node: SyntaxNode, name: string) => Value;
  readonly statement: (builder: ModuleBuilder, node: SyntaxNode, out: Statement[]) => void;
}

/** The function being walked. */
export interface Frame {
  readonly function: number;
  /** What this method calls the object it belongs to. */
  readonly selfName: string | undefined;
  generator: boolean;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export class ModuleBuilder {
  /** A slot is reserved, and undefined, while its function is being read. */
  readonly functions: (FunctionSummary | undefined)[] = [];
  readonly classes: (ClassSummary | undefined)[] = [];
  readonly calls: Mutable<CallSite>[] = [];
  readonly imports: ImportBinding[] = [];

  frame: Frame = { function: 0, selfName: undefined, generator: false };
  /** The class whose body is being read, unless a function within it is. */
  classBody: number | undefined;
  /** True inside `if TYPE_CHECKING:`. */
  typeOnly = false;
  /** Assignments made inside the current statement's expressions (`:=`), to stand before it. */
  before: Statement[] = [];
  /** Names bound by the comprehensions being read. */
  comprehensionNames: readonly string[] = [];
  private readonly importsByName = new Map<string, ImportBinding>();

  constructor(
    readonly text: string,
    private readonly readers: Readers,
  ) {}

  textOf(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** The value of `node`; where the parser left a hole, an unknown at the end of `owner`. */
  value(node: SyntaxNode | undefined, owner: Span): Value {
    return node
      ? this.readers.value(this, node)
      : createUnknown({ start: owner.end, end: owner.end }, 'missing');
  }

  values(nodes: readonly SyntaxNode[]): Value[] {
    return nodes.map((node) => this.readers.value(this, node));
  }

  /** As `value`, for an expression that is stored under a name: a lambda takes it. */
  namedValue(node: SyntaxNode | undefined, name: string, owner: Span): Value {
    return node?.type === 'lambda' ? this.readers.lambda(this, node, name) : this.value(node, owner);
  }

  annotation(node: SyntaxNode): Value {
    return this.readers.annotation(this, node);
  }

  /** Undefined where the text cannot be assigned to. */
  target(node: SyntaxNode): Target | undefined {
    return this.readers.target(this, node);
  }

  /** Statements of the given nodes in order, each after the assignments hidden in its expressions. */
  block(nodes: readonly SyntaxNode[]): Statement[] {
    const statements: Statement[] = [];
    const outer = this.before;
    for (const node of nodes) {
      this.before = statements;
      const own: Statement[] = [];
      this.readers.statement(this, node, own);
      for (const statement of own) statements.push(statement);
    }
    this.before = outer;
    return statements;
  }

  addImport(binding: ImportBinding): void {
    this.imports.push(binding);
    if (binding.local !== '') this.importsByName.set(binding.local, binding);
  }

  importOf(local: string): ImportBinding | undefined {
    return this.importsByName.get(local);
  }

  addCall(call: Omit<CallSite, 'id' | 'function' | 'awaited'>): number {
    const id = this.calls.length;
    this.calls.push({ id, ...call, awaited: false, function: this.frame.function });
    return id;
  }

  /** Runs `read` as the body of another function; its names, classes and statements are its own. */
  within<T>(frame: Frame, read: () => T): T {
    const { frame: outerFrame, classBody, before } = this;
    this.frame = frame;
    this.classBody = undefined;
    try {
      return read();
    } finally {
      this.frame = outerFrame;
      this.classBody = classBody;
      this.before = before;
    }
  }
}

export function createUnknown(span: Span, why: string, children: readonly Value[] = []): UnknownValue {
  const { start, end } = span;
  return children.length > 0
    ? { kind: 'unknown', start, end, why, children }
    : { kind: 'unknown', start, end, why };
}

export function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((child) => child.type === type);
}

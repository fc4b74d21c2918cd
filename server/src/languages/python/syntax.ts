// The syntax tree as plain objects, read from the parser's tree in one pass. No meaning, no summaries.
// Every step of the parser's cursor crosses into WebAssembly, so punctuation and the insides of plain strings are not visited.
import type { Language, Tree, TreeCursor } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { RepairedOffsets } from './repair';

export interface SyntaxNode extends Span {
  /** The grammar's name; `ERROR` for text that does not fit, `too-deep` for what is nested beyond `MAX_DEPTH`. */
  readonly type: string;
  /** Named children without comments. Errors are moved to the nearest block, so that positions keep their meaning. */
  readonly children: readonly SyntaxNode[];
  /** The operator tokens of an operation, in order. */
  readonly operators: readonly string[];
  /** Something was missing from or superfluous in this very node: its parts cannot be told apart with certainty. */
  readonly damaged: boolean;
}

export interface Syntax {
  readonly root: SyntaxNode;
  /** Outermost spans that do not fit the grammar, and empty spans where something is missing. */
  readonly errors: readonly Span[];
  readonly comments: readonly Span[];
}

/** Deeper trees than this do not occur in written code; reading on would only exhaust the stack of those who walk them. */
export const MAX_DEPTH = 400;

export type Role = 'branch' | 'leaf' | 'string' | 'comment' | 'token';

/** What to do with a node of each type id: computed once per grammar. */
export interface NodeTable {
  readonly names: readonly string[];
  readonly roles: readonly Role[];
}

interface OpenNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  children: SyntaxNode[];
  operators: string[];
  damaged: boolean;
}

const LEAVES = new Set(
  (
    'identifier integer float true false none ellipsis pass_statement break_statement continue_statement string_content string_start ' +
    'string_end import_prefix wildcard_import keyword_separator positional_separator escape_sequence line_continuation dotted_name ' +
    'relative_import type_conversion escape_interpolation global_statement nonlocal_statement'
  ).split(' '),
);
const OPERATIONS = new Set(
  'binary_operator boolean_operator comparison_operator unary_operator augmented_assignment'.split(' '),
);
const CONTAINERS = new Set(['module', 'block', 'ERROR']);
/** What an inserted closing mark makes incomplete: more may have been meant to stand inside. */
const DELIMITED = new Set(
  'argument_list dictionary list tuple set string subscript parenthesized_expression list_comprehension'.split(
    ' ',
  ),
);
const NO_CHILDREN: SyntaxNode[] = [];
const NO_OPERATORS: string[] = [];

export function createNodeTable(language: Language): NodeTable {
  const names = language.types.map((name) => name ?? '');
  const roles = names.map((name, id): Role => {
    if (!language.nodeTypeIsNamed(id)) return 'token';
    if (name === 'comment') return 'comment';
    if (name === 'string') return 'string';
    return LEAVES.has(name) ? 'leaf' : 'branch';
  });
  return { names, roles };
}

/**
 * Reads a whole tree of `text`. The tree may be deleted afterwards. `offsets` leads back to the text as written, if
 * `text` is a mended one.
 */
export function readSyntax(tree: Tree, table: NodeTable, text: string, offsets?: RepairedOffsets): Syntax {
  const cursor = tree.walk();
  try {
    return new Reader(cursor, table, text, tree.rootNode.hasError, offsets).read();
  } finally {
    cursor.delete();
  }
}

class Reader {
  private readonly errors: Span[] = [];
  private readonly comments: Span[] = [];
  private readonly open: OpenNode[] = [];

  constructor(
    private readonly cursor: TreeCursor,
    private readonly table: NodeTable,
    private readonly text: string,
    private readonly broken: boolean,
    private readonly offsets: RepairedOffsets | undefined,
  ) {}

  read(): Syntax {
    const { cursor, open } = this;
    const root = createNode(cursor.nodeType, 0, this.text.length);
    if (root.type === 'ERROR') {
      this.reportError({ start: this.toOriginal(cursor.startIndex), end: this.toOriginal(cursor.endIndex) });
    }
    open.push(root);
    let more = cursor.gotoFirstChild();
    while (more) {
      const entered = this.visit(open[open.length - 1]!);
      if (entered && cursor.gotoFirstChild()) {
        open.push(entered);
        continue;
      }
      more = cursor.gotoNextSibling();
      while (!more && open.length > 1) {
        cursor.gotoParent();
        open.pop();
        more = cursor.gotoNextSibling();
      }
    }
    return { root, errors: this.errors, comments: this.comments };
  }

  /** Adds the cursor's node to the tree; returns it if its children are wanted too. */
  private visit(parent: OpenNode): OpenNode | undefined {
    const { cursor, table } = this;
    if (this.broken && cursor.nodeIsMissing) {
      parent.damaged = true;
      const at = this.toOriginal(cursor.startIndex);
      this.reportError({ start: at, end: at });
      return undefined;
    }
    const id = cursor.nodeTypeId;
    const role = table.roles[id];
    if (role === 'token') {
      if (OPERATIONS.has(parent.type)) this.addOperator(parent, table.names[id]!);
      return undefined;
    }
    const from = cursor.startIndex;
    const to = cursor.endIndex;
    const start = this.toOriginal(from);
    // The grammar's string scanner can end a token before it begins.
    const end = Math.max(start, this.toOriginal(to));
    if (role === undefined) return this.addError(parent, start, end);
    if (this.offsets && start === end && from < to) {
      parent.damaged = true;
      return undefined;
    }
    if (role === 'comment') {
      this.comments.push({ start, end });
      return undefined;
    }
    const deep = role === 'branch' && this.open.length >= MAX_DEPTH;
    const node = createNode(deep ? 'too-deep' : table.names[id]!, start, end);
    if (this.offsets?.endsInserted(to) && DELIMITED.has(node.type)) node.damaged = true;
    addChild(parent, node);
    if (role === 'branch') return deep ? undefined : node;
    return role === 'string' && (this.broken || this.isInterpolated(from, to)) ? node : undefined;
  }

  private toOriginal(offset: number): number {
    return this.offsets ? this.offsets.toOriginal(offset) : offset;
  }

  private addOperator(parent: OpenNode, operator: string): void {
    if (parent.operators === NO_OPERATORS) parent.operators = [operator];
    else parent.operators.push(operator);
  }

  private addError(parent: OpenNode, start: number, end: number): OpenNode {
    this.reportError({ start, end });
    const node = createNode('ERROR', start, end);
    let container = parent;
    if (!CONTAINERS.has(parent.type)) {
      parent.damaged = true;
      container = this.open.findLast((each) => CONTAINERS.has(each.type)) ?? parent;
    }
    addChild(container, node);
    return node;
  }

  /** Keeps the outermost errors only; the walk meets them first. */
  private reportError(span: Span): void {
    const last = this.errors.at(-1);
    if (last && last.start <= span.start && span.end <= last.end) return;
    this.errors.push(span);
  }

  private isInterpolated(start: number, end: number): boolean {
    const prefix = this.text.slice(start, start + 2).toLowerCase();
    if (!prefix.includes('f') && !prefix.includes('t')) return false;
    const brace = this.text.indexOf('{', start);
    return brace !== -1 && brace < end;
  }
}

function createNode(type: string, start: number, end: number): OpenNode {
  return { type, start, end, children: NO_CHILDREN, operators: NO_OPERATORS, damaged: false };
}

function addChild(parent: OpenNode, child: SyntaxNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else parent.children.push(child);
}

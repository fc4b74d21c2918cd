// Rewritings of Python that change nothing of what a program does.
import type { TextEdit } from '../../../server/src/languages/edits/textEdit';
import type { PythonParser } from '../../../server/src/languages/python/parse';
import type { SyntaxNode } from '../../../server/src/languages/python/syntax';
import { apart, editing, type Rewriting, withEdits } from './rewriting';

interface Placed {
  readonly node: SyntaxNode;
  readonly parent: Placed | undefined;
  /** Among the children of its parent. */
  readonly at: number;
}

class Source {
  readonly nodes: readonly Placed[];
  readonly top: readonly SyntaxNode[];

  constructor(
    private readonly text: string,
    root: SyntaxNode,
  ) {
    const nodes: Placed[] = [];
    const visit = (node: SyntaxNode, parent: Placed | undefined, at: number): void => {
      const placed = { node, parent, at };
      nodes.push(placed);
      node.children.forEach((child, index) => {
        visit(child, placed, index);
      });
    };
    visit(root, undefined, 0);
    this.nodes = nodes;
    this.top = root.children;
  }

  of({ start, end }: { start: number; end: number }): string {
    return this.text.slice(start, end);
  }

  ofType(...types: readonly string[]): Placed[] {
    return this.nodes.filter(({ node }) => types.includes(node.type));
  }

  /** Identifiers that name a variable or an import, by name; members and keywords are left out. */
  uses(): Map<string, Placed[]> {
    const uses = new Map<string, Placed[]>();
    for (const placed of this.ofType('identifier')) {
      const { parent, at } = placed;
      if (parent?.node.type === 'attribute' && at > 0) continue;
      if (parent?.node.type === 'keyword_argument' && at === 0) continue;
      const name = this.of(placed.node);
      uses.set(name, [...(uses.get(name) ?? []), placed]);
    }
    return uses;
  }

  /** Names that assignments, parameters, loops, functions and classes of the file bind. */
  bound(): Map<string, string[]> {
    const names = new Map<string, string[]>();
    const note = (name: string, kind: string): void =>
      void names.set(name, [...(names.get(name) ?? []), kind]);
    for (const { node, parent, at } of this.ofType('identifier')) {
      const kind = parent?.node.type;
      if (kind === 'assignment' && at === 0) note(this.of(node), 'assignment');
      else if (kind === 'function_definition' || kind === 'class_definition') {
        if (at === 0) note(this.of(node), 'definition');
      } else if (/parameter|pattern|as_pattern_target|for_in_clause|named_expression|global/.test(kind ?? ''))
        note(this.of(node), 'parameter');
      else if (kind === 'for_statement' && at === 0) note(this.of(node), 'loop');
    }
    return names;
  }

  /** Whether a member of it is assigned or called for what that does: in which order is told by its name. */
  isChanged(name: string): boolean {
    return this.ofType('assignment', 'augmented_assignment', 'expression_statement').some(({ node }) => {
      const [first] = node.children;
      const target = first?.type === 'call' ? first.children[0] : first;
      return target?.type === 'attribute' && this.of(target).startsWith(`${name}.`);
    });
  }

  /** `x = call(…)` at the top of the module, the only place that binds the name. */
  madeAtTop(): { statement: SyntaxNode; name: string; value: SyntaxNode }[] {
    const bound = this.bound();
    return this.top.flatMap((statement) => {
      const [assignment] = statement.children;
      if (statement.type !== 'expression_statement' || assignment?.type !== 'assignment') return [];
      const [target, value, ...more] = assignment.children;
      if (target?.type !== 'identifier' || value?.type !== 'call' || more.length > 0) return [];
      const name = this.of(target);
      return bound.get(name)?.length === 1 ? [{ statement, name, value }] : [];
    });
  }

  imports(): SyntaxNode[] {
    return this.top.filter(({ type }) => /^(import|future_import|import_from)_statement$/.test(type));
  }
}

export function pythonRewritings({ parse }: PythonParser): readonly Rewriting[] {
  const reading = (
    name: string,
    edits: (source: Source, elsewhere: string) => readonly TextEdit[],
  ): Rewriting =>
    editing(name, (text, elsewhere) => {
      const { root, errors } = parse(text);
      return errors.length > 0 ? [] : edits(new Source(text, root), elsewhere);
    });

  const renamed = reading('locals renamed', (source) => {
    const bound = source.bound();
    const keywords = new Set(
      source.ofType('keyword_argument').map(({ node }) => source.of(node.children[0]!)),
    );
    return [...source.uses()].flatMap(([name, uses]) => {
      const kinds = bound.get(name) ?? [];
      // Parameters may be named by callers; what is defined may be imported by others.
      if (kinds.length === 0 || kinds.some((kind) => kind !== 'assignment') || keywords.has(name)) return [];
      const isTop = source.top.some(
        ({ children: [one] }) => one?.children[0] && source.of(one.children[0]) === name,
      );
      if (isTop || uses.some(({ parent }) => parent?.parent?.parent?.node.type === 'class_definition'))
        return [];
      return uses.map(({ node }) => ({ start: node.start, end: node.end, text: `${name}_renamed` }));
    });
  });

  const aliased = reading('imports aliased', (source) => {
    const bound = source.bound();
    const uses = source.uses();
    return source.ofType('import_from_statement').flatMap(({ node, parent }) =>
      parent?.parent
        ? []
        : node.children.slice(1).flatMap((one) => {
            const name = source.of(one);
            if (one.type !== 'dotted_name' || bound.has(name)) return [];
            const used = (uses.get(name) ?? []).map(({ node: use }) => ({
              start: use.start,
              end: use.end,
              text: `Aliased_${name}`,
            }));
            return [{ start: one.start, end: one.end, text: `${name} as Aliased_${name}` }, ...used];
          }),
    );
  });

  const namespaced = reading('imports through the module', (source) => {
    const bound = source.bound();
    const uses = source.uses();
    return source.top.flatMap((statement) => {
      const [module, ...names] = statement.children;
      if (statement.type !== 'import_from_statement' || !module || module.type !== 'dotted_name') return [];
      if (names.some((one) => one.type !== 'dotted_name' || bound.has(source.of(one)))) return [];
      const space = `space_${source.of(module).replaceAll('.', '_')}`;
      return [
        { start: statement.start, end: statement.end, text: `import ${source.of(module)} as ${space}` },
        ...names.flatMap((one) =>
          (uses.get(source.of(one)) ?? []).map(({ node }) => ({
            start: node.start,
            end: node.end,
            text: `${space}.${source.of(node)}`,
          })),
        ),
      ];
    });
  });

  const inClass = reading('constants held by a class', (source, elsewhere) => {
    const uses = source.uses();
    return source.madeAtTop().flatMap(({ statement, name, value }) => {
      if (isNamed(elsewhere, name) || source.isChanged(name)) return [];
      const holder = `${name}_holder`;
      const others = (uses.get(name) ?? []).filter(
        ({ node }) => node.start >= value.end || node.end <= statement.start,
      );
      return [
        {
          start: statement.start,
          end: value.start,
          text: `class ${holder}_class:\n    def __init__(self):\n        self.it = `,
        },
        { start: value.end, end: value.end, text: `\n\n\n${holder} = ${holder}_class()` },
        ...others.map(({ node }) => ({ start: node.start, end: node.end, text: `${holder}.it` })),
      ];
    });
  });

  const spread = reading('keywords spread', (source) =>
    apart(
      source.ofType('argument_list').flatMap(({ node, parent }) => {
        const keywords = node.children.filter(({ type }) => type === 'keyword_argument');
        const rest = node.children.slice(node.children.indexOf(keywords[0]!));
        if (keywords.length === 0 || keywords.length !== rest.length || parent?.node.type !== 'call')
          return [];
        if (keywords.some((one) => !isPlain(one))) return [];
        const entries = keywords.map(
          ({ children: [name, value] }) => `"${source.of(name!)}": ${source.of(value!)}`,
        );
        return [
          [{ start: keywords[0]!.start, end: keywords.at(-1)!.end, text: `**{${entries.join(', ')}}` }],
        ];
      }),
    ),
  );

  const reordered = reading('keywords in another order', (source) =>
    apart(
      source.ofType('argument_list').flatMap(({ node }) => {
        const keywords = node.children.filter(({ type }) => type === 'keyword_argument');
        if (keywords.length < 2 || keywords.some((one) => !isPlain(one))) return [];
        return [
          keywords.map(({ start, end }, at) => ({
            start,
            end,
            text: source.of(keywords[keywords.length - 1 - at]!),
          })),
        ];
      }),
    ),
  );

  const conditional = reading('values under a condition', (source) =>
    source.ofType('keyword_argument').flatMap(({ node: { children } }) => {
      const [, value] = children;
      if (value?.type !== 'integer' && value?.type !== 'float') return [];
      const text = `(${source.of(value)} if FLAVOUR() else ${source.of(value)})`;
      return [{ start: value.start, end: value.end, text }];
    }),
  );

  const wrapped = reading('calls wrapped in a function', (source) =>
    apart(
      source
        .ofType('call')
        .filter(({ node, parent }) => isPlainStatement(parent) && node.children[0]?.type === 'attribute')
        .map(({ node }) => [
          { start: node.start, end: node.start, text: '(lambda: ' },
          { start: node.end, end: node.end, text: ')()' },
        ]),
    ),
  );

  const untyped = reading('annotations stripped', (source) =>
    source.ofType('function_definition').flatMap(({ node, parent }) => {
      // What a decorated function declares may be what a framework goes by.
      if (parent?.node.type === 'decorated_definition') return [];
      const parameters = node.children.find(({ type }) => type === 'parameters');
      return (parameters?.children ?? []).flatMap((one) => {
        const [name, type] = one.children;
        if (one.type !== 'typed_parameter' || !name || !type) return [];
        // Of a type that a package describes nothing else may tell what the parameter is.
        if (!/^(str|int|float|bool|dict|list)\b/.test(source.of(type))) return [];
        return [{ start: name.end, end: type.end, text: '' }];
      });
    }),
  );

  const moved: Rewriting = {
    name: 'constants moved to another file',
    rewrite: (text, name, elsewhere) => {
      const source = new Source(text, parse(text).root);
      const bound = source.bound();
      const inValue = (value: SyntaxNode): string[] =>
        source.ofType('identifier').flatMap(({ node, parent, at }) => {
          const isMember =
            /attribute|keyword_argument/.test(parent?.node.type ?? '') &&
            (parent?.node.type === 'attribute' ? at > 0 : at === 0);
          return node.start >= value.start && node.end <= value.end && !isMember ? [source.of(node)] : [];
        });
      const made = source
        .madeAtTop()
        .filter(
          (one) =>
            !isNamed(elsewhere, one.name) &&
            !source.isChanged(one.name) &&
            isAlone(one.value) &&
            inValue(one.value).every((inner) => !bound.has(inner)),
        );
      const imports = source.imports();
      const last = imports.at(-1)?.end;
      if (made.length === 0 || last === undefined || made.some(({ statement }) => statement.start < last))
        return undefined;
      const used = new Set(made.flatMap(({ value }) => inValue(value)));
      const needed = imports.filter((one) => [...used].some((name) => isNamed(source.of(one), name)));
      let beside = `${needed.map((one) => source.of(one)).join('\n')}\n`;
      const places: { start: number; end: number; at: number }[] = [];
      for (const { statement } of made) {
        places.push({ start: statement.start, end: statement.end, at: beside.length });
        beside += `${source.of(statement)}\n`;
      }
      const rest = withEdits(text, [
        {
          start: last,
          end: last,
          text: `\nfrom .${name}_moved import ${made.map((one) => one.name).join(', ')}\n`,
        },
        ...made.map(({ statement }) => ({ start: statement.start, end: statement.end, text: 'pass' })),
      ]);
      return {
        text: rest.text,
        beside: { name: `${name}_moved`, text: beside },
        locate: (offset) => {
          const place = places.find(({ start, end }) => start <= offset && offset < end);
          return place
            ? { beside: true, offset: place.at + offset - place.start, length: 0 }
            : rest.locate(offset);
        },
      };
    },
  };

  return [renamed, aliased, namespaced, inClass, spread, reordered, conditional, wrapped, untyped, moved];
}

/** Made in one step, of no list: what is built up or listed is known where its parts are imported. */
function isAlone({ children: [callee, list] }: SyntaxNode): boolean {
  const holds = (node: SyntaxNode | undefined, type: RegExp): boolean =>
    node !== undefined && (type.test(node.type) || node.children.some((child) => holds(child, type)));
  return !holds(callee, /^call$/) && !holds(list, /^list(_comprehension)?$/);
}

/** What stands at the top of a module may be imported by any other. */
function isNamed(elsewhere: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(elsewhere);
}

/** Nothing in it that a fact may stand for: it would move. */
function isPlain(node: SyntaxNode): boolean {
  return node.type !== 'call' && node.type !== 'lambda' && node.children.every(isPlain);
}

function isPlainStatement(parent: Placed | undefined): boolean {
  return /^(expression_statement|assignment|return_statement)$/.test(parent?.node.type ?? '');
}

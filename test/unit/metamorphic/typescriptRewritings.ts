// Rewritings of TypeScript that change nothing of what a program does.
import { ts } from 'ts-morph';
import type { TextEdit } from '../../../server/src/languages/edits/textEdit';
import { apart, editing, type Rewriting, withEdits } from './rewriting';

/** Reads it without JSX, where that gives no error: `<T>(…) => …` means something else there. */
function parsed(text: string): ts.SourceFile {
  const plain = parsedAs(text, ts.ScriptKind.TS);
  const { parseDiagnostics } = plain as ts.SourceFile & { parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics?.length ? parsedAs(text, ts.ScriptKind.TSX) : plain;
}

function parsedAs(text: string, kind: ts.ScriptKind): ts.SourceFile {
  return ts.createSourceFile('a.tsx', text, ts.ScriptTarget.Latest, true, kind);
}

function nodesIn(root: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    node.forEachChild(visit);
  };
  visit(root);
  return found;
}

function span(node: ts.Node): { start: number; end: number } {
  return { start: node.getStart(), end: node.end };
}

/** Identifiers that name a variable of the file or an import, by name; members, keys and labels are left out. */
function usesOf(source: ts.SourceFile): Map<string, ts.Identifier[]> {
  const uses = new Map<string, ts.Identifier[]>();
  for (const node of nodesIn(source)) {
    if (!ts.isIdentifier(node) || isMember(node)) continue;
    const list = uses.get(node.text);
    if (list) list.push(node);
    else uses.set(node.text, [node]);
  }
  return uses;
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return parent.propertyName === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isJsxAttribute(parent)) return parent.name === node;
  const named = parent as { name?: ts.Node };
  return (
    named.name === node &&
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isGetAccessor(parent) ||
      ts.isEnumMember(parent))
  );
}

/** An identifier spelled anew: a shorthand keeps its key, a pattern its property. */
function spelled(node: ts.Identifier, text: string): TextEdit {
  const short =
    ts.isShorthandPropertyAssignment(node.parent) ||
    (ts.isBindingElement(node.parent) &&
      ts.isObjectBindingPattern(node.parent.parent) &&
      node.parent.name === node &&
      node.parent.propertyName === undefined &&
      !node.parent.dotDotDotToken);
  return { ...span(node), text: short ? `${node.text}: ${text}` : text };
}

function isDeclared(node: ts.Identifier): boolean {
  const { parent } = node;
  const named = parent as { name?: ts.Node };
  return (
    named.name === node &&
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isFunctionDeclaration(parent))
  );
}

function isExported(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isBlock(at)) return false;
    if (
      ts.canHaveModifiers(at) &&
      ts.getModifiers(at)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    )
      return true;
  }
  return false;
}

const renamed = editing('locals renamed', (text) => {
  const edits: TextEdit[] = [];
  for (const [name, uses] of usesOf(parsed(text))) {
    const declared = uses.filter(isDeclared);
    const other = uses.some(
      ({ parent }) =>
        ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isExportSpecifier(parent),
    );
    if (declared.length === 0 || other || declared.some((one) => isExported(one.parent))) continue;
    if (/^(default|arguments|undefined|GET|POST|props|children)$/.test(name)) continue;
    edits.push(...uses.map((use) => spelled(use, `${name}Renamed`)));
  }
  return edits;
});

function importsOf(source: ts.SourceFile): ts.ImportDeclaration[] {
  return source.statements.filter(ts.isImportDeclaration);
}

function specifiersOf(declaration: ts.ImportDeclaration): readonly ts.ImportSpecifier[] {
  const bindings = declaration.importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
}

const aliased = editing('imports aliased', (text) => {
  const source = parsed(text);
  const uses = usesOf(source);
  return importsOf(source).flatMap((declaration) =>
    specifiersOf(declaration).flatMap((one) => {
      const name = one.name.text;
      if (one.propertyName) return [];
      const others = (uses.get(name) ?? []).filter((use) => use !== one.name);
      // A type of the same name declared here would be renamed with it.
      if (others.some((use) => isDeclared(use))) return [];
      const other = /^[A-Z]/.test(name) ? `Aliased${name}` : `aliased${name}`;
      return [
        { ...span(one.name), text: `${name} as ${other}` },
        ...others.map((use) => spelled(use, other)),
      ];
    }),
  );
});

const namespaced = editing('imports through a namespace', (text) => {
  const source = parsed(text);
  const uses = usesOf(source);
  return importsOf(source).flatMap((declaration, number) => {
    const clause = declaration.importClause;
    const specifiers = specifiersOf(declaration);
    if (!clause || clause.name || clause.isTypeOnly || specifiers.length === 0) return [];
    if (specifiers.some((one) => one.propertyName || one.isTypeOnly)) return [];
    // Of a module of the workspace it would mean that anything in it may be used.
    if (/^['"]\./.test(declaration.moduleSpecifier.getText())) return [];
    const space = `space${number}`;
    const edits = specifiers.flatMap((one) =>
      (uses.get(one.name.text) ?? [])
        .filter((use) => use !== one.name)
        .map((use) => spelled(use, `${space}.${one.name.text}`)),
    );
    const isShadowed = specifiers.some((one) => (uses.get(one.name.text) ?? []).some(isDeclared));
    return isShadowed ? [] : [{ ...span(clause), text: `* as ${space}` }, ...edits];
  });
});

/** Constants of the module that are made by a call, and used by nobody but this file. */
function madeAtTop(
  source: ts.SourceFile,
): { statement: ts.VariableStatement; name: ts.Identifier; value: ts.Expression }[] {
  return source.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const [one, ...more] = statement.declarationList.declarations;
    const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    if (!one?.initializer || more.length > 0 || !isConst || !ts.isIdentifier(one.name)) return [];
    if (
      isExported(statement) ||
      !(ts.isNewExpression(one.initializer) || ts.isCallExpression(one.initializer))
    )
      return [];
    return [{ statement, name: one.name, value: one.initializer }];
  });
}

/** Whether a member of it is assigned: in which order that happens is told by its name. */
function isChanged({ parent }: ts.Identifier): boolean {
  return (
    ts.isPropertyAccessExpression(parent) &&
    ts.isBinaryExpression(parent.parent) &&
    parent.parent.left === parent
  );
}

const inClass = editing('constants held by a class', (text) => {
  const source = parsed(text);
  const uses = usesOf(source);
  return madeAtTop(source).flatMap(({ statement, name, value }) => {
    const all = uses.get(name.text) ?? [];
    if (all.filter(isDeclared).length !== 1 || all.some(isChanged)) return [];
    const holder = `${name.text}Holder`;
    return [
      { start: statement.getStart(), end: value.getStart(), text: `class ${holder}Class { readonly it = ` },
      { start: value.end, end: statement.end, text: `; }\nconst ${holder} = new ${holder}Class();` },
      ...all
        .filter((use) => use !== name && !(use.pos >= value.pos && use.end <= value.end))
        .map((use) => spelled(use, `${holder}.it`)),
    ];
  });
});

/** Objects that are handed to calls. */
function optionsIn(source: ts.SourceFile): ts.ObjectLiteralExpression[] {
  return nodesIn(source).filter(
    (node): node is ts.ObjectLiteralExpression =>
      ts.isObjectLiteralExpression(node) &&
      node.properties.length > 0 &&
      (ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)),
  );
}

const spread = editing('options spread', (text) =>
  apart(
    optionsIn(parsed(text)).map((node) => [
      { start: node.getStart(), end: node.getStart(), text: '{ ...' },
      { start: node.end, end: node.end, text: ' }' },
    ]),
  ),
);

const reordered = editing('options in another order', (text) =>
  apart(
    optionsIn(parsed(text))
      .filter(
        ({ properties }) =>
          properties.length > 1 &&
          properties.every((one) => ts.isShorthandPropertyAssignment(one) || isPlain(one)),
      )
      .map(({ properties }) =>
        properties.map((one, at) => ({
          ...span(one),
          text: properties[properties.length - 1 - at]!.getText(),
        })),
      ),
  ),
);

/** A property whose value holds nothing that a fact may stand for: it would move. */
function isPlain(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    nodesIn(node.initializer).every(
      (inner) =>
        !ts.isCallExpression(inner) &&
        !ts.isNewExpression(inner) &&
        !ts.isFunctionLike(inner) &&
        !ts.isObjectLiteralExpression(inner),
    )
  );
}

const conditional = editing('values under a condition', (text) =>
  optionsIn(parsed(text)).flatMap(({ properties }) =>
    properties.flatMap((one) =>
      ts.isPropertyAssignment(one) && ts.isNumericLiteral(one.initializer)
        ? [
            {
              ...span(one.initializer),
              text: `(process.env.FLAVOUR ? ${one.initializer.getText()} : ${one.initializer.getText()})`,
            },
          ]
        : [],
    ),
  ),
);

function awaitsIn(source: ts.SourceFile): ts.CallExpression[] {
  return nodesIn(source).flatMap((node) =>
    ts.isAwaitExpression(node) && ts.isCallExpression(node.expression) ? [node.expression] : [],
  );
}

const chained = editing('awaited through then', (text) =>
  apart(
    awaitsIn(parsed(text)).map((call) => [{ start: call.end, end: call.end, text: '.then((one) => one)' }]),
  ),
);

const wrapped = editing('calls wrapped in a function', (text) =>
  apart(
    awaitsIn(parsed(text))
      // At the top of a module it would be an entry of its own.
      .filter((call) => ts.findAncestor(call, ts.isFunctionLike))
      .map((call) => [
        { start: call.getStart(), end: call.getStart(), text: '(async () => { return ' },
        { start: call.end, end: call.end, text: '; })()' },
      ]),
  ),
);

/** An import without the names that nobody uses: some things are facts where they are imported. */
function onlyUsed(declaration: ts.ImportDeclaration, used: ReadonlySet<string>): string {
  const specifiers = specifiersOf(declaration);
  if (specifiers.length === 0 || declaration.importClause?.name) return declaration.getText();
  const names = specifiers.filter((one) => used.has(one.name.text)).map((one) => one.getText());
  return `import { ${names.join(', ')} } from ${declaration.moduleSpecifier.getText()};`;
}

/** Made in one step, of no list: what is built up or listed is known where its parts are imported. */
function isAlone(value: ts.Expression): boolean {
  const isChained = ts.isCallExpression(value) && nodesIn(value.expression).some(ts.isCallExpression);
  return !isChained && !nodesIn(value).some(ts.isArrayLiteralExpression);
}

/** Statements of the module that call methods: what they build is known where it was made. */
function hasBuilders(source: ts.SourceFile): boolean {
  return source.statements.some(
    (one) => ts.isExpressionStatement(one) && ts.isCallExpression(one.expression),
  );
}

const moved: Rewriting = {
  name: 'constants moved to another file',
  rewrite: (text, name) => {
    const source = parsed(text);
    const imports = importsOf(source);
    const imported = new Set(
      imports.flatMap((one) =>
        nodesIn(one)
          .filter(ts.isIdentifier)
          .map((id) => id.text),
      ),
    );
    const own = new Set([...usesOf(source)].filter(([, uses]) => uses.some(isDeclared)).map(([one]) => one));
    const made = madeAtTop(source).filter(
      ({ value }) =>
        isAlone(value) &&
        nodesIn(value).every(
          (node) =>
            !ts.isIdentifier(node) || isMember(node) || imported.has(node.text) || !own.has(node.text),
        ),
    );
    if (made.length === 0 || hasBuilders(source) || /^['"]use /.test(text.trimStart())) return undefined;
    const used = new Set(
      made.flatMap(({ value }) =>
        nodesIn(value)
          .filter(ts.isIdentifier)
          .map((one) => one.text),
      ),
    );
    const needed = imports.filter((one) =>
      nodesIn(one).some((node) => ts.isIdentifier(node) && used.has(node.text)),
    );
    let beside = `${needed.map((one) => onlyUsed(one, used)).join('\n')}\n`;
    const places: { start: number; end: number; at: number }[] = [];
    for (const { statement } of made) {
      places.push({ ...span(statement), at: beside.length + 'export '.length });
      beside += `export ${statement.getText()}\n`;
    }
    const names = made.map(({ name: { text: one } }) => one).join(', ');
    const last = imports.at(-1)?.end ?? 0;
    const rest = withEdits(text, [
      { start: last, end: last, text: `\nimport { ${names} } from './${name}Moved';\n` },
      ...made.map(({ statement }) => ({ ...span(statement), text: '' })),
    ]);
    return {
      text: rest.text,
      beside: { name: `${name}Moved`, text: beside },
      locate: (offset) => {
        const place = places.find(({ start, end }) => start <= offset && offset < end);
        return place
          ? { beside: true, offset: place.at + offset - place.start, length: 0 }
          : rest.locate(offset);
      },
    };
  },
};

export const typescriptRewritings: readonly Rewriting[] = [
  renamed,
  aliased,
  namespaced,
  inClass,
  spread,
  reordered,
  conditional,
  chained,
  wrapped,
  moved,
];

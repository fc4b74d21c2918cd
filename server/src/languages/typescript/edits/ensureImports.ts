// Makes names of packages available in a TypeScript or JavaScript file, in the way the file imports others.
import { lineBreakAt, lineEnd, lineStart, nextLine } from '../../edits/layout';
import { appendItem } from '../../edits/listItem';
import { type EditRefusal, isRefusal, type TextEdit } from '../../edits/textEdit';
import { type EnsuredImports, topLevelNames, type WantedImport } from '../../edits/wantedImport';
import type { ImportBinding, ModuleSummary } from '../../summary/module';
import { statementEnd, typescriptStyle } from './codeStyle';

/** An import statement as written. */
interface Written {
  readonly start: number;
  readonly end: number;
  readonly module: string;
  readonly typeOnly: boolean;
}

/** Reuses what is imported, adds to a statement that imports from the module, else adds a statement. Refused where a name is taken. */
export function ensureTypescriptImports(
  module: ModuleSummary,
  text: string,
  wanted: readonly WantedImport[],
): EnsuredImports | EditRefusal {
  const names = topLevelNames(module);
  const missing = new Map<string, WantedImport[]>();
  const locals: string[] = [];
  for (const one of wanted) {
    const known = localOf(module, one);
    const local = known ?? one.local ?? one.name;
    locals.push(local);
    if (known !== undefined) continue;
    if (names.has(local)) return { refused: `the name \`${local}\` is taken in ${module.path}` };
    missing.set(one.module, [...(missing.get(one.module) ?? []), one]);
  }
  const edits: TextEdit[] = [];
  for (const [specifier, group] of missing) {
    const added = addImports(module, text, specifier, group);
    if (isRefusal(added)) return added;
    edits.push(...added);
  }
  return { edits, locals };
}

function localOf(module: ModuleSummary, wanted: WantedImport): string | undefined {
  const bindings = module.imports.filter(
    (one) => one.module === wanted.module && one.function === 0 && !one.typeOnly && one.local !== '',
  );
  const own = bindings.find((one) => one.imported === wanted.name);
  if (own) return own.local;
  const whole = bindings.find((one) => one.imported === '*');
  return whole && wanted.name !== 'default' ? `${whole.local}.${wanted.name}` : undefined;
}

function addImports(
  module: ModuleSummary,
  text: string,
  specifier: string,
  group: readonly WantedImport[],
): readonly TextEdit[] | EditRefusal {
  const statements = importStatements(module, text);
  const named = group.filter(({ name }) => name !== 'default' && name !== '*').map(({ name }) => name);
  const host = statements.find(
    (one) => one.module === specifier && !one.typeOnly && text.slice(one.start, one.end).includes('{'),
  );
  if (host && named.length === group.length) {
    const open = text.indexOf('{', host.start) + 1;
    const close = text.indexOf('}', open);
    const items = module.imports.filter((one) => one.start >= open && one.end <= close);
    return appendItem(text, { open, close, items }, named.join(', '), typescriptStyle(text));
  }
  const line = importLine(module, text, specifier, group);
  const lineBreak = lineBreakAt(text, 0);
  const last = statements.at(-1);
  const required = last ? undefined : lastRequire(module, text);
  if (last || required !== undefined) {
    const at = lineEnd(text, last?.end ?? required!);
    return [{ start: at, end: at, text: lineBreak + line }];
  }
  const at = afterHead(text);
  return [{ start: at, end: at, text: line + lineBreak + (text.slice(at).trim() === '' ? '' : lineBreak) }];
}

function importLine(
  module: ModuleSummary,
  text: string,
  specifier: string,
  group: readonly WantedImport[],
): string {
  const from = typescriptStyle(text).string(specifier);
  const end = statementEnd(text);
  const whole = group.find(({ name }) => name === 'default' || name === '*');
  const named = group.filter((one) => one !== whole).map(({ name }) => name);
  if (importStatements(module, text).length === 0 && lastRequire(module, text) !== undefined) {
    if (whole) return `const ${whole.local} = require(${from})${end}`;
    return `const { ${named.join(', ')} } = require(${from})${end}`;
  }
  const parts = [
    ...(whole ? [whole.name === '*' ? `* as ${whole.local}` : whole.local!] : []),
    ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : []),
  ];
  return `import ${parts.join(', ')} from ${from}${end}`;
}

const STATEMENT = /^import\b(?:\s+(type)\b(?!\s*(?:,|from)))?[^;'"`()]*?(['"])([^'"\r\n]+)\2[ \t]*;?/gm;

/** The import statements at the left margin that the summary knows as imports. */
function importStatements(module: ModuleSummary, text: string): Written[] {
  const found: Written[] = [];
  for (const match of text.matchAll(STATEMENT)) {
    const start = match.index;
    const end = start + match[0].length;
    const known = module.imports.some(
      (one) => one.module === match[3] && start <= one.start && one.end <= end,
    );
    if (known) found.push({ start, end, module: match[3]!, typeOnly: match[1] !== undefined });
  }
  return found;
}

function lastRequire(module: ModuleSummary, text: string): number | undefined {
  const required = module.imports.filter(
    (one: ImportBinding) =>
      one.function === 0 && /^(?:const|var|let)\b/.test(text.slice(lineStart(text, one.start), one.end)),
  );
  return required.at(-1)?.end;
}

/** After a shebang, directives and a comment that heads the file. */
function afterHead(text: string): number {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (text.startsWith('#!', at)) at = nextLine(text, at);
  const head = /^(?:\/\*[\s\S]*?\*\/[ \t]*(?:\r?\n)|(?:\/\/[^\r\n]*\r?\n)+)(?:[ \t]*\r?\n)/.exec(
    text.slice(at),
  );
  if (head) at += head[0].length;
  const directive = /^(?:(['"])use [a-z]+\1;?[ \t]*(?:\r?\n|$))+(?:[ \t]*\r?\n)?/.exec(text.slice(at));
  return directive ? at + directive[0].length : at;
}

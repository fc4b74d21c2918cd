// Makes names of packages available in a Python file: in a statement that imports from the module, else as a new line at the end of the first block of imports.
import { lineBreakAt, lineEnd, nextLine } from '../../edits/layout';
import { appendItem } from '../../edits/listItem';
import { type EditRefusal, isRefusal, type TextEdit } from '../../edits/textEdit';
import { type EnsuredImports, topLevelNames, type WantedImport } from '../../edits/wantedImport';
import type { ModuleSummary } from '../../summary/module';
import { pythonStyle } from './codeStyle';

interface Written {
  readonly start: number;
  readonly end: number;
  /** Module of a `from` import; undefined for a plain one. */
  readonly from?: string;
}

/** Reuses what is imported. Refused where a name is taken by something else. */
export function ensurePythonImports(
  module: ModuleSummary,
  text: string,
  wanted: readonly WantedImport[],
): EnsuredImports | EditRefusal {
  const names = topLevelNames(module);
  const missing = new Map<string, WantedImport[]>();
  const locals: string[] = [];
  for (const one of wanted) {
    const known = localOf(module, text, one);
    const local = known ?? one.local ?? (one.name === '*' ? one.module : one.name);
    locals.push(local);
    if (known !== undefined) continue;
    if (names.has(local)) return { refused: `the name \`${local}\` is taken in ${module.path}` };
    missing.set(one.module, [...(missing.get(one.module) ?? []), one]);
  }
  const edits: TextEdit[] = [];
  for (const [from, group] of missing) {
    for (const whole of group.filter(({ name }) => name === '*')) edits.push(addPlain(text, whole));
    const named = group.filter(({ name }) => name !== '*').map(({ name }) => name);
    if (named.length === 0) continue;
    const added = addNamed(module, text, from, named);
    if (isRefusal(added)) return added;
    edits.push(...added);
  }
  // A name added to a line stands before a line added after it, where both go to the same offset.
  const isLine = ({ text: added }: TextEdit): number => (/^\r?\n/.test(added) ? 1 : 0);
  return { edits: edits.sort((a, b) => isLine(a) - isLine(b)), locals };
}

/** Only imports that surely ran before the rest of the file count: those at the left margin. */
function localOf(module: ModuleSummary, text: string, wanted: WantedImport): string | undefined {
  const block = importBlock(text);
  const last = block.statements.at(-1)?.end ?? 0;
  const bindings = module.imports.filter(
    (one) =>
      one.module === wanted.module &&
      one.function === 0 &&
      !one.typeOnly &&
      one.local !== '' &&
      one.start < last,
  );
  return bindings.find((one) => one.imported === wanted.name)?.local;
}

function addPlain(text: string, { module, local }: WantedImport): TextEdit {
  const line = `import ${module}${local && local !== module ? ` as ${local}` : ''}`;
  const { statements, at } = importBlock(text);
  const lineBreak = lineBreakAt(text, 0);
  const plain = statements.findLast((one) => one.from === undefined);
  if (plain) return { start: plain.end, end: plain.end, text: lineBreak + line };
  const first = statements.find((one) => one.from !== '__future__');
  if (first) return { start: first.start, end: first.start, text: line + lineBreak };
  return newBlock(text, line, statements, at);
}

function addNamed(
  module: ModuleSummary,
  text: string,
  from: string,
  names: readonly string[],
): readonly TextEdit[] | EditRefusal {
  const { statements, at } = importBlock(text);
  const host = statements.findLast((one) => one.from === from);
  if (host) {
    const items = module.imports.filter((one) => one.start > host.start && one.end <= host.end);
    const opening = text.slice(host.start, host.end).indexOf('(');
    const last = items.at(-1);
    if (opening >= 0)
      return appendItem(
        text,
        { open: host.start + opening + 1, close: text.lastIndexOf(')', host.end - 1), items },
        names.join(', '),
        pythonStyle(text),
      );
    if (last && last.imported !== '*')
      return [{ start: last.end, end: last.end, text: `, ${names.join(', ')}` }];
  }
  const line = `from ${from} import ${names.join(', ')}`;
  const end = statements.at(-1)?.end;
  if (end !== undefined) return [{ start: end, end, text: lineBreakAt(text, 0) + line }];
  return [newBlock(text, line, statements, at)];
}

function newBlock(text: string, line: string, statements: readonly Written[], at: number): TextEdit {
  const lineBreak = lineBreakAt(text, 0);
  const after = statements.at(-1);
  if (after) return { start: after.end, end: after.end, text: lineBreak + lineBreak + line };
  const rest = text.slice(at);
  return {
    start: at,
    end: at,
    text: line + lineBreak + (rest.trim() === '' || /^\r?\n/.test(rest) ? '' : lineBreak),
  };
}

/** The first run of import statements at the left margin, and where it stands or would stand. */
function importBlock(text: string): { statements: readonly Written[]; at: number } {
  let at = afterDocstring(text);
  const begin = at;
  const statements: Written[] = [];
  while (at < text.length) {
    const line = text.slice(at, lineEnd(text, at));
    const match = /^(?:from[ \t]+([\w.]+)[ \t]+import\b|import\b)/.exec(line);
    if (match) {
      const end = statementEnd(text, at);
      statements.push({ start: at, end, from: match[1] });
      at = nextLine(text, end);
    } else if (line.trim() === '' || line.startsWith('#')) at = nextLine(text, at);
    else break;
  }
  return { statements, at: begin };
}

/** The end of a statement over brackets and continued lines, a trailing comment included. */
function statementEnd(text: string, start: number): number {
  let end = lineEnd(text, start);
  const first = text.slice(start, end);
  if (first.includes('(') && !first.includes(')')) {
    const close = text.indexOf(')', end);
    return close < 0 ? end : lineEnd(text, close);
  }
  while (text[end - 1] === '\\' && end < text.length) end = lineEnd(text, nextLine(text, end));
  return end;
}

/** Comments that head the file: followed by an empty line or the docstring. A comment right above code belongs to the code. */
const HEAD = /^(?:#[^\r\n]*\r?\n)+(?:[ \t]*\r?\n)+|^(?:#[^\r\n]*\r?\n)+(?=[rRuU]?["'])|^#![^\r\n]*\r?\n/;
const DOCSTRING =
  /^(?:[ \t]*\r?\n)*[rRuU]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$)(?:[ \t]*\r?\n)*/;

function afterDocstring(text: string): number {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  at += HEAD.exec(text.slice(at))?.[0].length ?? 0;
  return at + (DOCSTRING.exec(text.slice(at))?.[0].length ?? 0);
}

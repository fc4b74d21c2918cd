// A cheap scan for what a code file imports, for choosing files only: it reads tokens, not structure, and rather names too much.
import type { CodeLanguage } from '../../languages/summary/module';

export interface ScannedImport {
  /** As written: `./x`, `openai`, `.tools`, `pkg.module`. */
  readonly specifier: string;
  /** Python only: a name that may be a submodule of `specifier`. */
  readonly name?: string;
  /** True for `import type`, which brings no code. */
  readonly typeOnly: boolean;
}

/** `from "x"`, `import "x"`, `import("x")`, `require("x")`; what stands in strings and comments is taken for true. */
const TYPESCRIPT = /\b(?:from|import|require)\b\s*(?:\(\s*)?(["'`])([^"'`\n\r]{1,300})\1/g;

/** An `import type … from` or `export type … from` up to its specifier. */
const TYPE_ONLY = /\b(?:import|export)\s+type\s+[^"'`;]{0,2000}$/;

const PYTHON_FROM =
  /(?:^|[;:])[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(?:\(([^)]*)\)|((?:[^\n\r;\\]|\\\r?\n|\\)*))/gm;
const PYTHON_IMPORT = /(?:^|[;:])[ \t]*import[ \t]+([\w., \t]+)/gm;
const PYTHON_DYNAMIC = /\b(?:import_module|__import__)\s*\(\s*["']([\w.]+)["']/g;

/** What the text may import, in source order per form; duplicates are left in. */
export function scanImports(text: string, language: CodeLanguage): ScannedImport[] {
  return language === 'python' ? scanPython(text) : scanTypescript(text);
}

function scanTypescript(text: string): ScannedImport[] {
  const found: ScannedImport[] = [];
  let end = 0;
  for (const match of text.matchAll(TYPESCRIPT)) {
    const before = text.slice(Math.max(end, match.index - 2100), match.index);
    found.push({ specifier: match[2]!, typeOnly: TYPE_ONLY.test(before) });
    end = match.index + match[0].length;
  }
  return found;
}

function scanPython(text: string): ScannedImport[] {
  const found: ScannedImport[] = [];
  for (const match of text.matchAll(PYTHON_FROM)) {
    const specifier = match[1]!;
    found.push({ specifier, typeOnly: false });
    for (const name of namesOf(match[2] ?? match[3] ?? '')) found.push({ specifier, name, typeOnly: false });
  }
  for (const match of text.matchAll(PYTHON_IMPORT)) {
    for (const module of namesOf(match[1]!)) found.push({ specifier: module, typeOnly: false });
  }
  for (const match of text.matchAll(PYTHON_DYNAMIC)) found.push({ specifier: match[1]!, typeOnly: false });
  return found;
}

/** `a as b, c  # note` to `a`, `c`. */
function namesOf(list: string): string[] {
  return list
    .replace(/#[^\n\r]*/g, '')
    .replace(/\\\r?\n/g, ' ')
    .split(',')
    .map((part) => /^[\w.]+/.exec(part.trim())?.[0])
    .filter((name) => name !== undefined);
}

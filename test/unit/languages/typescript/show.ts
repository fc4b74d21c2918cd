// Summaries in short lines of text, so that a test reads like the source it is about.
import type {
  CallSite,
  ModuleSummary,
  Statement,
  Target,
} from '../../../../server/src/languages/summary/module';
import type { ObjectEntry, Value } from '../../../../server/src/languages/summary/value';
import { summarise } from '../../../../server/src/languages/typescript/summarise';

export interface Read {
  readonly text: string;
  readonly summary: ModuleSummary;
  /** The source text of a span. */
  slice(span: { start: number; end: number }): string;
  show(value: Value | undefined): string;
  showCall(call: CallSite): string;
  /** The body of a function, one string per statement; the module body if no name is given. */
  body(name?: string): string[];
  /** The value of `const v = …` at the top. */
  value(name?: string): Value;
}

export function read(text: string, path = 'file.tsx'): Read {
  const summary = summarise(path, text);
  const show = (value: Value | undefined): string => (value ? showValue(value, summary) : '-');
  const bodyOf = (name?: string): readonly Statement[] => {
    const found =
      name === undefined ? summary.functions[0] : summary.functions.find((each) => each.name === name);
    if (!found) throw new Error(`no function ${name}`);
    return found.body;
  };
  return {
    text,
    summary,
    slice: ({ start, end }) => text.slice(start, end),
    show,
    showCall: (call) => showSite(call, summary),
    body: (name) => bodyOf(name).map((statement) => showStatement(statement, summary)),
    value: (name = 'v') => {
      for (const statement of bodyOf()) {
        if (statement.kind !== 'assign' || statement.target.kind !== 'name' || !statement.value) continue;
        if (statement.target.name === name) return statement.value;
      }
      throw new Error(`no value for ${name}`);
    },
  };
}

function showSite(call: CallSite, summary: ModuleSummary): string {
  const list = call.arguments
    .map((each) => (each.spread ? '...' : '') + showValue(each.value, summary))
    .join(', ');
  const form = call.form === 'call' ? '' : `${call.form} `;
  return `${call.awaited ? 'await ' : ''}${form}${showValue(call.callee, summary)}(${list})`;
}

function showEntry(entry: ObjectEntry, summary: ModuleSummary): string {
  if (entry.kind === 'spread') return `...${showValue(entry.value, summary)}`;
  if (entry.kind === 'computed')
    return `[${showValue(entry.key, summary)}]: ${showValue(entry.value, summary)}`;
  return entry.shorthand ? entry.key : `${entry.key}: ${showValue(entry.value, summary)}`;
}

function showValue(value: Value, summary: ModuleSummary): string {
  const show = (inner: Value): string => showValue(inner, summary);
  switch (value.kind) {
    case 'constant':
      return JSON.stringify(value.value);
    case 'env':
      return `env ${value.name}${value.fallback ? ` or ${show(value.fallback)}` : ''}`;
    case 'oneOf':
      return `${value.choice}(${value.condition ? `${show(value.condition)} ? ` : ''}${value.options.map(show).join(' | ')})`;
    case 'object':
      return `{${value.entries.map((entry) => showEntry(entry, summary)).join(', ')}}`;
    case 'list':
      return `[${value.items.map((item) => (item.spread ? '...' : '') + show(item.value)).join(', ')}]`;
    case 'call':
      return showSite(summary.calls[value.call]!, summary);
    case 'reference':
      return value.name;
    case 'member':
      return `${show(value.object)}${value.optional ? '?.' : '.'}${value.property}`;
    case 'index':
      return `${show(value.object)}[${show(value.index)}]`;
    case 'self':
      return value.parent ? 'super' : 'this';
    case 'function':
      return `function#${summary.functions[value.function]!.name}`;
    case 'class':
      return `class#${summary.classes[value.class]!.name}`;
    case 'module':
      return `module(${value.module})`;
    case 'template':
      return `\`${value.parts.map((part) => (typeof part === 'string' ? part : `\${${show(part)}}`)).join('')}\``;
    case 'operation':
      return `(${value.operator} ${value.operands.map(show).join(' ')})`;
    case 'unknown':
      return `?${value.why}${value.children ? `<${value.children.map(show).join(' ')}>` : ''}`;
  }
}

export function showTarget(target: Target, summary: ModuleSummary): string {
  switch (target.kind) {
    case 'name':
      return target.name;
    case 'member':
      return `${showValue(target.object, summary)}.${target.property}`;
    case 'index':
      return `${showValue(target.object, summary)}[${showValue(target.index, summary)}]`;
    case 'pattern':
      return `{${target.elements
        .map((each) => {
          const initial = each.default ? ` = ${showValue(each.default, summary)}` : '';
          return `${each.rest ? '...' : ''}${each.key}: ${showTarget(each.target, summary)}${initial}`;
        })
        .join(', ')}}`;
  }
}

function showStatement(statement: Statement, summary: ModuleSummary): string {
  const show = (value: Value | undefined): string => (value ? showValue(value, summary) : '-');
  const block = (list: readonly Statement[]): string =>
    `{${list.map((each) => showStatement(each, summary)).join('; ')}}`;
  const target = (each: Target | undefined): string => (each ? showTarget(each, summary) : '-');
  switch (statement.kind) {
    case 'expression':
      return show(statement.value);
    case 'assign': {
      const declares = statement.declares === 'none' ? '' : `${statement.declares} `;
      const annotation = statement.annotation ? `: ${show(statement.annotation)}` : '';
      const value = statement.value ? ` ${statement.operator ?? '='} ${show(statement.value)}` : '';
      return `${declares}${target(statement.target)}${annotation}${value}`;
    }
    case 'if':
      return `if ${show(statement.condition)} ${block(statement.then)} else ${block(statement.otherwise)}`;
    case 'switch':
      return `switch ${show(statement.subject)} ${statement.cases
        .map((each) => `[${each.tests.map(show).join(',')}] ${block(each.body)}`)
        .join(' ')}`;
    case 'loop': {
      const each = statement.iterates ? ` ${target(statement.target)} of ${show(statement.iterates)}` : '';
      return `${statement.form}${each}${statement.condition ? ` ${show(statement.condition)}` : ''} ${block(statement.body)}`;
    }
    case 'try': {
      const handlers = statement.handlers
        .map((each) => ` catch ${each.name ?? ''}${block(each.body)}`)
        .join('');
      return `try ${block(statement.body)}${handlers} finally ${block(statement.finalizer)}`;
    }
    case 'with':
      return `with ${block(statement.body)}`;
    case 'return':
    case 'throw':
      return statement.value ? `${statement.kind} ${show(statement.value)}` : statement.kind;
    case 'break':
    case 'continue':
      return statement.kind;
    case 'function':
      return `function ${summary.functions[statement.function]!.name}`;
    case 'class':
      return `class ${summary.classes[statement.class]!.name}`;
  }
}

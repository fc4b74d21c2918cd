// The way from a syntax tree to the summary of a module.
import { LineTable } from '../../text/lineTable';
import type { Span } from '../../text/span';
import type { FunctionSummary, ModuleSummary } from '../summary/module';
import { readAnnotation } from './annotations';
import { readDoc, readLambda } from './functions';
import { ModuleBuilder } from './moduleBuilder';
import { readStatement } from './statements';
import type { Syntax } from './syntax';
import { readTarget } from './targets';
import { readValue } from './values';

const READERS = {
  value: readValue,
  annotation: readAnnotation,
  target: readTarget,
  lambda: readLambda,
  statement: readStatement,
};

export function summariseModule(path: string, text: string, syntax: Syntax): ModuleSummary {
  const builder = new ModuleBuilder(text, READERS);
  builder.functions.push(undefined);
  const doc = readDoc(builder, syntax.root.children);
  const body = builder.block(syntax.root.children);
  builder.functions[0] = { ...createModuleBody(text, body), ...(doc !== undefined && { doc }) };
  return {
    ...createFrame(path, text, syntax.errors),
    imports: builder.imports,
    functions: builder.functions.filter((each) => each !== undefined),
    classes: builder.classes.filter((each) => each !== undefined),
    calls: builder.calls,
    comments: readComments(text, syntax.comments),
  };
}

/** A module of which nothing is known but its text's measure. */
export function createEmptySummary(path: string, text: string): ModuleSummary {
  return {
    ...createFrame(path, text, [{ start: 0, end: text.length }]),
    imports: [],
    functions: [createModuleBody(text, [])],
    classes: [],
    calls: [],
    comments: [],
  };
}

function createFrame(path: string, text: string, errors: readonly Span[]) {
  const { lineStarts, length } = LineTable.of(text);
  // Every name at module level can be imported, so Python needs no export list.
  const fixed = { kind: 'module', language: 'python', exports: [], directives: [] } as const;
  return { ...fixed, path, lineStarts, length, errors };
}

function createModuleBody(text: string, body: FunctionSummary['body']): FunctionSummary {
  const span = { start: 0, end: text.length };
  const fixed = { id: 0, name: '', parent: -1, async: false, generator: false };
  return { ...span, ...fixed, parameters: [], body, bodySpan: span, decorators: [], directives: [] };
}

function readComments(text: string, spans: readonly Span[]) {
  return spans
    .map(({ start, end }) => ({ text: text.slice(start, end), span: { start, end } }))
    .filter((comment) => comment.text.toLowerCase().includes('airworthy'));
}

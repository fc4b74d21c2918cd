// One TypeScript or JavaScript file to its module summary, in one walk. The readers by kind of node stand beside it.
import type { ts } from 'ts-morph';
import { LineTable } from '../../text/lineTable';
import type { FunctionSummary, ModuleSummary } from '../summary/module';
import { callReaders } from './calls';
import { classReaders } from './classes';
import { findComments } from './comments';
import { controlReaders } from './control';
import { damagedNodes } from './damage';
import { exportReaders } from './exports';
import { directivesOf, functionReaders, withoutDirectives } from './functions';
import { importReaders } from './imports';
import { jsxReaders } from './jsx';
import { literalReaders } from './literals';
import { operatorReaders } from './operators';
import { parse } from './parse';
import { statementReaders } from './statements';
import { readOther, valueReaders } from './values';
import { type Draft, type ExpressionReader, type Readers, type StatementReader, tableOf, Walk } from './walk';

const readers: Readers = {
  expressions: tableOf<ExpressionReader>(
    valueReaders,
    operatorReaders,
    callReaders,
    literalReaders,
    functionReaders,
    classReaders,
    jsxReaders,
  ),
  statements: tableOf<StatementReader>(statementReaders, controlReaders, importReaders, exportReaders),
  otherwise: readOther,
};

/** Summarises any text. What did not parse stands in `errors`; text that cannot be read at all is one error. */
export function summarise(path: string, text: string): ModuleSummary {
  const { lineStarts } = LineTable.of(text);
  const file = { kind: 'module', path, language: 'typescript', lineStarts, length: text.length } as const;
  const parsed = parse(path, text);
  const read = parsed && readModule(parsed.tree, parsed.errors.length > 0);
  if (!read) {
    return {
      ...file,
      errors: [{ start: 0, end: text.length }],
      imports: [],
      exports: [],
      functions: [moduleBody(text.length, [])],
      classes: [],
      calls: [],
      directives: [],
      comments: [],
    };
  }
  return { ...file, errors: parsed.errors, ...read };
}

type ReadModule = Pick<
  ModuleSummary,
  'imports' | 'exports' | 'functions' | 'classes' | 'calls' | 'directives' | 'comments'
>;

/** Undefined if the tree is nested beyond the stack that is left, whatever the walk's own limit. */
function readModule(tree: ts.SourceFile, hasErrors: boolean): ReadModule | undefined {
  try {
    const walk = new Walk(tree, readers, damagedNodes(tree, hasErrors));
    const directives = directivesOf(tree.statements);
    const body = moduleBody(tree.text.length, directives);
    walk.functions.push(body);
    body.body = walk.block(withoutDirectives(tree.statements));
    const { imports, exports, functions, classes, calls } = walk;
    return { imports, exports, functions, classes, calls, directives, comments: findComments(tree) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function moduleBody(length: number, directives: readonly string[]): Draft<FunctionSummary> {
  return {
    id: 0,
    name: '',
    parameters: [],
    body: [],
    bodySpan: { start: 0, end: length },
    async: false,
    generator: false,
    parent: -1,
    decorators: [],
    directives,
    start: 0,
    end: length,
  };
}

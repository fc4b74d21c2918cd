// Calls: functions, constructors, tagged templates, and modules loaded by a call.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type { Argument } from '../summary/module';
import type { Value } from '../summary/value';
import { unread } from './damage';
import { variableFetched } from './environment';
import { requiredModule, unwrap } from './transparent';
import type { ExpressionReader, Walk } from './walk';

const { SyntaxKind } = ts;

export const callReaders: readonly (readonly [ts.SyntaxKind, ExpressionReader])[] = [
  [SyntaxKind.CallExpression, (walk, node: ts.CallExpression) => readCall(walk, node, false)],
  [SyntaxKind.NewExpression, readNew],
  [SyntaxKind.TaggedTemplateExpression, readTagged],
];

/** A call; `require("m")`, `import("m")` and `Deno.env.get("X")` are values of their own and no calls. */
export function readCall(walk: Walk, node: ts.CallExpression, awaited: boolean): Value {
  const span = walk.span(node);
  const operand = awaitedOperand(node);
  if (operand) return ts.isCallExpression(operand) ? readCall(walk, operand, true) : walk.value(operand);
  const inPlace = calledInPlace(node);
  if (inPlace) return ts.isCallExpression(inPlace) ? readCall(walk, inPlace, awaited) : walk.value(inPlace);
  const module = requiredModule(node);
  if (module !== undefined) return { kind: 'module', module, ...span };
  const variable = variableFetched(node);
  if (variable !== undefined) return { kind: 'env', name: variable, ...span };
  const callee = walk.value(node.expression);
  return walk.call({
    form: 'call',
    callee,
    calleeSpan: calleeSpan(walk, node.expression),
    arguments: readArguments(walk, node.arguments, node),
    argumentsSpan: { start: Math.min(Math.max(node.arguments.pos - 1, span.start), node.end), end: node.end },
    awaited,
    ...span,
  });
}

/** What `(async () => value)()` gives: the value, as if it stood there. Undefined for everything that does more. */
function calledInPlace(node: ts.CallExpression): ts.Node | undefined {
  const callee = unwrap(node.expression);
  if (!ts.isArrowFunction(callee) || callee.parameters.length > 0 || node.arguments.length > 0)
    return undefined;
  if (!ts.isBlock(callee.body)) return unwrap(callee.body);
  const [only, second] = callee.body.statements;
  if (!only || second || !ts.isReturnStatement(only) || !only.expression) return undefined;
  return unwrap(only.expression);
}

/** In a file without imports the parser takes `await (x)` for a call of a function named `await`. */
function awaitedOperand(node: ts.CallExpression): ts.Node | undefined {
  const isAwait = ts.isIdentifier(node.expression) && node.expression.text === 'await';
  const [only, second] = node.arguments;
  return isAwait && only && !second && !ts.isSpreadElement(only) ? unwrap(only) : undefined;
}

function readNew(walk: Walk, node: ts.NewExpression): Value {
  const span = walk.span(node);
  const callee = walk.value(node.expression);
  const start = node.arguments ? Math.max(node.arguments.pos - 1, span.start) : node.end;
  return walk.call({
    form: 'new',
    callee,
    calleeSpan: calleeSpan(walk, node.expression),
    arguments: readArguments(walk, node.arguments ?? [], node),
    argumentsSpan: { start: Math.min(start, node.end), end: node.end },
    awaited: false,
    ...span,
  });
}

/** The template is the only argument; its parts hold the values put into it. */
function readTagged(walk: Walk, node: ts.TaggedTemplateExpression): Value {
  const callee = walk.value(node.tag);
  const template = walk.value(node.template);
  const argument = walk.span(node.template);
  return walk.call({
    form: 'tagged',
    callee,
    calleeSpan: calleeSpan(walk, node.tag),
    arguments: [{ value: template, ...argument }],
    argumentsSpan: argument,
    awaited: false,
    ...walk.span(node),
  });
}

function readArguments(walk: Walk, nodes: readonly ts.Expression[], call: ts.Node): Argument[] {
  const list: Argument[] = [];
  for (const node of nodes) {
    const { start, end } = walk.span(node);
    if (ts.isSpreadElement(node))
      list.push({ value: walk.value(node.expression), spread: 'positional', start, end });
    // `f(a, )` in the middle of being typed has an argument of no width: it is none yet.
    else if (start !== end) list.push({ value: walk.value(node), start, end });
  }
  if (walk.damaged.has(call)) {
    const value = unread(walk, call);
    list.push({ value, spread: 'positional', start: value.start, end: value.end });
  }
  return list;
}

/** The last name of a callee; for a callee without a name all of it. */
export function calleeSpan(walk: Walk, node: ts.Node): Span {
  const inner = unwrap(node);
  if (ts.isPropertyAccessExpression(inner)) return walk.span(inner.name);
  if (ts.isElementAccessExpression(inner)) return walk.span(inner.argumentExpression);
  return walk.span(inner);
}

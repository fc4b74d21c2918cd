// The TOML parser's syntax tree to a config tree.
import type { AST } from 'toml-eslint-parser';
import type { ConfigNode } from '../../summary/config';
import { MAX_DEPTH, toList, toScalar } from '../configSummary';
import { createTableTree, type KeyPart } from './tableTree';

/** The tree of a whole file. Dates are scalars with their source text. */
export function toTree(top: AST.TOMLTopLevelTable, text: string): ConfigNode {
  const tree = createTableTree();
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') tree.set(toParts(node.key), toNode(node.value, text, 1));
    else {
      tree.open(toParts(node.key), node.kind === 'array');
      for (const pair of node.body)
        tree.set(toParts(pair.key), toNode(pair.value, text, node.key.keys.length));
    }
  }
  return tree.toNode(text.length);
}

function toParts(key: AST.TOMLKey): KeyPart[] {
  return key.keys.map((part) => ({
    key: part.type === 'TOMLBare' ? part.name : part.value,
    span: { start: part.range[0], end: part.range[1] },
  }));
}

function toNode(node: AST.TOMLContentNode, text: string, depth: number): ConfigNode {
  const span = { start: node.range[0], end: node.range[1] };
  if (node.type === 'TOMLValue') return toScalar(toValue(node, text), span);
  if (depth >= MAX_DEPTH) return { kind: 'templated', text: '', ...span };
  if (node.type === 'TOMLArray') {
    return toList(
      node.elements.map((element) => toNode(element, text, depth + 1)),
      span,
    );
  }
  const tree = createTableTree();
  for (const pair of node.body) tree.set(toParts(pair.key), toNode(pair.value, text, depth + 1));
  return { ...tree.toNode(span.end), ...span };
}

function toValue(node: AST.TOMLValue, text: string): string | number | boolean {
  if (node.kind === 'string' || node.kind === 'boolean') return node.value;
  const written = text.slice(node.range[0], node.range[1]);
  if (node.kind === 'integer') return Number.isSafeInteger(node.value) ? node.value : written;
  if (node.kind === 'float') return Number.isFinite(node.value) ? node.value : written;
  return written;
}

// JSON and JSON with comments to a config tree. Lockfiles are not read here.
import {
  createScanner,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import type { Span } from '../../../text/span';
import type { Language } from '../../language';
import type { ConfigEntry, ConfigNode, ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import {
  bracketDepth,
  type ConfigComment,
  createConfigSummary,
  createFailedSummary,
  isAddressed,
  MAX_BRACKETS,
  MAX_DEPTH,
  toComments,
  toList,
  toMap,
  toScalar,
} from '../configSummary';

export const language: Language = {
  id: 'json',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'json',
  prepare: async () => {},
  summarise: summariseJson,
};

function summariseJson(path: string, text: string): ConfigSummary {
  if (isTooDeepJson(text)) return createFailedSummary(path, 'json', text, 'nested too deeply');
  const found: ParseError[] = [];
  const root = parseTree(text, found, { allowTrailingComma: true, allowEmptyContent: true });
  const errors = found.map(({ error, ...span }) => ({
    ...spanOf(span, text.length),
    message: toMessage(printParseErrorCode(error)),
  }));
  const documents = root ? [toNode(root, text.length, 0)] : [];
  return createConfigSummary(path, 'json', text, { documents, errors, comments: commentsOf(text) });
}

/** True if a recursive JSON parser should not be given this text. */
export function isTooDeepJson(text: string): boolean {
  if (bracketDepth(text) <= MAX_BRACKETS) return false;
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    if (scanner.getTokenLength() !== 1) continue;
    const token = text[scanner.getTokenOffset()];
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth > MAX_BRACKETS) return true;
  }
  return false;
}

/** The parser counts the missing end of a comment too. `limit` is the length of the text. */
function spanOf({ offset, length }: { offset: number; length: number }, limit: number): Span {
  return { start: Math.min(offset, limit), end: Math.min(offset + length, limit) };
}

function toNode(node: Node, limit: number, depth: number): ConfigNode {
  const span = spanOf(node, limit);
  if (node.type === 'object' || node.type === 'array') {
    if (depth >= MAX_DEPTH) return { kind: 'templated', text: '', ...span };
    const children = node.children ?? [];
    if (node.type === 'array') {
      return toList(
        children.map((child) => toNode(child, limit, depth + 1)),
        span,
      );
    }
    return toMap(
      children.map((child) => toEntry(child, limit, depth + 1)).filter((entry) => entry !== undefined),
      span,
    );
  }
  const value: unknown = node.value;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return toScalar(known ? value : null, span);
}

function toEntry(property: Node, limit: number, depth: number): ConfigEntry | undefined {
  const [key, value] = property.children ?? [];
  if (!key) return undefined;
  const keySpan = spanOf(key, limit);
  // A key still without a value, as while typing.
  if (!value)
    return {
      key: String(key.value),
      keySpan,
      value: toScalar(null, { start: keySpan.end, end: keySpan.end }),
    };
  return { key: String(key.value), keySpan, value: toNode(value, limit, depth) };
}

function commentsOf(text: string): ConfigComment[] {
  if (!isAddressed(text)) return [];
  const spans: Span[] = [];
  visit(text, { onComment: (start, length) => spans.push(spanOf({ offset: start, length }, text.length)) });
  return toComments(text, spans);
}

function toMessage(code: string): string {
  return code.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? letter : ` ${letter.toLowerCase()}`));
}

// String literals: prefixes, escapes, f-strings and adjacent literals, to constants or templates.
import type { ConstantValue, TemplateValue, Value } from '../summary/value';
import type { ModuleBuilder } from './moduleBuilder';
import type { SyntaxNode } from './syntax';

type Parts = (string | Value)[];

const ESCAPE = /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
  '\r': '',
  '\r\n': '',
};

export function readString(builder: ModuleBuilder, node: SyntaxNode): ConstantValue | TemplateValue {
  return createText(node, partsOf(builder, node));
}

/** `"a" "b"`: one literal written in pieces. */
export function readConcatenatedString(
  builder: ModuleBuilder,
  node: SyntaxNode,
): ConstantValue | TemplateValue {
  return createText(
    node,
    node.children.flatMap((piece) =>
      piece.type === 'string' ? partsOf(builder, piece) : [builder.value(piece, node)],
    ),
  );
}

/** `left + right` where both are text; undefined otherwise. */
export function joinText(
  span: SyntaxNode,
  left: Value,
  right: Value,
): ConstantValue | TemplateValue | undefined {
  const first = toParts(left);
  const second = toParts(right);
  return first && second ? createText(span, [...first, ...second]) : undefined;
}

function toParts(value: Value): readonly (string | Value)[] | undefined {
  if (value.kind === 'template') return value.parts;
  return value.kind === 'constant' && typeof value.value === 'string' ? [value.value] : undefined;
}

/** Merges neighbouring plain pieces; a text without any other piece is a constant. */
function createText({ start, end }: SyntaxNode, parts: Parts): ConstantValue | TemplateValue {
  const merged: Parts = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  if (merged.length === 0) return { kind: 'constant', start, end, value: '' };
  if (merged.length === 1 && typeof merged[0] === 'string')
    return { kind: 'constant', start, end, value: merged[0] };
  return { kind: 'template', start, end, parts: merged };
}

function partsOf(builder: ModuleBuilder, node: SyntaxNode): Parts {
  const literal = builder.textOf(node);
  const quoteAt = literal.search(/['"]/);
  if (quoteAt === -1) return [builder.value(undefined, node)];
  const prefix = literal.slice(0, quoteAt).toLowerCase();
  const raw = prefix.includes('r');
  const formatted = prefix.includes('f') || prefix.includes('t');
  if (!formatted) return [decode(inside(literal, quoteAt), raw)];
  const contents = node.children.filter(
    (child) => child.type === 'string_content' || child.type === 'interpolation',
  );
  if (contents.length === 0) return [unbrace(decode(inside(literal, quoteAt), raw))];
  return contents.flatMap((child) =>
    child.type === 'string_content'
      ? [unbrace(decode(builder.textOf(child), raw))]
      : readInterpolation(builder, child),
  );
}

function readInterpolation(builder: ModuleBuilder, node: SyntaxNode): Parts {
  const [expression, ...rest] = node.children;
  const value = builder.value(expression, node);
  // Values inside a format specifier do not belong to the text, but calls made there are calls.
  for (const child of rest) {
    if (child.type === 'format_specifier') builder.values(child.children.flatMap((each) => each.children));
  }
  const constant = rest.length === 0 && value.kind === 'constant' && typeof value.value === 'string';
  const part = constant ? (value.value as string) : value;
  const debug = expression ? /^\s*=\s*(?:[!:}])/.exec(builder.text.slice(expression.end, node.end)) : null;
  return debug && expression ? [`${builder.textOf(expression)}=`, value] : [part];
}

/** The text between the quotes, wherever the literal was cut off. */
function inside(literal: string, quoteAt: number): string {
  const quote = literal[quoteAt]!;
  const triple = quote.repeat(3);
  const mark = literal.startsWith(triple, quoteAt) && literal.length >= quoteAt + 6 ? triple : quote;
  const from = quoteAt + mark.length;
  const closed = literal.length >= from + mark.length && literal.endsWith(mark);
  return literal.slice(from, closed ? literal.length - mark.length : undefined);
}

function unbrace(text: string): string {
  return text.includes('{{') || text.includes('}}') ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
}

function decode(text: string, raw: boolean): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return raw || !lines.includes('\\') ? lines : lines.replace(ESCAPE, decodeEscape);
}

function decodeEscape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = SIMPLE_ESCAPES[body];
  if (simple !== undefined) return simple;
  if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
  if (body.length < 2 || !/^[xuU]/.test(body)) return sequence;
  const code = Number.parseInt(body.slice(1), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
}

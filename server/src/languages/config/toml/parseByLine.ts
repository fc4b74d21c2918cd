// Reads a broken TOML file line by line: sections and `key = value`. What needs more than its line is unknown.
import type { Span } from '../../../text/span';
import type { ConfigNode } from '../../summary/config';
import { linesOf, type SourceLine, toScalar } from '../configSummary';
import { createTableTree, type KeyPart } from './tableTree';

const SECTION = /^\s*(\[\[?)([^[\]#]*)\]\]?\s*(?:#.*)?$/;
const PAIR = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/;

export function parseByLine(text: string): ConfigNode {
  const tree = createTableTree();
  let until: string | undefined;
  for (const line of linesOf(text)) {
    // Inside a multi-line string nothing is a section or a key.
    if (until !== undefined) {
      if (line.text.includes(until)) until = undefined;
      continue;
    }
    const section = SECTION.exec(line.text);
    if (section) {
      tree.open(
        toParts(section[2]!, line.start + line.text.indexOf(section[1]!) + section[1]!.length),
        section[1] === '[[',
      );
      continue;
    }
    const pair = PAIR.exec(line.text);
    if (!pair) continue;
    const keys = toParts(pair[1]!, line.start + line.text.indexOf(pair[1]!));
    const value = valueSpan(line, pair[0].length);
    const written = text.slice(value.start, value.end);
    const quotes = /^("""|''')/.exec(written)?.[1];
    if (quotes && !written.slice(3).includes(quotes)) until = quotes;
    tree.set(keys, toValue(written, value));
  }
  return tree.toNode(text.length);
}

function toParts(written: string, offset: number): KeyPart[] {
  const parts: KeyPart[] = [];
  for (const match of written.matchAll(/"([^"]*)"|'([^']*)'|[^\s.'"]+/g)) {
    const start = offset + match.index;
    parts.push({ key: match[1] ?? match[2] ?? match[0], span: { start, end: start + match[0].length } });
  }
  return parts;
}

/** From the first character after `=` to the end of the line, without blanks around it. */
function valueSpan(line: SourceLine, from: number): Span {
  const rest = line.text.slice(from);
  const start = line.start + from + (rest.length - rest.trimStart().length);
  return { start, end: Math.max(start, line.start + line.text.trimEnd().length) };
}

/** A one-line string, number or boolean; anything else is not known. */
function toValue(written: string, span: Span): ConfigNode {
  const text = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(?:#.*)?$/.exec(written);
  if (text) {
    const quotedLength = (text[1] ?? text[2] ?? '').length + 2;
    const value = text[1] === undefined ? (text[2] ?? '') : readEscapes(text[1]);
    return toScalar(value, { start: span.start, end: span.start + quotedLength });
  }
  const word = /^([\w.+-]+)\s*(?:#.*)?$/.exec(written)?.[1];
  const end = span.start + (word?.length ?? 0);
  if (word === 'true' || word === 'false') return toScalar(word === 'true', { start: span.start, end });
  if (word && /^[+-]?\d[\d_]*(?:\.\d+)?$/.test(word)) {
    return toScalar(Number(word.replaceAll('_', '')), { start: span.start, end });
  }
  return { kind: 'templated', text: written, ...span };
}

function readEscapes(text: string): string {
  return text.replace(/\\(["\\nt])/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );
}

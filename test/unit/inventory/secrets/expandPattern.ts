// Expands sample patterns to texts, from a seed: credentials for tests come into being only while the tests run.

type Random = () => number;

/** One text of a pattern made of literals, classes, groups with alternatives, and counts. Throws on anything else. */
export function expandPattern(pattern: string, random: Random): string {
  const parser = { pattern, at: 0, depth: 0, random };
  const text = expandAlternatives(parser);
  if (parser.at < pattern.length) throw new Error(`cannot expand "${pattern}" from ${parser.at}`);
  return text;
}

interface Parser {
  readonly pattern: string;
  at: number;
  /** Outside of groups a closing bracket is a character. */
  depth: number;
  readonly random: Random;
}

function expandAlternatives(parser: Parser): string {
  const options: (() => string)[] = [sequence(parser)];
  while (parser.pattern[parser.at] === '|') {
    parser.at++;
    options.push(sequence(parser));
  }
  return pick(options, parser.random)();
}

function sequence(parser: Parser): () => string {
  const pieces: (() => string)[] = [];
  const ends = parser.depth > 0 ? '|)' : '|';
  while (parser.at < parser.pattern.length && !ends.includes(parser.pattern[parser.at]!)) {
    const atom = readAtom(parser);
    const [least, most] = readCount(parser);
    pieces.push(() => {
      const count = least + Math.floor(parser.random() * (most - least + 1));
      return Array.from({ length: count }, atom).join('');
    });
  }
  return () => pieces.map((piece) => piece()).join('');
}

function readAtom(parser: Parser): () => string {
  const { pattern, random } = parser;
  const character = pattern[parser.at++]!;
  if (character === '[') {
    const close = pattern.indexOf(']', parser.at);
    const choices = charactersOf(pattern.slice(parser.at, close));
    parser.at = close + 1;
    return () => pick(choices, random);
  }
  // A group is only a group where it says so: samples are full of plain brackets.
  if (pattern.startsWith('(?:', parser.at - 1)) {
    parser.at += 2;
    const start = parser.at;
    parser.depth++;
    expandAlternatives(parser);
    parser.depth--;
    const end = parser.at++;
    const inner = pattern.slice(start, end);
    return () => expandPattern(inner, random);
  }
  if (character === '\\') {
    const escaped = pattern[parser.at++]!;
    return () => escaped;
  }
  return () => character;
}

function readCount(parser: Parser): [number, number] {
  const match = /^\{(\d+)(?:,(\d+))?\}/.exec(parser.pattern.slice(parser.at));
  if (!match) return [1, 1];
  parser.at += match[0].length;
  return [Number(match[1]), Number(match[2] ?? match[1])];
}

function charactersOf(inner: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < inner.length; at++) {
    const isRange = inner[at + 1] === '-' && at + 2 < inner.length;
    const last = isRange ? inner.charCodeAt(at + 2) : inner.charCodeAt(at);
    for (let code = inner.charCodeAt(at); code <= last; code++) found.push(String.fromCharCode(code));
    if (isRange) at += 2;
  }
  return found;
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[Math.floor(random() * choices.length)]!;
}

// The documentation comment that stands before a node, shortened.
import type { ts } from 'ts-morph';
import type { Walk } from './walk';

const MAX_LENGTH = 200;

/** Text of the last comment of the documentation form before the node, without stars and tags, at most 200 characters. */
export function docBefore(walk: Walk, node: ts.Node): string | undefined {
  const start = walk.start(node);
  if (start - node.pos < 5) return undefined;
  const trivia = walk.source.text.slice(node.pos, start);
  const close = trivia.lastIndexOf('*/');
  if (close < 0) return undefined;
  const open = trivia.lastIndexOf('/*', close - 1);
  if (open < 0 || trivia[open + 2] !== '*' || close < open + 3) return undefined;
  const text = trivia
    .slice(open + 3, close)
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join(' ')
    .trim();
  const beforeTags = text.startsWith('@') ? text : (text.split(/\s@\w/)[0] ?? text);
  return beforeTags === '' ? undefined : beforeTags.slice(0, MAX_LENGTH);
}

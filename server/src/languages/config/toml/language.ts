// TOML to a config tree. The parser stops at the first error; such a file is then read line by line. No lockfiles.
import { ParseError, parseTOML } from 'toml-eslint-parser';
import type { Language } from '../../language';
import type { ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import {
  bracketDepth,
  type ConfigError,
  createConfigSummary,
  isAddressed,
  linesOf,
  MAX_BRACKETS,
  toComments,
  withoutMark,
} from '../configSummary';
import { parseByLine } from './parseByLine';
import { toTree } from './toTree';

export const language: Language = {
  id: 'toml',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'toml',
  prepare: async () => {},
  summarise: summariseToml,
};

function summariseToml(path: string, text: string): ConfigSummary {
  if (bracketDepth(text) > MAX_BRACKETS) {
    return byLine(path, text, { start: 0, end: text.length, message: 'nested too deeply' });
  }
  try {
    const program = parseTOML(withoutMark(text));
    const spans = program.comments.map(({ range }) => ({ start: range[0], end: range[1] }));
    return createConfigSummary(path, 'toml', text, {
      documents: [toTree(program.body[0], text)],
      comments: toComments(text, spans),
    });
  } catch (error) {
    const at = error instanceof ParseError ? Math.min(error.index, text.length) : 0;
    const message = error instanceof Error ? error.message : 'unknown reason';
    return byLine(path, text, { start: at, end: Math.min(at + 1, text.length), message });
  }
}

function byLine(path: string, text: string, cause: ConfigError): ConfigSummary {
  const message = `${cause.message}; the file was read line by line`;
  return createConfigSummary(path, 'toml', text, {
    documents: [parseByLine(text)],
    errors: [{ ...cause, message }],
    comments: commentsByLine(text),
    lineByLine: true,
  });
}

/** Whole-line comments only: a `#` further right may stand in a string. */
function commentsByLine(text: string): ConfigSummary['comments'] {
  if (!isAddressed(text)) return [];
  return toComments(
    text,
    linesOf(text).filter((line) => line.text.trimStart().startsWith('#')),
  );
}

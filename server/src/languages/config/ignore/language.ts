// Ignore files: one scalar per pattern, as written. What a pattern matches is not decided here.
import type { Language } from '../../language';
import type { ConfigNode, ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import { createConfigSummary, linesOf, type SourceLine, toComments, toList } from '../configSummary';

export const language: Language = {
  id: 'ignore',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'ignore',
  prepare: async () => {},
  summarise: summariseIgnore,
};

function summariseIgnore(path: string, text: string): ConfigSummary {
  const lines = linesOf(text);
  const items = lines.map(toPattern).filter((item) => item !== undefined);
  const comments = toComments(
    text,
    lines.filter((line) => line.text.startsWith('#')),
  );
  const documents = [toList(items, { start: 0, end: text.length })];
  return createConfigSummary(path, 'ignore', text, { documents, comments });
}

/** Leading blanks belong to a pattern; trailing ones do not, unless escaped. */
function toPattern(line: SourceLine): ConfigNode | undefined {
  if (line.text.startsWith('#')) return undefined;
  let value = line.text.trimEnd();
  if (value === '') return undefined;
  if (value.endsWith('\\') && line.text.length > value.length) value += line.text[value.length];
  return { kind: 'scalar', value, start: line.start, end: line.start + value.length };
}

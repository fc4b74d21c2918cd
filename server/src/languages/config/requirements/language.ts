// pip requirement and constraint files: a list of maps, one per line. Which packages exist is not known here.
import type { Language } from '../../language';
import type { ConfigNode, ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import { createConfigSummary, toComments, toList } from '../configSummary';
import { logicalLinesOf } from './logicalLines';
import { toRequirement } from './toRequirement';

export const language: Language = {
  id: 'requirements',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'requirements',
  prepare: async () => {},
  summarise: summariseRequirements,
};

function summariseRequirements(path: string, text: string): ConfigSummary {
  const { lines, comments, errors } = readLines(text);
  return createConfigSummary(path, 'requirements', text, {
    documents: [toList(lines, { start: 0, end: text.length })],
    comments,
    errors,
  });
}

function readLines(text: string): {
  lines: ConfigNode[];
  comments: ConfigSummary['comments'];
  errors: ConfigSummary['errors'];
} {
  const lines: ConfigNode[] = [];
  const errors: ConfigSummary['errors'][number][] = [];
  const logical = logicalLinesOf(text);
  for (const line of logical.lines) {
    const node = toRequirement(line);
    if (node) lines.push(node);
    else errors.push({ start: line.start, end: line.end, message: 'not a requirement' });
  }
  return { lines, comments: toComments(text, logical.comments), errors };
}

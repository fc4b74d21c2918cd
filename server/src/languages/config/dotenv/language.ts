// Environment files: one map of names to values. Values are never logged or judged here.
import type { Language } from '../../language';
import type { ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import { createConfigSummary, toComments, toMap } from '../configSummary';
import { parseAssignments } from './parseAssignments';

export const language: Language = {
  id: 'dotenv',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'dotenv',
  prepare: async () => {},
  summarise: summariseDotenv,
};

function summariseDotenv(path: string, text: string): ConfigSummary {
  const { entries, comments, errors } = parseAssignments(text);
  return createConfigSummary(path, 'dotenv', text, {
    documents: [toMap(entries, { start: 0, end: text.length })],
    comments: toComments(text, comments),
    errors,
  });
}

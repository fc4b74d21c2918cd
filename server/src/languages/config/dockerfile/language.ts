// Dockerfiles: a list of maps {instruction, arguments, stage?, variables?}, one per instruction in source order.
import { DockerfileParser } from 'dockerfile-ast';
import type { Language } from '../../language';
import type { ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import {
  type ConfigComment,
  createConfigSummary,
  createFailedSummary,
  isAddressed,
  toComments,
  toList,
  withoutMark,
} from '../configSummary';
import { createOffsets } from './offsets';
import { toInstructions } from './toInstructions';

export const language: Language = {
  id: 'dockerfile',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'dockerfile',
  prepare: async () => {},
  summarise: summariseDockerfile,
};

function summariseDockerfile(path: string, text: string): ConfigSummary {
  try {
    // Without a last line break the parser needs quadratic time for a comment that ends the file.
    const file = DockerfileParser.parse(`${withoutMark(text)}\n`);
    const items = toInstructions(file, text);
    return createConfigSummary(path, 'dockerfile', text, {
      documents: [toList(items, { start: 0, end: text.length })],
      comments: commentsOf(file, text),
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown reason';
    return createFailedSummary(path, 'dockerfile', text, `not readable as a Dockerfile: ${why}`);
  }
}

function commentsOf(file: ReturnType<typeof DockerfileParser.parse>, text: string): ConfigComment[] {
  if (!isAddressed(text)) return [];
  const toSpan = createOffsets(text);
  return toComments(
    text,
    file.getComments().map((comment) => toSpan(comment.getRange())),
  );
}

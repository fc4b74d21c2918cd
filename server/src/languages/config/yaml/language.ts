// YAML, with or without template directives, to config trees: one per document. Lockfiles are not read here.
import { parseAllDocuments } from 'yaml';
import type { Span } from '../../../text/span';
import type { Language } from '../../language';
import type { ConfigNode, ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import { type ConfigError, createConfigSummary, createFailedSummary } from '../configSummary';
import { type Masked, maskTemplates } from './templateMask';
import { TreeBuilder } from './treeBuilder';
import { commentsOf, isTooDeepYaml } from './yamlTokens';

export const language: Language = {
  id: 'yaml',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'yaml',
  prepare: async () => {},
  summarise: summariseYaml,
};

function summariseYaml(path: string, text: string): ConfigSummary {
  const masked = maskTemplates(text);
  if (isTooDeepYaml(masked.text)) return createFailedSummary(path, 'yaml', text, 'nested too deeply');
  try {
    const { documents, errors } = parseYaml(text, masked);
    return createConfigSummary(path, 'yaml', text, {
      documents,
      errors,
      comments: commentsOf(text, masked.text),
      template: isTemplate(text),
    });
  } catch (error) {
    // The parser reports errors as data; what it throws all the same is a file it cannot read.
    const why = error instanceof Error ? error.message : 'unknown reason';
    return createFailedSummary(path, 'yaml', text, `not readable as YAML: ${why}`);
  }
}

function parseYaml(text: string, masked: Masked): { documents: ConfigNode[]; errors: ConfigError[] } {
  const parsed = parseAllDocuments(masked.text, {
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const isFilledIn = masked.text !== text || isTemplate(text);
  const documents: ConfigNode[] = [];
  const errors: ConfigError[] = [];
  for (const document of parsed) {
    for (const { message, pos } of document.errors) errors.push({ start: pos[0], end: pos[1], message });
    if (!document.contents) continue;
    const tree = new TreeBuilder(text, masked).toTree(document.contents);
    if (!isFilledIn || document.errors.length === 0) documents.push(tree);
    // What stands behind an error may not be in the tree.
    else documents.push(toUnknown(text, parsed.length === 1 ? { start: 0, end: text.length } : tree));
  }
  if (isFilledIn && documents.length === 0 && errors.length > 0)
    documents.push(toUnknown(text, { start: 0, end: text.length }));
  return { documents, errors };
}

/** True for text with directives of Helm, Jinja and the like on lines of their own: no YAML begins a line in this way. */
function isTemplate(text: string): boolean {
  return /^[ \t]*(?:\{\{|\{%)/m.test(text);
}

/** A template whose lines do not add up to YAML before it is rendered: nothing in it is where it seems to be. */
function toUnknown(text: string, { start, end }: Span): ConfigNode {
  return { kind: 'templated', text: text.slice(start, end), start, end };
}

// Rule data written in a test: a reader over a map of paths, with one small item unless told otherwise.
import type { RuleReader } from '../../../../server/src/catalog/load';
import { type LoadedRules, type LoadOptions, loadRules } from '../../../../server/src/checklist/rules/load';

const SUBJECTS = `
call: { title: call, kind: model-call }
asked: { title: asked tool, kind: tool, where: { attached: true } }
`;

const ITEM = `
id: security/small
position: 1
title: Small
why: because
remedy: do
detected: true
facets:
  each-call: { title: t, quantifier: each, subject: call }
  no-tool: { title: t, quantifier: none, subject: asked }
  one: { title: t, quantifier: some, subject: call }
`;

export const RULE_PATH = 'checks/security/small/rule.yaml';

export function reader(files: Readonly<Record<string, string>>): RuleReader {
  return {
    list: (directory) => {
      const prefix = directory === '' ? '' : `${directory}/`;
      const names = Object.keys(files).filter((path) => path.startsWith(prefix));
      return [...new Set(names.map((path) => path.slice(prefix.length).split('/')[0]!))];
    },
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
  };
}

/** Loads rules of the small item. `text` may hold several documents. */
export function loadSmall(
  text: string,
  more: Readonly<Record<string, string>> = {},
  options: LoadOptions = {},
): LoadedRules {
  const files = {
    'subjects.yaml': SUBJECTS,
    'checks/security/small/item.yaml': ITEM,
    [RULE_PATH]: text,
    ...more,
  };
  return loadRules(reader(files), options);
}

/** A rule of the small item with these lines. */
export function rule(lines: string, facet = 'each-call', id = 'small-fault'): string {
  return `id: ${id}\nitem: security/small\nfacet: ${facet}\n${lines}\n`;
}

// `airworthy inventory --format json`: facts and files in the form `check` gives them.
import type { InventoryJson } from './checkSchema';
import { toJsonText } from './plainText';
import type { Report } from './report';
import { toFilesJson, toInventoryEntry } from './toJson';

export const report: Report = {
  format: 'json',
  of: 'inventory',
  extension: 'json',
  render: (input, { tool }) => {
    const json: InventoryJson = {
      schema: 1,
      tool: { name: tool.name, version: tool.version },
      inventory: input.inventory.facts.map((fact) => toInventoryEntry(fact, input)),
      files: toFilesJson(input.inventory.files, input),
    };
    return toJsonText(json);
  },
};

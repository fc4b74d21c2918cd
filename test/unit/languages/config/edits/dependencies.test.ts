import { describe, expect, it } from 'vitest';
import { appendLine } from '../../../../../server/src/languages/config/edits/appendLine';
import { addJsonEntry } from '../../../../../server/src/languages/config/edits/jsonEntry';
import { nodeAt } from '../../../../../server/src/languages/config/edits/nodeAt';
import { addTomlDependency } from '../../../../../server/src/languages/config/edits/tomlDependency';
import { language as json } from '../../../../../server/src/languages/config/json/language';
import { language as toml } from '../../../../../server/src/languages/config/toml/language';
import { applyEdits, isRefusal } from '../../../../../server/src/languages/edits/textEdit';
import type { ConfigSummary } from '../../../../../server/src/languages/summary/config';

function withPackage(text: string): string {
  const summary = json.summarise('package.json', text) as ConfigSummary;
  const map = nodeAt(summary.documents[0], ['dependencies']);
  if (map?.kind !== 'map') return 'none';
  const edits = addJsonEntry(text, map, 'mid', '^1.0.0');
  return isRefusal(edits) ? edits.refused : applyEdits(text, edits);
}

function withRequirement(text: string): string {
  const summary = toml.summarise('pyproject.toml', text) as ConfigSummary;
  const edits = addTomlDependency(text, summary.documents[0]!, 'mid', '>=1');
  return isRefusal(edits) ? edits.refused : applyEdits(text, edits);
}

describe('dependencies', () => {
  it('go among sorted names of a package.json, else last', () => {
    expect(withPackage('{\r\n  "dependencies": {\r\n    "a": "1",\r\n    "z": "1"\r\n  }\r\n}')).toBe(
      '{\r\n  "dependencies": {\r\n    "a": "1",\r\n    "mid": "^1.0.0",\r\n    "z": "1"\r\n  }\r\n}',
    );
    expect(withPackage('{ "dependencies": { "z": "1", "a": "1" } }')).toBe(
      '{ "dependencies": { "z": "1", "a": "1", "mid": "^1.0.0" } }',
    );
    expect(withPackage('{ "dependencies": {} }')).toBe('{ "dependencies": { "mid": "^1.0.0" } }');
  });

  it('go to the list of the project or the table of Poetry', () => {
    expect(withRequirement('[project]\ndependencies = ["a>=1"] # 🦊\n')).toBe(
      '[project]\ndependencies = ["a>=1", "mid>=1"] # 🦊\n',
    );
    expect(withRequirement('[tool.poetry.dependencies]\npython = "^3.11" # why\n\n[tool.x]\n')).toBe(
      '[tool.poetry.dependencies]\npython = "^3.11" # why\nmid = ">=1"\n\n[tool.x]\n',
    );
    expect(withRequirement('[tool.x]\na = 1\n')).toContain('no dependencies');
  });

  it('are lines of a requirements file', () => {
    expect(['', 'a', 'a\r\n'].map((text) => applyEdits(text, [appendLine(text, 'b')]))).toEqual([
      'b\n',
      'a\nb\n',
      'a\r\nb\r\n',
    ]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits, isRefusal } from '../../../../../server/src/languages/edits/textEdit';
import type { WantedImport } from '../../../../../server/src/languages/edits/wantedImport';
import type { ModuleSummary } from '../../../../../server/src/languages/summary/module';
import { ensureTypescriptImports } from '../../../../../server/src/languages/typescript/edits/ensureImports';
import { language } from '../../../../../server/src/languages/typescript/language';

beforeAll(() => language.prepare());

function imported(text: string, ...wanted: WantedImport[]): { text: string; locals: readonly string[] } {
  const module = language.summarise('a.ts', text) as ModuleSummary;
  const done = ensureTypescriptImports(module, text, wanted);
  if (isRefusal(done)) return { text: `refused: ${done.refused}`, locals: [] };
  const after = applyEdits(text, done.edits);
  // Asked again, nothing is left to do.
  const again = ensureTypescriptImports(language.summarise('a.ts', after) as ModuleSummary, after, wanted);
  expect(isRefusal(again) ? again : again.edits).toEqual([]);
  return { text: after, locals: done.locals };
}

const LIMIT = { module: 'limit', name: 'limit' };

describe('ensureTypescriptImports', () => {
  it('reuses what is imported, also under another name or as a namespace', () => {
    expect(imported("import { limit as l } from 'limit';\n", LIMIT).locals).toEqual(['l']);
    expect(imported("import * as lib from 'limit';\n", LIMIT).locals).toEqual(['lib.limit']);
  });

  it('adds to a statement of the module, not to one of types', () => {
    expect(imported("import d, { a } from 'limit';\n", LIMIT).text).toBe(
      "import d, { a, limit } from 'limit';\n",
    );
    expect(imported("import {\n  a,\n} from 'limit'\n", LIMIT).text).toBe(
      "import {\n  a,\n  limit,\n} from 'limit'\n",
    );
    expect(imported("import type { A } from 'limit';\n", LIMIT).text).toBe(
      "import type { A } from 'limit';\nimport { limit } from 'limit';\n",
    );
  });

  it('adds a statement after the last one, in the style of the file', () => {
    expect(imported('import a from "a"\r\nimport b from "b"\r\n\r\nrun(a, b)\r\n', LIMIT).text).toBe(
      'import a from "a"\r\nimport b from "b"\r\nimport { limit } from "limit"\r\n\r\nrun(a, b)\r\n',
    );
    expect(imported("import 'x';\nrun();\n", { module: 'y', name: 'default', local: 'y' }).text).toBe(
      "import 'x';\nimport y from 'y';\nrun();\n",
    );
  });

  it('stands below directives and a comment that heads the file', () => {
    expect(imported("'use server';\n\nrun();\n", LIMIT).text).toBe(
      "'use server';\n\nimport { limit } from 'limit';\n\nrun();\n",
    );
    expect(imported('#!/usr/bin/env node\n// 🦊 Licence.\n\nrun();\n', LIMIT).text).toBe(
      "#!/usr/bin/env node\n// 🦊 Licence.\n\nimport { limit } from 'limit';\n\nrun();\n",
    );
    expect(imported('// About run.\nrun();\n', LIMIT).text).toBe(
      "import { limit } from 'limit';\n\n// About run.\nrun();\n",
    );
  });

  it('requires where the file does', () => {
    expect(imported("const a = require('a');\nrun(a);\n", LIMIT).text).toBe(
      "const a = require('a');\nconst { limit } = require('limit');\nrun(a);\n",
    );
  });

  it('takes no name that means something else', () => {
    expect(imported('const limit = 1;\n', LIMIT).text).toBe('refused: the name `limit` is taken in a.ts');
  });
});

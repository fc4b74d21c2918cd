import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits, isRefusal } from '../../../../../server/src/languages/edits/textEdit';
import type { WantedImport } from '../../../../../server/src/languages/edits/wantedImport';
import { ensurePythonImports } from '../../../../../server/src/languages/python/edits/ensureImports';
import { language } from '../../../../../server/src/languages/python/language';
import type { ModuleSummary } from '../../../../../server/src/languages/summary/module';

beforeAll(() => language.prepare());

function imported(text: string, ...wanted: WantedImport[]): string {
  const done = ensurePythonImports(language.summarise('a.py', text) as ModuleSummary, text, wanted);
  if (isRefusal(done)) return `refused: ${done.refused}`;
  const after = applyEdits(text, done.edits);
  const again = ensurePythonImports(language.summarise('a.py', after) as ModuleSummary, after, wanted);
  expect(isRefusal(again) ? again : again.edits).toEqual([]);
  return after;
}

const OS = { module: 'os', name: '*' };
const RETRY = { module: 'tenacity', name: 'retry' };

describe('ensurePythonImports', () => {
  it.each([
    ['import os\n', OS, 'import os\n'],
    ['import os as o\n', OS, 'import os as o\n'],
    ['import sys\nfrom a import b\n', OS, 'import sys\nimport os\nfrom a import b\n'],
    [
      'from __future__ import annotations\n\nfrom a import b\n',
      OS,
      'from __future__ import annotations\n\nimport os\nfrom a import b\n',
    ],
    [
      'from __future__ import annotations\n\nrun()\n',
      OS,
      'from __future__ import annotations\n\nimport os\n\nrun()\n',
    ],
    ['"""🦊 Doc."""\n\nrun()\n', OS, '"""🦊 Doc."""\n\nimport os\n\nrun()\n'],
    ['# About run.\nrun()\n', OS, 'import os\n\n# About run.\nrun()\n'],
    ['#!/usr/bin/env python3\nrun()\n', OS, '#!/usr/bin/env python3\nimport os\n\nrun()\n'],
    ['import a\r\nrun()\r\n', RETRY, 'import a\r\nfrom tenacity import retry\r\nrun()\r\n'],
    ['from tenacity import stop  # why\nrun()\n', RETRY, 'from tenacity import stop, retry  # why\nrun()\n'],
    [
      'from tenacity import (\n    stop,\n)\nrun()\n',
      RETRY,
      'from tenacity import (\n    stop,\n    retry,\n)\nrun()\n',
    ],
    [
      'from a import b, \\\n    c\nrun()\n',
      RETRY,
      'from a import b, \\\n    c\nfrom tenacity import retry\nrun()\n',
    ],
    [
      'try:\n    import os\nexcept ImportError:\n    os = None\n',
      RETRY,
      'from tenacity import retry\n\ntry:\n    import os\nexcept ImportError:\n    os = None\n',
    ],
  ] as const)('%j', (before, wanted, after) => {
    expect(imported(before, wanted)).toBe(after);
  });

  it('takes no name that means something else', () => {
    expect(imported('def retry():\n    pass\n', RETRY)).toBe('refused: the name `retry` is taken in a.py');
  });

  it('adds to a line before adding lines after it', () => {
    expect(imported('from a import b\n', RETRY, { module: 'a', name: 'c' })).toBe(
      'from a import b, c\nfrom tenacity import retry\n',
    );
  });
});

// Whether there is anything for the checklist to speak about.
import { expect, it } from 'vitest';
import { openEngine, type Workspace } from './engines';

it.each<[string, Workspace, boolean]>([
  ['nothing', new Map(), false],
  ['code without a model', new Map([['a.ts', 'export const one = 1;\n']]), false],
  [
    'a client that nothing calls yet',
    new Map([['a.ts', "import OpenAI from 'openai';\nexport const client = new OpenAI();\n"]]),
    true,
  ],
  [
    'a test with a client',
    new Map([['a.test.ts', "import OpenAI from 'openai';\nexport const client = new OpenAI();\n"]]),
    false,
  ],
])('%s', async (_what, files, expected) => {
  expect((await openEngine(files).scan())!.hasAgent).toBe(expected);
});

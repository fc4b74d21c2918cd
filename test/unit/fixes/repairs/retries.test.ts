import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../../server/src/fixes/fix';
import { fix as addBackoff } from '../../../../server/src/fixes/repairs/addBackoff';
import { fix as addRetries } from '../../../../server/src/fixes/repairs/addRetries';
import { fix as restoreRetries } from '../../../../server/src/fixes/repairs/restoreRetries';
import { attributeAfter, type Files, fixed, listed, placeOf, refused } from '../fixing';

async function after(fix: Fix, files: Files, path: string, at: string): Promise<string> {
  return (await fixed(fix, files, placeOf(files, path, at))).files[path]!;
}

describe('restore-retries', () => {
  it('replaces the zero on client, call and in Python', async () => {
    const client = {
      'a.ts':
        "import OpenAI from 'openai';\nconst client = new OpenAI({ maxRetries: 0 });\nawait client.responses.create({ model: 'm', input: 'hi' });\n",
    };
    const text = await after(restoreRetries, client, 'a.ts', '0');
    expect(text).toContain('new OpenAI({ maxRetries: 3 })');
    expect(await attributeAfter(client, 'model-call', 'retries')).toBe('disabled');
    expect(await attributeAfter({ 'a.ts': text }, 'model-call', 'retries')).toBe('inherited');
    expect(
      await after(
        restoreRetries,
        { 'a.py': 'from openai import OpenAI\r\nclient = OpenAI(max_retries=0)  # 🦊\r\n' },
        'a.py',
        '0',
      ),
    ).toBe('from openai import OpenAI\r\nclient = OpenAI(max_retries=3)  # 🦊\r\n');
  });

  it('follows a constant and leaves unrelated numbers alone', async () => {
    const files = {
      'a.ts':
        "import OpenAI from 'openai';\nconst RETRIES = 0;\nconst client = new OpenAI({ maxRetries: RETRIES });\nconst other = -1;\n",
    };
    expect(await after(restoreRetries, files, 'a.ts', '0')).toContain('const RETRIES = 3;');
    expect(await refused(restoreRetries, files, { ...placeOf(files, 'a.ts', '1') })).toContain(
      'cannot be followed',
    );
  });
});

describe('add-retries', () => {
  it('repeats a request and names the package', async () => {
    const files = {
      'package.json': '{\n  "dependencies": {\n    "openai": "^6.0.0",\n    "zod": "^4.0.0"\n  }\n}\n',
      'a.ts': 'const answer = await fetch(url, { method: "POST" });\n',
    };
    const { files: changed, repair } = await fixed(addRetries, files, placeOf(files, 'a.ts', 'fetch'));
    expect(changed['package.json']).toContain(
      '    "openai": "^6.0.0",\n    "p-retry": "^7.0.0",\n    "zod": "^4.0.0"\n',
    );
    expect(changed['a.ts']).toContain(
      'const answer = await pRetry(\n  async () => {\n    const response = await fetch(url, { method: "POST" });\n    if (response.status === 429 || response.status >= 500)\n      throw new Error("provider answered " + response.status);\n    return response;\n  },\n  { retries: 3, randomize: true }\n);\n',
    );
    expect(repair.notes).toEqual(['Install p-retry, now named in package.json.']);
  });
});

describe('add-retries, in the layout of the file', () => {
  it('keeps its steps, line ends, commas and semicolons', async () => {
    const files = {
      'package.json': '{ "dependencies": {} }\n',
      'a.ts':
        "import a from 'a'\r\nimport b from 'b'\r\n\r\nexport async function ask(url: string) {\r\n\tif (url) {\r\n\t\tconst answer = await fetch(url, {\r\n\t\t\tmethod: 'POST',\r\n\t\t})\r\n\t\treturn answer\r\n\t}\r\n}\r\n",
    };
    const { files: changed } = await fixed(addRetries, files, placeOf(files, 'a.ts', 'fetch'));
    expect(changed['a.ts']).toContain(
      "\t\tconst answer = await pRetry(\r\n\t\t\tasync () => {\r\n\t\t\t\tconst response = await fetch(url, {\r\n\t\t\t\t\tmethod: 'POST',\r\n\t\t\t\t})\r\n\t\t\t\tif (response.status === 429 || response.status >= 500)\r\n\t\t\t\t\tthrow new Error('provider answered ' + response.status)\r\n\t\t\t\treturn response\r\n\t\t\t},\r\n\t\t\t{ retries: 3, randomize: true },\r\n\t\t)\r\n",
    );
  });
});

describe('add-backoff', () => {
  it('adds a growing wait in Python, or its jitter', async () => {
    const bare = {
      'a.py':
        'from tenacity import retry, stop_after_attempt\n\n\n@retry(stop=stop_after_attempt(3))\ndef ask():\n    return 1\n',
    };
    expect(await after(addBackoff, bare, 'a.py', 'stop_after_attempt(3)')).toBe(
      'from tenacity import retry, stop_after_attempt, wait_random_exponential\n\n\n@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(max=20))\ndef ask():\n    return 1\n',
    );
    const plain = {
      'a.py':
        'from tenacity import (\n    retry,\n    wait_exponential,\n)\n\n\n@retry(wait=wait_exponential(max=30))\ndef ask():\n    return 1\n',
    };
    const text = await after(addBackoff, plain, 'a.py', 'wait_exponential(max');
    expect(text).toContain('    wait_exponential,\n    wait_random_exponential,\n)');
    expect(text).toContain('@retry(wait=wait_random_exponential(max=30))');
  });

  it('switches the random part of a library on', async () => {
    const files = { 'a.ts': "import pRetry from 'p-retry';\nawait pRetry(() => ask(), { retries: 3 });\n" };
    expect(await after(addBackoff, files, 'a.ts', '3 }')).toContain('{ retries: 3, randomize: true }');
  });

  it('is not listed where the library has no such option, or the wait is made elsewhere', async () => {
    const sdk = {
      'a.ts':
        "import { generateText } from 'ai';\nimport { openai } from '@ai-sdk/openai';\nawait generateText({ model: openai('m'), prompt: 'hi', maxRetries: 4 });\n",
    };
    const at = placeOf(sdk, 'a.ts', '4');
    expect(await refused(addBackoff, sdk, at)).toContain('no option for it');
    expect(await listed(addBackoff, sdk, at)).toBe(false);
    const elsewhere = {
      'a.py':
        'from tenacity import retry\nfrom waits import pause\n\n\n@retry(wait=pause)\ndef ask():\n    return 1\n',
    };
    const name = placeOf(elsewhere, 'a.py', 'wait=pause');
    expect(await refused(addBackoff, elsewhere, name)).toContain('made elsewhere');
    expect(await listed(addBackoff, elsewhere, name)).toBe(false);
    const nowhere = { 'a.ts': 'const x = 4;\n' };
    expect(await listed(addBackoff, nowhere, placeOf(nowhere, 'a.ts', '4'))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { fix } from '../../../../server/src/fixes/repairs/setToolTimeout';
import { type Files, fixed, placeOf, refused } from '../fixing';

async function after(text: string, at: string, path = 'a.ts', n = 0): Promise<string> {
  const files = { [path]: text };
  return (await fixed(fix, files, placeOf(files, path, at, n))).files[path]!;
}

describe('set-tool-timeout in TypeScript', () => {
  it('gives fetch a signal: new options, present options, present signal', async () => {
    expect(await after('export const get = async (url: string) => await fetch(url);\n', 'fetch(')).toContain(
      'fetch(url, { signal: AbortSignal.timeout(30_000) })',
    );
    expect(await after("await fetch('🦊', {\r\n  method: 'POST', // send\r\n});\r\n", 'fetch(')).toBe(
      "await fetch('🦊', {\r\n  method: 'POST', // send\r\n  signal: AbortSignal.timeout(30_000),\r\n});\r\n",
    );
    expect(
      await after(
        'export const get = (url: string, signal: AbortSignal) => fetch(url, { signal });\n',
        'fetch(',
      ),
    ).toContain('{ signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) }');
  });

  it('sets the library’s own option where it has one', async () => {
    const axios = "import axios from 'axios';\n";
    expect(await after(`${axios}await axios.get(url);\n`, 'get(')).toContain(
      'axios.get(url, { timeout: 30_000 })',
    );
    expect(await after(`${axios}await axios.post(url);\n`, 'post(')).toContain(
      'axios.post(url, undefined, { timeout: 30_000 })',
    );
    expect(await after(`${axios}await axios({ url });\n`, 'axios({')).toContain(
      'axios({ url, timeout: 30_000 })',
    );
    expect(await after("import got from 'got';\nawait got('https://a.example');\n", "got('h")).toContain(
      '{ timeout: { request: 30_000 } }',
    );
  });

  it('puts the options of a process before its callback', async () => {
    expect(
      await after(
        "import { exec } from 'node:child_process';\nexec('ls', (error) => done(error));\n",
        "exec('ls'",
      ),
    ).toContain("exec('ls', { timeout: 30_000 }, (error) => done(error));");
    expect(
      await after(
        "import { execFile } from 'node:child_process';\nexecFile('ls', ['-l']);\n",
        "execFile('ls'",
      ),
    ).toContain("execFile('ls', ['-l'], { timeout: 30_000 });");
  });

  it('aborts a request of Node, whose timeout only tells', async () => {
    expect(
      await after("import http from 'node:http';\nhttp.get(url, (answer) => read(answer));\n", 'get('),
    ).toContain('signal: AbortSignal.timeout(30_000)');
  });

  it('is refused where nothing can be set', async () => {
    const files: Files = {
      'a.ts': 'export const get = (url: string, options: RequestInit) => fetch(url, options);\n',
    };
    expect(await refused(fix, files, placeOf(files, 'a.ts', 'fetch('))).toContain('handed over');
    expect(await refused(fix, files, placeOf(files, 'a.ts', 'url: string'))).toBe(
      'no call that waits is known at this place',
    );
  });
});

describe('set-tool-timeout in Python', () => {
  it('adds the keyword, in seconds', async () => {
    expect(await after('import requests\nrequests.get("🦊")\n', 'get', 'a.py')).toContain(
      'requests.get("🦊", timeout=30)',
    );
    expect(
      await after(
        'import subprocess\r\nsubprocess.run(\r\n    ["ls"],\r\n    check=True  # fail\r\n)\r\n',
        'run',
        'a.py',
      ),
    ).toBe(
      'import subprocess\r\nsubprocess.run(\r\n    ["ls"],\r\n    check=True,  # fail\r\n    timeout=30\r\n)\r\n',
    );
    expect(await after('import requests\nrequests.get(url, timeout=None)\n', 'get', 'a.py')).toContain(
      'requests.get(url, timeout=30)',
    );
  });

  it('makes the timeout object aiohttp wants', async () => {
    const text =
      'import aiohttp\n\n\nasync def load(url):\n    async with aiohttp.ClientSession() as session:\n        return await session.get(url)\n';
    expect(await after(text, 'get', 'a.py')).toContain(
      'session.get(url, timeout=aiohttp.ClientTimeout(total=30))',
    );
  });

  it('names a call that has no limit', async () => {
    const files = { 'a.py': 'import os\nos.system("ls")\n' };
    expect(await refused(fix, files, placeOf(files, 'a.py', 'system'))).toContain(
      '`system` takes no time limit',
    );
  });
});

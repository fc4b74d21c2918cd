import { describe, expect, it } from 'vitest';
import { connected } from '../connected';

const app = (body: string, head = ''): Record<string, string> => ({
  'app.ts': `import express from 'express';\n${head}\nconst app = express();\napp.post('/ask', async (request, response) => { ${body} });`,
});
const places = async (body: string, head = '') =>
  (await connected(app(body, head))).places('POST /ask', 'internals');

describe('files of the server in messages', () => {
  it.each([
    [
      "response.status(500).json({ error: 'No row in /srv/desk/data.json' })",
      ["'No row in /srv/desk/data.json'"],
    ],
    ['response.status(500).json({ error: `Not in ${FILE}` })', ['`Not in ${FILE}`']],
    [
      "try { await go(); } catch { response.json({ error: 'See C:\\\\desk\\\\data.json' }); }",
      ["'See C:\\\\desk\\\\data.json'"],
    ],
  ])('%s', async (body, expected) => {
    expect(await places(body, "const FILE = '/var/lib/desk/data.json';")).toEqual(expected);
  });

  it.each([
    ["response.json({ file: '/srv/desk/data.json' })"],
    ["response.status(404).json({ error: 'Go to /home/settings' })"],
    ["response.status(500).json({ error: 'This conversation no longer exists.' })"],
    [
      "try { await go(); } catch { console.error('No row in /srv/desk/data.json'); response.status(500).end(); }",
    ],
  ])('none: %s', async (body) => {
    expect(await places(body)).toEqual([]);
  });
});

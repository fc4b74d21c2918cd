// Every output of an analysis is searched for the credentials that stood in the files it read.
import { deserialize } from 'node:v8';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/engine/analysis';
import { reports } from '../../../server/src/reports/index.generated';
import { plainStyle } from '../../../server/src/reports/style';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import { createRecordingLog, openEngine } from './engines';
import { leaksIn, SECRETS, workspaceWithSecrets } from './secretWorkspace';

async function analyse(): Promise<{ analysis: Analysis; lines: readonly string[] }> {
  const log = createRecordingLog();
  const files = workspaceWithSecrets();
  const engine = openEngine(files, {
    log,
    files: createMemoryFiles(files),
    loadTracked: async () => ({ state: 'known', paths: new Set(['api/.env']) }),
  });
  await engine.scan();
  const analysis = await engine.update([{ path: 'api/src/leak.ts', kind: 'changed' }]);
  return { analysis: analysis!, lines: log.lines };
}

const analysing = analyse();

/** What a cache says once its summaries are inflated. */
function unpacked(content: Buffer): Buffer {
  const from = 4 + content.readUInt32LE(0);
  const { entries } = deserialize(content.subarray(4, from)) as {
    entries: readonly { start: number; length: number }[];
  };
  return Buffer.concat(
    entries.map(({ start, length }) => inflateRawSync(content.subarray(from + start, from + start + length))),
  );
}

describe('the credentials of the files read', () => {
  it('are found', async () => {
    const { analysis } = await analysing;
    const paths = new Set(analysis.inventory.secrets.map(({ path }) => path));
    for (const path of [
      'api/src/leak.ts',
      'worker/lumen_worker/leak.py',
      'api/.env',
      'compose.override.yaml',
      'deploy/key.sh',
      'data/big.log',
    ])
      expect(paths).toContain(path);
  });

  it('stand in no part of the analysis', async () => {
    const { analysis } = await analysing;
    const { inventory, ...rest } = analysis;
    expect(leaksIn(JSON.stringify(rest))).toEqual([]);
    expect(leaksIn(JSON.stringify(inventory))).toEqual([]);
  });

  it.each(
    reports.flatMap((report) =>
      (['quiet', 'normal', 'verbose'] as const).map(
        (detail) => [report.of, report.format, detail, report] as const,
      ),
    ),
  )('stand in no %s report as %s, %s', async (_of, _format, detail, report) => {
    const { analysis } = await analysing;
    const text = report.render(analysis, {
      tool: { name: 'airworthy', version: '0' },
      style: plainStyle,
      detail,
    });
    expect(text.length).toBeGreaterThan(20);
    expect(leaksIn(text)).toEqual([]);
  });

  it('stand in nothing that is kept for the next run', async () => {
    let kept = Buffer.alloc(0);
    const file = {
      read: async () => undefined,
      write: async (content: Uint8Array) => {
        kept = Buffer.from(content);
      },
    };
    const files = workspaceWithSecrets();
    files.set(
      'api/src/clean.ts',
      "import OpenAI from 'openai';\nnew OpenAI({ organization: 'org-lumen' });\n",
    );
    files.set('api/src/taken.ts', `export const taken = '${SECRETS.plain}';\n`);
    files.set(
      'api/src/far.ts',
      "import OpenAI from 'openai';\nimport { taken } from './taken';\nnew OpenAI({ baseURL: 'https://llm.example.org/v1', apiKey: taken });\n",
    );
    const engine = openEngine(files, { cache: { file, version: '1' } });
    await engine.scan();
    await engine.close();
    const opened = unpacked(kept);
    expect(opened.toString('latin1')).toContain('org-lumen');
    for (const bytes of [kept, opened]) {
      expect(leaksIn(bytes.toString('latin1'))).toEqual([]);
      expect(leaksIn(bytes.toString('utf16le'))).toEqual([]);
      expect(leaksIn(bytes.subarray(1).toString('utf16le'))).toEqual([]);
    }
  });

  it('stand in no line of the log', async () => {
    const { lines } = await analysing;
    expect(leaksIn(lines.join('\n'))).toEqual([]);
  });
});

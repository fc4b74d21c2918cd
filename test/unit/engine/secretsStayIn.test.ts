// Every output of an analysis is searched for the credentials that stood in the files it read.
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/engine/analysis';
import { loadSecretFormats } from '../../../server/src/inventory/secrets/formats';
import { reports } from '../../../server/src/reports/index.generated';
import { plainStyle } from '../../../server/src/reports/style';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import { expandSecrets } from '../../fixtures/expandSecrets';
import { createRecordingLog, openEngine, ruleData, sampleWorkspace, type Workspace } from './engines';

const { formats } = loadSecretFormats(ruleData.reader, '');
const SEED = 41;
const key = expandSecrets('%{openai-key}%', formats, SEED);
const other = expandSecrets('%{anthropic-key}%', formats, SEED);
/** Of no known format: a credential only by where it stands. */
const plain = ['q7Wk', 'Zt93', 'xLm2', 'Rv8P', 'c5Yb', 'N4Ts'].join('');
const password = ['Hg6', 'wQz', '19Kd', 'pV2x'].join('');

function workspaceWithSecrets(): Workspace {
  return new Map([
    ...sampleWorkspace(),
    [
      'api/src/leak.ts',
      `import OpenAI from 'openai';\nexport const leak = new OpenAI({ apiKey: '${key}' });\nexport const own = new OpenAI({ baseURL: 'https://llm.example.org/v1', apiKey: '${plain}' });\nconst note = "use ${key} here"; throw new Error("${key}");\n// airworthy-ignore-next-line ${key}: none\n`,
    ],
    [
      'worker/lumen_worker/leak.py',
      `from anthropic import Anthropic\nleak = Anthropic(api_key="${other}")\n# airworthy-ignore-next-line security/secrets-from-env: it is ${other}\nDATABASE = "postgres://app:${password}@db.example.org/app"\n`,
    ],
    ['api/.env', `OPENAI_API_KEY=${key}\nSESSION_SECRET=${plain}\nNEXT_PUBLIC_OPENAI_API_KEY=${key}\n`],
    [
      'compose.override.yaml',
      `services:\n  api:\n    environment:\n      ANTHROPIC_API_KEY: ${other}\n      DATABASE_URL: postgres://app:${password}@db/app\n`,
    ],
    [
      'airworthy.yaml',
      `version: 1\nowner: ${key}\nwaivers: [ { item: ${other}, reason: "${key}", owner: dana, until: 2027-01-01 } ]\n`,
    ],
    ['api/broken.json', `{ "key": "${key}", `],
    ['api/broken.yaml', `key: "${other}\n  - [${key}`],
    ['deploy/key.sh', `export OPENAI_API_KEY=${key}\n`],
    [`data/${'big'}.log`, `${'x'.repeat(999)}\n`.repeat(1100) + key],
  ]);
}

const SECRETS = { key, other, plain, password };

/** Where in a text a secret stands, as `name: …text before`. The longest run of it counts, not only the whole. */
function leaksIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([name, secret]) => {
    // A public prefix and a few characters may be shown; more than half of the value may not.
    const at = text.indexOf(secret.slice(-Math.ceil(secret.length / 2)));
    return at < 0 ? [] : [`${name}: ${text.slice(Math.max(0, at - 160), at)}`];
  });
}

async function analysed(): Promise<{ analysis: Analysis; lines: readonly string[] }> {
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

describe('the credentials of the files read', () => {
  it('are found', async () => {
    const { analysis } = await analysed();
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
    const { analysis } = await analysed();
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
    const { analysis } = await analysed();
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
    files.set('api/src/taken.ts', `export const taken = '${plain}';\n`);
    files.set(
      'api/src/far.ts',
      "import OpenAI from 'openai';\nimport { taken } from './taken';\nnew OpenAI({ baseURL: 'https://llm.example.org/v1', apiKey: taken });\n",
    );
    const engine = openEngine(files, { cache: { file, version: '1' } });
    await engine.scan();
    await engine.close();
    expect(kept.toString('latin1')).toContain('org-lumen');
    expect(leaksIn(kept.toString('latin1'))).toEqual([]);
    expect(leaksIn(kept.toString('utf16le'))).toEqual([]);
    expect(leaksIn(kept.subarray(1).toString('utf16le'))).toEqual([]);
  });

  it('stand in no line of the log', async () => {
    const { lines } = await analysed();
    expect(leaksIn(lines.join('\n'))).toEqual([]);
  });
});

// The sample workspace with credentials everywhere one may stand, and a search for what of them came out.
import { loadSecretFormats } from '../../../server/src/inventory/secrets/formats';
import { expandSecrets } from '../../fixtures/expandSecrets';
import { ruleData, sampleWorkspace, type Workspace } from './engines';

const { formats } = loadSecretFormats(ruleData.reader, '');
const SEED = 41;
const key = expandSecrets('%{openai-key}%', formats, SEED);
const other = expandSecrets('%{anthropic-key}%', formats, SEED);
/** Of no known format: a credential only by where it stands. */
const plain = ['q7Wk', 'Zt93', 'xLm2', 'Rv8P', 'c5Yb', 'N4Ts'].join('');
const password = ['Hg6', 'wQz', '19Kd', 'pV2x'].join('');

export function workspaceWithSecrets(): Workspace {
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

export const SECRETS = { key, other, plain, password };

/** Where in a text a secret stands, as `name: …text before`. The longest run of it counts, not only the whole. */
export function leaksIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([name, secret]) => {
    // A public prefix and a few characters may be shown; more than half of the value may not.
    const at = text.indexOf(secret.slice(-Math.ceil(secret.length / 2)));
    return at < 0 ? [] : [`${name}: ${text.slice(Math.max(0, at - 160), at)}`];
  });
}

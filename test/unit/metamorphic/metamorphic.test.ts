// Programs that do the same must be told to do the same, or less must be told: every fixture is rewritten mechanically.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../server/src/engine/createEngine';
import { loadRuleData } from '../../../server/src/engine/ruleData';
import type { Fact } from '../../../server/src/inventory/facts/fact';
import { loadSecretFormats } from '../../../server/src/inventory/secrets/formats';
import { createPythonParser } from '../../../server/src/languages/python/parse';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import { type FixtureCase, loadCases } from '../../fixtures/fixtureCase';
import { differences, type Locate } from './comparison';
import { pythonRewritings } from './pythonRewritings';
import type { Rewriting, Rewritten } from './rewriting';
import { typescriptRewritings } from './typescriptRewritings';

const FIXTURES = join(__dirname, '../../fixtures/checks');
const ruleData = loadRuleData(join(__dirname, '../../../rules'));
const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

/** What a rewriting still takes from a case, by `rewriting case`: each has its reason. */
const LIMITS: Readonly<Record<string, string>> = {
  'awaited through then cost/budget-limits/loopAroundWrapper.ts':
    'an answer that a wrapper gives back through then is not followed to the loop around it',
  'imports through the module reliability/retries/injected-py':
    'a service that is injected by a type of another module, named through that module, is not followed',
};

type Files = FixtureCase['files'];

async function factsIn(files: Files): Promise<readonly Fact[]> {
  const engine = createEngine({
    root: '/workspace',
    files: createMemoryFiles(files),
    today: '2026-09-01',
    ruleData,
    log: silent,
    loadTracked: async () => ({ state: 'none', paths: new Set() }),
  });
  return (await engine.scan())!.inventory.facts;
}

/** The workspace with every file rewritten, and where things went. Undefined where nothing was. */
function rewriteAll(
  files: Files,
  rewriting: Rewriting,
  extension: RegExp,
): { files: Files; locate: Locate } | undefined {
  const rewritten = new Map<string, string | Uint8Array>(files);
  const made = new Map<string, { rewritten: Rewritten; beside: string }>();
  for (const [path, content] of files) {
    if (typeof content !== 'string' || !extension.test(path)) continue;
    const [, folder = '', name = '', ending = ''] = /^(.*\/)?([^/]+?)(\.[^./]+)$/.exec(path) ?? [];
    const elsewhere = [...files]
      .filter(([other]) => other !== path)
      .map(([, text]) => String(text))
      .join('\n');
    const one = rewriting.rewrite(content, name, elsewhere);
    if (!one) continue;
    const beside = `${folder}${one.beside?.name}${ending}`;
    made.set(path, { rewritten: one, beside });
    rewritten.set(path, one.text);
    if (one.beside) rewritten.set(beside, one.beside.text);
  }
  if (made.size === 0) return undefined;
  const locate: Locate = (path, offset) => {
    const one = made.get(path);
    if (!one) return { path, offset, length: 0 };
    const to = one.rewritten.locate(offset);
    return to && { ...to, path: to.beside ? one.beside : path };
  };
  return { files: rewritten, locate };
}

const cases = loadCases(FIXTURES, loadSecretFormats(ruleData.reader, '').formats).filter(
  ({ expectations }) => !expectations.todo,
);
const before = new Map<FixtureCase, readonly Fact[]>();

beforeAll(async () => {
  for (const one of cases) before.set(one, await factsIn(one.files));
}, 120_000);

async function contradicted(rewriting: Rewriting, extension: RegExp): Promise<string[]> {
  const lines: string[] = [];
  let tried = 0;
  for (const one of cases) {
    const other = rewriteAll(one.files, rewriting, extension);
    if (!other || LIMITS[`${rewriting.name} ${one.item}/${one.name}`]) continue;
    tried++;
    const found = differences(before.get(one)!, await factsIn(other.files), other.locate);
    lines.push(...found.map((line) => `${one.item}/${one.name}: ${line}`));
  }
  expect(tried).toBeGreaterThan(0);
  return lines;
}

describe('TypeScript with', () => {
  it.each(typescriptRewritings.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, rewriting) => {
      expect((await contradicted(rewriting, /\.tsx?$/)).join('\n')).toBe('');
    },
    120_000,
  );
});

describe('Python with', async () => {
  const rewritings = pythonRewritings(await createPythonParser());
  it.each(rewritings.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, rewriting) => {
      expect((await contradicted(rewriting, /\.py$/)).join('\n')).toBe('');
    },
    120_000,
  );
});

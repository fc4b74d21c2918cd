import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PackLanguage } from '../../../server/src/catalog/languageIndex';
import { loadCatalog } from '../../../server/src/catalog/load';

const { catalog, errors } = loadCatalog(
  {
    list: (directory) => (existsSync(directory) ? readdirSync(directory) : []),
    read: (path) => readFileSync(path, 'utf8'),
  },
  join(__dirname, '../../../rules'),
);

function grades(language: PackLanguage, name: string): string[] {
  return catalog
    .meaningsOf(language, name)
    .flatMap(({ meaning }) => (meaning.effect ? [`${meaning.effect.name} ${meaning.effect.grade}`] : []));
}

function memberGrades(language: PackLanguage, type: string, member: string): string[] {
  return catalog
    .membersOf(language, type, member)
    .flatMap(({ meaning }) => (meaning.effect ? [`${meaning.effect.name} ${meaning.effect.grade}`] : []));
}

describe('the packs as shipped', () => {
  test('load without a fault', () => {
    expect(errors).toEqual([]);
  });

  test.each([
    ['typescript', 'openai', 'openai'],
    ['typescript', 'npm:openai@5/error', 'openai'],
    ['typescript', '@anthropic-ai/sdk/error', '@anthropic-ai/sdk'],
    ['typescript', 'openai-edge', undefined],
    ['typescript', 'hono', undefined],
    ['python', 'langchain_core.exceptions', 'langchain_core'],
    ['python', 'google.genai.errors', 'google'],
    ['python', 'google.cloud.exceptions', undefined],
    ['python', 'slowapi.errors', undefined],
  ] as const)('%s %s is of the SDK %s', (language, module, name) => {
    expect(catalog.sdkPackageOf(language, module)).toBe(name);
  });

  test.each([
    ['typescript', 'node:fs/promises:writeFile', 'fs-write unknown'],
    ['typescript', 'fs:default.promises.rm', 'fs-write write-external'],
    ['typescript', 'child_process:exec', 'shell write-external'],
    ['typescript', 'axios:default.get', 'network read'],
    ['typescript', 'axios:default.post', 'network unknown'],
    ['typescript', '@aws-sdk/client-s3:DeleteObjectCommand', 'cloud-mutate write-external'],
    ['python', 'requests:get', 'network read'],
    ['python', 'os:path.exists', 'fs-read read'],
    ['python', 'os:remove', 'fs-write write-external'],
    ['python', 'subprocess:run', 'shell write-external'],
    ['python', 'stripe:Refund.create', 'payment write-external'],
    ['python', 'stripe:Customer.create', 'cloud-mutate write-external'],
  ] as const)('%s %s is %s', (language, name, grade) => {
    expect(grades(language, name)).toEqual([grade]);
  });

  test.each([
    ['typescript', 'databases-typescript/Prisma', 'user.findMany', 'db-read read'],
    ['typescript', 'databases-typescript/Prisma', 'user.delete', 'db-write write-external'],
    ['typescript', 'databases-typescript/Redis', 'set', 'db-write write-own'],
    ['typescript', 'code-execution/E2b', 'notebook.execCell', 'code-exec write-own'],
    ['typescript', 'payment/Stripe', 'refunds.create', 'payment write-external'],
    ['typescript', 'payment/Stripe', 'customers.create', 'cloud-mutate write-external'],
    ['python', 'cloud/S3', 'list_objects_v2', 'network read'],
    ['python', 'cloud/S3', 'put_object', 'cloud-mutate write-own'],
    ['python', 'cloud/Aws', 'terminate_instances', 'cloud-mutate write-external'],
    ['python', 'databases-python/Supabase', 'table', undefined],
  ] as const)('%s %s.%s is %s', (language, type, member, grade) => {
    expect(memberGrades(language, type, member)).toEqual(grade === undefined ? [] : [grade]);
    expect(catalog.membersOf(language, type, member).length).toBeGreaterThan(0);
  });

  test('a name is given one type, whatever packs speak of it', () => {
    for (const name of ['@supabase/supabase-js:createClient', 'openai:OpenAI', 'express:default']) {
      expect(catalog.typeOf('typescript', name), name).toBeDefined();
    }
    expect(catalog.isType('typescript', 'databases-typescript/Supabase', 'authentication/SupabaseAuth')).toBe(
      true,
    );
  });

  test('drop-ins name an export that has meanings', () => {
    const missing = catalog.packs.flatMap((pack) =>
      (['typescript', 'python'] as const).flatMap((language) =>
        Object.values(pack[language]?.exports ?? {})
          .flat()
          .flatMap(({ like }) =>
            like !== undefined && catalog.meaningsOf(language, like).length === 0 ? [like] : [],
          ),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('a step with alternatives spells no name twice over', () => {
    // `a|b.c|b.d` splits into the steps `a|b`, `c|b`, `d`: a step that repeats the one before it is such a slip.
    const slips = catalog.packs.flatMap((pack) =>
      (['typescript', 'python'] as const).flatMap((language) => {
        const keys = Object.keys(pack[language]?.exports ?? {}).map((key) =>
          key.slice(key.lastIndexOf(':') + 1),
        );
        return keys.filter((key) => {
          const steps = key
            .split('.')
            .map((step) => step.split('|').filter((name) => name !== '' && name !== '*'));
          return steps.some(
            (step, at) => at > 0 && step.length > 1 && step.some((name) => steps[at - 1]!.includes(name)),
          );
        });
      }),
    );
    expect(slips).toEqual([]);
  });
});

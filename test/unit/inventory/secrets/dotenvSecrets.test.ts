import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../scripts/bench/random';
import {
  type DotenvFile,
  dotenvSecrets,
  isDotenv,
} from '../../../../server/src/inventory/secrets/dotenvSecrets';
import { toSecretFacts } from '../../../../server/src/inventory/secrets/secretFact';
import { expandPattern } from './expandPattern';
import { scanner, tagger } from './scanner';

const random = createRandom(11);
const some = (pattern: string): string => expandPattern(pattern, random);

function found(text: string, file: Partial<DotenvFile> = {}): string[] {
  const given: DotenvFile = { path: '.env', text, role: 'config', tracked: true, ignored: false, ...file };
  return dotenvSecrets(given, scanner, tagger).map(({ where, variable }) => `${where} ${variable}`);
}

describe('dotenvSecrets', () => {
  const text = `# keys\r\nOPENAI_API_KEY=${some('sk-proj-[A-Za-z0-9]{48}')}\r\nINTERNAL_TOKEN="${some('[A-Za-z0-9]{32}')}"\r\nPORT=3000\r\n`;

  it('reports a tracked file, by format and by name', () => {
    expect(found(text)).toEqual(['tracked-env OPENAI_API_KEY', 'tracked-env INTERNAL_TOKEN']);
    expect(found(text, { ignored: true })).toEqual([
      'tracked-env OPENAI_API_KEY',
      'tracked-env INTERNAL_TOKEN',
    ]);
  });

  it('warns of a file no ignore rule covers, and is silent about one that is ignored', () => {
    expect(found(text, { tracked: false })).toEqual([
      'unignored-env OPENAI_API_KEY',
      'unignored-env INTERNAL_TOKEN',
    ]);
    expect(found(text, { tracked: false, ignored: true })).toEqual([]);
    expect(found(text, { tracked: 'unknown', ignored: true })).toEqual([]);
  });

  it('spans the value without its quotes', () => {
    const hits = dotenvSecrets(
      { path: '.env', text, role: 'config', tracked: true, ignored: false },
      scanner,
      tagger,
    );
    for (const { start, end, length } of hits) {
      expect(text.slice(start, end)).toMatch(/^[\w-]+$/);
      expect(end - start).toBe(length);
    }
  });

  it('counts only formats in example files, as literals', () => {
    expect(found(text, { path: 'api/.env.example' })).toEqual(['literal OPENAI_API_KEY']);
    expect(
      found('OPENAI_API_KEY=sk-your-key-here\nSESSION_SECRET=change-me-please-now', { path: '.env.sample' }),
    ).toEqual([]);
  });

  it('counts only formats in test files', () => {
    expect(found(text, { path: 'tests/.env.test', role: 'test' })).toEqual(['tracked-env OPENAI_API_KEY']);
  });

  it.each([
    'POSTGRES_PASSWORD=postgres',
    'DB_PASSWORD=password123',
    'API_KEY=your_api_key_here',
    'SECRET_KEY=secret',
    `SECRET_KEY=\${OTHER}`,
    'API_KEY=',
    'OPENAI_API_KEY=OPENAI_API_KEY',
    'SSL_KEY=/etc/ssl/private/server.key',
    'MAX_TOKENS=4096',
    `TENANT_KEY=${some('[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}')}`,
    `OPENAI_API_KEY="encrypted:${some('[A-Za-z0-9+/]{90}')}=="`,
    `DOTENV_PUBLIC_KEY="${some('[0-9a-f]{66}')}"`,
    `SUPABASE_ANON_KEY=${some('[A-Za-z0-9]{80}')}`,
    `SENTRY_DSN=https://${some('[0-9a-f]{32}')}@o1.ingest.sentry.io/1`,
    `COMMIT=${some('[0-9a-f]{40}')}`,
    'JWT_SECRET=this-is-only-for-development',
    'REDIS_URL=redis://:somepassword@redis:6379',
  ])('leaves %s alone', (line) => {
    expect(found(line)).toEqual([]);
  });

  it.each([
    [`SESSION_SECRET=${some('[0-9a-f]{64}')}`, 'SESSION_SECRET'],
    [`DB_PASSWORD='${some('[A-Z][a-z][0-9]#[A-Za-z0-9]{8}')}'`, 'DB_PASSWORD'],
    [`export API_TOKEN_2=${some('[A-Za-z0-9]{40}')}`, 'API_TOKEN_2'],
    [`DOTENV_PRIVATE_KEY="${some('[0-9a-f]{64}')}"`, 'DOTENV_PRIVATE_KEY'],
    [`DATABASE_URL=${some('postgres://app:[A-Z][a-z][0-9][A-Za-z0-9]{12}@db.acme.io/app')}`, 'DATABASE_URL'],
  ])('reports %s', (line, variable) => {
    expect(found(line)).toEqual([`tracked-env ${variable}`]);
  });

  it('reports what its name sends to the browser, ignored or not', () => {
    const ignored = { tracked: false, ignored: true } as const;
    expect(found(`NEXT_PUBLIC_OPENAI_API_KEY=${some('[A-Za-z0-9]{40}')}`, ignored)).toEqual([
      'browser OPENAI_API_KEY',
    ]);
    expect(found(`VITE_KEY=${some('gsk_[A-Za-z0-9]{52}')}`, ignored)).toEqual(['browser GROQ_API_KEY']);
    expect(found(`NEXT_PUBLIC_SUPABASE_ANON_KEY=${some('[A-Za-z0-9]{80}')}`)).toEqual([]);
    expect(found(`NEXT_PUBLIC_POSTHOG_KEY=${some('phc_[A-Za-z0-9]{43}')}`)).toEqual([]);
    expect(found(`VITE_SOME_KEY=${some('[A-Za-z0-9]{40}')}`)).toEqual([]);
    expect(found('NEXT_PUBLIC_OPENAI_API_KEY=your-key-goes-here-please')).toEqual([]);
  });

  it('sees keys in comments and in lines that are no assignment', () => {
    const key = some('sk-ant-api03-[A-Za-z0-9_-]{93}AA');
    expect(found(`# ANTHROPIC_API_KEY=${key}\n!! broken`)).toEqual(['tracked-env ANTHROPIC_API_KEY']);
  });

  it('knows its files', () => {
    expect(['.env', 'a/.env.local', 'prod.env', '.envrc', '.env.json'].every(isDotenv)).toBe(true);
    expect(['src/env.ts', 'src/.envoy.yaml', 'environment'].some(isDotenv)).toBe(false);
  });
});

describe('toSecretFacts', () => {
  it('numbers equal names and keeps nothing of the value', () => {
    const keys = [some('gsk_[A-Za-z0-9]{52}'), some('gsk_[A-Za-z0-9]{52}')];
    const text = `a = "${keys[0]}"\nb = "${keys[1]}"\nc = "${keys[0]}"\n`;
    const facts = toSecretFacts(scanner.scan('a.py', text, { role: 'product' }), {
      path: 'a.py',
      role: 'product',
      project: '',
    });
    expect(facts.map(({ id }) => id)).toEqual([
      'secret:a.py#GROQ_API_KEY',
      'secret:a.py#GROQ_API_KEY~2',
      'secret:a.py#GROQ_API_KEY~3',
    ]);
    expect(facts[0]!.tag).toBe(facts[2]!.tag);
    expect(facts[0]!.tag).not.toBe(facts[1]!.tag);
    expect(JSON.stringify(facts)).not.toContain(keys[0]!.slice(5, 20));
    expect(facts.every(({ where }) => where === 'literal')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../scripts/bench/random';
import { expandPattern } from './expandPattern';
import { formatsIn, scanner, valuesIn } from './scanner';

const random = createRandom(7);
const some = (pattern: string): string => expandPattern(pattern, random);
const openai = (): string => some('sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}');
const jwt = (payload: object): string =>
  [{ alg: 'HS256', typ: 'JWT' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.') + some('.[A-Za-z0-9_-]{42}[A-Za-z0-9]');

/** Texts no one may be warned about. */
const NEVER: Record<string, readonly string[]> = {
  placeholders: [
    'apiKey: "sk-your-openai-api-key-goes-here-please-replace-me"',
    'OPENAI_API_KEY=sk-proj-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'OPENAI_API_KEY=sk-................................................',
    'OPENAI_API_KEY="<your key>"',
    `token = "ghp_${'0'.repeat(36)}"`,
    'ANTHROPIC_API_KEY=sk-ant-api03-REPLACE_ME_WITH_YOUR_OWN_KEY_FROM_THE_CONSOLE_BEFORE_YOU_START',
    `key = "sk-${'abcd1234'.repeat(6)}"`,
    `key = "sk-${'1234567890'.repeat(5).slice(0, 48)}"`,
    `key = "gsk_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ'.repeat(2)}"`,
  ],
  'documentation values': [
    `aws_access_key_id = AKIA${'IOSFODNN7'}EXAMPLE`,
    `aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY${'EXAMPLEKEY'}`,
    `AccountName=devstoreaccount1;AccountKey=${'Eby8vdM02xNO'}cqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/${'K1SZFPTOtr/KBHBeksoGMGw=='}`,
    `stripe = "sk_${'test'}_4eC39HqLyjWDarjtT1zdp7dc"`,
  ],
  'templates and reads of the environment': [
    'url = f"postgresql://{user}:{password}@{host}.example.org/db"',
    `DATABASE_URL=postgresql://app:\${DB_PASSWORD}@db.prod.acme.io:5432/app`,
    `key: \${{ secrets.OPENAI_API_KEY }}`,
    'MISTRAL_API_KEY: {{ .Values.mistral.apiKey }}',
  ],
  'hashes, UUIDs and integrity strings': [
    some('"integrity": "sha512-[A-Za-z0-9+/]{86}=="'),
    some('sha256 = "[0-9a-f]{64}"'),
    some('commit: [0-9a-f]{40}'),
    some('id = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"'),
    some('resolved "https://packages.example.com/task-sk-runner/-/task-sk-runner-1.2.3.tgz#[0-9a-f]{40}"'),
  ],
  'publishable keys': [
    some('stripe = "pk_live_[A-Za-z0-9]{24}"'),
    some('posthog.init("phc_[A-Za-z0-9]{43}")'),
    some('publicKey = "pk-lf-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"'),
    some('<script src="https://maps.googleapis.com/maps/api/js?key=AIzaSy[A-Za-z0-9_-]{33}"></script>'),
    some('const firebaseConfig = { apiKey: "AIzaSy[A-Za-z0-9_-]{33}", authDomain: "shop.firebaseapp.com" };'),
    `const anon = "${jwt({ role: 'anon', iss: 'supabase', ref: 'abc' })}";`,
    `SENTRY_DSN=https://${some('[0-9a-f]{32}')}@o123456.ingest.sentry.io/4501`,
    some('CLERK_PUBLISHABLE_KEY=pk_test_[A-Za-z0-9]{40}'),
  ],
  'the keys of a local stack': [`const service = "${jwt({ role: 'service_role', iss: 'supabase-demo' })}";`],
  'other web tokens': [
    `const user = "${jwt({ role: 'authenticated', sub: 'someone', iss: 'https://acme.io' })}";`,
  ],
  'base64 media': [
    `src="data:image/png;base64,${some('[A-Za-z0-9+/]{300}')}/AKIA${some('[A-Z2-7]{16}')}/${some('[A-Za-z0-9+/]{300}')}"`,
    `"image/png": "${some('[A-Za-z0-9+/]{200}')}+sk${some('[A-Za-z0-9+/]{200}')}"`,
  ],
  'the own name of a variable': [
    'apiKey: "OPENAI_API_KEY"',
    'os.environ["MISTRAL_API_KEY"]',
    'COHERE_API_KEY=COHERE_API_KEY',
  ],
  'encrypted values': [
    some('OPENAI_API_KEY="encrypted:[A-Za-z0-9+/]{120}=="'),
    some('MISTRAL_API_KEY=ENC[AES256_GCM,data:[A-Za-z0-9]{40},iv:[A-Za-z0-9]{24},type:str]'),
    `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${some('[A-Za-z0-9+/]{64}')}\n-----END ENCRYPTED PRIVATE KEY-----`,
  ],
  'databases nobody outside reaches': [
    some('postgres://app:[A-Za-z0-9]{16}@localhost:5432/app'),
    some('postgresql+asyncpg://app:[A-Za-z0-9]{16}@127.0.0.1/app'),
    some('postgres://app:[A-Za-z0-9]{16}@db:5432/app'),
    some('mongodb://root:[A-Za-z0-9]{16}@mongo:27017'),
    some('redis://:[A-Za-z0-9]{16}@redis:6379/0'),
    some('postgresql://app:[A-Za-z0-9]{16}@db.example.com/app'),
    'postgresql://user:pass@db.acme.io:5432/app',
    'postgres://postgres:postgres@db.acme.io:5432/app',
    'mysql://root:root@mysql.acme.io/app',
    'amqp://guest:guest@queue.acme.io',
    'postgresql://USER:PASSWORD@HOST.REGION.aws.neon.tech/DBNAME',
    'postgres://postgres:[YOUR-PASSWORD]@db.abcdefgh.supabase.co:5432/postgres',
  ],
  'words that begin like a key': [
    'className="sk-cube-grid-and-other-spinner-classes-of-a-loading-page"',
    'https://acme.io/blog/why-risk-management-frameworks-matter-more-than-you-think-in-2026',
    'hf_hub_download_from_the_repository_of_models(repo)',
    'npm_config_registry_and_other_settings_of_npm=1',
    'r8_this_is_a_register_name_in_assembler_code',
  ],
  'names that say the value is made up': [
    `const FAKE_OPENAI_KEY = "${openai()}";`,
    `dummyToken = "${some('ghp_[A-Za-z0-9]{36}')}"`,
  ],
};

describe('what is never a secret', () => {
  for (const [what, texts] of Object.entries(NEVER)) {
    it.each(texts)(`${what}: %s`, (text) => {
      expect(valuesIn(text)).toEqual([]);
      expect(valuesIn(`\r\n\u{1f680} ${text}\r\n`)).toEqual([]);
    });
  }
});

describe('what is one all the same', () => {
  it('is found in an example file, a comment, a notebook and a test', () => {
    const key = openai();
    expect(valuesIn(`# OPENAI_API_KEY=${key}\n`, '.env.example')).toEqual([key]);
    expect(valuesIn(`// old: "${key}"`)).toEqual([key]);
    expect(valuesIn(JSON.stringify({ source: [`key = "x"\nk = "${key}"\n`] }), 'a.ipynb')).toEqual([key]);
    const inTest = scanner.scan('src/a.test.ts', `const k = "${key}"`, { role: 'test' });
    expect(inTest).toHaveLength(1);
  });

  it('is found after an escape in a string and after a percent sign', () => {
    const key = openai();
    expect(valuesIn(`"text\\n${key}\\n"`)).toEqual([key]);
    expect(valuesIn(`?q=a%3D${key}&b`)).toEqual([key]);
  });

  it.each([
    (value: string) => `os.environ["MISTRAL_API_KEY"] = "${value}"`,
    (value: string) => `os.environ.setdefault('MISTRAL_API_KEY', '${value}')`,
    (value: string) => `mistral_api_key: str = "${value}"`,
    (value: string) => `const client = new Mistral({ mistralApiKey: \`${value}\` })`,
    (value: string) => `ENV MISTRAL_API_KEY ${value}`,
    (value: string) => `- name: MISTRAL_API_KEY\n          value: "${value}"`,
    (value: string) => `{"name": "MISTRAL_API_KEY", "value": "${value}"}`,
  ])('is found where only its name tells it: form %#', (form) => {
    const value = some('[A-Z][a-z][0-9][A-Za-z0-9]{29}');
    expect(valuesIn(form(value))).toEqual([value]);
  });

  it.each([
    (value: string) => `curl -H "Authorization: Bearer ${value}" https://api.openai.com/v1/models`,
    (value: string) => `Use \`${value}\` for now.`,
    (value: string) => `run --api-key=${value}`,
    (value: string) => `<Key>${value}</Key>`,
    (value: string) => `[${value}]`,
    (value: string) => `${value}`,
  ])('is found whatever stands around it: form %#', (form) => {
    const value = openai();
    expect(valuesIn(form(value))).toEqual([value]);
  });

  it('is not looked for in vendored files', () => {
    expect(scanner.scan('vendor/a.js', `"${openai()}"`, { role: 'vendored' })).toEqual([]);
  });

  it('a Supabase service role key, told by its payload', () => {
    const key = jwt({ role: 'service_role', iss: 'supabase', ref: 'abcd' });
    expect(formatsIn(`createClient(url, "${key}")`)).toEqual(['supabase-service-key']);
  });

  it('a Google key with nothing around it that speaks of maps or Firebase', () => {
    expect(formatsIn(some('new GoogleGenerativeAI("AIzaSy[A-Za-z0-9_-]{33}")'))).toEqual(['google-api-key']);
  });

  it('names the longest format where several fit', () => {
    expect(formatsIn(`"${some('sk-proj-[A-Za-z0-9]{48}')}"`)).toEqual(['openai-project-key']);
    expect(formatsIn(`"${some('sk-ant-api03-[A-Za-z0-9_-]{93}AA')}"`)).toEqual(['anthropic-key']);
    expect(formatsIn(`"${some('sk-or-v1-[0-9a-f]{64}')}"`)).toEqual(['openrouter-key']);
  });

  it('covers the whole address of a database, and nothing after it', () => {
    const url = some(
      'postgresql://app:[A-Z][a-z][0-9][A-Za-z0-9]{12}@db.prod.acme.io:5432/shop\\?sslmode=require',
    );
    expect(valuesIn(`DATABASE_URL = "${url}"  # prod`)).toEqual([url]);
  });

  it('gives offsets in UTF-16 units', () => {
    const key = openai();
    const text = `\u{1f511}\u{1f511} "${key}"`;
    const [hit] = scanner.scan('a.ts', text, { role: 'product' });
    expect(text.slice(hit!.start, hit!.end)).toBe(key);
    expect(hit).toMatchObject({ length: key.length, prefix: 'sk-', variable: 'OPENAI_API_KEY' });
  });

  it('carries nothing of the value', () => {
    const key = openai();
    expect(JSON.stringify(scanner.scan('a.ts', `k = "${key}"`, { role: 'product' }))).not.toContain(
      key.slice(3, 12),
    );
  });
});

describe('the variable a value moves to', () => {
  const variableOf = (text: string): string | undefined =>
    scanner.scan('a.py', text, { role: 'product' })[0]?.variable;

  it('is the one of the SDK', () => {
    expect(variableOf(`client = OpenAI(api_key="${some('sk-proj-[A-Za-z0-9]{48}')}")`)).toBe(
      'OPENAI_API_KEY',
    );
    expect(variableOf(`groqKey = "${some('gsk_[A-Za-z0-9]{52}')}"`)).toBe('GROQ_API_KEY');
  });

  it('is named after the constant where several providers share a form', () => {
    expect(variableOf(`MOONSHOT_API_KEY = "${openai()}"`)).toBe('MOONSHOT_API_KEY');
    expect(variableOf(`const clerkSecretKey = "${some('sk_live_[A-Za-z0-9]{40}')}";`)).toBe(
      'CLERK_SECRET_KEY',
    );
    expect(variableOf(`apiKey: "${openai()}"`)).toBe('OPENAI_API_KEY');
  });
});

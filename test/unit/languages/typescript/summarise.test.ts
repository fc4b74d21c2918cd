import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { language } from '../../../../server/src/languages/typescript/language';
import { summarise } from '../../../../server/src/languages/typescript/summarise';

const SAMPLE = `'use server';
import OpenAI, { type ClientOptions as Options } from 'openai'; // airworthy
import * as z from "zod";
export { a as b } from './a';
const { MODEL = 'gpt', KEY } = process.env;
/** A client. 🛫 */
export const client = new OpenAI({ apiKey: process.env.KEY ?? \`x\${KEY}\`, maxRetries: 2, ...shared });
export class Agent<T> extends Base<T> { @tool() async run(@Arg() { q }: In, n = 1): Promise<Out | null> {
    for await (const part of await client.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: q }] })) {
      try { this.total += part?.usage!.n; } catch (e) { throw new Error(\`bad \${e}\`); } finally { done = true; }
    }
    switch (n) { case 1: return a ? b : c; default: do { n-- } while (n > 0 && (x = f())) }
  } }
export default function Page() { const [s, set] = useState<string>(''); return <Chat id={s} {...props}>{/* airworthy */} text <b>{s || 'none'}</b></Chat>; }
module.exports = { client, async post(req) { await import('./lazy'); } };
`;

/** Every object with a start and an end, anywhere in the summary. */
function spansOf(root: unknown): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const seen = new Set<object>();
  const rest: unknown[] = [root];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if ('start' in next && 'end' in next) found.push(next as { start: number; end: number });
    for (const value of Object.values(next)) rest.push(value);
  }
  return found;
}

function expectWhole(text: string, path = 'file.tsx'): void {
  const summary = summarise(path, text);
  expect(summary.length).toBe(text.length);
  for (const { start, end } of spansOf(summary)) {
    if (!(start >= 0 && start <= end && end <= text.length)) {
      throw new Error(`span ${start}-${end} of ${text.length} in ${JSON.stringify(text)}`);
    }
  }
  summary.functions.forEach((each, id) => {
    expect(each.id).toBe(id);
    expect(each.parent).toBeLessThan(id);
  });
  summary.calls.forEach((call, id) => {
    expect(call.id).toBe(id);
    expect(summary.functions[call.function]).toBeDefined();
  });
}

describe('any text', () => {
  test('truncated and mutated source', () => {
    const cut = fc.integer({ min: 0, max: SAMPLE.length });
    const noise = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        '[',
        '<',
        '>',
        '`',
        '${',
        '/*',
        '*/',
        '"',
        '\r',
        '@',
        '=>',
        'await ',
        '...',
        '#',
        '\uD83D',
      ),
    );
    fc.assert(
      fc.property(
        cut,
        cut,
        noise,
        fc.constantFrom('a.ts', 'a.tsx', 'a.js', 'a.mts'),
        (from, to, inserted, path) => {
          expectWhole(
            SAMPLE.slice(0, Math.min(from, to)) + inserted + SAMPLE.slice(Math.max(from, to)),
            path,
          );
          expectWhole(SAMPLE.slice(0, from) + inserted, path);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('text that is no source at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => expectWhole(text)),
      { numRuns: 200 },
    );
  });

  test('the sample itself has no errors and everything in it is found', () => {
    const summary = summarise('a.tsx', SAMPLE);
    expect(summary.errors).toEqual([]);
    expect(summary.directives).toEqual(['use server']);
    expect(summary.comments).toHaveLength(2);
    expect(summary.lineStarts).toHaveLength(SAMPLE.split('\n').length);
    expect(summary.functions.map(({ name }) => name)).toEqual(['', 'run', 'Page', 'post']);
  });

  test.each([
    '(',
    '[',
    '{',
    '<',
    '!',
    'a(',
    'a?',
    '`${',
    '<a>',
    'a=>',
    'if(a)',
    'async(',
    'f(async(',
    '{a:',
    'class A{x=',
    'x as (',
  ])('100,000 times %s', (piece) => {
    const started = performance.now();
    expectWhole(piece.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test.each(['a+', 'a||', 'a&&', 'a,', 'a.', "'s'+", 'a-b+', 'a??b||'])(
    'a chain of 20,000 times %s',
    (piece) => {
      expectWhole(`v = ${piece.repeat(20_000)}z`);
    },
  );

  test('nesting within the limit of the parser is summarised, the innermost parts as unknown', () => {
    const summary = summarise('a.ts', `before(); x = ${'['.repeat(600)}${']'.repeat(600)}; after();`);
    expect(summary.calls).toHaveLength(2);
    expect(JSON.stringify(summary)).toContain('nested too deeply');
  });

  test('text that overflows the parser is one error', () => {
    const text = '('.repeat(100_000);
    expect(summarise('a.ts', text)).toMatchObject({
      errors: [{ start: 0, end: text.length }],
      functions: [{ id: 0, parent: -1 }],
      calls: [],
    });
  });
});

describe('a file in the middle of being typed', () => {
  test('everything around the error is there', () => {
    const text =
      "import a from 'a';\nconst x = { y: \n};\nconst z = \nexport function f() { return g(1); }\nh(2);\n";
    const { errors, imports, calls } = summarise('a.ts', text);
    expect(errors.length).toBeGreaterThan(0);
    expect(imports).toHaveLength(1);
    expect(calls.map(({ calleeSpan: { start, end } }) => text.slice(start, end))).toEqual(['g', 'h']);
  });

  test.each([
    ['a default instead of a colon', 'const x = { a = f() };'],
    ['a parameter list not closed', 'function g(a = f()'],
    ['an import cut off', 'import { a } f();'],
    ['a decorator alone', 'class A { @f() }'],
    ['a block not closed', 'if (a) { try { f('],
  ])('calls are found in %s', (_, text) => {
    const { calls } = summarise('a.ts', text);
    expect(calls.map(({ calleeSpan: { start, end } }) => text.slice(start, end))).toEqual(['f']);
  });
});

describe('the language', () => {
  test.each([
    ['a.ts', true],
    ['a.d.mts', true],
    ['a.cts', true],
    ['a.tsx', true],
    ['a.js', true],
    ['a.cjs', true],
    ['a.mjs', true],
    ['a.jsx', true],
    ['a.mtsx', false],
    ['a.json', false],
    ['ts', false],
    ['a.vue', false],
  ])('%s: %s', (path, matched) => expect(language.matches(path)).toBe(matched));

  test('summarises once prepared', async () => {
    await language.prepare();
    expect(language.summarise('a.ts', 'f()')).toMatchObject({
      kind: 'module',
      path: 'a.ts',
      language: 'typescript',
    });
  });

  test('angle brackets are types in .ts and elements in .tsx', async () => {
    await language.prepare();
    expect(summarise('a.ts', 'const v = <T>x;').errors).toEqual([]);
    expect(summarise('a.tsx', 'const v = <T>x;').errors).not.toEqual([]);
  });
});

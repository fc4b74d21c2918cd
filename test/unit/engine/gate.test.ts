import { describe, expect, it } from 'vitest';
import { differences, openEngine, sampleWorkspace, toData, type Workspace } from './engines';

/** How many files were parsed is what the gate is there to change. */
function withoutParsed(data: unknown): unknown {
  const { inventory, ...rest } = data as { inventory: { files: object } };
  return { ...rest, inventory: { ...inventory, files: { ...inventory.files, parsed: 0 } } };
}

async function compare(files: Workspace): Promise<{ found: string[]; parsed: number; all: number }> {
  const gated = (await openEngine(files).scan())!;
  const whole = (await openEngine(files, { parseAll: true }).scan())!;
  return {
    found: differences(withoutParsed(toData(gated)), withoutParsed(toData(whole))),
    parsed: gated.inventory.files.parsed,
    all: whole.inventory.files.parsed,
  };
}

/** Files that have nothing to do with an agent and that nothing of the agent's imports. */
const APART: Workspace = new Map([
  [
    'api/src/dates.ts',
    'export function lastDay(year: number, month: number) { return new Date(year, month, 0); }\n',
  ],
  [
    'api/src/colours.ts',
    "import { lastDay } from './dates.js';\nexport const colours = { red: '#f00', day: lastDay(2026, 1) };\n",
  ],
  ['worker/lumen_worker/dates.py', 'def last_day(year, month):\n    return (year, month, 31)\n'],
]);

describe('the gate', () => {
  it('leaves nothing out of the sample workspace', async () => {
    const { found, parsed } = await compare(sampleWorkspace());
    expect(found).toEqual([]);
    expect(parsed).toBeGreaterThan(20);
  });

  it('does not parse what lies apart', async () => {
    const { found, parsed, all } = await compare(new Map([...sampleWorkspace(), ...APART]));
    expect(found).toEqual([]);
    expect(all - parsed).toBeGreaterThanOrEqual(APART.size);
  });

  it('parses what only an import through a barrel, an alias or a lazy import leads to', async () => {
    const files: Workspace = new Map([
      ['package.json', '{ "name": "app", "dependencies": { "openai": "4.50.0", "express": "4" } }'],
      ['tsconfig.json', '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] } } }'],
      [
        'src/llm.ts',
        "import OpenAI from 'openai';\nimport { limits } from '@/limits';\nexport const llm = new OpenAI({ maxRetries: limits.retries, timeout: limits.timeout });\n",
      ],
      ['src/limits/index.ts', "export * from './numbers';\n"],
      ['src/limits/numbers.ts', 'export const limits = { retries: 0, timeout: 1000 };\n'],
      ['src/index.ts', "export { llm as model } from './llm';\n"],
      [
        'src/ask.ts',
        "export async function ask(text: string) {\n  const { model } = await import('./index');\n  return model.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: text }] });\n}\n",
      ],
      [
        'src/wire.ts',
        "import { ask } from './ask';\nimport { colours } from './colours';\nexport const run = (q: string) => ask(q + colours.red);\n",
      ],
      ['src/colours.ts', "export const colours = { red: '#f00' };\n"],
      ['src/apart.ts', "import { colours } from './colours';\nexport const other = colours;\n"],
    ]);
    const { found, parsed, all } = await compare(files);
    expect(found).toEqual([]);
    expect([parsed, all]).toEqual([7, 8]);
  });
});

// Code that parses and is far longer than anyone writes: what it says is still read, in time that grows with its length.
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/engine/analysis';
import { openEngine } from './engines';

const MANIFESTS: [string, string][] = [
  ['package.json', '{"name":"a","dependencies":{"openai":"4.0.0"}}'],
  ['requirements.txt', 'openai==1.50.0\n'],
];
const PYTHON = 'from openai import OpenAI\nclient = OpenAI()\n';
const TYPESCRIPT = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";
const PYTHON_CALL = 'client.chat.completions.create(model="m", messages=[])';
const TYPESCRIPT_CALL = "client.chat.completions.create({ model: 'm', messages: [] })";

async function scan(path: string, text: string): Promise<Analysis> {
  const analysis = (await openEngine(new Map([...MANIFESTS, [path, text]])).scan())!;
  expect(analysis.inventory.files.skipped).toEqual([]);
  return analysis;
}

function callsIn({ inventory }: Analysis) {
  return inventory.facts.filter(({ kind }) => kind === 'model-call');
}

describe('endless code', () => {
  it.each([
    ['m.py', 'elif', `${PYTHON}if a: b()\n${'elif c: d()\n'.repeat(10_000)}else: ${PYTHON_CALL}\n`],
    [
      'm.ts',
      'else if',
      `${TYPESCRIPT}if (a) b();${'else if (c) d();\n'.repeat(700)}else ${TYPESCRIPT_CALL};\n`,
    ],
    ['m.py', 'comparisons', `${PYTHON}x = a${' < a'.repeat(20_000)}\n${PYTHON_CALL}\n`],
    [
      'm.py',
      'classes, each below the one before',
      `${PYTHON}class A0(A0): pass\n${Array.from({ length: 5000 }, (_, n) => `class A${n + 1}(A${n}): pass\n`).join('')}A5000().f()\nA5000.g()\n${PYTHON_CALL}\n`,
    ],
    [
      'm.ts',
      'classes, each below the one before',
      `${TYPESCRIPT}class A0 extends A0 {}\n${Array.from({ length: 5000 }, (_, n) => `class A${n + 1} extends A${n} {}\n`).join('')}new A5000().f();\nA5000.g();\n${TYPESCRIPT_CALL};\n`,
    ],
  ])('%s: %s', { timeout: 10_000 }, async (path, _what, text) => {
    expect(callsIn(await scan(path, text)).map(({ place }) => place.path)).toEqual([path]);
  });

  it('a name given a value in thousands of places is unknown', { timeout: 10_000 }, async () => {
    const text = `${PYTHON}n = 1\n${'if c: n = n\n'.repeat(6000)}${PYTHON_CALL.replace(')', ', max_tokens=n)')}\n`;
    const [call] = callsIn(await scan('m.py', text));
    expect(call?.attributes.maxTokens).toMatchObject({ value: 'unknown' });
  });

  it('an assignment that always happens ends what is looked at', async () => {
    const text = `${PYTHON}${'n = 1\n'.repeat(3000)}${PYTHON_CALL.replace(')', ', max_tokens=n)')}\n`;
    const [call] = callsIn(await scan('m.py', text));
    expect(call?.attributes.maxTokens).toMatchObject({ value: 'set', effective: { n: 1 } });
  });
});

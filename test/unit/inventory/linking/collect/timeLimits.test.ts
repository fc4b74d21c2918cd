// Time limits written by hand: races against a timer, controllers that a timer aborts, `with` blocks, limits for all tools of a request.
import { describe, expect, it } from 'vitest';
import { linkSources, only } from '../linkSources';

async function limitOf(body: string, rest = ''): Promise<unknown> {
  const facts = await linkSources({
    'tools.ts': `import { tool } from 'ai';\nimport { setTimeout as sleep } from 'node:timers/promises';\nimport axios from 'axios';\nexport const order = tool({ execute: async ({ id }) => { ${body} } });\n${rest}`,
  });
  const { value, effective } = only(facts, 'tool').attributes.timeout!;
  return value === true ? (effective as { ms: unknown }).ms : value;
}

const CALL = "axios.get('https://shop.lamp.dev')";

describe('races', () => {
  it('limit the call that runs against a timer', async () => {
    const late =
      '(ms: number) => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), ms))';
    expect(
      await limitOf(`return Promise.race([${CALL}, new Promise((_, reject) => setTimeout(reject, 9000))]);`),
    ).toBe(9000);
    expect(await limitOf(`return Promise.race([${CALL}, sleep(8000)]);`)).toBe(8000);
    expect(
      await limitOf(
        `const work = ${CALL}; return Promise.race([work, late(7000)]);`,
        `const late = ${late};`,
      ),
    ).not.toBe(false);
  });

  it('of two calls limit neither', async () => {
    expect(await limitOf(`return Promise.race([${CALL}, ${CALL}]);`)).toBe(false);
  });

  it('leave calls beside the race alone', async () => {
    expect(await limitOf(`await ${CALL}; return Promise.race([sleep(1), sleep(2)]);`)).toBe(false);
  });
});

describe('signals', () => {
  const withSignal = (signal: string): string =>
    `return axios.get('https://shop.lamp.dev', { signal: ${signal} });`;

  it('of a controller that a timer aborts', async () => {
    const timer = 'const c = new AbortController(); const t = setTimeout(() => c.abort(), 5000);';
    expect(await limitOf(timer + withSignal('c.signal'))).toBe(5000);
    expect(await limitOf(timer + withSignal('new AbortController().signal'))).toBe(false);
  });

  it('of a controller that only a person aborts are no limit', async () => {
    expect(
      await limitOf(
        `const c = new AbortController(); process.once('SIGINT', () => c.abort()); ${withSignal('c.signal')}`,
      ),
    ).toBe(false);
  });

  it('among several count if one is a limit', async () => {
    expect(await limitOf(withSignal('AbortSignal.any([id, AbortSignal.timeout(4000)])'))).toBe(4000);
    expect(await limitOf(withSignal('AbortSignal.any([id])'))).toBe(false);
  });
});

it('a with block limits what it holds and nothing behind it', async () => {
  const sourceOf = (call: string): Record<string, string> => ({
    'tools.py': `import asyncio\nimport requests\nfrom agents import function_tool\n\n@function_tool\nasync def order(id: str):\n    async with asyncio.timeout(10):\n        await asyncio.sleep(0)\n${call}`,
  });
  const inside = only(
    await linkSources(sourceOf('        return requests.get("https://shop.lamp.dev")\n')),
    'tool',
  ).attributes.timeout;
  const behind = only(
    await linkSources(sourceOf('    return requests.get("https://shop.lamp.dev")\n')),
    'tool',
  ).attributes.timeout;
  expect(inside).toMatchObject({ value: true, effective: { ms: 10_000 } });
  expect(behind?.value).toBe(false);
});

it('a limit for the tools of a request counts only if everybody who runs the tool sets it', async () => {
  const sources = (other: string): Record<string, string> => ({
    'agent.ts': `import { generateText, tool } from 'ai';\nimport axios from 'axios';\nconst order = tool({ execute: async () => (await axios.get('https://shop.lamp.dev')).data });\nexport const a = () => generateText({ model, tools: { order }, timeout: { toolMs: 20_000 } });\n${other}`,
  });
  const limited = only(await linkSources(sources(''), { ai: '7.0.0' }), 'tool').attributes.timeout;
  const partly = only(
    await linkSources(sources('export const b = () => generateText({ model, tools: { order } });'), {
      ai: '7.0.0',
    }),
    'tool',
  ).attributes.timeout;
  expect(limited).toMatchObject({ value: true, effective: { ms: 20_000 } });
  expect(partly?.value).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { linkSources } from '../linkSources';

const TOOLS = `import { tool } from 'ai';
import { z } from 'zod';
const inputSchema = z.object({ id: z.string() });
export const search = tool({ description: 'Search', inputSchema, execute: async ({ id }) => (await fetch('https://shop.example.com/' + id)).json() });
export const pick = tool({ description: 'Pick', inputSchema, execute: async () => Math.random() });
export const when = tool({ description: 'When', inputSchema, execute: async () => new Date('2026-01-01').toISOString() });
`;
const HEAD =
  "import { it, test, vi, expect, beforeEach } from 'vitest';\nimport { search, pick, when } from '../src/tools';\n";

async function facts(test: string, others: Readonly<Record<string, string>> = {}) {
  const all = await linkSources({ 'src/tools.ts': TOOLS, 'tests/tools.test.ts': HEAD + test, ...others });
  const tested = all.flatMap((one) =>
    one.kind === 'tool' && one.attributes.tested?.value === true ? [one.name] : [],
  );
  const live = all.flatMap(({ kind, name, attributes }) =>
    kind === 'test'
      ? [[name, ...((attributes.live!.effective ?? []) as { what: string }[]).map((one) => one.what)]]
      : [],
  );
  return { tested, live };
}

describe('which tools tests run', () => {
  it('counts what a case runs, itself or through a helper', async () => {
    const { tested } = await facts(
      'const run = (t) => 1; const help = () => pick.execute({});\nit("a", async () => { await search.execute({ id: "x" }); });\ntest.each([1])("b %s", () => help());',
    );
    expect(tested).toEqual(['search', 'pick']);
  });

  it('counts no function outside of a case, no skipped case, no other member', async () => {
    const { tested } = await facts(
      'export async function script() { await search.execute({}); }\nit.skip("a", () => pick.execute({}));\nit("b", () => when.toModelOutput({}));',
    );
    expect(tested).toEqual([]);
  });

  it('counts hooks', async () => {
    expect((await facts('beforeEach(() => pick.execute({}));\nit("a", () => {});')).tested).toEqual(['pick']);
  });

  it('counts no tool that a mock replaces, unless the mock keeps the original', async () => {
    const run = 'it("a", () => search.execute({}));';
    expect((await facts(`vi.mock('../src/tools');\n${run}`)).tested).toEqual([]);
    expect((await facts(`vi.spyOn(search, 'execute').mockResolvedValue(1);\n${run}`)).tested).toEqual([]);
    expect((await facts(`vi.spyOn(search, 'execute');\n${run}`)).tested).toEqual(['search']);
    expect(
      (await facts(`vi.mock('../src/tools', async (original) => ({ ...(await original()) }));\n${run}`))
        .tested,
    ).toEqual(['search']);
  });
});

describe('what a test of a tool reaches', () => {
  it('names network and randomness, not a date that is given', async () => {
    const { live } = await facts(
      'it("a", () => search.execute({}));\nit("b", () => pick.execute({}));\nit("c", () => when.execute({}));',
    );
    expect(live).toEqual([['a', 'network'], ['b', 'randomness'], ['c']]);
  });

  it('says nothing where anything is replaced, also by a set-up file', async () => {
    expect(
      (await facts('it("a", async () => { vi.stubGlobal("fetch", f); await search.execute({}); });')).live,
    ).toEqual([['a']]);
    expect(
      (
        await facts('it("a", () => search.execute({}));', {
          'tests/setup.ts': "import { setupServer } from 'msw/node';\nexport const server = setupServer();",
        })
      ).live,
    ).toEqual([['a']]);
  });

  it('says nothing of a refusal', async () => {
    expect(
      (await facts('it("a", async () => { await expect(search.execute({})).rejects.toThrow(); });')).live,
    ).toEqual([['a']]);
  });
});

describe('Python', () => {
  const tools = {
    'desk/tools.py':
      'import requests\nfrom langchain_core.tools import tool\n\n@tool\ndef price(article: str) -> int:\n    """Price."""\n    return requests.get("https://shop.example.com/x").json()\n',
  };
  const run = async (path: string, text: string, others: Readonly<Record<string, string>> = {}) => {
    const all = await linkSources({ ...tools, ...others, [path]: `from desk.tools import price\n${text}` });
    const tool = all.find(({ kind }) => kind === 'tool')!;
    const test = all.find(({ kind }) => kind === 'test');
    return {
      tested: tool.attributes.tested!.value,
      live: ((test?.attributes.live?.effective ?? []) as { what: string }[]).map(({ what }) => what),
    };
  };

  it('collects by name: file, function, class', async () => {
    const body = '    price.invoke({"article": "lamp"})\n';
    expect((await run('tests/test_a.py', `def test_price():\n${body}`)).tested).toBe(true);
    expect(
      (await run('tests/test_a.py', `class TestDesk:\n    def test_price(self):\n    ${body}`)).tested,
    ).toBe(true);
    expect((await run('tests/test_a.py', `def check_price():\n${body}`)).tested).toBe(false);
    expect((await run('tests/test_a.py', `class Desk:\n    def test_price(self):\n    ${body}`)).tested).toBe(
      false,
    );
    expect((await run('tests/deploy.py', `def test_price():\n${body}`)).tested).toBe(false);
    expect((await run('tests/test_deployment.py', `if __name__ == "__main__":\n${body}`)).tested).toBe(false);
    const skipped = `import pytest\n\n@pytest.mark.skip(reason="slow")\ndef test_price():\n${body}`;
    expect((await run('tests/test_a.py', skipped)).tested).toBe(false);
  });

  it('lets the second of two equal names hide the first', async () => {
    const text = 'def test_a():\n    price.invoke({})\n\ndef test_a():\n    pass\n';
    expect((await run('tests/test_a.py', text)).tested).toBe(false);
  });

  it('follows fixtures of the module and of conftest.py', async () => {
    const fixture =
      'import pytest\nfrom desk.tools import price\n\n@pytest.fixture\ndef answer():\n    return price.invoke({})\n';
    const text = 'def test_a(answer):\n    assert answer\n';
    expect((await run('tests/test_a.py', text, { 'tests/conftest.py': fixture })).tested).toBe(true);
    expect((await run('tests/test_a.py', text)).tested).toBe(false);
  });

  it('sees patches by dotted name', async () => {
    const text =
      'from unittest.mock import patch\n\n@patch("desk.tools.price")\ndef test_a(fake):\n    price.invoke({})\n';
    expect((await run('tests/test_a.py', text)).tested).toBe(false);
  });

  it('takes a fixture that replaces things for a mock', async () => {
    expect(await run('tests/test_a.py', 'def test_a(monkeypatch):\n    price.invoke({})\n')).toEqual({
      tested: true,
      live: [],
    });
    expect(await run('tests/test_a.py', 'def test_a():\n    price.invoke({})\n')).toEqual({
      tested: true,
      live: ['network'],
    });
  });
});
